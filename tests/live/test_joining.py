"""Joining a session and coming back to it: a participant is a browser."""

import re
from itertools import combinations

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from quiz.documents.qr_code import qr_svg
from quiz.live.session import store
from quiz.live.session.models import CODE_LETTERS, LiveAnswer, LiveSession, Participant
from tests.conftest import Stored
from tests.live.steps import code, join_session, move, open_vote, position, vote
from tests.live.stored_steps import host_session
from tests.visitor import Visitor

ALIKE = ("0OQ", "1IL", "2Z", "5S", "8B", "UV", "6G")


def test_letters_of_codes_do_not_look_alike_or_form_words() -> None:
    assert not set(CODE_LETTERS) & set("AEIOU")
    for group in ALIKE:
        assert not [pair for pair in combinations(group, 2) if set(pair) <= set(CODE_LETTERS)]


def test_a_code_is_six_letters_and_each_session_has_its_own(app: Flask, stored: Stored) -> None:
    for name in ("Tess", "Ola"):
        host_session(app, name=name)
    found = {live.code for live in stored(LiveSession)}
    assert len(found) == 2
    assert all(re.fullmatch(f"[{CODE_LETTERS}]{{6}}", code) for code in found)


@pytest.mark.parametrize("written", ["{}", "{} ", "lower", "spaced", "dashed"])
def test_spelling_of_a_code_does_not_matter(app: Flask, stored: Stored, written: str) -> None:
    shown = code(host_session(app)).replace(" ", "")
    spellings = {
        "lower": shown.lower(),
        "spaced": " ".join(shown),
        "dashed": f"{shown[:3]}-{shown[3:]}",
    }
    visitor = Visitor(app).get("/join").send(code=spellings.get(written, written.format(shown)))
    assert visitor.path == "/play"
    assert position(visitor) == "lobby-0-0"
    assert len(stored(Participant)) == 1


@pytest.mark.parametrize("wrong", ["CCCCCC", "", "x" * 41, "<script>", "🙂🙂🙂"])
def test_a_wrong_code_is_refused_and_stays_in_the_field(
    app: Flask, stored: Stored, wrong: str
) -> None:
    visitor = Visitor(app).get("/join").send(code=wrong)
    assert visitor.status == 422
    assert visitor.errors
    assert visitor.filled_in()["code"] == wrong
    assert stored(Participant) == []


def test_a_page_explains_the_limit_to_others_on_the_same_network(app: Flask) -> None:
    right, guesser = code(host_session(app)), Visitor(app).get("/join")
    sent = guesser.filled_in() | {"code": "wrong"}
    for _ in range(100):
        assert guesser.client.post("/join", data=sent).status_code == 422
    late = Visitor(app).get("/join").send(code=right)
    assert late.status == 429
    assert "Please wait" in late.words
    assert "type the code again: the pause ends by itself" in late.words
    assert "Wi-Fi turned off" in late.words


