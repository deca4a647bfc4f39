"""Signing in with an organisation's account, with a real local provider."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from flask import Flask

from quiz import create_app
from quiz.people.models import ExternalIdentity, LoginSession, Person
from quiz.settings.config import Provider as ProviderSettings
from quiz.settings.config import Settings
from quiz.signin.provider import verified_email
from quiz.storage.database import Database, upgrade
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.people.steps import account
from tests.server import free_port
from tests.signin.provider import Provider, provider, running
from tests.visitor import Visitor

__all__ = ["provider"]

PUBLIC = "https://look.example.org"


@pytest.fixture
def app(settings: Settings, provider: Provider) -> Iterator[Flask]:
    yield from made(settings, provider.issuer)


def made(settings: Settings, issuer: str) -> Iterator[Flask]:
    oidc = ProviderSettings(issuer, "before-you-look", "a client's secret")
    app = create_app(replace(settings, public_url=PUBLIC, provider=oidc))
    app.testing = True
    opened: Database = app.extensions["database"]
    upgrade(opened)
    yield app
    opened.close()


def change_provider(app: Flask, **values: str) -> None:
    """Change the settings of a running app."""
    settings: Settings = app.extensions["settings"]
    assert settings.provider
    changed = replace(settings.provider, **values)
    app.extensions["settings"] = replace(settings, provider=changed)


@pytest.fixture
def subject(provider: Provider) -> str:
    """A person whose email address the provider has verified."""
    subject = uuid4().hex
    provider.add_user(subject, email="lead@council.example", email_verified=True)
    return subject


def authorization_url(visitor: Visitor, wanted: str = "") -> str:
    """The provider's address that the browser is sent to."""
    answer = visitor.client.get("/signin/oidc", query_string={"next": wanted})
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def return_from(visitor: Visitor, provider: Provider, subject: str, wanted: str = "") -> Visitor:
    return visitor.get(provider.approve(authorization_url(visitor, wanted), subject))


def test_signing_in_from_start_to_end(
    visitor: Visitor, app: Flask, provider: Provider, subject: str, stored: Stored
) -> None:
    person_id = account(app, Role.LEAD, email="lead@council.example", name="Ada Lead")
    assert "Sign in with your organisation’s account" in visitor.get("/account").words
    link = visitor.page.find("a", string="Sign in with your organisation’s account")
    assert link["href"] == "/signin/oidc?next=/account"
    return_from(visitor, provider, subject, wanted="/account/sessions")
    assert visitor.path == "/signin/oidc/back"
    assert visitor.response.request.query_string == b"", "the code is not in the address any more"
    assert "Continue as Ada Lead?" in visitor.words
    assert stored(LoginSession) == [], "a GET writes nothing"
    assert visitor.send().path == "/account/sessions"
    assert [row.person_id for row in stored(LoginSession)] == [person_id]
    assert [(k.issuer, k.subject) for k in stored(ExternalIdentity)] == [(provider.issuer, subject)]


def test_the_request_has_pkce_state_and_nonce(visitor: Visitor) -> None:
    query = parse_qs(urlsplit(authorization_url(visitor)).query)
    assert query["response_type"] == ["code"]
    assert query["redirect_uri"] == [f"{PUBLIC}/signin/oidc/back"]
    assert query["scope"] == ["openid email profile"]
    with visitor.client.session_transaction() as cookie:
        kept = cookie[f"_state_organisation_{query['state'][0]}"]["data"]
    digest = hashlib.sha256(kept["code_verifier"].encode()).digest()
    assert query["code_challenge"] == [base64.urlsafe_b64encode(digest).decode().rstrip("=")]
    assert query["code_challenge_method"] == ["S256"]
    assert query["nonce"] == [kept["nonce"]]


