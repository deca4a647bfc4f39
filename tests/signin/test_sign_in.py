"""Signing in with a password, staying signed in, and signing out."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from quiz import clock
from quiz.answers.models import Attempt
from quiz.database import Database
from quiz.people import guard
from quiz.people.models import LoginSession
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.people.way import PASSWORD, account, signed_in
from tests.selfcheck.way import reach_scenarios
from tests.visitor import Visitor

EMAIL = "ada@council.example"
COOKIE = "before-you-look"


@pytest.fixture
def ada(app: Flask) -> str:
    return account(app, Role.ADMINISTRATOR, email=EMAIL, name="Ada", password=PASSWORD)


def signs_in(visitor: Visitor, **typed: str) -> Visitor:
    return visitor.get("/signin").send(**{"email": EMAIL, "password": PASSWORD, **typed})


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = clock.time.time()
    monkeypatch.setattr(clock.time, "time", lambda: now + seconds)


@pytest.mark.usefixtures("ada")
def test_a_page_that_needs_it_asks_and_then_opens(visitor: Visitor) -> None:
    visitor.get("/admin/audit")
    assert visitor.path == "/signin"
    visitor.send(email=f"  {EMAIL.upper()} ", password=PASSWORD)
    assert visitor.path == "/admin/audit"
    assert visitor.get("/signin").path == "/admin/content", "there is nothing to sign in to"


@pytest.mark.usefixtures("ada")
def test_wrong_and_unknown_are_told_the_same(app: Flask) -> None:
    pages = []
    for email, password in ((EMAIL, "wrong"), ("nobody@council.example", PASSWORD)):
        visitor = signs_in(Visitor(app), email=email, password=password)
        assert visitor.status == 422
        assert visitor.filled_in()["email"] == email
        assert visitor.filled_in()["password"] == ""
        assert password not in visitor.response.text
        pages.append(visitor.words)
        assert visitor.errors == ["The email address or the password is not right"]
    assert pages[0] == pages[1]


def test_somebody_without_a_password_or_deactivated_is_told_the_same(
    app: Flask, ada: str, database: Database
) -> None:
    account(app, Role.LEAD, email="new@council.example")
    assert signs_in(Visitor(app), email="new@council.example").status == 422
    with database.begin(writes=True) as session:
        session.get_one(guard.Person, ada).active = False
        session.commit()
    assert signs_in(Visitor(app)).status == 422


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/admin",
        "/\\evil.example",
        "\\\\evil.example",
        "/%2f/evil.example",
        "javascript:alert(1)",
        "/admin/audit\r\nSet-Cookie: a=b",
        "/signout",
        "/nowhere",
        "admin/audit",
        "",
    ],
)
@pytest.mark.usefixtures("ada")
def test_afterwards_only_to_a_page_of_ours(visitor: Visitor, wanted: str) -> None:
    visitor.get("/signin")
    data = {**visitor.filled_in(), "email": EMAIL, "password": PASSWORD, "next": wanted}
    answer = visitor.client.post("/signin", data=data)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/admin/content"
    outside = Visitor(visitor.app)
    outside.response = outside.client.get("/signin", query_string={"next": wanted})
    assert outside.response.status_code == 200
    assert "evil" not in outside.response.text


@pytest.mark.usefixtures("ada")
def test_signing_out_ends_the_session_for_a_copy_of_its_cookie_too(app: Flask) -> None:
    visitor = signs_in(Visitor(app))
    elsewhere = signs_in(Visitor(app))
    copied = visitor.client.get_cookie(COOKIE).value
    visitor.get("/signout").send()
    assert visitor.path == "/signin"
    assert "You are signed out" in visitor.words
    thief = Visitor(app)
    thief.client.set_cookie(COOKIE, copied)
    assert thief.get("/account").path == "/signin"
    assert elsewhere.get("/account").path == "/account", "one sign-out ends one session"


@pytest.mark.usefixtures("ada")
def test_every_session_can_be_ended_at_once(app: Flask, stored: Stored) -> None:
    here, there = signs_in(Visitor(app)), signs_in(Visitor(app))
    other = signed_in(app, Role.LEAD)
    here.get("/account/sessions").send()
    assert "You are signed out everywhere" in here.words
    for visitor in (here, there):
        assert visitor.get("/account").path == "/signin"
    assert other.get("/account").path == "/account"
    assert len(stored(LoginSession)) == 1


@pytest.mark.usefixtures("ada")
def test_the_cookie_is_another_one_after_signing_in(visitor: Visitor) -> None:
    visitor.get("/signin")
    with visitor.client.session_transaction() as planted:
        before = planted["csrf_token"]
    signs_in(visitor)
    visitor.get("/account/sessions")
    with visitor.client.session_transaction() as cookie:
        first = cookie[guard.SIGNED_IN]["token"]
        assert cookie["csrf_token"] != before
    visitor.get("/signout").send()
    signs_in(visitor)
    with visitor.client.session_transaction() as cookie:
        assert cookie[guard.SIGNED_IN]["token"] != first


@pytest.mark.usefixtures("ada")
def test_the_token_itself_is_stored_nowhere(visitor: Visitor, stored: Stored) -> None:
    signs_in(visitor)
    with visitor.client.session_transaction() as cookie:
        token = cookie[guard.SIGNED_IN]["token"]
    row = stored(LoginSession)[0]
    assert token not in (row.hash, row.person_id)
    assert {column.key for column in LoginSession.__table__.columns} == {
        *("hash", "person_id", "started_on")
    }


@pytest.mark.parametrize(
    ("hours", "in_between", "still"),
    [
        (1.9, 0, True),
        (2.1, 0, False),
        (11.9, 1, True),
        (12.1, 1, False),
    ],
)
@pytest.mark.usefixtures("ada")
def test_a_session_ends_by_itself(
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    hours: float,
    in_between: float,
    still: bool,
) -> None:
    signs_in(visitor)
    gone = 0.0
    while in_between and gone < 11:
        later(monkeypatch, in_between * 3600)
        gone += in_between
        assert visitor.get("/account").path == "/account"
    later(monkeypatch, (hours - gone) * 3600)
    assert visitor.get("/account").path == ("/account" if still else "/signin")


def test_an_old_row_is_worth_nothing_whatever_its_cookie_says(
    app: Flask, database: Database, stored: Stored
) -> None:
    visitor = signed_in(app, Role.LEAD)
    with database.begin(writes=True) as session:
        for row in session.scalars(select(LoginSession)):
            row.started_on -= timedelta(days=2)
        session.commit()
    assert visitor.get("/account").path == "/signin"
    signed_in(app, Role.LEAD)
    assert len(stored(LoginSession)) == 1, "old rows go when somebody signs in"


def test_what_is_sent_after_the_session_ended_is_not_kept_and_says_so(
    app: Flask, stored: Stored
) -> None:
    visitor = signed_in(app, Role.ADMINISTRATOR).get("/admin/people/invite")
    data = {**visitor.filled_in(), "email": "new@council.example", "roles": ["lead"]}
    visitor.client.delete_cookie(COOKIE)
    assert visitor.post("/admin/people/invite", data).status == 403
    assert "what you just sent was not kept" in visitor.words
    assert len(stored(guard.Person)) == 1


@pytest.mark.usefixtures("ada")
def test_a_check_and_an_account_do_not_disturb_each_other(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor, length="short")
    signs_in(visitor)
    assert visitor.get("/check/scenario/1").status == 200
    visitor.get("/signout").send()
    assert visitor.get("/check/scenario/1").status == 200, "signing out keeps the check"
    signs_in(visitor)
    visitor.get("/check/leave").send()
    assert visitor.get("/check/scenario/1").status == 403
    assert visitor.get("/account").path == "/account", "leaving keeps one signed in"
    reach_scenarios(visitor, length="short")
    visitor.get("/check/delete").send()
    assert visitor.get("/account").path == "/account", "deleting, too"
    assert len(stored(Attempt)) == 1


@pytest.mark.usefixtures("ada")
def test_a_sign_in_that_could_not_be_stored_did_not_happen(
    visitor: Visitor, database: Database, stored: Stored
) -> None:
    visitor.get("/signin")

    @event.listens_for(database.writer, "commit")
    def full_disk(_connection: object) -> None:
        raise OperationalError("COMMIT", None, OSError("disk full"))

    visitor.send(email=EMAIL, password=PASSWORD)
    event.remove(database.writer, "commit", full_disk)
    assert visitor.status == 503
    assert visitor.get("/account").path == "/signin"
    assert stored(LoginSession) == []


def test_somebody_signed_out_gets_the_page_that_they_always_got(app: Flask) -> None:
    assert Visitor(app).get("/check/return").page.select(".masthead__places") == []
    lead = signed_in(app, Role.LEAD).get("/check/return")
    assert [a.get_text() for a in lead.page.select(".masthead__places a")] == [
        *("Teams", "Account", "Sign out")
    ]


@pytest.mark.usefixtures("ada")
def test_nothing_that_is_typed_is_logged(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    signs_in(visitor, password="a wrong secret")
    signs_in(visitor)
    visitor.get("/invited/a-made-up-token")
    said = "\n".join(record.getMessage() for record in caplog.records)
    for secret in (EMAIL, PASSWORD, "a wrong secret", "a-made-up-token"):
        assert secret not in said


@pytest.mark.parametrize("typed", ["ada\x00@council.example", "a\ud800@b.example", "'; --"])
def test_odd_signs_are_no_trouble(visitor: Visitor, typed: str) -> None:
    data = {**visitor.get("/signin").filled_in(), "password": "a\x00b\x1b" + "x" * 4000}
    data["email"] = typed.encode("utf-8", "surrogatepass")
    assert visitor.post("/signin", data).status == 422


def test_what_is_missing_is_asked_for(visitor: Visitor) -> None:
    visitor.get("/signin").send(email="", password="")
    assert visitor.errors == ["Enter your email address", "Enter your password"]


def wrong(app: Flask, times: int, visitor: Visitor | None = None, **environ: Any) -> list[int]:
    """Wrong passwords for Ada, one after the other; the status of each."""
    visitor = visitor or Visitor(app)
    if environ:
        visitor.client.environ_base.update(environ)
    data = {**visitor.get("/signin").filled_in(), "email": EMAIL, "password": "wrong"}
    return [visitor.post("/signin", data).status for _ in range(times)]


@pytest.mark.usefixtures("ada")
def test_guessing_is_paused_and_the_page_says_for_how_long(app: Flask) -> None:
    visitor = Visitor(app)
    assert wrong(app, 6, visitor) == [422] * 5 + [429]
    assert visitor.page.h1.get_text() == "Please wait a minute"
    assert "the pause ends by itself" in visitor.words
    assert signs_in(visitor).status == 429, "not even the right one, just now"
    assert signs_in(Visitor(app), email="other@council.example").status == 422


@pytest.mark.usefixtures("ada")
def test_the_pause_grows_and_ends_by_itself(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wrong(app, 6)[-1] == 429
    later(monkeypatch, 61)
    visitor = Visitor(app)
    assert wrong(app, 6, visitor) == [422] * 5 + [429]
    later(monkeypatch, 61)
    assert wrong(app, 1, visitor) == [429]
    assert "Please wait 13 minutes" in visitor.words
    later(monkeypatch, 13 * 60)
    assert signs_in(Visitor(app)).path == "/admin/content"


@pytest.mark.usefixtures("ada")
def test_who_was_here_before_is_not_shut_out_by_others(app: Flask) -> None:
    known = signs_in(Visitor(app))
    known.get("/signout").send()
    statuses = []
    for number in range(12):  # from many places
        statuses += wrong(app, 5, REMOTE_ADDR=f"192.0.2.{number}")
    assert statuses[:50] == [422] * 50
    assert 429 in statuses[50:]
    stranger = Visitor(app)
    stranger.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert signs_in(stranger).status == 429
    assert signs_in(known).path == "/admin/content"
    known.get("/signout").send()
    assert wrong(app, 6, known) == [422] * 5 + [429], "but not for guessing there"


@pytest.mark.usefixtures("ada")
def test_a_known_browser_is_known_for_one_account_only(app: Flask) -> None:
    account(app, Role.LEAD, email="eve@council.example", password=PASSWORD)
    eve = signs_in(Visitor(app), email="eve@council.example")
    eve.get("/signout").send()
    assert wrong(app, 5, REMOTE_ADDR="127.0.0.1") == [422] * 5
    assert signs_in(eve).status == 429
    for forged in (
        "",
        "made.up",
        eve.client.get_cookie("before-you-look-known", path="/signin").value + "x",
    ):
        eve.client.set_cookie("before-you-look-known", forged, path="/signin")
        assert signs_in(eve).status == 429
