"""An administrator offers the reviews of a lead who has left to another lead."""

import pytest
from flask import Flask

from quiz.people.models import Person
from quiz.storage.database import Database
from quiz.teams.models import Review
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.people.steps import account
from tests.teams import actions
from tests.teams.sharing.steps import press
from tests.visitor import Visitor


@pytest.fixture
def admin(app: Flask) -> Visitor:
    person = account(app, Role.ADMINISTRATOR, Role.LEAD, email="admin@example.org", name="Alex")
    return actions.signed_in(app, person)


def deactivate(database: Database, person_id: str) -> None:
    with database.begin(writes=True) as session:
        session.get_one(Person, person_id).active = False
        session.commit()


def test_another_lead_takes_over_the_reviews_of_a_lead_who_has_left(
    app: Flask, database: Database, lead: str, admin: Visitor, stored: Stored
) -> None:
    reviews = [actions.made(database, lead, actions.wanted(8, form=form)) for form in "AB"]
    new = account(app, Role.LEAD, email="new@example.org", name="Nina")
    path = f"/admin/people/{lead}/reviews"
    assert "This account is active" in admin.get(path).words
    assert admin.page.find("input", {"name": "email"}) is None
    deactivate(database, lead)
    assert "Hand over their team reviews" in admin.get(f"/admin/people/{lead}").words
    assert "Sam Lead has 2 team reviews" in admin.get(path).words
    assert "Duty team" not in admin.words
    press(admin, path, email="new@example.org")
    assert "Nina is asked to take over 2" in admin.words
    other = actions.signed_in(app, new)
    for review in reviews:
        assert "in place of Sam Lead" in other.get(f"/teams/offers/{review}").words
        press(other, f"/teams/offers/{review}", answer="accept")
    assert {review.lead_id for review in stored(Review)} == {new}
    assert "Sam Lead has no team reviews" in admin.get(path).words


def test_administrators_cannot_take_them_or_take_those_of_an_active_lead(
    app: Flask, database: Database, lead: str, admin: Visitor
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    account(app, Role.LEAD, email="new@example.org")
    token = admin.get("/admin/people/invite").filled_in()["csrf_token"]
    path = f"/admin/people/{lead}/reviews"
    admin.post(path, {"csrf_token": token, "email": "new@example.org"})
    deactivate(database, lead)
    assert press(admin, path, email="admin@example.org").status == 422
    assert admin.get(f"/teams/offers/{review}").status == 404
    assert "is asked" not in admin.get(path).words
