"""Two people who take turns on one phone are two participants, and neither sees the other's."""

from flask import Flask

from quiz.live.participant.turns import MOST_TURNS
from quiz.live.session import votes
from quiz.live.session.models import LiveAnswer, Participant
from quiz.live.session.phones import LivePhone
from quiz.storage.database import Database
from tests.conftest import Stored
from tests.live.room_steps import FakeClock
from tests.live.steps import ITEM, code, position, session_path
from tests.live.steps import rate as rates
from tests.live.steps import vote as votes_for
from tests.live.stored_steps import (
    host_session,
    join_session,
    move,
    open_vote,
    rate,
    session_of,
    vote,
)
from tests.visitor import Visitor


def takes(phone: Visitor, turn: str) -> Visitor:
    """Hand the phone over to this person."""
    return phone.get("/join?share=1").send(turn=turn)


def test_two_people_who_take_turns_are_two_participants(
    app: Flask, database: Database, stored: Stored, fake_clock: FakeClock
) -> None:
    host = host_session(app, ITEM.id)
    guests = [join_session(app, host) for _ in range(4)]
    phone = guests[0]
    move(host, "next")
    for guest in guests:
        rate(guest)
    rate(takes(phone, "new"))
    move(host, "next")
    for turn in ("1", "2"):
        vote(takes(phone, turn), "a")
    for guest in guests[1:]:
        vote(guest, "b")
    with database.begin(writes=False) as session:
        counts = votes.counts(session, session_of(session, host))
    assert (counts.joined, counts.here, counts.answered, counts.left) == (5, 5, 5, 0)
    move(host, "next", "next", "next", "skip", "next")
    assert position(host).startswith("after")
    fake_clock.now += 300
    phone.get("/play")
    app.extensions["presence"]._every = 0
    assert phone.client.get("/play/state").status_code == 200
    assert "0 of 2 answered" in host.get(session_path(host)).words, "both are here"
    for guest in guests[1:]:
        rate(guest, casework="yes")
    for turn in ("1", "2"):
        rate(takes(phone, turn), casework="yes")
    move(host, "next")
    assert "Not all the same people" not in host.words
    assert len(stored(Participant)) == 5
    assert {row.participant_id for row in stored(LiveAnswer)} == {
        row.id for row in stored(Participant)
    }


def test_a_shared_phone_shows_nobodys_answers(app: Flask) -> None:
    host = host_session(app, ITEM.id)
    phone = join_session(app, host)
    host.get(f"{session_path(host)}/questions").send(press="allow")
    move(host.get(session_path(host)), "next")
    rates(phone)
    assert phone.page.select(".participant-ratings"), "it is not shared yet"
    phone.get("/play/question").send(question="Is this told?")
    old = phone.get("/play?change=1").filled_in()
    takes(phone, "new")
    assert "You are person 2 on this phone." in phone.words
    rates(phone)
    shows_nothing(takes(phone, "1"))
    move(host, "next")
    votes_for(phone, "b", "4")
    assert "Your answer is kept" in phone.words
    late = phone.get("/play?change=1").filled_in()
    shows_nothing(phone)
    takes(phone, "2")
    assert "Your answer is kept" not in phone.words
    shows_nothing(takes(phone, "1"))
    phone.post("/play", old)
    assert phone.status == 409
    (link,) = phone.get("/play").page.select('a[href="/join?share=1"]')
    assert link.get_text() == "Hand it over"
    while not position(host).startswith("end"):
        move(host, "next")
        if position(host).startswith(("closed", "open_again", "best")):
            shows_nothing(phone)
    phone.post("/play", late | {"option": f"{ITEM.id}.a", "certainty": "1"})
    assert phone.status == 409
    assert "This phone is shared, so it does not show it." in phone.words
    shows_nothing(phone.get("/play"))
    phone.get("/play").send(pledge="Is this told?")
    shows_nothing(takes(phone, "1"))
    assert "Your sentence is kept. You can write another in its place here." in phone.words
    for path in ("/play/feedback", "/play/keep"):
        assert phone.get(path).path == "/play"


