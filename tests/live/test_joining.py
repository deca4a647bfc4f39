"""Joining and coming back: a participant is a browser, and sees the present and its own answer."""

import re
from itertools import combinations

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from quiz.live.session import codes, store
from quiz.live.session.models import CODE_LETTERS, LiveAnswer, LiveSession, Participant
from tests.conftest import Stored
from tests.live.way import code, hosting, joined, move, open_vote, phase, vote
from tests.visitor import Visitor

ALIKE = ("0OQ", "1IL", "2Z", "5S", "8B", "UV", "6G")


def test_no_two_letters_of_a_code_look_alike_or_make_words() -> None:
    assert not set(CODE_LETTERS) & set("AEIOU")
    for group in ALIKE:
        assert not [pair for pair in combinations(group, 2) if set(pair) <= set(CODE_LETTERS)]


def test_a_code_is_six_letters_and_each_session_has_its_own(app: Flask, stored: Stored) -> None:
    for name in ("Tess", "Ola"):
        hosting(app, name=name)
    found = {live.code for live in stored(LiveSession)}
    assert len(found) == 2
    assert all(re.fullmatch(f"[{CODE_LETTERS}]{{6}}", one) for one in found)


@pytest.mark.parametrize("written", ["{}", "{} ", "lower", "spaced", "dashed"])
def test_a_code_is_typed_anyhow(app: Flask, stored: Stored, written: str) -> None:
    shown = code(hosting(app)).replace(" ", "")
    how = {
        "lower": shown.lower(),
        "spaced": " ".join(shown),
        "dashed": f"{shown[:3]}-{shown[3:]}",
    }
    visitor = Visitor(app).get("/join").send(code=how.get(written, written.format(shown)))
    assert visitor.path == "/play"
    assert phase(visitor) == "lobby-0-0"
    assert len(stored(Participant)) == 1


@pytest.mark.parametrize("wrong", ["CCCCCC", "", "x" * 41, "<script>", "🙂🙂🙂"])
def test_a_wrong_code_joins_nothing_and_stays_in_the_field(
    app: Flask, stored: Stored, wrong: str
) -> None:
    visitor = Visitor(app).get("/join").send(code=wrong)
    assert visitor.status == 422
    assert visitor.errors
    assert visitor.filled_in()["code"] == wrong
    assert stored(Participant) == []


def test_who_shares_a_network_with_a_guesser_is_told_what_to_do(app: Flask) -> None:
    right, guesser = code(hosting(app)), Visitor(app).get("/join")
    sent = guesser.filled_in() | {"code": "wrong"}
    for _ in range(100):
        assert guesser.client.post("/join", data=sent).status_code == 422
    late = Visitor(app).get("/join").send(code=right)
    assert late.status == 429
    assert "Please wait" in late.words
    assert "type the code again: the pause ends by itself" in late.words
    assert "Wi-Fi turned off" in late.words


