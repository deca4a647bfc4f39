"""A lead asks a form once: two results of the same questions could be subtracted (decision 19)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from quiz.clock import today
from quiz.people import accounts
from quiz.retention import CHECK
from quiz.storage.database import Database
from quiz.teams import asked_before
from quiz.teams.models import Review
from tests.conftest import Stored
from tests.teams import actions
from tests.teams.test_new_review import NEW
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases
WHY = "the two results together could show what one person answered"


@pytest.fixture
def visitor(app: Flask, lead: str) -> Visitor:
    return actions.signed_in(app, lead)


def make(visitor: Visitor, **changed: str) -> Visitor:
    """Send the form for a new review."""
    page = visitor.get("/teams/new").filled_in()
    return visitor.post("/teams/new", {**page, **NEW, **changed})


def test_a19_a_second_review_of_the_same_form_is_refused(visitor: Visitor, stored: Stored) -> None:
    assert "Ask each set once" in visitor.get("/teams/new").words
    make(visitor, name="Duty team")
    choices = [
        label.get_text(strip=True) for label in visitor.get("/teams/new").page.select("label")
    ]
    assert "Set 1, asked before" in choices
    assert "Set 2" in choices
    make(visitor, name="Duty team again")
    assert visitor.status == 422
    assert "“Duty team” asks set 1" in visitor.errors[0]
    assert "A review that nobody has answered can be deleted." in visitor.errors[0]
    assert WHY in visitor.errors[0]
    assert [review.name for review in stored(Review)] == ["Duty team"]
    make(visitor, name="Duty team again", scenarios="B")
    assert visitor.status == 200
    assert len(stored(Review)) == 2


def test_another_lead_may_ask_the_same_form(
    app: Flask, database: Database, visitor: Visitor, stored: Stored
) -> None:
    make(visitor)
    other = actions.signed_in(app, actions.lead(database, "other@example.org"))
    assert make(other).status == 200
    assert len(stored(Review)) == 2


@pytest.mark.parametrize("questions", ["about_you", "stand"])
def test_the_questions_about_oneself_are_asked_in_one_review(
    visitor: Visitor, stored: Stored, questions: str
) -> None:
    """They are the same with each form, and an answer to “have you looked” does not change."""
    make(visitor, **{questions: "y"})
    make(visitor, scenarios="B", **{questions: "y"})
    assert visitor.status == 422
    assert WHY in visitor.errors[0]
    make(visitor, scenarios="B")
    assert visitor.status == 200
    assert [getattr(review, questions) for review in stored(Review)].count(True) == 1


def earlier(database: Database, lead: str, days: int = 0) -> list[str]:
    """The forms that the lead cannot ask, some days from now."""
    with database.begin(writes=False) as session:
        person = accounts.find(session, lead)
        assert person
        found = asked_before.earlier(session, person, today() + timedelta(days=days))
        return [review.form for review in found]


def test_a_review_counts_until_nobody_has_its_answers(database: Database, lead: str) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    assert earlier(database, lead, days=5000) == ["A"]  # it is open, so it can still get answers
    for _, code in actions.codes_of(database, review):
        actions.submit_copy(database, review, code, actions.all_right())
    assert earlier(database, lead, days=CHECK.days) == ["A"]
    assert earlier(database, lead, days=CHECK.days + 1) == []


def test_a_review_that_was_closed_without_figures_does_not_count(
    database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    actions.submit_copy(
        database, review, actions.codes_of(database, review)[0][1], actions.all_right()
    )
    actions.close(database, review)
    assert earlier(database, lead) == []


def test_two_reviews_made_at_once_do_not_ask_the_same(
    app: Flask, lead: str, stored: Stored
) -> None:
    tabs = [actions.signed_in(app, lead) for _ in range(4)]
    pages = [tab.get("/teams/new").filled_in() for tab in tabs]

    def press(number: int) -> None:
        tabs[number].post("/teams/new", {**pages[number], **NEW})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(press, range(4)))
    assert len(stored(Review)) == 1
