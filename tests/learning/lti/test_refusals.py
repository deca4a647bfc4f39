"""Launches that are not opened: each has a page, and its cause is in the log without personal data
(1EdTech Security Framework 1.0, 5.1.3; LTI 1.3, 5.3)."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from werkzeug.test import TestResponse

from quiz import clock
from quiz.learning.lti import platforms
from quiz.people.models import SpentChallenge
from tests.conftest import Stored
from tests.learning.lti.simulator import CLAIM, USER, Simulator
from tests.learning.lti.steps import arrive, begin, initiation, launch, send
from tests.visitor import Visitor


def refused(answer: TestResponse, caplog: pytest.LogCaptureFixture, cause: str) -> None:
    """The page says what to do and why, the log says why, and nobody is named."""
    assert answer.status_code == 400, answer.text
    assert "We could not open this" in answer.text
    assert f"Cause: {cause}." in answer.text
    assert f"a launch from a learning system was refused: {cause}" in caplog.text
    assert "Robin" not in caplog.text
    assert USER not in caplog.text
    assert "hint-1" not in caplog.text


def now() -> int:
    return int(time.time())


@pytest.mark.parametrize(
    ("claims", "cause"),
    [
        ({"iss": "https://other.example"}, "invalid_claim: iss"),
        ({"iss": None}, "missing_claim: iss"),
        ({"aud": "another-tool"}, "invalid_claim: aud"),
        ({"aud": ["another-tool", "third"]}, "invalid_claim: aud"),
        ({"aud": ["tool-7", "another-tool"]}, "invalid_claim: azp"),
        ({"azp": "another-tool"}, "invalid_claim: azp"),
        ({"exp": now() - 3600}, "the token has expired"),
        ({"exp": None}, "missing_claim: exp"),
        ({"exp": "soon"}, "invalid_claim: exp"),
        ({"iat": now() + 3600}, "invalid_claim: iat"),
        ({"iat": now() - 2 * 3600}, "the token is too old"),
        ({"iat": None}, "missing_claim: iat"),
        ({"nbf": now() + 3600}, "invalid_claim: nbf"),
        ({"nonce": "of-another-launch"}, "invalid_claim: nonce"),
        ({"nonce": None}, "missing_claim: nonce"),
        ({f"{CLAIM}deployment_id": "elsewhere"}, "the deployment is not registered"),
        ({f"{CLAIM}deployment_id": None}, "the deployment is not registered"),
        ({f"{CLAIM}deployment_id": ["course-1"]}, "the deployment is not registered"),
        ({f"{CLAIM}version": "1.1"}, "another version of LTI"),
        ({f"{CLAIM}message_type": "LtiStartProctoring"}, "another type of message"),
        ({f"{CLAIM}message_type": None}, "another type of message"),
    ],
)
def test_a_claim_that_is_wrong_is_refused(
    visitor: Visitor,
    simulator: Simulator,
    caplog: pytest.LogCaptureFixture,
    stored: Stored,
    claims: dict[str, Any],
    cause: str,
) -> None:
    refused(launch(visitor, simulator, **claims), caplog, cause)
    assert visitor.get("/lti/begin").path == "/"
    assert stored(SpentChallenge) == []


def test_several_audiences_are_accepted_when_the_token_was_made_for_us(
    visitor: Visitor, simulator: Simulator
) -> None:
    arrive(visitor, simulator, aud=["another-tool", "tool-7"], azp="tool-7")
    assert visitor.path == "/lti/begin"


def forged_none(simulator: Simulator, claims: dict[str, Any]) -> str:
    header = {"alg": "none", "kid": simulator.key.kid}
    return jwt.encode(header, claims, simulator.key, algorithms=["none"])


def forged_hs256(simulator: Simulator, claims: dict[str, Any]) -> str:
    """The public key as a shared secret, which a careless check would take."""
    secret = OctKey.import_key(simulator.key.as_pem(private=False))
    header = {"alg": "HS256", "kid": simulator.key.kid}
    return jwt.encode(header, claims, secret, algorithms=["HS256"])


def other_signature(simulator: Simulator, claims: dict[str, Any]) -> str:
    good = simulator.token(claims)
    return good[:-8] + ("AAAAAAAA" if good[-8:] != "AAAAAAAA" else "BBBBBBBB")


def no_key_named(simulator: Simulator, claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256"}, claims, simulator.key, algorithms=["RS256"])


@pytest.mark.parametrize(
    ("forge", "cause"),
    [
        (forged_none, "the token cannot be trusted (unsupported_algorithm)"),
        (forged_hs256, "the token cannot be trusted (unsupported_algorithm)"),
        (other_signature, "the token cannot be trusted (bad_signature)"),
        (no_key_named, "its key is not among the keys of the platform"),
        (lambda *_: "not.a.token", "the token cannot be trusted (decode_error)"),
        (lambda *_: "", "the token cannot be trusted (decode_error)"),
        (lambda *_: "é", "the token cannot be trusted (decode_error)"),
    ],
)
def test_a_token_that_is_not_signed_by_the_platform_is_refused(
    visitor: Visitor,
    simulator: Simulator,
    caplog: pytest.LogCaptureFixture,
    forge: Callable[[Simulator, dict[str, Any]], str],
    cause: str,
) -> None:
    asked = begin(visitor, simulator)
    token = forge(simulator, simulator.claims(asked["nonce"]))
    refused(send(visitor, asked["state"], token), caplog, cause)


def test_a_launch_counts_once(
    visitor: Visitor, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    asked = begin(visitor, simulator)
    token = simulator.token(simulator.claims(asked["nonce"]))
    assert send(visitor, asked["state"], token).status_code == 303
    refused(send(visitor, asked["state"], token), caplog, "it was opened before")
    again = begin(visitor, simulator)
    refused(send(visitor, again["state"], token), caplog, "invalid_claim: nonce")
    other = simulator.token(simulator.claims(asked["nonce"], jti="2"))
    refused(send(visitor, asked["state"], other), caplog, "it was opened before")


def test_a_launch_belongs_to_the_browser_that_asked(
    app: Flask, visitor: Visitor, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    """Else somebody could make another person send completion for them."""
    asked = begin(visitor, simulator)
    token = simulator.token(simulator.claims(asked["nonce"]))
    for victim in (Visitor(app), Visitor(app)):
        answer = send(victim, asked["state"], token)
        refused(answer, caplog, "this browser did not ask for it, or keeps no cookie")
        begin(victim, simulator)
    assert send(visitor, asked["state"], token).status_code == 303


def test_a_state_is_ours_and_for_ten_minutes(
    visitor: Visitor,
    simulator: Simulator,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = begin(visitor, simulator)
    token = simulator.token(simulator.claims(asked["nonce"]))
    for state in ("", "é", "AAAA", asked["state"][:-6], "x" * 5000):
        refused(send(visitor, state, token), caplog, "the state is not ours")
    later = clock.seconds() + 11 * 60
    monkeypatch.setattr(clock, "seconds", lambda: later)
    refused(send(visitor, asked["state"], token), caplog, "the state has expired")


def test_a_platform_that_answers_with_an_error_gets_a_page(
    visitor: Visitor, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    asked = begin(visitor, simulator)
    answer = visitor.client.post(
        "/lti/launch", data={"state": asked["state"], "error": "login_required"}
    )
    refused(answer, caplog, "the platform answered with an error")


def test_a_platform_that_was_removed_opens_nothing(
    app: Flask, visitor: Visitor, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    asked = begin(visitor, simulator)
    with app.app_context(), app.extensions["database"].begin(writes=True) as session:
        platforms.remove(session, None, platforms.every(session)[0], clock.today())
        session.commit()
    cause = "the platform is no longer registered"
    refused(launch(visitor, simulator, asked), caplog, cause)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"iss": "https://other.example"}, "the issuer and client id are not registered"),
        ({"client_id": "another-tool"}, "the issuer and client id are not registered"),
        ({"lti_deployment_id": "elsewhere"}, "the deployment is not registered"),
        ({"login_hint": ""}, "the login hint is missing"),
        ({"target_link_uri": ""}, "the address to open is not one of ours"),
        ({"target_link_uri": "https://evil.example/lti"}, "the address to open is not one of ours"),
        ({"target_link_uri": "http://localhost.evil.example"}, "the address to open is not one of ours"),
    ],
)
def test_a_beginning_that_is_wrong_is_refused(
    visitor: Visitor,
    simulator: Simulator,
    caplog: pytest.LogCaptureFixture,
    changes: dict[str, str],
    cause: str,
) -> None:
    for method in ("GET", "POST"):
        given = initiation(simulator, **changes)
        place = {"query_string": given} if method == "GET" else {"data": given}
        refused(visitor.client.open("/lti/login", method=method, **place), caplog, cause)  # type: ignore[arg-type]


def test_a_new_key_of_the_platform_is_read_when_it_is_used(
    visitor: Visitor,
    simulator: Simulator,
    keys: tuple[RSAKey, RSAKey],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arrive(visitor, simulator)
    arrive(visitor, simulator)
    assert simulator.asked == ["/keys"], "the keys are kept"
    simulator.key = keys[1]
    simulator.published = [keys[1]]
    cause = "its key is not among the keys of the platform"
    refused(launch(visitor, simulator), caplog, cause)
    refused(launch(visitor, simulator), caplog, cause)
    assert simulator.asked == ["/keys"], "at most once a minute"
    later = clock.seconds() + 61
    monkeypatch.setattr(clock, "seconds", lambda: later)
    arrive(visitor, simulator)
    assert simulator.asked == ["/keys", "/keys"]


@pytest.mark.parametrize("status", [301, 404, 500])
def test_a_platform_whose_keys_cannot_be_read_gets_a_page(
    visitor: Visitor, simulator: Simulator, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    simulator.answers["/keys"] = status
    answer = launch(visitor, simulator)
    assert answer.status_code == 503
    assert "We could not check where this came from" in answer.text
    assert f"cannot be read: status {status}" in caplog.text
    assert simulator.asked == ["/keys"], "a redirect is not followed"
