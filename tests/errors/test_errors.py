"""Errors that help: blocked cookies, an address in capitals or with a slash, and sending again."""

import pytest
from flask import Flask

from quiz.storage.database import Database
from tests.databases import full_disk
from tests.selfcheck.steps import answer, reach_scenarios
from tests.visitor import Visitor


def test_blocked_cookies_are_said_as_such(app: Flask) -> None:
    client = app.test_client(use_cookies=False)
    for path in ("/", "/join", "/check/return"):
        response = client.post(path, data={"csrf_token": "x", "code": "ABC234"})
        assert response.status_code == 400
        assert "your browser blocks cookies" in response.text
    assert "if it blocks them, allow them" in client.get("/check/scenario/1").text
    assert "if it blocks them, allow them" in client.get("/play").text


def test_a_form_with_an_old_token_is_not_called_a_blocked_cookie(visitor: Visitor) -> None:
    visitor.get("/").send(csrf_token="old")
    assert visitor.status == 400
    assert "We could not be sure" in visitor.errors[0]


def test_a_token_is_good_in_its_own_browser_only(app: Flask) -> None:
    one, other, new = Visitor(app).get("/"), Visitor(app).get("/"), Visitor(app)
    theirs = one.filled_in()["csrf_token"]
    assert other.send(csrf_token=theirs).status == 400
    assert new.post("/", {**one.filled_in(), "csrf_token": ""}).status == 400
    assert one.send().status == 200


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("/join/", "/join"),
        ("/JOIN", "/join"),
        ("/Join/Ab2C3d/", "/join/Ab2C3d"),
        ("/Check/Return/?x=1", "/check/return?x=1"),
        ("/PRIVACY/", "/privacy"),
    ],
)
def test_a_slash_or_capitals_find_the_page(app: Flask, typed: str, page: str) -> None:
    response = app.test_client().get(typed)
    assert (response.status_code, response.headers["Location"]) == (301, page)


@pytest.mark.parametrize(
    "typed", ["/nothing", "/guidance/Z", "/join/a/b", "/%0A/", "/%2F%2Fx.org/"]
)
def test_no_other_address_is_redirected(app: Flask, typed: str) -> None:
    response = app.test_client().get(typed, follow_redirects=True)
    assert response.status_code == 404


def test_a_post_is_never_redirected(app: Flask) -> None:
    assert app.test_client().post("/join/", data={"code": "ABC234"}).status_code == 404


def test_after_an_error_nothing_has_to_be_typed_again(visitor: Visitor, database: Database) -> None:
    reach_scenarios(visitor)
    with full_disk(database):
        answer(visitor, certainty="4")
    assert visitor.status == 503
    assert "was not kept yet, but it is still on this page" in visitor.words
    assert visitor.page.main.select_one("[data-try-again='/readyz']")
    visitor.send()
    assert visitor.path == "/check/scenario/2"
    assert visitor.get("/check/scenario/1").filled_in()["certainty"] == "4"


def test_no_error_page_holds_a_password(visitor: Visitor, database: Database) -> None:
    visitor.get("/signin")
    data = {**visitor.filled_in(), "email": "a@b.example", "password": "a secret of mine"}
    for _ in range(31):
        visitor.post("/signin", data)
    assert visitor.status == 429
    assert not visitor.page.main.select("form")
