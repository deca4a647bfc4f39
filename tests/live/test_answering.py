"""Votes: an answer is kept until the host closes the vote; later answers are refused."""

import pytest
from flask import Flask

from tests.conftest import Stored
from tests.live.steps import CONTESTED, ITEM, OTHER, join_session, move, open_vote, position, vote
from tests.live.stored_steps import host_session
from tests.live.votes import form_data, stored_answers

pytestmark = pytest.mark.both_databases


def test_the_last_complete_answer_before_the_close_counts(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    open_vote(host)
    vote(visitor, "a", "1")
    vote(visitor, "c", "4")
    visitor.get("/play?change=1").send(option="", certainty="2")
    assert visitor.status == 422
    assert stored_answers(stored) == [(ITEM.id, 1, "c", 4)]


def test_a_double_press_is_one_answer(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    open_vote(host)
    sent = form_data(visitor.get("/play"))
    assert [visitor.client.post("/play", data=sent).status_code for _ in range(3)] == [303] * 3
    assert stored_answers(stored) == [(ITEM.id, 1, "a", 2)]


def test_two_tabs_give_one_answer_and_the_later_counts(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    open_vote(host)
    tab = form_data(visitor.get("/play"), "a")
    other_tab = form_data(visitor.get("/play"), "d")
    visitor.post("/play", tab).post("/play", other_tab)
    assert stored_answers(stored) == [(ITEM.id, 1, "d", 2)]


def test_a_late_answer_is_refused_with_the_answer_that_is_kept(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    visitor, silent = join_session(app, host), join_session(app, host)
    open_vote(host)
    vote(visitor, "b", "4")
    late = form_data(visitor.get("/play?change=1"), "c", "1")
    too_late = form_data(silent.get("/play"), "c", "1")
    move(host, "next")
    visitor.post("/play", late)
    assert visitor.status == 409
    assert "was not kept" in visitor.words
    own = visitor.page.select_one(".participant-answer")
    assert own is not None
    assert "B." in own.get_text()
    assert "Very sure" in own.get_text()
    silent.post("/play", too_late)
    assert silent.status == 409
    assert "not sent an answer to it before" in silent.words
    assert silent.page.select_one(".participant-answer") is None
    assert stored_answers(stored) == [(ITEM.id, 1, "b", 4)]


def test_the_same_answer_again_after_the_close_is_no_error(app: Flask) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    open_vote(host)
    sent = form_data(visitor.get("/play"), "b", "4")
    visitor.post("/play", sent)
    move(host, "next")
    assert visitor.post("/play", sent).status == 200
    assert position(visitor) == "closed-0-1"


def test_a_page_from_an_earlier_round_is_refused(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    open_vote(host)
    first_round = form_data(visitor.get("/play"))
    move(host, "next", "reopen")
    assert visitor.post("/play", first_round).status == 409
    move(host, "skip")
    second_round = first_round | {"round": "2"}
    assert visitor.post("/play", second_round).status == 409
    assert visitor.post("/play", first_round | {"round": "3"}).status == 422
    for wrong in ("0", "-1", "99", "x", "", "9" * 30, "²"):
        assert visitor.post("/play", first_round | {"round": wrong}).status == 409
    assert stored_answers(stored) == []


def test_a_second_vote_does_not_change_the_first(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    open_vote(host)
    vote(visitor, "a", "1")
    move(host, "next", "next", "next")
    assert position(visitor.get("/play")) == "open_again-0-2"
    assert "In the first vote you chose" in visitor.words
    assert "option" not in visitor.filled_in(), "nothing is selected"
    vote(visitor, "b", "3")
    assert stored_answers(stored) == [(ITEM.id, 1, "a", 1), (ITEM.id, 2, "b", 3)]


def test_an_option_or_a_certainty_that_is_not_on_the_page_is_refused(
    app: Flask, stored: Stored
) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    open_vote(host)
    sent = form_data(visitor.get("/play"))
    for wrong in (
        {"option": f"{ITEM.id}.e"},
        {"option": f"{OTHER.id}.a"},
        {"option": "a"},
        {"certainty": "5"},
        {"certainty": "very"},
        {"revision": "99"},
    ):
        assert visitor.post("/play", sent | wrong).status == 422
    assert stored_answers(stored) == []


def test_a_contested_scenario_has_a_vote_and_no_best_answer(app: Flask, stored: Stored) -> None:
    host = host_session(app, CONTESTED.id)
    visitor = join_session(app, host)
    open_vote(host)
    vote(visitor, "d", "2")
    assert stored_answers(stored) == [(CONTESTED.id, 1, "d", 2)]
    move(host, "next", "skip")
    visitor.get("/play")
    assert CONTESTED.sides in visitor.words
    assert "The best answer" not in visitor.words
    assert not visitor.page.select(".options__option--best")


def test_everybody_sees_the_options_in_the_banks_order(app: Flask) -> None:
    host = host_session(app)
    visitors = [join_session(app, host) for _ in range(3)]
    open_vote(host)
    for visitor in visitors:
        visitor.get("/play")
        assert visitor.choices("option") == [f"{ITEM.id}.{letter}" for letter in "abcd"]
        labels = [label.get_text(strip=True) for label in visitor.page.select(".choices label")]
        expected = [f"{x}. {o.text}" for x, o in zip("ABCD", ITEM.options, strict=True)]
        assert labels[:4] == expected


def test_an_answer_that_was_started_can_be_sent_in_a_pause(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    open_vote(host)
    sent = form_data(visitor.get("/play"), "c", "3")
    move(host, "pause")
    visitor.post("/play", sent)
    assert "paused" in visitor.words
    assert visitor.page.select_one("main form") is None
    assert stored_answers(stored) == [(ITEM.id, 1, "c", 3)]
    move(host, "resume")
    assert position(visitor.get("/play")) == "open-0-1"


def test_a_page_without_a_form_refreshes_itself(app: Flask) -> None:
    host = host_session(app)
    visitor = join_session(app, host)

    def refreshes() -> bool:
        return "http-equiv" in visitor.get(visitor.path).response.text

    assert refreshes()
    move(host, "next")
    assert not refreshes()
    move(host, "next")
    assert not refreshes()
    vote(visitor, "a")
    assert refreshes()
    assert "http-equiv" not in visitor.get("/play?change=1").response.text
    assert 'content="5;' in visitor.get("/play").response.text
    move(host, "next", "skip")
    assert 'content="20;' in visitor.get("/play").response.text, "there is more to read"
    move(host, "end")
    assert not refreshes()
