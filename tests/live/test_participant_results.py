"""A participant's results after a session: their own answers, and a copy to keep."""

from datetime import date

import pytest
from flask import Flask

from quiz.answers.models import Attempt, Response
from quiz.storage.database import Database
from tests.conftest import Stored
from tests.live import stored_steps as steps
from tests.live.completed_session import WRONG, archive_due, completed_session
from tests.live.steps import ITEM, OTHER
from tests.visitor import Visitor


def first_line(visitor: Visitor) -> str:
    return visitor.page.select("main .govuk-body-l")[0].get_text()


def test_a_participant_sees_their_own_answers(app: Flask) -> None:
    _, guests = completed_session(app)
    me = guests[0].get("/play/feedback")
    assert me.status == 200
    assert first_line(me) == (
        "At first you were sure, and wrong, in 1 of 1. In the end you chose the best answer in "
        "1 of 1."
    )
    assert first_line(guests[1].get("/play/feedback")) == "You chose the best answer in 1 of 1."
    assert ITEM.option(WRONG).text in me.words
    assert ITEM.option(ITEM.best).reason in me.words
    assert OTHER.title not in me.words
    note = me.page.select_one("#cpd")
    assert note is not None
    assert ITEM.topic.title in note.get_text()


def test_what_one_was_sure_and_wrong_about_comes_first(app: Flask) -> None:
    host = steps.host_session(app)
    guest = steps.join_session(app, host)
    steps.open_vote(host)
    steps.vote(guest, ITEM.best, "4")
    steps.move(host, "next", "skip", "next")
    steps.vote(guest, next(one.id for one in OTHER.options if one.id != OTHER.best), "4")
    steps.move(host, "next", "end")
    cards = guest.get("/play/feedback").page.select("article")
    assert [card.h2.get_text().strip() for card in cards if card.h2] == [
        f"2. {OTHER.title}",
        f"1. {ITEM.title}",
    ]
    for card in cards:
        terms = [one.get_text() for one in card.select("dt")]
        assert terms == ["Your vote", "The best answer", "Read"]


def test_a_vote_that_the_host_left_out_does_not_count_for_a_person_either(app: Flask) -> None:
    host = steps.host_session(app)
    guest = steps.join_session(app, host)
    steps.open_vote(host)
    steps.vote(guest, ITEM.best, "4")
    steps.move(host, "next", "skip", "next")
    steps.vote(guest, OTHER.best, "4")
    steps.move(host, "end")
    guest.get("/play/feedback")
    assert first_line(guest) == "You chose the best answer in 1 of 1."
    assert "Your vote, which the host left out: it does not count" in guest.words


def test_the_phone_says_whether_each_vote_was_the_best_answer(app: Flask) -> None:
    host = steps.host_session(app)
    guest = steps.join_session(app, host)
    steps.open_vote(host)
    steps.vote(guest, WRONG, "4")
    steps.move(host, "next", "next", "next")
    steps.vote(guest, ITEM.best, "3")
    steps.move(host, "next")
    assert not guest.get("/play").page.select(".participant-answer__mark")
    steps.move(host, "next")
    marks = [one.get_text() for one in guest.get("/play").page.select(".participant-answer__mark")]
    assert marks == ["Not the best answer, and you were sure.", "The best answer."]
    assert len(guest.page.select(".participant-answer--wrong")) == 1


def test_results_and_copy_come_after_the_end(app: Flask) -> None:
    host = steps.host_session(app)
    guest = steps.join_session(app, host)
    steps.open_vote(host)
    steps.vote(guest, ITEM.best)
    assert guest.get("/play/feedback").path == "/play"
    assert guest.get("/play/keep").path == "/play"


@pytest.mark.both_databases
def test_a_copy_is_kept_under_a_return_code_after_the_session_is_archived(
    app: Flask, database: Database, stored: Stored
) -> None:
    _, guests = completed_session(app)
    me = guests[0].get("/play/keep").send()
    shown = me.page.find(id="return-code")
    assert shown is not None
    (copy,) = stored(Attempt)
    assert [(one.item, one.option, one.certainty) for one in stored(Response)] == [
        (ITEM.id, ITEM.best, 3)
    ]
    archive_due(app, database, date(2100, 1, 1))
    back = Visitor(app).get("/check/return").send(code=shown.get_text())
    assert back.path == "/check/feedback"
    assert "1 of 1 right" in back.words
    assert "You said: no" in back.words
    assert copy.id not in me.response.text


@pytest.mark.both_databases
def test_keeping_twice_makes_one_copy(app: Flask, stored: Stored) -> None:
    _, guests = completed_session(app)
    me = guests[0].get("/play/keep")
    form = me.filled_in()
    me.post("/play/keep", form)
    me.post("/play/keep", form)
    assert len(stored(Attempt)) == 1
    assert len(stored(Response)) == 1
    assert guests[1].get("/play/keep").page.find(id="return-code") is None


def test_without_an_answer_there_is_nothing_to_keep(app: Flask, stored: Stored) -> None:
    host = steps.host_session(app)
    guest = steps.join_session(app, host)
    steps.move(host, "end")
    assert "You did not answer any scenario" in guest.get("/play/feedback").words
    assert guest.get("/play/keep").path == "/play"
    assert not stored(Attempt)


@pytest.mark.parametrize("page", ["/play/feedback", "/play/keep"])
def test_only_participants_have_these_pages(app: Flask, page: str) -> None:
    assert Visitor(app).get(page).status == 403
