"""One-time links, and the pages of a person's own account."""

from datetime import timedelta

import pytest
from flask import Flask

from quiz.clock import today
from quiz.people.models import AccountInvitation, LoginSession, Person
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.admin.test_mending import Outbox, outbox
from tests.conftest import Stored
from tests.people.steps import PASSWORD, account, invitation, sign_in, signed_in
from tests.visitor import Visitor

__all__ = ["outbox"]
EMAIL = "ada@council.example"
ANOTHER = "brisk otters fold maps"


def invited(app: Flask, *roles: Role) -> tuple[str, str]:
    """The id of a new account, and the path of its link."""
    person_id = account(app, *(roles or (Role.LEAD,)), email=EMAIL, name="ada")
    return person_id, f"/invited/{invitation(app, person_id)}"


def test_a_link_opens_a_form_for_name_and_password(app: Flask, stored: Stored) -> None:
    _, link = invited(app)
    visitor = Visitor(app).get(link)
    assert EMAIL in visitor.words
    assert visitor.filled_in()["name"] == "ada"
    visitor.send(name=" Ada Lead ", password=PASSWORD)
    assert visitor.path == "/teams"
    assert "Your password is set." in visitor.words
    assert stored(Person)[0].name == "Ada Lead"
    elsewhere = Visitor(app).get("/signin").send(email=EMAIL, password=PASSWORD)
    assert elsewhere.path == "/teams"


@pytest.mark.parametrize(
    ("roles", "home"),
    [
        ([Role.TRAINER], "/host"),
        ([Role.LEAD], "/teams"),
        ([Role.OWNER], "/admin/content"),
        ([Role.ADMINISTRATOR], "/admin/people"),
        ([Role.ADMINISTRATOR, Role.TRAINER], "/host"),
    ],
)
def test_a_newcomer_lands_where_their_work_is(app: Flask, roles: list[Role], home: str) -> None:
    _, link = invited(app, *roles)
    assert Visitor(app).get(link).send(password=PASSWORD).path == home
    asked = Visitor(app).get("/account/sessions").send(email=EMAIL, password=PASSWORD)
    assert asked.path == "/account/sessions", "an address that they asked for"


def test_a_link_works_once(app: Flask, stored: Stored) -> None:
    _, link = invited(app)
    first, second = Visitor(app).get(link), Visitor(app).get(link)
    first.send(password=PASSWORD)
    assert second.send(password=ANOTHER).status == 404
    assert "This link no longer works" in second.words
    assert Visitor(app).get(link).status == 404
    assert stored(AccountInvitation) == []


@pytest.mark.parametrize(("days", "status"), [(7, 200), (8, 404)])
def test_a_link_is_valid_for_seven_days(
    app: Flask, database: Database, stored: Stored, days: int, status: int
) -> None:
    _, link = invited(app)
    with database.begin(writes=True) as session:
        row = session.get_one(AccountInvitation, stored(AccountInvitation)[0].hash)
        row.created_on = today() - timedelta(days=days)
        session.commit()
    assert Visitor(app).get(link).status == status


def test_only_the_newest_link_works(app: Flask) -> None:
    person_id, old = invited(app)
    new = f"/invited/{invitation(app, person_id)}"
    assert Visitor(app).get(old).status == 404
    assert Visitor(app).get(new).status == 200


def test_only_a_hash_of_the_link_is_stored(app: Flask, stored: Stored) -> None:
    _, link = invited(app)
    row = stored(AccountInvitation)[0]
    assert link.rpartition("/")[2] not in (row.hash, row.person_id)


def test_a_link_to_a_deactivated_account_does_not_work(app: Flask, database: Database) -> None:
    person_id, link = invited(app)
    with database.begin(writes=True) as session:
        session.get_one(Person, person_id).active = False
        session.commit()
    assert Visitor(app).get(link).status == 404


def test_after_a_refused_password_name_and_link_are_kept(app: Flask) -> None:
    _, link = invited(app)
    visitor = Visitor(app).get(link).send(name="Ada Lead", password="password1234")
    assert visitor.status == 422
    assert "too easy to guess" in visitor.errors[0]
    assert visitor.filled_in() | {"csrf_token": ""} == {
        **{"csrf_token": "", "name": "Ada Lead", "password": ""}
    }
    assert visitor.send(name="", password=PASSWORD).errors == ["Enter your name"]
    assert visitor.send(name="Ada Lead", password=PASSWORD).path == "/teams"


def test_a_new_link_for_a_lost_password_ends_the_old_sessions(app: Flask) -> None:
    person_id, _ = invited(app)
    old = sign_in(Visitor(app), person_id)
    assert old.get("/account").path == "/account"
    Visitor(app).get(f"/invited/{invitation(app, person_id)}").send(password=PASSWORD)
    assert old.get("/account").path == "/signin"


def test_the_account_page_has_name_address_and_roles(app: Flask) -> None:
    person_id = account(app, Role.TRAINER, Role.LEAD, email=EMAIL, name="Ada Lead")
    words = sign_in(Visitor(app), person_id).get("/account").words
    for text in ("Ada Lead", EMAIL, "Team lead, Trainer", "not tied to this account"):
        assert text in words


def test_changing_a_password_signs_out_everywhere_else(app: Flask, stored: Stored) -> None:
    person_id = account(app, Role.LEAD, email=EMAIL, password=PASSWORD)
    here, there = (sign_in(Visitor(app), person_id) for _ in range(2))
    here.get("/account/password").send(current=PASSWORD, password=ANOTHER)
    assert here.path == "/account"
    assert "You are signed out on every other device." in here.words
    assert there.get("/account").path == "/signin"
    assert len(stored(LoginSession)) == 1
    again = Visitor(app).get("/signin").send(email=EMAIL, password=PASSWORD)
    assert again.status == 422
    assert again.send(email=EMAIL, password=ANOTHER).path == "/teams"


@pytest.mark.parametrize("by_link", [False, True])
def test_a_new_password_is_told_by_mail(app: Flask, outbox: Outbox, by_link: bool) -> None:
    person_id = account(app, Role.LEAD, email=EMAIL, password=PASSWORD)
    path = f"/invited/{invitation(app, person_id)}" if by_link else "/account/password"
    visitor = Visitor(app) if by_link else sign_in(Visitor(app), person_id)
    typed = {"name": "Ada"} if by_link else {"current": PASSWORD}
    visitor.get(path)
    fields = {**visitor.filled_in(), **typed, "password": ANOTHER}
    visitor.client.post(path, data=fields).close()
    assert [(one.to, "The password of your account" in one.text) for one in outbox.sent] == [
        (EMAIL, True)
    ]


def test_changing_the_password_needs_the_current_one(app: Flask) -> None:
    person_id = account(app, Role.LEAD, email=EMAIL, password=PASSWORD)
    visitor = sign_in(Visitor(app), person_id).get("/account/password")
    visitor.send(current="not this one", password=ANOTHER)
    assert visitor.status == 422
    assert visitor.errors == ["This is not your current password"]
    assert visitor.send(current=PASSWORD, password="short").errors == [
        "Choose a password of 12 characters or more"
    ]
    assert Visitor(app).get("/signin").send(email=EMAIL, password=PASSWORD).path == "/teams"


def test_an_account_without_a_password_has_none_to_change(app: Flask) -> None:
    visitor = signed_in(app, Role.LEAD).get("/account/password")
    assert visitor.path == "/account"
    assert "there is no password here" in visitor.words
