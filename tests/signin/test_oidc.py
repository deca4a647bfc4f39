"""Signing in with an organisation's account, against a real provider on this machine."""

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
from quiz.config import Provider as ProviderSettings
from quiz.config import Settings
from quiz.database import Database, upgrade
from quiz.people.models import ExternalIdentity, LoginSession, Person
from quiz.signin.provider import verified_email
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.people.way import account
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


def changes_provider(app: Flask, **values: str) -> None:
    """Change the settings of a running app."""
    settings: Settings = app.extensions["settings"]
    assert settings.provider
    changed = replace(settings.provider, **values)
    app.extensions["settings"] = replace(settings, provider=changed)


@pytest.fixture
def subject(provider: Provider) -> str:
    """Somebody whom the provider vouches for."""
    subject = uuid4().hex
    provider.knows(subject, email="lead@council.example", email_verified=True)
    return subject


def asked(visitor: Visitor, wanted: str = "") -> str:
    """Where the browser is sent to be asked who it is."""
    answer = visitor.client.get("/signin/oidc", query_string={"next": wanted})
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def comes_back(visitor: Visitor, provider: Provider, subject: str, wanted: str = "") -> Visitor:
    return visitor.get(provider.lets_in(asked(visitor, wanted), subject))


def test_the_whole_way(
    visitor: Visitor, app: Flask, provider: Provider, subject: str, stored: Stored
) -> None:
    person_id = account(app, Role.LEAD, email="lead@council.example", name="Ada Lead")
    assert "Sign in with your organisation’s account" in visitor.get("/account").words
    link = visitor.page.find("a", string="Sign in with your organisation’s account")
    assert link["href"] == "/signin/oidc?next=/account"
    comes_back(visitor, provider, subject, wanted="/account/sessions")
    assert visitor.path == "/signin/oidc/back"
    assert visitor.response.request.query_string == b"", "the code is gone from the address"
    assert "Continue as Ada Lead?" in visitor.words
    assert stored(LoginSession) == [], "coming back is a GET, and writes nothing"
    assert visitor.send().path == "/account/sessions"
    assert [row.person_id for row in stored(LoginSession)] == [person_id]
    assert [(k.issuer, k.subject) for k in stored(ExternalIdentity)] == [(provider.issuer, subject)]


def test_the_question_is_asked_with_pkce_state_and_nonce(visitor: Visitor) -> None:
    asks = parse_qs(urlsplit(asked(visitor)).query)
    assert asks["response_type"] == ["code"]
    assert asks["redirect_uri"] == [f"{PUBLIC}/signin/oidc/back"]
    assert asks["scope"] == ["openid email profile"]
    with visitor.client.session_transaction() as cookie:
        kept = cookie[f"_state_organisation_{asks['state'][0]}"]["data"]
    digest = hashlib.sha256(kept["code_verifier"].encode()).digest()
    assert asks["code_challenge"] == [base64.urlsafe_b64encode(digest).decode().rstrip("=")]
    assert asks["code_challenge_method"] == ["S256"]
    assert asks["nonce"] == [kept["nonce"]]


def test_the_second_time_the_subject_counts_and_not_the_address(
    app: Flask, provider: Provider, subject: str
) -> None:
    account(app, Role.LEAD, email="lead@council.example", name="Ada Lead")
    comes_back(Visitor(app), provider, subject).send()
    provider.knows(subject, email="married@council.example", email_verified=True)
    assert "Continue as Ada Lead?" in comes_back(Visitor(app), provider, subject).words


def test_an_address_that_went_to_somebody_else_opens_nothing(
    app: Flask, provider: Provider, subject: str
) -> None:
    account(app, Role.LEAD, email="lead@council.example")
    comes_back(Visitor(app), provider, subject).send()
    other = uuid4().hex
    provider.knows(other, email="lead@council.example", email_verified=True)
    visitor = comes_back(Visitor(app), provider, other)
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
def test_nobody_is_made_by_signing_in(
    app: Flask, provider: Provider, stored: Stored, claims: dict[str, object]
) -> None:
    account(app, Role.LEAD, email="lead@council.example")
    subject = uuid4().hex
    provider.knows(subject, **claims)
    visitor = comes_back(Visitor(app), provider, subject)
    assert visitor.status == 403
    assert "You have no account here yet" in visitor.words
    assert len(stored(Person)) == 1
    assert stored(ExternalIdentity) == stored(LoginSession) == []
    assert visitor.get("/account").path == "/signin"


def test_a_deactivated_person_stays_out(
    app: Flask, database: Database, provider: Provider, subject: str, stored: Stored
) -> None:
    person_id = account(app, Role.LEAD, email="lead@council.example")
    waiting = comes_back(Visitor(app), provider, subject)
    with database.begin(writes=True) as writing:
        writing.get_one(Person, person_id).active = False
        writing.commit()
    assert waiting.send().status == 403
    assert comes_back(Visitor(app), provider, subject).status == 403
    assert stored(LoginSession) == []


