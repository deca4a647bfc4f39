"""Hosting a session: its buttons, more than one device, co-hosts, and what the host may see."""

import pytest
from flask import Flask

from quiz.live.session.agendas import AFTER, AGAIN, BEST, BOTH, CLOSE, DISCUSSION, JOIN, TALK, VOTE
from quiz.live.session.models import CoHost, LiveAnswer, LiveSession
from quiz.people import accounts
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.live import steps
from tests.live.completed_session import WRONG
from tests.live.steps import CONTESTED, ITEM, code, move, open_vote, position, signed_in
from tests.live.stored_steps import host_session, join_session, vote
from tests.visitor import Visitor, text_of


def test_the_host_chooses_the_scenarios(app: Flask, stored: Stored) -> None:
    steps.host_session(app, "B")
    steps.host_session(app, f"{CONTESTED.id} {ITEM.id} {ITEM.id}", name="Ola")
    plans = {live.title: live.plan for live in stored(LiveSession)}
    assert len(plans["Tess’s morning"].scenarios) == 12
    planned = plans["Ola’s morning"].scenarios
    assert [(scenario.item, scenario.contested) for scenario in planned] == [
        (CONTESTED.id, True),
        (ITEM.id, False),
    ]


@pytest.mark.both_databases
@pytest.mark.parametrize("people", [1, 5])
def test_the_first_button_leads_through_the_whole_session(app: Flask, people: int) -> None:
    """Past the charts of the first vote, where too few people answered it."""
    host = host_session(app, f"{ITEM.id} {CONTESTED.id}")
    visitor, *others = (join_session(app, host) for _ in range(people))
    phases: list[str] = []
    while "The session has ended" not in host.words:
        move(host, "next")
        visitor.get("/play")
        for other in (visitor, *others) if phases and position(host).startswith("open-") else ():
            vote(other, "a")
        assert position(visitor) == position(host)
        phases.append(position(visitor).partition("-")[0])
    charts = ["first"] if people >= 5 else []
    scenario = ["open", "closed", *charts, "discuss", "open_again", "both", "best"]
    assert phases == ["before", *scenario, *scenario, "after", "change", "end"]
    assert host.page.select_one("main form") is None


def test_the_host_sees_how_many_answered_but_not_what(app: Flask) -> None:
    host = host_session(app)
    visitors = [join_session(app, host) for _ in range(6)]
    open_vote(host)
    pages = set()
    for option in "abcd":
        for visitor in visitors[:5]:
            vote(visitor, option, "4")
        host.get(host.path)
        assert "5 of 6 answered" in host.words
        pages.add(host.words)
        assert host.page.select_one(".bars") is None
    assert len(pages) == 1, "the host's page does not depend on the answers"


@pytest.mark.parametrize(("people", "charted"), [(4, False), (5, True)])
def test_charts_are_shown_after_the_vote_and_only_for_enough_answers(
    app: Flask, people: int, charted: bool
) -> None:
    host = host_session(app)
    visitors = [join_session(app, host) for _ in range(people)]
    open_vote(host)
    for visitor in visitors:
        vote(visitor, "b", "4")
    for name in ("closed", "first", "discuss") if charted else ("closed", "discuss"):
        move(host, "next")
        assert position(host).startswith(name)
        shown = charted and name != "closed"
        for page in (host, visitors[0].get("/play")):
            assert (page.page.select_one(".bars") is not None) == shown


def test_a_room_that_talks_is_not_advised_against_it(app: Flask) -> None:
    """Hint, notes and main button agree, also where the host did what the hint advised against."""
    host = host_session(app)
    visitors = [join_session(app, host) for _ in range(5)]
    open_vote(host)
    for visitor in visitors:
        vote(visitor, WRONG, "4")
    move(host, "next", "next")
    against = "Too few can explain it to each other"
    assert against in host.words
    assert host.page.select(".hosting__buttons > button")[0]["value"] == "skip"
    move(host, "next")
    assert position(host) == "discuss-0-1"
    assert text_of(host.page.select(".hosting__hint")[0]) == (
        "Fewer than half of the 5 chose the best answer. More than half were sure and wrong."
    )
    assert host.page.select(".hosting__buttons > button")[0]["value"] == "next"
    assert str(TALK[0]) in host.words


