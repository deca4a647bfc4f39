"""A second look after double submits, from old tabs, unfinished, or without a wrong answer."""

from dataclasses import replace

import pytest
from flask import Flask

from quiz.answers.models import Attempt, AttemptItem, Response
from quiz.selfcheck import second_look_views
from tests.conftest import Stored
from tests.selfcheck.second_look_steps import (
    ANSWERS,
    SECOND_LOOK,
    Later,
    chosen_items,
    start_second_look,
)
from tests.selfcheck.steps import (
    BANK,
    answer,
    code_of,
    finish,
    reach_answers,
    reach_feedback,
    reach_scenarios,
    start,
)
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases


def test_a_double_start_creates_one_attempt(visitor: Visitor, stored: Stored, later: Later) -> None:
    reach_feedback(visitor, ANSWERS)
    later(2)
    data = visitor.get(SECOND_LOOK).filled_in()
    for _ in range(2):
        visitor.post(SECOND_LOOK, data)
        assert visitor.path == "/check/scenario/1"
        assert "did not save" not in visitor.words
    assert len(stored(Attempt)) == 2
    assert len(stored(AttemptItem)) == 3
    answer(visitor)
    assert visitor.post(SECOND_LOOK, data).path == "/check/scenario/2"


def test_two_starts_with_the_same_cookie_create_one_attempt(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_feedback(visitor, ANSWERS)
    later(2)
    data = visitor.get(SECOND_LOOK).filled_in()
    cookie = visitor.client.get_cookie("before-you-look")
    for _ in range(2):
        visitor.client.set_cookie("before-you-look", cookie.value)
        assert visitor.post(SECOND_LOOK, data).path == "/check/scenario/1"
    assert len(stored(Attempt)) == 2
    assert len(stored(AttemptItem)) == 3


def test_an_old_form_starts_another_after_the_first_is_finished(
    app: Flask, stored: Stored, later: Later
) -> None:
    visitor = reach_feedback(Visitor(app), ANSWERS)
    code = code_of(visitor)
    later(2)
    old = visitor.get(SECOND_LOOK).filled_in()
    finish(visitor.post(SECOND_LOOK, old), [(True, "4")] * 3)
    visitor.get("/check/return").send(code=code)
    assert visitor.post(SECOND_LOOK, old).path == "/check/scenario/1"
    assert len(stored(Attempt)) == 3


def test_a_form_of_an_abandoned_attempt_creates_nothing(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_feedback(visitor, ANSWERS)
    later(2)
    old = visitor.get(SECOND_LOOK).filled_in()
    start(visitor)
    visitor.post(SECOND_LOOK, old)
    assert visitor.status == 409
    assert "belongs to another check" in visitor.words
    assert len(stored(Attempt)) == 2
    assert stored(AttemptItem) == []


def test_a_forged_form_creates_nothing(visitor: Visitor, stored: Stored, later: Later) -> None:
    reach_feedback(visitor, ANSWERS)
    later(2)
    visitor.get(SECOND_LOOK).send(attempt="1" * 32)
    assert visitor.status == 422
    assert visitor.errors == ["This page was out of date. Please press Start again."]
    assert len(stored(Attempt)) == 1
    assert visitor.send().path == "/check/scenario/1"


def test_an_unfinished_attempt_has_no_second_look(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_answers(visitor)
    for path in (SECOND_LOOK, f"{SECOND_LOOK}.ics"):
        assert visitor.get(path).path == "/check/answers"
    visitor.post(SECOND_LOOK, visitor.filled_in())
    assert visitor.path == "/check/answers"
    assert "comes later" in visitor.words
    assert len(stored(Attempt)) == 1


def test_without_a_wrong_answer_there_is_no_second_look(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_feedback(visitor, [(True, "3")] * 12)
    sent = {**visitor.get("/check/save").filled_in(), **visitor.get("/").filled_in()}
    visitor.post("/", {"csrf_token": sent["csrf_token"], "whose": "mine"})
    for days in (0, 2):
        later(days)
        visitor.get("/check/feedback")
        assert not visitor.page.select(f'a[href^="{SECOND_LOOK}"]')
        assert "Try another set" in visitor.words
        assert "nothing to look at again" in visitor.get(SECOND_LOOK).words
        assert not visitor.page.main.find("form")
        visitor.post(SECOND_LOOK, sent)
        assert visitor.status == 422
        assert visitor.errors == [second_look_views.NOTHING_WRONG]
    assert len(stored(Attempt)) == 1


def test_an_unfinished_second_look_continues_by_its_own_code(
    app: Flask, stored: Stored, later: Later
) -> None:
    visitor = reach_feedback(Visitor(app), ANSWERS)
    first_code = code_of(visitor)
    later(2)
    answer(start_second_look(visitor))
    code = code_of(visitor)
    assert code != first_code
    other = Visitor(app).get("/check/return").send(code=code)
    assert other.path == "/check/scenario/2"
    for path in ("/check/about", "/check/stand", "/check/confidence", "/check/feedback"):
        assert other.get(path).path == "/check/scenario/2", path
    assert other.get("/check/scenario/1").page.select_one(".govuk-back-link")["href"] == "/"
    assert "Yes, carry on" in other.get("/").words
    assert Visitor(app).get("/check/return").send(code=first_code).path == "/check/feedback"
    assert len(stored(Attempt)) == 2


def test_an_old_tab_does_not_answer_for_the_second_look(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_scenarios(visitor)
    old = {**visitor.filled_in(), "option": visitor.choices("option")[0], "certainty": "1"}
    finish(visitor, ANSWERS)
    later(2)
    start_second_look(visitor)
    visitor.post("/check/scenario/1", old)
    assert visitor.status == 409
    assert len(stored(Response)) == 12


def test_a_scenario_removed_from_the_bank_is_not_asked(
    app: Flask, stored: Stored, later: Later
) -> None:
    visitor = reach_feedback(Visitor(app), ANSWERS)
    later(2)
    answer(start_second_look(visitor))
    removed = chosen_items(stored)[0]
    items = {name: item for name, item in BANK.items.items() if name != removed}
    store = app.extensions["content_store"]
    kept = {key: item for key, item in BANK.kept.items() if key[0] != removed}
    store.bank = replace(store.bank, items=items, kept=kept)
    assert visitor.get("/check/scenario/1").status == 200
    assert "Scenario 1 of 2" in visitor.words
    finish(visitor, [(True, "4")] * 2)
    assert "2 of 2 right" in visitor.words
    store.bank = replace(store.bank, items={})
    assert "2 of 2 right" in visitor.get("/check/feedback").words
    store.bank = replace(store.bank, kept={})
    assert visitor.get("/check/feedback").status == 200
    assert "You got" not in visitor.words
    # Two asked after the removal, and one answered before it.
    assert "3 of your answers cannot be shown any more" in visitor.words
