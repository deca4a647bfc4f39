"""The way to the first scenario, and what is asked after the last one."""

import pytest
from flask import Flask

from quiz.answers import record
from quiz.answers.models import Attempt, Rating, SurveyAnswer
from quiz.vocabulary import Answer, Moment, Strand
from tests.conftest import Stored
from tests.selfcheck.steps import (
    answer,
    reach_answers,
    reach_feedback,
    start,
    stored_attempt,
    walk_to_scenarios,
)
from tests.visitor import Visitor

CONFIDENT = {"aware": "yes", "understanding": "partly", "casework": "no", "asking": "not_my_work"}


def test_the_first_scenario_is_two_presses_away(visitor: Visitor, stored: Stored) -> None:
    presses = [{}, CONFIDENT]
    visitor.get("/")
    for answers in presses:
        visitor.send(**answers)
    assert visitor.path == "/check/scenario/1"
    (attempt,) = stored(Attempt)
    assert (attempt.form, attempt.length, attempt.feedback) == ("A", "full", "end")
    assert {row.strand: row.answer for row in stored(Rating)} == CONFIDENT


def test_the_start_page_says_what_start_starts_and_folds_the_rest(visitor: Visitor) -> None:
    visitor.get("/")
    lead = visitor.page.select_one("p.govuk-body-l")
    assert lead
    assert lead.get_text().count(". ") + 1 == 2
    assert "About ten minutes: twelve scenarios from set 1." in visitor.words
    folded = visitor.page.select_one("main form details")
    assert folded
    assert not folded.has_attr("open")
    assert {box["name"] for box in folded.select("input")} >= {"length", "scenarios", "feedback"}
    assert len(visitor.page.select("main form button")) == 1


def test_the_next_set_is_offered_to_somebody_who_has_done_one(
    visitor: Visitor, stored: Stored
) -> None:
    for done in ("A", "B"):
        reach_feedback(visitor, [(True, "3")] * 4, length="short")
        assert {row.form for row in stored(Attempt)} >= {done}
    assert visitor.get("/").filled_in()["scenarios"] == "C"
    assert "from set 3." in visitor.words
    assert Visitor(visitor.app).get("/").filled_in()["scenarios"] == "A"


def test_what_is_asked_of_oneself_comes_last_and_is_left_out_with_one_press_each(
    visitor: Visitor, stored: Stored
) -> None:
    walk_to_scenarios(visitor)
    while visitor.path.startswith("/check/scenario"):
        answer(visitor)
    for path in ("/check/about", "/check/stand"):
        assert visitor.path == path
        assert "This is for you alone" in visitor.words
        assert len(visitor.page.select("form.leave-out button")) == 1
        visitor.send(leave_out="yes")
    assert visitor.path == "/check/answers"
    assert "You were asked this after the last scenario." in visitor.words
    assert stored(SurveyAnswer) == []


def test_leaving_a_page_out_removes_what_was_said_before(visitor: Visitor, stored: Stored) -> None:
    reach_answers(visitor).get("/check/about").send(uses="yes", looked="no")
    visitor.get("/check/stand").send(risk_ok="yes")
    visitor.get("/check/about").send(leave_out="yes")
    assert [row.question for row in stored(SurveyAnswer)] == ["risk_ok"]


def test_who_leaves_them_out_loses_nothing_else(app: Flask) -> None:
    given = [(True, "3")] * 12
    without = reach_feedback(Visitor(app), given)
    assert "You got 12 of 12" in without.words
    assert "beside what was published" not in without.words
    told = reach_answers(Visitor(app)).get("/check/about")
    told.send(looked_for_evidence="yes", role="student").send()
    assert "You said: Social work student" in told.words
    assert "We have seen no published figure" in told.words
    assert "In 2018: About a quarter of the social workers who answered" in told.words
    assert "You were asked this after the last scenario. Nobody else sees it." in told.words


def test_a_short_check_asks_about_confidence_only(visitor: Visitor) -> None:
    walk_to_scenarios(visitor, length="short")
    for _ in range(4):
        answer(visitor)
    assert visitor.path == "/check/answers"
    assert "About you" not in visitor.words
    assert visitor.get("/check/about").path == "/check/answers"


def make_old(visitor: Visitor) -> None:
    """Make the attempt one from before migration 0016."""
    with stored_attempt(visitor) as (_, current):
        current.attempt.survey_first = True


@pytest.mark.both_databases
def test_an_older_check_goes_on_in_its_own_order(visitor: Visitor, stored: Stored) -> None:
    start(visitor, length="short")
    make_old(visitor)
    assert visitor.get("/check/confidence").path == "/check/about"
    visitor.send(uses="yes")
    assert visitor.path == "/check/stand"
    visitor.send(risk_ok="no")
    assert visitor.path == "/check/confidence"
    visitor.send(**CONFIDENT)
    for _ in range(4):
        answer(visitor)
    assert visitor.path == "/check/answers"
    assert "You were asked this before the scenarios." in visitor.words
    assert len(stored(SurveyAnswer)) == 2


@pytest.mark.both_databases
def test_a_page_with_one_confidence_question_still_stores_its_answer(
    visitor: Visitor, stored: Stored
) -> None:
    start(visitor)
    with stored_attempt(visitor) as (session, current):
        record.rate(session, current.attempt, Strand.AWARE, Moment.BEFORE, Answer.YES)
    old = {name: visitor.filled_in()[name] for name in ("csrf_token", "form_tag")}
    visitor.post("/check/confidence/understanding", {**old, "answer": "partly"})
    assert visitor.path == "/check/confidence"
    assert visitor.filled_in()["aware"] == "yes"
    assert visitor.filled_in()["understanding"] == "partly"
    visitor.post("/check/confidence/casework", {**old, "answer": "no"})
    visitor.post("/check/confidence/asking", {**old, "answer": "no"})
    assert visitor.path == "/check/scenario/1"
    visitor.post("/check/confidence/aware", {**old, "answer": "no"})
    assert visitor.path == "/check/scenario/1"
    assert sorted(row.strand for row in stored(Rating)) == ["asking", "aware", "casework"]
    assert "How confident are you?" in visitor.get("/check/confidence/aware").words
    visitor.send(**CONFIDENT)
    assert visitor.path == "/check/scenario/1"


def test_the_question_about_understanding_says_when_to_leave_it_out(visitor: Visitor) -> None:
    start(visitor)
    hint = visitor.page.select_one(".confidence__if-aware .govuk-hint")
    assert hint
    assert "Leave this one out if you answered “No”" in hint.get_text()
    visitor.send(**{**CONFIDENT, "aware": "no"})
    assert visitor.path == "/check/scenario/1"


def test_the_privacy_page_promises_no_figures_of_a_self_check(visitor: Visitor) -> None:
    visitor.get("/privacy")
    assert "no figures" in visitor.words
    assert "grouped figures" not in visitor.words
