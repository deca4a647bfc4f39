"""Where somebody is signed in: listed on the account page, each can be ended, or all others."""

from datetime import timedelta

import pytest
from flask import Flask

from quiz.clock import today
from quiz.people.means import Means
from quiz.people.models import LoginSession
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.people.steps import PASSWORD, signed_in
from tests.signin.factor_steps import with_passkey
from tests.signin.steps import COOKIE, advance_clock, sign_in
from tests.visitor import Visitor


def places(visitor: Visitor) -> list[str]:
    """What the account page says of each browser."""
    visitor.get("/account")
    terms = visitor.page.select(".govuk-summary-list__key")
    (row,) = [one for one in terms if one.get_text() == "Signed in"]
    found = row.find_next("dd")
    assert found is not None
    return [" ".join(one.get_text().split()) for one in found.find_all("p")]


@pytest.mark.both_databases
@pytest.mark.usefixtures("ada")
def test_a_person_ends_one_of_their_sessions(app: Flask, stored: Stored) -> None:
    here, there = sign_in(Visitor(app)), sign_in(Visitor(app))
    third, other = sign_in(Visitor(app)), signed_in(app, Role.LEAD)
    listed = places(here)
    assert len(listed) == 3
    assert sum("This browser. Signed in with your password on" in one for one in listed) == 1
    cookie = there.client.get_cookie(COOKIE)
    links = [str(link["href"]) for link in here.page.select("dd p a") if "end" in str(link["href"])]
    assert len(links) == 2
    here.get(links[0]).send()
    assert "That browser is signed out" in here.words
    left = [one.get("/account").path for one in (there, third)]
    assert sorted(left) == ["/account", "/signin"]
    assert (cookie is not None, other.get("/account").path) == (True, "/account")
    assert "signed out already" in here.get(links[0]).words
    assert len(stored(LoginSession)) == 3


@pytest.mark.usefixtures("ada")
def test_all_others_end_and_this_one_stays(app: Flask, stored: Stored) -> None:
    here, there = sign_in(Visitor(app)), sign_in(Visitor(app))
    other = signed_in(app, Role.LEAD)
    here.get("/account/sessions/others").send()
    assert "signed out everywhere else" in here.words
    assert there.get("/account").path == "/signin"
    assert other.get("/account").path == "/account"
    assert len(places(here)) == 1
    assert "everywhere else" not in here.words
    assert len(stored(LoginSession)) == 2


@pytest.mark.usefixtures("ada")
def test_nobody_ends_another_s_session(app: Flask, stored: Stored) -> None:
    here, other = sign_in(Visitor(app)), signed_in(app, Role.LEAD)
    (theirs,) = [row.hash for row in stored(LoginSession) if row.means is None]
    path = f"/account/sessions/{theirs}/end"
    assert "signed out already" in here.get(path).words
    here.post(path, here.get("/account/sessions").filled_in())
    assert other.get("/account").path == "/account"


def test_the_day_of_the_last_use_is_noted_once_a_day(
    app: Flask, ada: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = sign_in(Visitor(app))
    yesterday = today()
    assert [row.used_on for row in stored(LoginSession)] == [yesterday]
    monkeypatch.setattr("quiz.clock.today", lambda: yesterday + timedelta(days=1))
    advance_clock(monkeypatch, 3600)
    visitor.get("/account")
    assert [row.used_on for row in stored(LoginSession)] == [yesterday + timedelta(days=1)]
    assert "Last used on" in places(visitor)[0]


def test_it_says_how_somebody_signed_in(app: Flask, ada: str, stored: Stored) -> None:
    passkey = with_passkey(app, ada)
    assert passkey.row
    visitor = sign_in(Visitor(app))
    assert visitor.path == "/signin/second-step", "not signed in yet, so not listed"
    assert stored(LoginSession) == []


@pytest.mark.usefixtures("ada")
def test_a_new_password_keeps_how_this_browser_signed_in(app: Flask, stored: Stored) -> None:
    visitor, new = sign_in(Visitor(app)), "eleven herons over the weir"
    sign_in(Visitor(app))
    visitor.get("/account/password").send(current=PASSWORD, password=new)
    assert [row.means for row in stored(LoginSession)] == [Means.PASSWORD]
