"""The privacy notice and the accessibility statement name who runs the service; sets on paper."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from quiz.content import store
from quiz.settings.config import Operator
from tests.visitor import Visitor

COUNCIL = Operator(
    "Sampleshire County Council",
    "dpo@sampleshire.example",
    "01234 567890",
    "public-task",
    date(2027, 3, 31),
)


def runs(app: Flask, operator: Operator) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], operator=operator)


def test_the_privacy_notice_has_what_the_law_asks_for(app: Flask, visitor: Visitor) -> None:
    runs(app, COUNCIL)
    visitor.get("/privacy")
    for said in (
        "Sampleshire County Council is the controller",
        "our public task (Article 6(1)(e) of the UK GDPR)",
        "dpo@sampleshire.example",
        "to object to their use",
        "complain to the Information Commissioner",
    ):
        assert said in visitor.words
    assert visitor.page.find("a", href="mailto:dpo@sampleshire.example")
    runs(app, replace(COUNCIL, lawful_basis="consent"))
    assert "to withdraw your consent" in visitor.get("/privacy").words


def test_the_accessibility_statement_follows_the_model(app: Flask, visitor: Visitor) -> None:
    runs(app, COUNCIL)
    visitor.get("/accessibility")
    for said in (
        "Sampleshire County Council runs it",
        "partly compliant",
        "01234 567890",
        "Equality and Human Rights Commission",
        "last reviewed on 31 March 2027",
    ):
        assert said in visitor.words


def test_without_an_operator_both_pages_say_that_it_is_a_trial(visitor: Visitor) -> None:
    for path in ("/privacy", "/accessibility"):
        assert "This is a trial" in visitor.get(path).words


@pytest.mark.parametrize("number", [1, 5])
def test_a_set_on_paper_has_every_scenario_and_no_best_answer(
    app: Flask, visitor: Visitor, number: int
) -> None:
    form = [form for form in store(app).bank.forms if not form.local][number - 1]
    visitor.get(f"/on-paper/{number}")
    assert [section["id"] for section in visitor.page.select(".sheet")] == [
        item.id for item in form.items
    ]
    for item in form.items:
        for option in item.options:
            assert option.text in visitor.words
            assert option.reason not in visitor.words
    assert not visitor.page.select("details")
    assert visitor.get("/on-paper/6").status == 404
