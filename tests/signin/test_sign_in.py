"""The sign-in page: accepted accounts, redirects and log."""

import logging

import pytest
from flask import Flask

from quiz.people import guard
from quiz.people.models import LoginSession
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.databases import full_disk
from tests.people.steps import PASSWORD, account, signed_in
from tests.signin.steps import EMAIL, sign_in
from tests.visitor import Visitor


@pytest.mark.both_databases
@pytest.mark.usefixtures("ada")
def test_a_page_for_accounts_asks_to_sign_in_and_then_opens(visitor: Visitor) -> None:
    visitor.get("/admin/audit")
    assert visitor.path == "/signin"
    visitor.send(email=f"  {EMAIL.upper()} ", password=PASSWORD)
    assert visitor.path == "/admin/audit"
    assert visitor.get("/signin").path == "/admin/people", "already signed in"


@pytest.mark.usefixtures("ada")
def test_a_wrong_password_and_an_unknown_address_get_the_same_page(app: Flask) -> None:
    pages = []
    for email, password in ((EMAIL, "wrong"), ("nobody@council.example", PASSWORD)):
        visitor = sign_in(Visitor(app), email=email, password=password)
        assert visitor.status == 422
        assert visitor.filled_in()["email"] == email
        assert visitor.filled_in()["password"] == ""
        assert password not in visitor.response.text
        pages.append(visitor.words)
        assert visitor.errors == ["The email address or the password is not right"]
    assert pages[0] == pages[1]


def test_no_password_and_a_deactivated_account_are_refused(
    app: Flask, ada: str, database: Database
) -> None:
    account(app, Role.LEAD, email="new@council.example")
    assert sign_in(Visitor(app), email="new@council.example").status == 422
    with database.begin(writes=True) as session:
        session.get_one(guard.Person, ada).active = False
        session.commit()
    assert sign_in(Visitor(app)).status == 422


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
def test_signing_in_redirects_only_to_a_page_of_the_service(visitor: Visitor, wanted: str) -> None:
    visitor.get("/signin")
    data = {**visitor.filled_in(), "email": EMAIL, "password": PASSWORD, "next": wanted}
    answer = visitor.client.post("/signin", data=data)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/admin/people"
    outside = Visitor(visitor.app)
    outside.response = outside.client.get("/signin", query_string={"next": wanted})
    assert outside.response.status_code == 200
    assert "evil" not in outside.response.text


@pytest.mark.both_databases
@pytest.mark.usefixtures("ada")
def test_a_failed_commit_undoes_the_sign_in(
    visitor: Visitor, database: Database, stored: Stored
) -> None:
    visitor.get("/signin")
    with full_disk(database):
        visitor.send(email=EMAIL, password=PASSWORD)
    assert visitor.status == 503
    assert visitor.get("/account").path == "/signin"
    assert stored(LoginSession) == []


def test_the_masthead_has_links_only_for_people_who_are_signed_in(app: Flask) -> None:
    assert Visitor(app).get("/check/return").page.select(".masthead__places") == []
    lead = signed_in(app, Role.LEAD).get("/check/return")
    assert [a.get_text() for a in lead.page.select(".masthead__places a")] == [
        *("Teams", "Account", "Sign out")
    ]


@pytest.mark.usefixtures("ada")
def test_nothing_typed_is_logged(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sign_in(visitor, password="a wrong secret")
    sign_in(visitor)
    visitor.get("/invited/a-made-up-token")
    logged = "\n".join(record.getMessage() for record in caplog.records)
    for secret in (EMAIL, PASSWORD, "a wrong secret", "a-made-up-token"):
        assert secret not in logged


@pytest.mark.both_databases
@pytest.mark.parametrize("typed", ["ada\x00@council.example", "a\ud800@b.example", "'; --"])
def test_control_characters_are_refused_without_an_error(visitor: Visitor, typed: str) -> None:
    data = {**visitor.get("/signin").filled_in(), "password": "a\x00b\x1b" + "x" * 4000}
    data["email"] = typed.encode("utf-8", "surrogatepass")
    assert visitor.post("/signin", data).status == 422


def test_empty_fields_get_an_error_each(visitor: Visitor) -> None:
    visitor.get("/signin").send(email="", password="")
    assert visitor.errors == ["Enter your email address", "Enter your password"]
