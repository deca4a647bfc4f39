"""The self-check: its questions, stored answers and refused input."""

from collections import Counter

import pytest
from flask import Flask

from quiz.answers.models import Attempt, Rating, Response, SurveyAnswer
from quiz.vocabulary import Role
from quiz.web.security import OTHER_CHOICE
from tests.conftest import Stored
from tests.people.steps import signed_in
from tests.selfcheck.steps import (
    BANK,
    answer,
    leave_out_survey,
    reach_answers,
    reach_scenarios,
    start,
    walk_to_scenarios,
)
from tests.visitor import Visitor


def test_the_whole_check(visitor: Visitor, stored: Stored) -> None:
    start(visitor)
    assert visitor.path == "/check/confidence"
    visitor.send(aware="yes", understanding="yes", casework="yes", asking="yes")
    for number in range(1, 13):
        assert visitor.path == f"/check/scenario/{number}"
        assert f"Scenario {number} of 12" in visitor.words
        answer(visitor, right=number % 3 != 0, certainty=str(number % 4 + 1))
    assert visitor.path == "/check/about"
    visitor.send(role="social_worker", looked="yes")
    assert visitor.path == "/check/stand"
    visitor.send(risk_ok="yes", risk_done="no")
    assert visitor.path == "/check/answers"
    visitor.send()
    assert visitor.path == "/check/feedback"
    assert "8 of 12 right" in visitor.words
    assert len(stored(Response)) == 12
    assert len(stored(Rating)) == 4
    assert len(stored(SurveyAnswer)) == 4
    attempt = stored(Attempt)[0]
    assert attempt.finished_on is not None


def test_a_short_check_has_one_scenario_from_each_strand(visitor: Visitor) -> None:
    reach_answers(visitor, length="short").send()
    assert "4 of 4 right" in visitor.words
    assert "Four answers are too few" in visitor.words


def test_only_people_who_are_aware_are_asked_about_understanding(visitor: Visitor) -> None:
    start(visitor).send(aware="yes", casework="no", asking="no")
    assert visitor.status == 422
    assert visitor.errors == ["Choose an answer to “Are you confident you understand it?”"]
    visitor.send(aware="no")
    assert visitor.path == "/check/scenario/1"


def test_withdrawing_an_answer_removes_its_follow_up_question(
    visitor: Visitor, stored: Stored
) -> None:
    walk_to_scenarios(visitor)
    assert len(stored(Rating)) == 4
    visitor.get("/check/confidence").send(aware="no")
    assert {rating.strand for rating in stored(Rating)} == {
        "aware",
        "casework",
        "asking",
    }


def test_a_skipped_answer_is_not_stored_and_a_withdrawn_one_is_removed(
    visitor: Visitor, stored: Stored
) -> None:
    reach_answers(visitor).get("/check/about").send(role="student", uses="no")
    assert len(stored(SurveyAnswer)) == 2
    visitor.get("/check/about").send(role="student", uses="")
    assert [a.question for a in stored(SurveyAnswer)] == ["role"]


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        (
            {},
            [
                "Choose the answer you think is best",
                "Say how sure you are, even if you are guessing",
            ],
        ),
        ({"certainty": "2"}, ["Choose the answer you think is best"]),
        ({"option": "FIRST"}, ["Say how sure you are, even if you are guessing"]),
        ({"option": "e", "certainty": "2"}, [OTHER_CHOICE]),
        (
            {"option": "get-ripa-sorted.a", "certainty": "2"},
            [OTHER_CHOICE],
        ),
        ({"option": "FIRST", "certainty": "5"}, [OTHER_CHOICE]),
        (
            {"option": "FIRST", "certainty": "x" * 30_000},
            [OTHER_CHOICE],
        ),
    ],
)
def test_an_invalid_page_is_refused_and_keeps_valid_choices(
    visitor: Visitor, stored: Stored, sent: dict[str, str], errors: list[str]
) -> None:
    reach_scenarios(visitor)
    first = visitor.choices("option")[0]
    sent = {name: first if value == "FIRST" else value for name, value in sent.items()}
    visitor.send(**sent)
    assert visitor.status == 422
    assert visitor.errors == errors
    assert str(visitor.page.title.string).startswith("Error: ")
    form_data = visitor.filled_in()
    for name, value in sent.items():
        if value in visitor.choices(name):
            assert form_data[name] == value
    assert len(stored(Response)) == 0


def test_a_request_too_large_gets_an_error_page_and_stores_nothing(
    visitor: Visitor, stored: Stored
) -> None:
    reach_scenarios(visitor)
    data = {**visitor.filled_in(), "option": "x" * 1_000_000, "certainty": "2"}
    visitor.post("/check/scenario/1", data)
    assert visitor.status == 413
    assert "too much to send" in visitor.words
    assert len(stored(Response)) == 0


def test_a_signed_in_request_too_large_gets_the_same_page(app: Flask) -> None:
    lead = signed_in(app, Role.LEAD).get("/teams/new")
    lead.post("/teams/new", {**lead.filled_in(), "note": "x" * 3_000_000})
    assert lead.status == 413
    assert "too much to send" in lead.words


def test_a_stale_csrf_token_keeps_the_choices_and_the_next_submit_works(
    visitor: Visitor, stored: Stored
) -> None:
    reach_scenarios(visitor)
    chosen = {"option": visitor.choices("option")[2], "certainty": "1"}
    visitor.send(**chosen, csrf_token="stale")
    assert visitor.status == 400
    assert "check it and send it again" in visitor.errors[0]
    assert len(stored(Response)) == 0
    assert {name: visitor.filled_in()[name] for name in chosen} == chosen
    visitor.send()
    assert visitor.path == "/check/scenario/2"


def test_feedback_after_each_scenario(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor, length="short", feedback="each")
    data = {**visitor.filled_in(), "option": visitor.choices("option")[0], "certainty": "1"}
    answer(visitor, right=False, certainty="4")
    assert visitor.path == "/check/scenario/1/why"
    assert "Wrong. You were" in visitor.words
    visitor.post("/check/scenario/1", data)
    assert visitor.path == "/check/scenario/1/why"
    assert "your first answer stays" in visitor.words
    assert stored(Response)[0].certainty == 4
    visitor.send()
    for number in (2, 3, 4):
        assert visitor.path == f"/check/scenario/{number}"
        answer(visitor).send()
    assert visitor.path == "/check/answers"
    assert not visitor.page.select('.govuk-summary-list a[href^="/check/scenario"]')
    assert visitor.send().path == "/check/feedback"


def test_with_feedback_at_the_end_no_earlier_page_reveals_answers(visitor: Visitor) -> None:
    reach_scenarios(visitor)
    reasons = [o.reason[:40] for item in BANK.items.values() for o in item.options]
    while visitor.path != "/check/feedback":
        assert not any(reason in visitor.response.text for reason in reasons)
        if visitor.path == "/check/answers":
            assert visitor.get("/check/scenario/1/why").path == "/check/answers"
            visitor.send()
        elif "/scenario/" in visitor.path:
            answer(visitor)
        else:
            leave_out_survey(visitor)
    visitor.get("/check/scenario/1/why")
    assert any(reason in visitor.page.get_text() for reason in reasons)


def test_options_are_shuffled_between_attempts_and_fixed_within_one(app: Flask) -> None:
    orders = Counter()
    for _ in range(12):
        visitor = reach_scenarios(Visitor(app))
        order = tuple(visitor.choices("option"))
        assert tuple(visitor.get("/check/scenario/1").choices("option")) == order
        orders[order] += 1
    assert len(orders) > 3