def shows_nothing(phone: Visitor) -> None:
    """No page of the person who has the phone says what they answered."""

    for path in ("/play", "/play?change=1", "/play/question"):
        phone.get(path)
        assert phone.status == 200
        assert not phone.page.select(".participant-answer, .participant-ratings, .keep-answer")
        assert not phone.page.select("input[checked], a.link-to-keep")
        assert "Is this told?" not in phone.response.text
    tags = phone.client.get("/play/state").headers["ETag"]
    assert not set("abcd") & set(tags), "nor does the tag"


def test_the_link_to_ones_answers_does_not_open_on_a_phone_that_is_shared_now(app: Flask) -> None:
    host = host_session(app, ITEM.id)
    phone = join_session(app, host)
    open_vote(host)
    vote(phone, "b", "4")
    move(host, "end")
    (link,) = phone.get("/play").page.select("a.link-to-keep")
    path = "/" + str(link["href"]).split("/", 3)[3]
    assert "Your answers" in phone.get(path).words
    phone.get("/join").send(whose="somebody-else")
    assert "Who has this phone now?" in phone.words
    assert phone.get(path).path == "/join"
    assert "Your answers" in Visitor(app).get(path).words


def test_after_a_hand_over_the_page_asks_who_has_the_phone(
    app: Flask, stored: Stored, fake_clock: FakeClock
) -> None:
    host = host_session(app)
    phone = join_session(app, host)
    phone.get("/join").send(whose="somebody-else")
    assert phone.get("/play").status == 403, "nobody has it"
    buttons = [one.get_text(strip=True) for one in phone.get("/join").page.select("main button")]
    assert buttons == ["Person 1", "Somebody new"]
    phone.get(f"/join/{code(host).replace(' ', '')}").send()
    assert (phone.path, len(stored(Participant))) == ("/join", 1), "scanning the code asks, too"
    for forged in ("0", "2", "-1", "x", "٢", ""):
        sent = phone.get("/join").filled_in()
        phone.post("/join", sent | {"turn": forged})
        assert (phone.path, len(stored(Participant))) == ("/join", 1)
    phone.client.post("/join", data={"turn": "new"})
    assert len(stored(Participant)) == 1, "without the form's token"
    phone.get("/join").send(turn="new")
    assert (phone.path, len(stored(Participant))) == ("/play", 2)
    for _ in range(MOST_TURNS - 2):
        takes(phone, "new")
    assert len(stored(Participant)) == MOST_TURNS
    sent = phone.get("/join?share=1").filled_in()
    assert "Somebody new" not in phone.words
    phone.post("/join", sent | {"turn": "new"})
    assert len(stored(Participant)) == MOST_TURNS
    phone.get("/check/leave").send()
    assert [row.minute for row in stored(LivePhone)] == [None] * MOST_TURNS, "all have left"


def test_one_person_leaves_and_the_others_keep_their_turns(app: Flask, stored: Stored) -> None:
    host = host_session(app, ITEM.id)
    phone = join_session(app, host)
    takes(takes(phone, "new"), "new")
    open_vote(host)
    for turn, option in (("1", "a"), ("3", "c"), ("2", "b")):
        vote(takes(phone, turn), option)

    def leaves(number: str) -> list[str]:
        phone.get("/join?share=1").send(leaves=number)
        return [one.get_text(strip=True) for one in phone.page.select("main button")]

    stay = ["Person 3", "Somebody new", "Person 2 leaves", "Person 3 leaves"]
    assert leaves("1") == stay
    assert "Person 1 has left. Their answers are kept." in phone.words
    assert "Still person 2?" in phone.words
    for forged in ("1", "0", "4", "x", "٣"):
        assert leaves(forged) == stay
        assert "has left" not in phone.words
    assert "This takes person 2 and person 3 out" in phone.get("/check/leave").words
    shows_nothing(phone)
    assert "You are person 2 on this phone." in phone.get("/play").words
    assert leaves("2") == ["Person 3", "Somebody new"]
    assert phone.get("/play").status == 403, "nobody has it"
    assert "takes person" not in phone.get("/check/leave").words
    assert "You are person 3 on this phone." in takes(phone, "3").words
    assert "Your answer is kept" in phone.words
    shows_nothing(phone)
    assert "You are person 4 on this phone." in takes(phone, "new").words
    leaves("3")
    leaves("4")
    assert "The session’s code" in phone.words, "nobody is left"
    assert [row.minute for row in stored(LivePhone)] == [None] * 4
    assert sorted(row.option for row in stored(LiveAnswer)) == ["a", "b", "c"]


