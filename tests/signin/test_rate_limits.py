"""Limits on failed sign-ins."""

from typing import Any

import pytest
from flask import Flask

from quiz.vocabulary import Role
from tests.people.steps import PASSWORD, account
from tests.signin.steps import EMAIL, advance_clock, sign_in
from tests.visitor import Visitor


def fail(app: Flask, times: int, visitor: Visitor | None = None, **environ: Any) -> list[int]:
    """Send wrong passwords for Ada, one after the other; returns the status of each."""
    visitor = visitor or Visitor(app)
    if environ:
        visitor.client.environ_base.update(environ)
    data = {**visitor.get("/signin").filled_in(), "email": EMAIL, "password": "wrong"}
    return [visitor.post("/signin", data).status for _ in range(times)]


@pytest.mark.usefixtures("ada")
def test_after_five_failures_the_page_says_how_long_to_wait(app: Flask) -> None:
    visitor = Visitor(app)
    assert fail(app, 6, visitor) == [422] * 5 + [429]
    assert visitor.page.h1.get_text() == "Please wait a minute"
    assert "the pause ends by itself" in visitor.words
    assert sign_in(visitor).status == 429, "the right password is refused, too"
    assert sign_in(Visitor(app), email="other@council.example").status == 422


@pytest.mark.usefixtures("ada")
def test_the_wait_grows_and_ends_by_itself(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fail(app, 6)[-1] == 429
    advance_clock(monkeypatch, 61)
    visitor = Visitor(app)
    assert fail(app, 6, visitor) == [422] * 5 + [429]
    advance_clock(monkeypatch, 61)
    assert fail(app, 1, visitor) == [429]
    assert "Please wait 13 minutes" in visitor.words
    advance_clock(monkeypatch, 13 * 60)
    assert sign_in(Visitor(app)).path == "/admin/people"


@pytest.mark.usefixtures("ada")
def test_a_known_browser_is_not_locked_out_by_others(app: Flask) -> None:
    known = sign_in(Visitor(app))
    known.get("/signout").send()
    statuses = []
    for number in range(12):  # from many places
        statuses += fail(app, 5, REMOTE_ADDR=f"192.0.2.{number}")
    assert statuses[:50] == [422] * 50
    assert 429 in statuses[50:]
    stranger = Visitor(app)
    stranger.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert sign_in(stranger).status == 429
    assert sign_in(known).path == "/admin/people"
    known.get("/signout").send()
    assert fail(app, 6, known) == [422] * 5 + [429], "its own failures count"


@pytest.mark.usefixtures("ada")
def test_a_browser_is_known_for_one_account_only(app: Flask) -> None:
    account(app, Role.LEAD, email="eve@council.example", password=PASSWORD)
    eve = sign_in(Visitor(app), email="eve@council.example")
    eve.get("/signout").send()
    assert fail(app, 5, REMOTE_ADDR="127.0.0.1") == [422] * 5
    assert sign_in(eve).status == 429
    for forged in (
        "",
        "made.up",
        eve.client.get_cookie("before-you-look-known", path="/signin").value + "x",
    ):
        eve.client.set_cookie("before-you-look-known", forged, path="/signin")
        assert sign_in(eve).status == 429