@pytest.mark.both_databases
def test_a_second_device_of_the_host_cannot_repeat_a_move(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    tablet = signed_in(app).get(host.path)
    move(host, "next")
    stale = tablet.send(move="next")
    assert stale.status == 409
    assert "Nothing was changed" in stale.words
    assert position(tablet) == "before-0-0", "it shows the current position"
    move(tablet, "next", "next")
    assert position(host.get(host.path)) == "closed-0-1"
    assert stored(LiveSession)[0].version == 3


@pytest.mark.both_databases
def test_a_double_press_moves_the_session_once(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    pressed = host.filled_in() | {"move": "next"}
    action = f"{host.path}/move"
    assert [host.client.post(action, data=pressed).status_code for _ in range(2)] == [303, 409]
    assert stored(LiveSession)[0].phase == "before"


def test_a_move_that_is_not_allowed_changes_nothing(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    before = host.filled_in()
    for wrong, status in (
        *(({"move": move_name}, 409) for move_name in ("reopen", "back", "resume")),
        *(({"move": move_name}, 400) for move_name in ("best", "", "NEXT")),
        *(({"move": "next", "version": version}, 400) for version in ("", "-1", "x", "0 ")),
        ({"move": "next", "version": "9" * 30}, 409),
    ):
        assert host.client.post(f"{host.path}/move", data=before | wrong).status_code == status
    assert (stored(LiveSession)[0].phase, stored(LiveSession)[0].version) == ("lobby", 0)


def test_two_sessions_do_not_affect_each_other(app: Flask, stored: Stored) -> None:
    first, second = host_session(app), host_session(app, name="Ola")
    here, there = join_session(app, first), join_session(app, second)
    open_vote(first)
    assert position(there.get("/play")) == "lobby-0-0"
    open_vote(second)
    move(second, "next")
    assert position(here.get("/play")) == "open-0-1"
    vote(here, "a")
    assert "1 of 1 answered" in first.get(first.path).words
    move(second, "reopen")
    assert "0 of 1 answered" in second.get(second.path).words
    by_session = {row.session_id for row in stored(LiveAnswer)}
    assert by_session == {first.path.rpartition("/")[2]}


def test_a_host_adds_and_removes_a_co_host(app: Flask, stored: Stored) -> None:
    host, other = host_session(app), signed_in(app, "Ola")
    page = host.path
    assert other.get(page).status == 404
    assert other.post(f"{page}/move", {"move": "next", "version": "0"}).status == 404
    host.get(f"{page}/cohost").send(email=" OLA@council.example ")
    assert host.status == 200
    assert "Ola" in host.words
    assert other.get("/host").get(page).status == 200
    move(other, "next")
    assert other.get(f"{page}/cohost").status == 403, "only the host adds co-hosts"
    ola = stored(CoHost)[0].person_id
    host.get(page).get(f"{page}/cohost")
    token = host.page.select_one("input[name=csrf_token]")
    assert token is not None
    host.post(f"{page}/cohost", {"remove": ola, "csrf_token": str(token["value"])})
    assert stored(CoHost) == []
    assert other.get(page).status == 404


@pytest.mark.parametrize(
    ("email", "error"),
    [
        ("nobody@council.example", "No trainer here has an account"),
        ("lee@council.example", "No trainer here has an account"),
        ("gone@council.example", "No trainer here has an account"),
        ("tess@council.example", "your own session"),
        ("", "Enter an email address"),
    ],
)
def test_only_other_trainers_can_be_co_hosts(
    app: Flask, stored: Stored, email: str, error: str
) -> None:
    host = host_session(app)
    signed_in(app, "Lee", (Role.LEAD,))
    signed_in(app, "Gone")
    with app.test_request_context(method="POST"):
        from quiz.storage.database import session

        gone = accounts.find_by_email(session(), "gone@council.example")
        assert gone is not None
        gone.active = False
        session().commit()
    host.get(f"{host.path}/cohost").send(email=email)
    assert host.status == 422
    assert error in host.errors[0]
    assert stored(CoHost) == []


def test_an_ended_session_accepts_no_moves_and_no_answers(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    open_vote(host)
    vote(visitor, "a", "1")
    late = visitor.get("/play?change=1").filled_in()
    pressed = host.filled_in()
    move(host, "end")
    live = stored(LiveSession)[0]
    assert (live.code, live.phase) == (None, "end")
    assert live.closed_on is not None
    assert host.client.post(f"{host.path}/move", data=pressed | {"move": "next"}).status_code == 409
    assert visitor.post("/play", late | {"certainty": "4"}).status == 409
    assert [row.certainty for row in stored(LiveAnswer)] == [1]


def test_the_list_has_only_sessions_that_one_may_host(app: Flask) -> None:
    host_session(app), host_session(app, name="Ola")
    other = signed_in(app, "Ola").get("/host")
    assert "Ola’s morning" in other.words
    assert "Tess’s morning" not in other.words


def test_the_list_shows_code_and_number_of_scenarios(app: Flask) -> None:
    host = host_session(app, f"{ITEM.id} {CONTESTED.id}")
    first = code(host)
    second = code(host_session(app, ITEM.id))
    host.get("/host")
    lines = [line.get_text() for line in host.page.select(".list-rows li")]
    assert [(first in line, "2 scenarios" in line) for line in lines if first in line] == [
        (True, True)
    ]
    assert [("1 scenario " in line) for line in lines if second in line] == [True]
    assert "Live sessions" in host.words


def test_a_pause_says_that_people_who_have_started_can_still_send(app: Flask) -> None:
    host = host_session(app)
    note = "People who have started can still send."
    assert note not in move(host, "pause").words
    move(host, "resume", "next")
    assert note not in host.words
    assert note in move(host, "pause").words


def test_going_back_from_an_open_vote_says_that_it_closes_the_vote(app: Flask) -> None:
    host = host_session(app)
    open_vote(host)
    assert "Leave the vote out and go back to the questions on confidence" in host.words
    move(host, "next", "skip", "next")
    assert "Leave the vote out and go back to the best answer of scenario 1" in host.words
    move(host, "next")
    assert "Back to the best answer of scenario 1" in host.words
    assert "Close the vote" not in host.words
    move(host, "next", "next")
    assert "Leave the vote out and go back to the talk" in host.words


def test_only_the_host_sees_the_notes_and_the_question_to_ask(app: Flask) -> None:
    host = host_session(app, f"{ITEM.id} {CONTESTED.id}")
    visitor = join_session(app, host)
    voters = [join_session(app, host) for _ in range(5)]
    display = Visitor(app)
    display.client = host.client
    assert str(JOIN[0]) in host.words
    open_vote(host)
    expected = {VOTE: 1, TALK: 3, AGAIN: 1, BOTH: 1, BEST: 1}
    pages = dict.fromkeys((*expected, DISCUSSION), 0)
    for number, voter in enumerate(voters):  # 3 of 5 right: the hint is to talk
        vote(voter, ITEM.best if number < 3 else WRONG, "2")
    while "Scenario 1 of 2" in host.words:
        for notes in pages:
            pages[notes] += str(notes[0]) in host.words
        section = host.page.select_one("section[aria-labelledby=notes]")
        assert section is not None
        assert ITEM.prompt in section.get_text()
        for text in (visitor.get("/play").response.text, display.get(f"{host.path}/display").words):
            assert ITEM.prompt not in text
        move(host, "next")
    assert pages == expected | {DISCUSSION: 0}
    move(host, "next")
    assert str(DISCUSSION[0]) in host.words
    move(host, "skip", "next")
    assert str(AFTER[0]) in host.words
    move(host, "next")
    assert str(CLOSE[0]) in host.words
