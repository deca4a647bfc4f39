"""Login sessions: cookie, table and expiry."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from quiz.answers.models import Attempt
from quiz.people import guard
from quiz.people.models import LoginSession
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.people.steps import signed_in
from tests.selfcheck.steps import reach_scenarios
from tests.signin.steps import COOKIE, advance_clock, sign_in
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases


@pytest.mark.usefixtures("ada")
def test_signing_out_also_ends_copies_of_the_cookie(app: Flask) -> None:
    visitor = sign_in(Visitor(app))
    elsewhere = sign_in(Visitor(app))
    copied = visitor.client.get_cookie(COOKIE).value
    visitor.get("/signout").send()
    assert visitor.path == "/signin"
    assert "You are signed out" in visitor.words
    thief = Visitor(app)
    thief.client.set_cookie(COOKIE, copied)
    assert thief.get("/account").path == "/signin"
    assert elsewhere.get("/account").path == "/account", "one sign-out ends one session"


@pytest.mark.both_databases
@pytest.mark.usefixtures("ada")
def test_sign_out_everywhere_ends_every_session_of_the_account(app: Flask, stored: Stored) -> None:
    here, there = sign_in(Visitor(app)), sign_in(Visitor(app))
    other = signed_in(app, Role.LEAD)
    here.get("/account/sessions").send()
    assert "You are signed out everywhere" in here.words
    for visitor in (here, there):
        assert visitor.get("/account").path == "/signin"
    assert other.get("/account").path == "/account"
    assert len(stored(LoginSession)) == 1


@pytest.mark.usefixtures("ada")
def test_each_sign_in_has_new_tokens(visitor: Visitor) -> None:
    visitor.get("/signin")
    with visitor.client.session_transaction() as planted:
        before = planted["csrf_token"]
    sign_in(visitor)
    visitor.get("/account/sessions")
    with visitor.client.session_transaction() as cookie:
        first = cookie[guard.SIGNED_IN]["token"]
        assert cookie["csrf_token"] != before
    visitor.get("/signout").send()
    sign_in(visitor)
    with visitor.client.session_transaction() as cookie:
        assert cookie[guard.SIGNED_IN]["token"] != first


@pytest.mark.both_databases
@pytest.mark.usefixtures("ada")
def test_only_a_hash_of_the_token_is_stored(visitor: Visitor, stored: Stored) -> None:
    sign_in(visitor)
    with visitor.client.session_transaction() as cookie:
        token = cookie[guard.SIGNED_IN]["token"]
    row = stored(LoginSession)[0]
    assert token not in (row.hash, row.person_id)
    assert {column.key for column in LoginSession.__table__.columns} == {
        *("hash", "person_id", "started_on", "means", "used_on")
    }


@pytest.mark.parametrize(
    ("hours", "interval", "still_signed_in"),
    [
        (1.9, 0, True),
        (2.1, 0, False),
        (11.9, 1, True),
        (12.1, 1, False),
    ],
)
@pytest.mark.usefixtures("ada")
def test_a_session_ends_after_two_idle_hours_or_twelve_hours(
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    hours: float,
    interval: float,
    still_signed_in: bool,
) -> None:
    sign_in(visitor)
    passed = 0.0
    while interval and passed < 11:
        advance_clock(monkeypatch, interval * 3600)
        passed += interval
        assert visitor.get("/account").path == "/account"
    advance_clock(monkeypatch, (hours - passed) * 3600)
    assert visitor.get("/account").path == ("/account" if still_signed_in else "/signin")


def test_an_old_row_is_not_accepted_and_is_deleted_at_the_next_sign_in(
    app: Flask, database: Database, stored: Stored
) -> None:
    visitor = signed_in(app, Role.LEAD)
    with database.begin(writes=True) as session:
        for row in session.scalars(select(LoginSession)):
            row.started_on -= timedelta(days=2)
        session.commit()
    assert visitor.get("/account").path == "/signin"
    signed_in(app, Role.LEAD)
    assert len(stored(LoginSession)) == 1, "old rows are deleted"


def test_a_form_sent_after_the_session_ended_changes_nothing(app: Flask, stored: Stored) -> None:
    visitor = signed_in(app, Role.ADMINISTRATOR).get("/admin/people/invite")
    data = {**visitor.filled_in(), "email": "new@council.example", "roles": ["lead"]}
    visitor.client.delete_cookie(COOKIE)
    assert visitor.post("/admin/people/invite", data).status == 403
    assert "what you just sent was not kept" in visitor.words
    assert len(stored(guard.Person)) == 1


@pytest.mark.usefixtures("ada")
def test_signing_out_keeps_a_check_and_leaving_ends_both(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor, length="short")
    sign_in(visitor)
    assert visitor.get("/check/scenario/1").status == 200
    visitor.get("/signout").send()
    assert visitor.get("/check/scenario/1").status == 200, "signing out keeps the check"
    sign_in(visitor)
    visitor.get("/check/leave").send()
    assert visitor.get("/check/scenario/1").status == 403
    assert visitor.get("/account").path == "/signin"
    sign_in(visitor)
    reach_scenarios(visitor, length="short")
    visitor.get("/check/delete").send()
    assert visitor.get("/account").path == "/account", "deleting keeps one signed in"
    assert len(stored(Attempt)) == 1