def test_an_answer_to_another_browser_is_not_believed(
    app: Flask, provider: Provider, subject: str, stored: Stored
) -> None:
    account(app, Role.LEAD, email="lead@council.example")
    back = provider.lets_in(asked(Visitor(app)), subject)
    victim = Visitor(app)
    asked(victim)
    assert victim.get(back).status == 400
    assert "We could not sign you in" in victim.words
    assert victim.get("/signin/oidc/back").path == "/signin"
    assert stored(LoginSession) == []


def test_an_answer_works_once(visitor: Visitor, provider: Provider, subject: str) -> None:
    account(visitor.app, Role.LEAD, email="lead@council.example")
    back = provider.lets_in(asked(visitor), subject)
    assert visitor.get(back).status == 200
    assert visitor.get(back).status == 400


@pytest.mark.parametrize("part", ["nonce"])
def test_a_token_made_for_another_question_is_not_believed(
    visitor: Visitor, provider: Provider, subject: str, part: str
) -> None:
    account(visitor.app, Role.LEAD, email="lead@council.example")
    back = provider.lets_in(asked(visitor), subject)
    with visitor.client.session_transaction() as cookie:
        key = next(key for key in cookie if key.startswith("_state_organisation_"))
        cookie[key]["data"][part] = "another question's"
        cookie.modified = True
    assert visitor.get(back).status == 400
    assert visitor.get("/account").path == "/signin"


def test_a_token_for_another_service_is_not_believed(
    visitor: Visitor, provider: Provider, subject: str
) -> None:
    account(visitor.app, Role.LEAD, email="lead@council.example")
    back = provider.lets_in(asked(visitor), subject)
    changes_provider(visitor.app, client_id="another service")
    assert visitor.get(back).status == 400


def test_a_made_up_code_is_not_believed(visitor: Visitor) -> None:
    state = parse_qs(urlsplit(asked(visitor)).query)["state"][0]
    assert visitor.get(f"/signin/oidc/back?code=made-up&state={state}").status == 400


def test_whoever_says_no_there_is_told_so_here(visitor: Visitor, provider: Provider) -> None:
    visitor.get(provider.is_refused_by_the_person(asked(visitor)))
    assert visitor.status == 400
    assert "was broken off" in visitor.words


def test_what_came_back_is_good_for_ten_minutes(
    visitor: Visitor, provider: Provider, subject: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    account(visitor.app, Role.LEAD, email="lead@council.example")
    comes_back(visitor, provider, subject)
    now = __import__("time").time()
    monkeypatch.setattr("quiz.clock.time.time", lambda: now + 601)
    assert visitor.send().path == "/signin"
    assert "That took too long" in visitor.words


def test_afterwards_only_to_a_page_of_ours(
    visitor: Visitor, provider: Provider, subject: str
) -> None:
    account(visitor.app, Role.LEAD, email="lead@council.example")
    comes_back(visitor, provider, subject, wanted="https://elsewhere.example/").send()
    assert visitor.path == "/teams"


def test_a_provider_that_is_not_there_has_a_page(settings: Settings) -> None:
    for app in made(settings, f"http://127.0.0.1:{free_port()}"):
        visitor = Visitor(app).get("/signin/oidc")
        assert visitor.status == 503
        assert "Your organisation’s sign-in does not answer" in visitor.words


def test_a_provider_that_goes_away_meanwhile_has_a_page(settings: Settings) -> None:
    with running() as gone, contextmanager(made)(settings, gone.issuer) as app:
        visitor = Visitor(app)
        back = gone.lets_in(asked(visitor), "somebody")
        gone.process.terminate()
        gone.process.wait(timeout=30)
        assert visitor.get(back).status == 503
        assert "does not answer" in visitor.words


def test_a_provider_that_names_another_issuer_is_not_used(
    settings: Settings, provider: Provider
) -> None:
    for app in made(settings, provider.issuer.replace("127.0.0.1", "localhost")):
        changes_provider(app, issuer="https://it.is.me")
        assert Visitor(app).get("/signin/oidc").status == 503


ENTRA = "https://login.microsoftonline.com/8a6f9c1e-0000-4000-8000-3a2b1c0d9e8f/v2.0"
ELSEWHERE = "https://id.example.org"


@pytest.mark.parametrize(
    ("claims", "issuer", "believed"),
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
def test_which_address_is_believed(
    claims: dict[str, object], issuer: str, believed: str | None
) -> None:
    assert verified_email(claims, issuer) == believed
