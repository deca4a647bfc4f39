"""A lead creates a review: the form, its errors, and the groups by role."""

from datetime import timedelta

import pytest
from flask import Flask

from quiz.clock import today
from quiz.storage.database import Database
from quiz.teams.models import InvitationCode, Review
from tests.conftest import Stored
from tests.teams import actions
from tests.visitor import Visitor

NEW = {
    "name": "Duty team",
    "way": "together",
    "invited": "12",
    "scenarios": "A",
    "closes_on": (today() + timedelta(days=3)).isoformat(),
}


@pytest.fixture
def visitor(app: Flask, lead: str) -> Visitor:
    return actions.signed_in(app, lead)


@pytest.mark.both_databases
def test_a_review_is_created_once_with_its_codes(visitor: Visitor, stored: Stored) -> None:
    visitor.get("/teams/new")
    data = {**visitor.filled_in(), **NEW, "note": "Because.\nTruly."}
    for _ in range(2):
        visitor.post("/teams/new", data)
        assert visitor.path.startswith("/teams/")
    (review,) = stored(Review)
    assert (review.name, review.k, review.t, review.releases) == ("Duty team", 5, 2, 1)
    assert len(stored(InvitationCode)) == 12
    assert "Fewer than 5 of 12 people have answered" in visitor.words
    assert "Duty team" in visitor.get("/teams").words


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Give the review a name"),
        ({"invited": "4"}, "Invite 5 people or more"),
        ({"invited": "501"}, "from 0 to 500"),
        ({"k": "4"}, "Give a number from 5 to 50"),
        ({"way": "by_role"}, "Invite 5 people or more"),
        ({"closes_on": "2020-01-01"}, "The last day has passed already"),
        ({"opens_on": "2099-01-01"}, "The last day is before the first day"),
        ({"opens_on": "0001-01-01"}, "First day: choose one within two years of today"),
        ({"closes_on": "9999-01-01"}, "Last day: choose one within two years of today"),
        ({"closes_on": "30/11/2026"}, "Give a day as year, month and day: 2027-03-31"),
        ({"closes_on": "10000-01-01"}, "Give a day as year, month and day: 2027-03-31"),
        ({"invited": "8.5"}, "Give a whole number in digits, such as 12"),
        ({"k": "x"}, "Give a whole number in digits, such as 12"),
        ({"name": "\x01\x00"}, "Give the review a name"),
    ],
)
def test_an_error_is_shown_and_keeps_what_was_typed(
    visitor: Visitor, stored: Stored, wrong: dict[str, str], said: str
) -> None:
    visitor.get("/teams/new").send(**{**NEW, **wrong})
    assert visitor.status == 422
    assert any(said in error for error in visitor.errors)
    assert stored(Review) == []
    assert visitor.filled_in()["scenarios"] == "A"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        *(("closes_on", "30/11/2026"), ("opens_on", "1 May"), ("invited", "8.5")),
        *(("k", "9" * 400), ("k", "4"), ("k", "51"), ("invited", "501"), ("invited", "-1")),
    ],
)
def test_a_wrong_day_or_number_has_one_error_and_stays_as_typed(
    visitor: Visitor, field: str, typed: str
) -> None:
    visitor.get("/teams/new").send(**{**NEW, field: typed})
    assert visitor.status == 422
    assert len(visitor.errors) == 1
    assert visitor.filled_in()[field] == typed


@pytest.mark.both_databases
def test_control_characters_are_stripped(visitor: Visitor, stored: Stored) -> None:
    visitor.get("/teams/new")
    visitor.send(**NEW | {"name": "Duty\x01 team\x00", "note": "One\x00\r\nTwo\tand three"})
    (review,) = stored(Review)
    assert (review.name, review.note) == ("Duty team", "One\nTwo and three")


def test_small_roles_are_folded_into_everyone_else(visitor: Visitor, database: Database) -> None:
    visitor.get("/teams/new")
    visitor.send(
        **{**NEW, "way": "by_role", "role_social_worker": "12", "role_student": "7"},
        role_support_worker="5",
    )
    assert "Social worker" in visitor.words
    assert "Everyone else" in visitor.words
    folded = "Fewer than 10 of each are invited, so they are in “Everyone else”: "
    assert folded + "Family or social care support worker, Social work student" in visitor.words
    again = visitor.get(visitor.path)
    assert "“Everyone else” is everybody who has no group of their own here" in again.words
    sheet = visitor.get(f"{visitor.path}/codes").words
    assert "For everybody who has no group of their own on this sheet" in sheet
    assert "student" not in sheet


@pytest.mark.parametrize("many", [("9", "7"), ("12", "7")])
def test_the_page_says_if_there_are_no_groups(visitor: Visitor, many: tuple[str, str]) -> None:
    visitor.get("/teams/new")
    workers, students = many
    visitor.send(**NEW | {"way": "by_role"}, role_social_worker=workers, role_student=students)
    assert "Everybody is in one group, and there will be no figures by group" in visitor.words
    assert "for Social worker, Social work student" in visitor.words


def test_figures_open_early_only_if_the_lead_chooses_so(visitor: Visitor, stored: Stored) -> None:
    visitor.get("/teams/new")
    assert "their answers are deleted" in visitor.words
    visitor.send(**NEW, early="y")
    (review,) = stored(Review)
    assert review.releases == 2


BLANK = {"invited": "", "role_social_worker": "", "role_student": "", "role_support_worker": ""}


@pytest.mark.parametrize(
    "numbers",
    [
        {"way": "together"},
        {"way": "together", "invited": " "},
        {"way": "together", "invited": "4", "role_student": "500"},
        {"way": "by_role"},
        {"way": "by_role", "invited": "12"},
        {"way": "by_role", "role_student": "2", "role_social_worker": "2"},
        {"way": "by_role", "role_student": "500", "role_social_worker": "500"},
        {"way": "together", "invited": "12", "k": "13"},
    ],
)
def test_the_number_of_people_is_checked_as_a_browser_sends_it(
    visitor: Visitor, stored: Stored, numbers: dict[str, str]
) -> None:
    """A browser sends blank fields, too."""
    visitor.get("/teams/new")
    visitor.post("/teams/new", {**visitor.filled_in(), **NEW, **BLANK, **numbers})
    assert visitor.status == 422
    assert any("Invite " in error or "at most" in error for error in visitor.errors)
    assert stored(Review) == []


@pytest.mark.parametrize("people", [{}, {"Student": 0}, {"Student": 4}, {"a": 500, "b": 1}])
def test_no_review_is_stored_without_enough_people(
    database: Database, lead: str, people: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match="A review invites from 5 to 500 people"):
        actions.made(database, lead, actions.wanted(people))


def test_a_number_of_hundreds_of_digits_is_refused(visitor: Visitor, stored: Stored) -> None:
    visitor.get("/teams/new").send(**{**NEW, "invited": "9" * 400})
    assert visitor.status == 422
    assert "Use 9 digits or fewer" in visitor.errors
    assert stored(Review) == []