def test_later_sign_ins_use_the_subject_and_not_the_address(
    app: Flask, provider: Provider, subject: str
) -> None:
    account(app, Role.LEAD, email="lead@council.example", name="Ada Lead")
    return_from(Visitor(app), provider, subject).send()
    provider.add_user(subject, email="married@council.example", email_verified=True)
    assert "Continue as Ada Lead?" in return_from(Visitor(app), provider, subject).words


def test_another_subject_with_the_same_address_is_refused(
    app: Flask, provider: Provider, subject: str
) -> None:
    account(app, Role.LEAD, email="lead@council.example")
    return_from(Visitor(app), provider, subject).send()
    other = uuid4().hex
    provider.add_user(other, email="lead@council.example", email_verified=True)
    visitor = return_from(Visitor(app), provider, other)
    assert visitor.status == 403
    assert "You have no account here yet" in visitor.words


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@council.example", "email_verified": True},
        {"email": "lead@council.example", "email_verified": False},
        {"email": "lead@council.example"},
        {},
    ],
    ids=["not-invited", "not-verified", "not-said", "no-address"],
)
def test_signing_in_creates_no_account(
    app: Flask, provider: Provider, stored: Stored, claims: dict[str, object]
) -> None:
    account(app, Role.LEAD, email="lead@council.example")
    subject = uuid4().hex
    provider.add_user(subject, **claims)
    visitor = return_from(Visitor(app), provider, subject)
    assert visitor.status == 403
    assert "You have no account here yet" in visitor.words
    assert len(stored(Person)) == 1
    assert stored(ExternalIdentity) == stored(LoginSession) == []
    assert visitor.get("/account").path == "/signin"


def test_a_deactivated_account_is_refused(
    app: Flask, database: Database, provider: Provider, subject: str, stored: Stored
) -> None:
    person_id = account(app, Role.LEAD, email="lead@council.example")
    waiting = return_from(Visitor(app), provider, subject)
    with database.begin(writes=True) as writing:
        writing.get_one(Person, person_id).active = False
        writing.commit()
    assert waiting.send().status == 403
    assert return_from(Visitor(app), provider, subject).status == 403
    assert stored(LoginSession) == []


def test_an_answer_for_another_browser_is_rejected(
    app: Flask, provider: Provider, subject: str, stored: Stored
) -> None:
    account(app, Role.LEAD, email="lead@council.example")
    back = provider.approve(authorization_url(Visitor(app)), subject)
    victim = Visitor(app)
    authorization_url(victim)
    assert victim.get(back).status == 400
    assert "We could not sign you in" in victim.words
    assert victim.get("/signin/oidc/back").path == "/signin"
    assert stored(LoginSession) == []


def test_an_answer_works_once(visitor: Visitor, provider: Provider, subject: str) -> None:
    account(visitor.app, Role.LEAD, email="lead@council.example")
    back = provider.approve(authorization_url(visitor), subject)
    assert visitor.get(back).status == 200
    assert visitor.get(back).status == 400


def test_a_token_with_another_nonce_is_rejected(
    visitor: Visitor, provider: Provider, subject: str
) -> None:
    account(visitor.app, Role.LEAD, email="lead@council.example")
    back = provider.approve(authorization_url(visitor), subject)
    with visitor.client.session_transaction() as cookie:
        key = next(key for key in cookie if key.startswith("_state_organisation_"))
        cookie[key]["data"]["nonce"] = "another nonce"
        cookie.modified = True
    assert visitor.get(back).status == 400
    assert visitor.get("/account").path == "/signin"


def test_a_token_for_another_client_is_rejected(
    visitor: Visitor, provider: Provider, subject: str
) -> None:
    account(visitor.app, Role.LEAD, email="lead@council.example")
    back = provider.approve(authorization_url(visitor), subject)
    change_provider(visitor.app, client_id="another service")
    assert visitor.get(back).status == 400


def test_an_invalid_code_is_rejected(visitor: Visitor) -> None:
    state = parse_qs(urlsplit(authorization_url(visitor)).query)["state"][0]
    assert visitor.get(f"/signin/oidc/back?code=made-up&state={state}").status == 400