def test_the_qr_code_leads_to_one_button(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    address = str(host.page.select_one(".hosting__qr")["aria-label"]).rpartition(" ")[2]
    path = address.removeprefix("http://localhost")
    visitor = Visitor(app).get(path)
    assert visitor.filled_in()["code"] == code(host).replace(" ", "")
    assert stored(Participant) == [], "looking joins nothing"
    visitor.send()
    assert visitor.path == "/play"
    assert visitor.get(path).path == "/play", "scanned again: the same participant"
    assert len(stored(Participant)) == 1


def test_the_qr_code_has_the_address_in_it_and_no_style() -> None:
    drawn = BeautifulSoup(codes.picture("https://quiz.example/join/CDFHJK"), "html5lib")
    assert drawn.svg is not None
    assert "style" not in str(drawn.svg)
    other = codes.picture("https://quiz.example/join/CDFHJM")
    assert str(other) != codes.picture("https://quiz.example/join/CDFHJK")


def test_what_a_link_with_a_code_opens_is_not_told_before_joining(app: Flask) -> None:
    right = Visitor(app).get(f"/join/{code(hosting(app)).replace(' ', '')}")
    wrong = Visitor(app).get("/join/CDFHJK")
    assert right.status == wrong.status == 200
    assert right.words == wrong.words


def test_reload_second_tab_and_coming_back_are_one_participant(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    visitor.get("/play").get("/play").get("/join").send(code=code(host))
    visitor.client.get("/play", environ_base={"REMOTE_ADDR": "10.0.0.9"})  # another network
    assert len(stored(Participant)) == 1


def test_a_reload_in_the_middle_shows_the_same_question_and_the_own_answer(app: Flask) -> None:
    host = hosting(app)
    visitor, beside = joined(app, host), joined(app, host)
    open_vote(host)
    vote(visitor, "b", "4")
    vote(beside, "c", "1")
    visitor.get("/play")
    assert phase(visitor) == "open-0-1"
    own = visitor.page.select_one(".own")
    assert own is not None
    assert "B." in own.get_text()
    assert "Very sure" in own.get_text()
    visitor.get("/play?change=1")
    assert visitor.filled_in()["option"].endswith(".b")
    assert visitor.filled_in()["certainty"] == "4"


def test_who_joins_late_sees_what_is_asked_now_and_no_more(app: Flask, stored: Stored) -> None:
    host = hosting(app, "A")
    open_vote(host)
    move(host, "skip", "skip", "skip")
    visitor = joined(app, host)
    assert phase(visitor) == "open-3-4"
    assert "Scenario 4 of 12" in visitor.words
    vote(visitor, "a")
    assert [(row.round, row.option) for row in stored(LiveAnswer)] == [(4, "a")]


def test_leaving_a_check_does_not_leave_the_session(app: Flask) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    visitor.get("/").send(length="short", feedback="end")
    visitor.get("/check/leave").send()
    assert visitor.get("/play").status == 200
    assert phase(visitor) == "lobby-0-0"


def test_joining_again_after_a_lost_answer_is_the_same_participant(
    app: Flask, stored: Stored
) -> None:
    host = hosting(app)
    visitor = Visitor(app).get("/join")
    sent = visitor.filled_in() | {"code": code(host)}
    with visitor.client.session_transaction() as jar:
        came = dict(jar)
    visitor.client.post("/join", data=sent)
    with visitor.client.session_transaction() as jar:
        jar.clear()
        jar.update(came)  # the cookie as it was: the answer never arrived
    assert visitor.post("/join", sent).path == "/play"
    assert len(stored(Participant)) == 1


def test_who_has_not_joined_is_shown_the_door(app: Flask) -> None:
    visitor = Visitor(app).get("/play")
    assert visitor.status == 403
    assert "not in a session" in visitor.words
    with visitor.client.session_transaction() as jar:
        jar["live"] = "0" * 64
    assert visitor.get("/play").status == 403


def test_an_ended_session_cannot_be_joined_and_its_code_goes_to_another(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = hosting(app)
    old, stays = code(host), joined(app, host)
    move(host, "end")
    late = Visitor(app).get("/join").send(code=old)
    assert late.status == 422
    letters = iter(old.replace(" ", ""))
    monkeypatch.setattr(store.secrets, "choice", lambda _letters: next(letters))
    again = hosting(app, name="Ola")
    monkeypatch.undo()
    assert code(again) == old
    assert late.send(code=old).path == "/play"
    assert len(stored(Participant)) == 2
    assert phase(stays.get("/play")) == "end-0-0", "whoever was in the old one stays in the old one"
    assert phase(late.get("/play")) == "lobby-0-0"


def test_a_code_in_use_is_drawn_again(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = code(hosting(app)).replace(" ", "")
    letters = iter(taken + taken + "CDFHJK" if taken != "CDFHJK" else taken + "KJHFDC")
    monkeypatch.setattr(store.secrets, "choice", lambda _letters: next(letters))
    host = hosting(app, name="Ola")
    monkeypatch.undo()
    assert code(host).replace(" ", "") != taken
    assert len({live.code for live in stored(LiveSession)}) == 2


def test_joining_another_session_takes_the_place_of_the_first(app: Flask, stored: Stored) -> None:
    one, two = hosting(app), hosting(app, name="Ola")
    visitor = joined(app, one)
    open_vote(one)
    visitor.get("/play")
    old_page = visitor.filled_in() | {"option": visitor.choices("option")[0], "certainty": "2"}
    visitor.get("/join").send(code=code(two))
    open_vote(two)
    refused = visitor.client.post("/play", data=old_page)
    assert refused.status_code == 409
    assert "another session" in refused.text
    assert stored(LiveAnswer) == []


def test_who_comes_back_from_another_session_is_who_they_were(app: Flask, stored: Stored) -> None:
    one, two = hosting(app), hosting(app, name="Ola")
    visitor = joined(app, one)
    open_vote(one)
    vote(visitor, "b")
    visitor.get("/join").send(code=code(two))
    assert phase(visitor.get("/play")) == "lobby-0-0"
    visitor.get("/join").send(code=code(one))
    assert "Your answer is kept" in visitor.get("/play").words
    assert "1 of 1 answered" in one.get(one.path).words
    here = {row.session_id: row.id for row in stored(Participant)}
    assert len(stored(Participant)) == len(here) == len(set(here.values())) == 2
    with visitor.client.session_transaction() as jar:
        held = str(dict(jar))
    assert not [text for pair in here.items() for text in pair if text in held]
    assert phase(Visitor(app).get("/join").send(code=code(one))) == "open-0-1"
    assert len(stored(Participant)) == 3, "another browser is somebody else"


def test_the_start_page_leads_to_where_a_code_is_typed(app: Flask) -> None:
    visitor = Visitor(app).get("/")
    assert [link.get_text() for link in visitor.page.select('main a[href="/join"]')] == [
        "Join that session"
    ]
