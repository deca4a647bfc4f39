"""Forms that are sent twice, too early, too late, or from another tab."""

import pytest
from flask import Flask

from quiz.answers.models import Attempt, Response
from tests.conftest import Stored
from tests.selfcheck.steps import (
    answer,
    leave_out_survey,
    reach_answers,
    reach_scenarios,
    start,
)
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases


def test_a_double_click_stores_once(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor)
    data = {**visitor.filled_in(), "option": visitor.choices("option")[0], "certainty": "4"}
    for _ in range(3):
        visitor.post("/check/scenario/1", data)
        assert visitor.status == 200
    assert len(stored(Response)) == 1


def test_a_double_start_creates_one_attempt(visitor: Visitor, stored: Stored) -> None:
    visitor.get("/")
    data = visitor.filled_in()
    for _ in range(2):
        visitor.post("/", data)
        assert visitor.path == "/check/confidence"
    assert len(stored(Attempt)) == 1


def test_a_forged_start_form_creates_no_attempt(visitor: Visitor, stored: Stored) -> None:
    visitor.get("/").send(attempt="1" * 32)
    assert visitor.status == 422
    assert visitor.errors == ["This page was out of date. Please press Start again."]
    assert len(stored(Attempt)) == 0
    visitor.send()
    assert visitor.path == "/check/confidence"


def test_an_answer_can_be_changed(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor)
    answer(visitor, right=True, certainty="4")
    visitor.get("/check/scenario/1")
    assert visitor.filled_in()["certainty"] == "4"
    answer(visitor, right=False, certainty="2")
    assert visitor.path == "/check/scenario/2"
    response = stored(Response)[0]
    assert response.certainty == 2


def test_changing_an_answer_from_the_list_returns_to_the_list(visitor: Visitor) -> None:
    reach_answers(visitor)
    links = {str(link["href"]) for link in visitor.page.select(".govuk-summary-list a")}
    assert {f"/check/scenario/{n}" for n in range(1, 13)} <= links
    assert {"/check/about", "/check/stand", "/check/confidence#aware"} <= links
    visitor.get("/check/scenario/5")
    answer(visitor, right=False, certainty="4")
    assert visitor.path == "/check/answers"


def test_a_deep_link_redirects_to_the_due_page(visitor: Visitor) -> None:
    start(visitor)
    for path in ("/check/scenario/7", "/check/answers", "/check/feedback", "/check/about"):
        visitor.get(path)
        assert visitor.path == "/check/confidence"
    assert visitor.get("/check/scenario/99").path == "/check/confidence"


def test_an_answer_sent_too_early_is_not_stored(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor)
    visitor.post("/check/scenario/3", {**visitor.filled_in(), "certainty": "1"})
    assert visitor.path == "/check/scenario/1"
    assert len(stored(Response)) == 0


def test_a_finished_check_cannot_be_changed(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor)
    data = {**visitor.filled_in(), "option": visitor.choices("option")[0], "certainty": "1"}
    while visitor.path.startswith("/check/scenario"):
        answer(visitor, certainty="3")
    leave_out_survey(visitor).send()
    visitor.post("/check/scenario/1", data)
    assert visitor.path == "/check/feedback"
    assert "we did not save what you just sent" in visitor.words
    assert {response.certainty for response in stored(Response)} == {3}
    assert visitor.get("/check/answers").path == "/check/feedback"


def test_two_people_do_not_see_each_other(app: Flask, stored: Stored) -> None:
    first, second = reach_scenarios(Visitor(app)), reach_scenarios(Visitor(app))
    answer(first, certainty="1")
    answer(second, certainty="4")
    assert len({response.attempt_id for response in stored(Response)}) == 2
    assert first.get("/check/scenario/1").filled_in()["certainty"] == "1"


def test_a_scenario_revised_while_open_is_asked_again(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor)
    visitor.send(option=visitor.choices("option")[0], certainty="2", revision="7")
    assert visitor.status == 422
    assert "was updated while you were reading" in visitor.errors[0]
    assert len(stored(Response)) == 0


def test_without_an_attempt_every_page_explains_how_to_continue(app: Flask) -> None:
    for path in ("/check/confidence", "/check/scenario/1", "/check/feedback", "/check/save"):
        visitor = Visitor(app).get(path)
        assert visitor.status == 403
        assert "Come back with your five words" in visitor.words
        assert "was not kept" in Visitor(app).post(path, {"option": "a"}).words or path in (
            "/check/feedback",
        )


def test_start_offers_to_carry_on(visitor: Visitor) -> None:
    reach_scenarios(visitor)
    button = visitor.get("/").page.select_one("main button")
    assert button.get_text(strip=True) == "Yes, carry on"
    assert visitor.send(whose=button["value"]).path == "/check/scenario/1"


def test_an_old_tab_does_not_answer_for_another_check(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor)
    answer(visitor, certainty="1")
    old = {**visitor.filled_in(), "option": visitor.choices("option")[0], "certainty": "4"}
    visitor.get("/").send(whose="set-aside")
    reach_scenarios(visitor)
    answer(visitor, certainty="2")
    answer(visitor, certainty="2")
    visitor.post("/check/scenario/2", old)
    assert visitor.status == 409
    assert "belongs to another check" in visitor.words
    assert sorted(response.certainty for response in stored(Response)) == [1, 2, 2]


def test_an_answer_without_a_revision_is_asked_again(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor)
    visitor.send(option=visitor.choices("option")[0], certainty="2", revision="")
    assert visitor.status == 422
    assert stored(Response) == []
    visitor.send()
    assert visitor.path == "/check/scenario/2"


def test_finishing_twice_shows_no_warning(visitor: Visitor) -> None:
    data = reach_answers(visitor, length="short").filled_in()
    for _ in range(2):
        visitor.post("/check/answers", data)
        assert visitor.path == "/check/feedback"
        assert "did not save" not in visitor.words


def test_a_double_submit_with_reasons_shows_no_warning(visitor: Visitor) -> None:
    reach_scenarios(visitor, length="short", feedback="each")
    data = {**visitor.filled_in(), "option": visitor.choices("option")[0], "certainty": "1"}
    for _ in range(2):
        visitor.post("/check/scenario/1", data)
        assert visitor.path == "/check/scenario/1/why"
        assert "first answer stays" not in visitor.words


def test_an_old_start_form_starts_another_check_after_the_first_is_finished(
    visitor: Visitor, stored: Stored
) -> None:
    old = visitor.get("/").filled_in()
    visitor.post("/", {**old, "length": "short"}).send(aware="no", casework="no", asking="no")
    while visitor.path != "/check/feedback":
        answer(visitor) if "/scenario/" in visitor.path else visitor.send()
    visitor.post("/", old)
    assert visitor.path == "/check/confidence"
    assert len(stored(Attempt)) == 2