def test_a_cancelled_sign_in_has_a_page(visitor: Visitor, provider: Provider) -> None:
    visitor.get(provider.deny(authorization_url(visitor)))
    assert visitor.status == 400
    assert "was cancelled" in visitor.words


def test_an_identity_in_the_cookie_is_valid_for_ten_minutes(
    visitor: Visitor, provider: Provider, subject: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    account(visitor.app, Role.LEAD, email="lead@council.example")
    return_from(visitor, provider, subject)
    now = __import__("time").time()
    monkeypatch.setattr("quiz.clock.time.time", lambda: now + 601)
    assert visitor.send().path == "/signin"
    assert "That took too long" in visitor.words


def test_signing_in_redirects_only_to_a_page_of_the_service(
    visitor: Visitor, provider: Provider, subject: str
) -> None:
    account(visitor.app, Role.LEAD, email="lead@council.example")
    return_from(visitor, provider, subject, wanted="https://elsewhere.example/").send()
    assert visitor.path == "/teams"


def test_an_unreachable_provider_has_a_page(settings: Settings) -> None:
    for app in made(settings, f"http://127.0.0.1:{free_port()}"):
        visitor = Visitor(app).get("/signin/oidc")
        assert visitor.status == 503
        assert "Your organisation’s sign-in does not answer" in visitor.words


def test_a_provider_that_stops_during_a_sign_in_has_a_page(settings: Settings) -> None:
    with running() as gone, contextmanager(made)(settings, gone.issuer) as app:
        visitor = Visitor(app)
        back = gone.approve(authorization_url(visitor), "somebody")
        gone.process.terminate()
        gone.process.wait(timeout=30)
        assert visitor.get(back).status == 503
        assert "does not answer" in visitor.words


def test_a_provider_that_names_another_issuer_is_refused(
    settings: Settings, provider: Provider
) -> None:
    for app in made(settings, provider.issuer.replace("127.0.0.1", "localhost")):
        change_provider(app, issuer="https://it.is.me")
        assert Visitor(app).get("/signin/oidc").status == 503


ENTRA = "https://login.microsoftonline.com/8a6f9c1e-0000-4000-8000-3a2b1c0d9e8f/v2.0"
ELSEWHERE = "https://id.example.org"


@pytest.mark.parametrize(
    ("claims", "issuer", "verified"),
    [
        ({"email": "A@b.example", "email_verified": True}, ELSEWHERE, "a@b.example"),
        ({"email": "a@b.example", "email_verified": "true"}, ELSEWHERE, "a@b.example"),
        ({"email": "a@b.example", "email_verified": False}, ELSEWHERE, None),
        ({"email": "a@b.example"}, ELSEWHERE, None),
        ({"preferred_username": "a@b.example"}, ELSEWHERE, None),
        ({"email": "a@b.example"}, ENTRA, "a@b.example"),
        ({"preferred_username": "A@b.example"}, ENTRA, "a@b.example"),
        ({"preferred_username": "+44 20 7946 0000"}, ENTRA, None),
        ({"email": "a@b.example", "xms_edov": False}, ENTRA, None),
        ({"email": "a@b.example", "xms_edov": True}, ENTRA, "a@b.example"),
        ({"email": "a@b.example", "email_verified": False}, ENTRA, None),
        ({"email": "a@b.example"}, "https://login.microsoftonline.com.evil.example/x", None),
        ({}, ENTRA, None),
    ],
)
def test_which_address_counts_as_verified(
    claims: dict[str, object], issuer: str, verified: str | None
) -> None:
    assert verified_email(claims, issuer) == verified


def test_the_doctor_finds_the_provider(app: Flask) -> None:
    assert "OK     OIDC: discovery answers" in app.test_cli_runner().invoke(args=["doctor"]).output
    change_provider(app, issuer="http://127.0.0.1/another")
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert "TO DO  OIDC: discovery failed (ValueError): put OIDC_ISSUER right" in result.output
