"""Launches that are not opened: each has a page, and its cause is in the log without personal data
(1EdTech Security Framework 1.0, 5.1.3; LTI 1.3, 5.3)."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from quiz import clock
from quiz.learning.lti import registered
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


def wrong_claims() -> list[tuple[dict[str, Any], str]]:
    now = int(time.time())
    return [
        ({"iss": "https://other.example"}, "invalid_claim: iss"),
        ({"iss": None}, "missing_claim: iss"),
        ({"aud": "another-tool"}, "invalid_claim: aud"),
        ({"aud": ["another-tool", "third"]}, "invalid_claim: aud"),
        ({"aud": ["tool-7", "another-tool"]}, "invalid_claim: azp"),
        ({"azp": "another-tool"}, "invalid_claim: azp"),
        ({"exp": now - 3600}, "the token has expired"),
        ({"exp": None}, "missing_claim: exp"),
        ({"exp": "soon"}, "invalid_claim: exp"),
        ({"iat": now + 3600}, "invalid_claim: iat"),
        ({"iat": now - 2 * 3600}, "the token is too old"),
        ({"iat": None}, "missing_claim: iat"),
        ({"nbf": now + 3600}, "invalid_claim: nbf"),
        ({"nonce": "of-another-launch"}, "invalid_claim: nonce"),
        ({"nonce": None}, "missing_claim: nonce"),
        ({f"{CLAIM}deployment_id": "elsewhere"}, "the deployment is not registered"),
        ({f"{CLAIM}deployment_id": None}, "the deployment is not registered"),
        ({f"{CLAIM}deployment_id": ["course-1"]}, "the deployment is not registered"),
        ({f"{CLAIM}version": "1.1"}, "another version of LTI"),
        ({f"{CLAIM}message_type": "LtiStartProctoring"}, "another type of message"),
        ({f"{CLAIM}message_type": None}, "another type of message"),
    ]


def test_a_claim_that_is_wrong_is_refused(
    visitor: Visitor, simulator: Simulator, caplog: pytest.LogCaptureFixture, stored: Stored
) -> None:
    for claims, cause in wrong_claims():
        asked = begin(visitor, simulator)
        token = simulator.token({**simulator.claims(asked["nonce"]), **claims})
        refused(send(visitor, asked["state"], token), caplog, cause)
    assert visitor.get("/lti/begin").path == "/"
    assert stored(SpentChallenge) == []


@pytest.mark.repeats
def test_several_audiences_are_accepted_when_the_token_was_made_for_us(
    visitor: Visitor, simulator: Simulator
) -> None:
    arrive(visitor, simulator, aud=["another-tool", "tool-7"], azp="tool-7")
    assert visitor.path == "/lti/begin"


def forged(simulator: Simulator, claims: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Tokens that the platform has not signed, each with the cause."""
    algorithm = "the token cannot be trusted (unsupported_algorithm)"
    kid, good = simulator.key.kid, simulator.token(claims)
    body = good.split(".")[1]
    yield f"{base64({'alg': 'none', 'kid': kid})}.{body}.", algorithm
    # The public key as a shared secret, which a careless check would take.
    start = f"{base64({'alg': 'HS256', 'kid': kid})}.{body}".encode()
    secret = simulator.key.as_pem(private=False)
    signature = urlsafe_b64encode(hmac.digest(secret, start, "sha256")).decode().rstrip("=")
    yield f"{start.decode()}.{signature}", algorithm
    yield f"{good[:-8]}AAAAAAAA", "the token cannot be trusted (bad_signature)"
    unnamed = jwt.encode({"alg": "RS256"}, claims, simulator.key, algorithms=["RS256"])
    yield unnamed, "its key is not among the keys of the platform"
    for nothing in ("not.a.token", "", "é", "." * 2, "A" * 9000):
        yield nothing, "the token cannot be trusted (decode_error)"


def base64(header: dict[str, str | None]) -> str:
    return urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")


def test_a_token_that_is_not_signed_by_the_platform_is_refused(
    visitor: Visitor, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    asked = begin(visitor, simulator)
    for token, cause in forged(simulator, simulator.claims(asked["nonce"])):
        refused(send(visitor, asked["state"], token), caplog, cause)
        caplog.clear()


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


def test_a_launch_in_a_frame_gets_a_page_that_the_frame_shows(
    visitor: Visitor, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    asked = begin(visitor, simulator)
    token = simulator.token(simulator.claims(asked["nonce"]))
    data = {"state": asked["state"], "id_token": token}
    framed = visitor.client.post("/lti/launch", data=data, headers={"Sec-Fetch-Dest": "iframe"})
    refused(framed, caplog, "it has to open in a window of its own")
    assert f"frame-ancestors {simulator.issuer}" in framed.headers["Content-Security-Policy"]
    assert send(visitor, asked["state"], token).status_code == 303, "it did not count"


@pytest.mark.repeats
def test_a_platform_that_answers_with_an_error_gets_a_page(
    visitor: Visitor, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    asked = begin(visitor, simulator)
    answer = visitor.client.post(
        "/lti/launch", data={"state": asked["state"], "error": "login_required"}
    )
    refused(answer, caplog, "the platform answered with an error")


@pytest.mark.repeats
def test_a_platform_that_was_removed_opens_nothing(
    app: Flask, visitor: Visitor, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    asked = begin(visitor, simulator)
    with app.app_context(), app.extensions["database"].begin(writes=True) as session:
        registered.remove(session, None, registered.every(session)[0], clock.today())
        session.commit()
    cause = "the platform is no longer registered"
    refused(launch(visitor, simulator, asked), caplog, cause)


def test_a_beginning_that_is_wrong_is_refused(
    visitor: Visitor, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    address = "the address to open is not one of ours"
    for changes, cause in (
        ({"iss": "https://other.example"}, "the issuer and client id are not registered"),
        ({"client_id": "another-tool"}, "the issuer and client id are not registered"),
        ({"lti_deployment_id": "elsewhere"}, "the deployment is not registered"),
        ({"login_hint": ""}, "the login hint is missing"),
        ({"target_link_uri": ""}, address),
        ({"target_link_uri": "https://evil.example/lti"}, address),
        ({"target_link_uri": "http://localhost.evil.example"}, address),
    ):
        given = initiation(simulator, **changes)
        refused(visitor.client.get("/lti/login", query_string=given), caplog, cause)
        refused(visitor.client.post("/lti/login", data=given), caplog, cause)


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


@pytest.mark.parametrize(
    "status", [301, *(pytest.param(one, marks=pytest.mark.repeats) for one in (404, 500))]
)
def test_a_platform_whose_keys_cannot_be_read_gets_a_page(
    visitor: Visitor, simulator: Simulator, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    simulator.answers["/keys"] = status
    answer = launch(visitor, simulator)
    assert answer.status_code == 503
    assert "We could not check where this came from" in answer.text
    assert f"cannot be read: status {status}" in caplog.text
    assert simulator.asked == ["/keys"], "a redirect is not followed"