def test_somebody_new_is_one_person_however_often_the_button_is_pressed(
    app: Flask, stored: Stored
) -> None:
    """The second press is sent before the reply to the first is here, so with the same cookie."""
    host = host_session(app)
    phone = join_session(app, host)
    for number in (2, 3):
        pressed = phone.get("/join?share=1").filled_in() | {"turn": "new"}
        with phone.client.session_transaction() as cookie:
            before = dict(cookie)
        phone.client.post("/join", data=pressed)
        with phone.client.session_transaction() as cookie:
            cookie.clear()
            cookie.update(before)
        assert f"You are person {number} on this phone." in phone.post("/join", pressed).words
        assert len(stored(Participant)) == number


def test_a_turn_ends_with_the_answers(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    phone = join_session(app, host)
    takes(phone, "new")
    move(host, "end")
    sent = phone.get("/join?share=1").filled_in()
    assert "Somebody new" not in phone.words
    phone.post("/join", sent | {"turn": "new"})
    assert len(stored(Participant)) == 2, "nobody joins after the end"
    assert takes(phone, "1").path == "/play"
    sent = phone.get("/join?share=1").filled_in()
    host.get(f"{session_path(host)}/delete").send(what="answers")
    phone.post("/join", sent | {"turn": "2"})
    assert "The session’s code" in phone.words
    assert stored(Participant) == []


def test_another_session_ends_the_turns(app: Flask, stored: Stored) -> None:
    first, second = host_session(app), host_session(app, name="Ola")
    phone = join_session(app, first)
    takes(phone, "new")
    phone.get("/join?other=1").send(code=code(second.get(session_path(second))))
    assert "person 2" not in phone.words
    gone = {row.session_id: row.minute for row in stored(LivePhone)}
    assert gone[session_path(first).rpartition("/")[2]] is None
    assert len(stored(Participant)) == 3


def test_a_shared_phone_that_was_in_another_session_shows_nobody_s_answer(app: Flask) -> None:
    first, second = host_session(app, ITEM.id), host_session(app, ITEM.id, name="Ola")
    phone = join_session(app, first)
    open_vote(first)
    here, there = code(first), code(second.get(session_path(second)))
    vote(phone, "b", "4")
    vote(takes(phone, "new"), "c", "4")
    for join in (there, here):
        phone.get("/join?other=1").send(code=join)
    assert phone.path == "/play"
    assert "You chose" not in phone.words


def test_a_late_answer_on_a_shared_phone_gets_the_same_reply_whatever_it_is(app: Flask) -> None:
    host = host_session(app, ITEM.id)
    phone = join_session(app, host)
    open_vote(host)
    votes_for(phone, "b", "4")
    open_form = phone.get("/play?change=1").filled_in()
    takes(takes(phone, "new"), "1")
    move(host, "next")
    token = phone.get("/join?share=1").filled_in()["csrf_token"]
    replies = set()
    for option, certainty in (("b", "4"), ("b", "3"), ("c", "4")):
        sent = {"option": f"{ITEM.id}.{option}", "certainty": certainty, "csrf_token": token}
        late = phone.client.post("/play", data=open_form | sent)
        replies.add((late.status_code, late.data.replace(token.encode(), b"")))
    assert [status for status, _ in replies] == [409]
