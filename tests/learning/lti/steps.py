"""Steps of a browser between a learning system and the check."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from quiz.clock import today
from quiz.learning.lti import registered, signing_keys
from quiz.storage.database import Database
from tests.learning.lti.simulator import CLIENT_ID, DEPLOYMENT, Simulator
from tests.visitor import Visitor

LAUNCH = "http://localhost/lti/launch"
KEY_ID = "0" * 12 + "4" + "0" * 19


def register(app: Flask, simulator: Simulator, key: RSAKey) -> str:
    """Register the learning system here, and our key there; returns its id here."""
    database: Database = app.extensions["database"]
    with app.app_context(), database.begin(writes=True) as session:
        session.add(signing_keys.stored(key, KEY_ID, today()))
        found = registered.add(session, None, simulator.details(), [DEPLOYMENT], today())
        platform_id = found.id
        session.commit()
    with app.app_context():
        simulator.tool_keys = signing_keys.public()
    return platform_id


def initiation(simulator: Simulator, **changes: str) -> dict[str, str]:
    """What the learning system sends to begin."""
    asked = {
        "iss": simulator.issuer,
        "client_id": CLIENT_ID,
        "login_hint": "hint-1",
        "lti_message_hint": "message-1",
        "lti_deployment_id": DEPLOYMENT,
        "target_link_uri": LAUNCH,
        **changes,
    }
    return {name: value for name, value in asked.items() if value}


def begin(visitor: Visitor, simulator: Simulator, **changes: str) -> dict[str, str]:
    """Begin a launch; returns what the learning system is asked for."""
    answer = visitor.client.post("/lti/login", data=initiation(simulator, **changes))
    assert answer.status_code == 303, answer.text
    address = urlsplit(answer.headers["Location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == simulator.url("auth")
    return {name: values[0] for name, values in parse_qs(address.query).items()}


def launch(
    visitor: Visitor, simulator: Simulator, asked: dict[str, str] | None = None, **changes: Any
) -> TestResponse:
    """Open a link in the learning system; a claim of None is left out."""
    asked = asked or begin(visitor, simulator)
    return send(
        visitor, asked["state"], simulator.token(simulator.claims(asked["nonce"], **changes))
    )


def send(visitor: Visitor, state: str, token: str) -> TestResponse:
    """The POST with which the learning system's page answers."""
    return visitor.client.post("/lti/launch", data={"state": state, "id_token": token})


def arrive(visitor: Visitor, simulator: Simulator, **changes: Any) -> Visitor:
    """Open a link in the learning system, up to the page before the check."""
    answer = launch(visitor, simulator, **changes)
    assert answer.status_code == 303, answer.text
    assert answer.headers["Location"] == "/lti/begin"
    return visitor.get("/lti/begin")