def test_the_qr_code_opens_the_form_with_the_code_filled_in(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    address = str(host.page.select_one(".hosting__qr")["aria-label"]).rpartition(" ")[2]
    path = address.removeprefix("http://localhost")
    visitor = Visitor(app).get(path)
    assert visitor.filled_in()["code"] == code(host).replace(" ", "")
    assert stored(Participant) == [], "opening the page does not join"
    visitor.send()
    assert visitor.path == "/play"
    assert visitor.get(path).path == "/play", "a second scan: the same participant"
    assert len(stored(Participant)) == 1


def test_the_qr_code_depends_on_the_address_and_has_no_inline_style() -> None:
    image = BeautifulSoup(qr_svg("https://quiz.example/join/CDFHJK"), "html5lib")
    assert image.svg is not None
    assert "style" not in str(image.svg)
    other = qr_svg("https://quiz.example/join/CDFHJM")
    assert str(other) != qr_svg("https://quiz.example/join/CDFHJK")


def test_a_link_does_not_show_whether_its_code_is_right(app: Flask) -> None:
    right = Visitor(app).get(f"/join/{code(host_session(app)).replace(' ', '')}")
    wrong = Visitor(app).get("/join/CDFHJK")
    assert right.status == wrong.status == 200
    assert right.words == wrong.words


@pytest.mark.both_databases
def test_reloads_tabs_and_another_network_are_one_participant(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    visitor.get("/play").get("/play").get("/join").send(code=code(host))
    visitor.client.get("/play", environ_base={"REMOTE_ADDR": "10.0.0.9"})  # another network
    assert len(stored(Participant)) == 1


def test_a_reload_shows_the_question_and_only_ones_own_answer(app: Flask) -> None:
    host = host_session(app)
    visitor, other = join_session(app, host), join_session(app, host)
    open_vote(host)
    vote(visitor, "b", "4")
    vote(other, "c", "1")
    visitor.get("/play")
    assert position(visitor) == "open-0-1"
    own = visitor.page.select_one(".participant-answer")
    assert own is not None
    assert "B." in own.get_text()
    assert "Very sure" in own.get_text()
    visitor.get("/play?change=1")
    assert visitor.filled_in()["option"].endswith(".b")
    assert visitor.filled_in()["certainty"] == "4"


def test_a_late_participant_sees_only_the_current_question(app: Flask, stored: Stored) -> None:
    host = host_session(app, "A")
    open_vote(host)
    move(host, "skip", "skip", "skip")
    visitor = join_session(app, host)
    assert position(visitor) == "open-3-4"
    assert "Scenario 4 of 12" in visitor.words
    vote(visitor, "a")
    assert [(row.round, row.option) for row in stored(LiveAnswer)] == [(4, "a")]


def test_every_phase_has_a_link_for_a_phone_whose_script_is_lost(app: Flask) -> None:
    """A script that is blocked does not show what is in noscript, and updates nothing."""
    host = host_session(app)
    visitor = join_session(app, host)
    while "end" not in position(visitor):
        assert visitor.get("/play").page.select('main a[href="/play"]'), position(visitor)
        move(host, "next")
        visitor.get("/play")


def test_leaving_the_device_leaves_the_session(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    visitor.get("/check/leave").send()
    assert visitor.get("/play").status == 403
    visitor.get("/join").send(code=code(host))
    assert len(stored(Participant)) == 2, "somebody else"


@pytest.mark.both_databases
def test_joining_again_after_a_lost_response_is_the_same_participant(
    app: Flask, stored: Stored
) -> None:
    host = host_session(app)
    visitor = Visitor(app).get("/join")
    sent = visitor.filled_in() | {"code": code(host)}
    with visitor.client.session_transaction() as jar:
        before = dict(jar)
    visitor.client.post("/join", data=sent)
    with visitor.client.session_transaction() as jar:
        jar.clear()
        jar.update(before)  # the response with the new cookie never arrived
    assert visitor.post("/join", sent).path == "/play"
    assert len(stored(Participant)) == 1


def test_without_a_session_the_page_is_refused(app: Flask) -> None:
    visitor = Visitor(app).get("/play")
    assert visitor.status == 403
    assert "not in a session" in visitor.words
    with visitor.client.session_transaction() as jar:
        jar["live"] = "0" * 64
    assert visitor.get("/play").status == 403


@pytest.mark.both_databases
def test_an_ended_session_cannot_be_joined_and_its_code_is_used_again(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = host_session(app)
    old, participant = code(host), join_session(app, host)
    move(host, "end")
    late = Visitor(app).get("/join").send(code=old)
    assert late.status == 422
    letters = iter(old.replace(" ", ""))
    monkeypatch.setattr(store.secrets, "choice", lambda _letters: next(letters))
    again = host_session(app, name="Ola")
    monkeypatch.undo()
    assert code(again) == old
    assert late.send(code=old).path == "/play"
    assert len(stored(Participant)) == 2
    assert position(participant.get("/play")) == "end-0-0", "they stay in the old session"
    assert position(late.get("/play")) == "lobby-0-0"


@pytest.mark.both_databases
def test_a_code_in_use_is_not_used_again(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = code(host_session(app)).replace(" ", "")
    letters = iter(taken + taken + "CDFHJK" if taken != "CDFHJK" else taken + "KJHFDC")
    monkeypatch.setattr(store.secrets, "choice", lambda _letters: next(letters))
    host = host_session(app, name="Ola")
    monkeypatch.undo()
    assert code(host).replace(" ", "") != taken
    assert len({live.code for live in stored(LiveSession)}) == 2


def test_joining_another_session_leaves_the_first(app: Flask, stored: Stored) -> None:
    first, second = host_session(app), host_session(app, name="Ola")
    visitor = join_session(app, first)
    open_vote(first)
    visitor.get("/play")
    old_page = visitor.filled_in() | {"option": visitor.choices("option")[0], "certainty": "2"}
    visitor.get("/join").send(code=code(second))
    open_vote(second)
    refused = visitor.client.post("/play", data=old_page)
    assert refused.status_code == 409
    assert "another session" in refused.text
    assert stored(LiveAnswer) == []


def test_coming_back_from_another_session_is_the_same_participant(
    app: Flask, stored: Stored
) -> None:
    first, second = host_session(app), host_session(app, name="Ola")
    visitor = join_session(app, first)
    open_vote(first)
    vote(visitor, "b")
    visitor.get("/join").send(code=code(second))
    assert position(visitor.get("/play")) == "lobby-0-0"
    visitor.get("/join").send(code=code(first))
    assert "Your answer is kept" in visitor.get("/play").words
    assert "1 of 1 answered" in first.get(first.path).words
    here = {row.session_id: row.id for row in stored(Participant)}
    assert len(stored(Participant)) == len(here) == len(set(here.values())) == 2
    with visitor.client.session_transaction() as jar:
        cookie = str(dict(jar))
    assert not [text for pair in here.items() for text in pair if text in cookie]
    assert position(Visitor(app).get("/join").send(code=code(first))) == "open-0-1"
    assert len(stored(Participant)) == 3, "another browser is another participant"


def test_the_start_page_has_a_link_to_the_join_page(app: Flask) -> None:
    visitor = Visitor(app).get("/")
    assert [link.get_text() for link in visitor.page.select('main a[href="/join"]')] == [
        "Join that session"
    ]
