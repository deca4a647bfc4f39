"""Somebody who came by their organisation's sign-in confirms there that it is them."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from quiz.clock import seconds
from quiz.people import guard
from quiz.vocabulary import Role
from tests.people.steps import account
from tests.signin.provider import Provider, provider
from tests.signin.steps import advance_clock
from tests.signin.test_oidc import app, return_from, subject
from tests.visitor import Visitor

__all__ = ["app", "provider", "subject"]


@pytest.fixture
def admin(app: Flask, provider: Provider, subject: str, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """An administrator who came by the provider more than ten minutes ago."""
    account(app, Role.ADMINISTRATOR, email="lead@council.example", name="Ada")
    visitor = return_from(Visitor(app), provider, subject).send()
    advance_clock(monkeypatch, guard.PROVED_SECONDS + 60)
    return visitor


def again(visitor: Visitor, provider: Provider, subject: str, **claims: object) -> Visitor:
    """Sign in again in another tab. The provider says when, if it is told to."""
    sent_to = visitor.client.get("/signin/oidc/again").headers["Location"]
    query = parse_qs(urlsplit(sent_to).query)
    assert (query["prompt"], query["max_age"]) == (["login"], ["0"])
    verified = {"email": "lead@council.example", "email_verified": True}
    provider.add_user(subject, **{**verified, **claims})
    return visitor.get(provider.approve(sent_to, subject))


def test_a_new_sign_in_at_the_provider_confirms(
    app: Flask, admin: Visitor, provider: Provider, subject: str
) -> None:
    lead = account(app, Role.LEAD)
    page = admin.get(f"/admin/people/{lead}/status").send(wanted="inactive")
    assert page.status == 403
    form = admin.filled_in()
    assert "proof_password" not in form
    admin.send()
    assert admin.errors == ["You are not signed in again yet"]
    again(admin, provider, subject, auth_time=seconds())
    assert admin.path == "/signin/oidc/confirmed"
    assert "Thank you. It is you" in admin.words
    admin.post(f"/admin/people/{lead}/status", form)
    assert "The account is deactivated." in admin.words


def test_what_does_not_confirm(
    app: Flask, admin: Visitor, provider: Provider, subject: str
) -> None:
    lead = account(app, Role.LEAD, email="other@council.example")
    for claims in ({}, {"auth_time": seconds() - 3600}):
        again(admin, provider, subject, **claims)
        assert "did not confirm" in admin.words, claims
    other = f"{subject}-other"
    verified = {"email": "other@council.example", "auth_time": seconds()}
    again(admin, provider, other, **verified)
    assert "did not confirm" in admin.words, "somebody else at the provider"
    assert admin.get(f"/admin/people/{lead}/link").send().status == 403
    assert admin.get("/account").status == 200, "and nobody else is signed in"
    admin.client.get("/signin/oidc/again")
    abandoned = return_from(admin, provider, subject)
    assert "Continue as Ada?" in abandoned.words, "a later sign-in is one"
