"""Registering learning systems, by page and by command, and our keys for them."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from joserfc.jwk import RSAKey

from quiz.clock import today
from quiz.learning.lti import signing_keys
from quiz.learning.lti.models import LtiDeployment, LtiKey, LtiPlatform
from quiz.operations import doctor
from quiz.operations.problem import Problem
from quiz.people.models import AuditEvent
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.learning.lti.simulator import Simulator
from tests.people.steps import signed_in
from tests.visitor import Visitor

SITE = "https://learn.council.example"
FORM = {
    "name": "Council Learning",
    "issuer": SITE,
    "client_id": "abc",
    "deployments": "1\n 2 \n\n1",
    "site_url": SITE,
    "login_url": f"{SITE}/mod/lti/auth.php",
    "token_url": f"{SITE}/mod/lti/token.php",
    "keys_url": f"{SITE}/mod/lti/certs.php",
}
OPTIONS = {name: value for name, value in FORM.items() if name != "deployments"}


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch, keys: tuple[RSAKey, RSAKey]) -> None:
    """Making a key takes longer than the tests."""
    monkeypatch.setattr(RSAKey, "generate_key", lambda *_: keys[0])


def run(app: Flask, *words: str) -> str:
    result = app.test_cli_runner().invoke(args=["learning", *words])
    assert result.exit_code == 0, result.output
    return str(result.output)


def add(app: Flask, *more: str, **changes: str) -> Any:
    options = {**OPTIONS, **changes}
    words = [
        part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)
    ]
    return app.test_cli_runner().invoke(args=["learning", "add", *words, *more])


@pytest.mark.both_databases
def test_an_administrator_adds_changes_and_removes_one(app: Flask, stored: Stored) -> None:
    admin = signed_in(app, Role.ADMINISTRATOR)
    admin.get("/admin/learning")
    assert "There is none yet" in admin.words
    admin.get("/admin/learning/new").send(**FORM)
    assert admin.path == "/admin/learning"
    assert f"Council Learning {SITE} 1, 2" in admin.words
    assert "We sign with key" in admin.words
    (platform,) = stored(LtiPlatform)
    page = f"/admin/learning/{platform.id}"
    admin.get(page).send(name="New name", deployments="")
    assert "New name" in admin.words
    assert "every launch is refused" in admin.words
    admin.get(f"{page}/remove").send()
    assert stored(LtiPlatform) == stored(LtiDeployment) == []
    done = sorted(str(event.action) for event in stored(AuditEvent))
    assert done == ["lti_key_made", "platform_added", "platform_changed", "platform_removed"]
    assert "Added the learning system Council Learning" in admin.get("/admin/audit").words


@pytest.mark.repeats
def test_a_value_that_cannot_be_used_is_refused(app: Flask, stored: Stored) -> None:
    admin = signed_in(app, Role.ADMINISTRATOR)
    for field, value, error in (
        ("login_url", "http://learn.council.example/auth", "begins with https://"),
        ("token_url", "javascript:alert(1)", "begins with https://"),
        ("keys_url", "https://a b", "begins with https://"),
        ("site_url", "", "Enter the address of the learning system"),
        ("issuer", "learn", "begins with https://"),
        ("client_id", "", "Enter the client ID"),
        ("deployments", "x" * 256, "255 characters"),
    ):
        admin.get("/admin/learning/new").send(**{**FORM, field: value})
        assert admin.status == 422, field
        assert error in admin.errors[0]
    assert stored(LtiPlatform) == []


@pytest.mark.repeats
def test_one_system_is_registered_once(app: Flask) -> None:
    admin = signed_in(app, Role.ADMINISTRATOR)
    admin.get("/admin/learning/new").send(**FORM)
    admin.get("/admin/learning/new").send(**FORM)
    assert admin.errors == ["Another learning system here has this issuer and client ID"]
    assert "registered already" in add(app).output


def test_the_same_by_commands(app: Flask, stored: Stored) -> None:
    assert add(app, "--deployment", "1").exit_code == 0
    (platform,) = stored(LtiPlatform)
    listed = run(app, "list")
    assert "Council Learning: https://learn.council.example, client id abc" in listed
    assert "deployments: 1\n" in listed
    run(app, "deploy", platform.id[:8], "2")
    assert "deployments: 1, 2" in run(app, "list")
    assert "does not begin with https" in add(app, issuer="http://council.example").output
    assert app.test_cli_runner().invoke(args=["learning", "remove", "no"]).exit_code == 1
    run(app, "remove", platform.id[:8])
    assert run(app, "list") == ""


def test_keys_are_made_listed_rotated_and_removed(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(app, "keys", "new")
    (first,) = stored(LtiKey)
    assert "PRIVATE" not in first.sealed
    run(app, "keys", "new")
    assert len(Visitor(app).client.get("/lti/keys").json["keys"]) == 2
    second = next(key for key in stored(LtiKey) if key.id != first.id)
    later = today() + timedelta(days=1)
    newest_first = [LtiKey(id="new", made_on=later), LtiKey(id="old", made_on=today())]
    assert signing_keys.signs(newest_first, later).id == "old", "the new key is published first"
    assert signing_keys.signs(newest_first, later + timedelta(days=1)).id == "new"
    assert signing_keys.signs(newest_first[:1], later).id == "new"
    assert signing_keys.signs([], later) is None
    listed = run(app, "keys", "list")
    assert first.id[:8] in listed
    assert listed.count("signs") == 1
    run(app, "keys", "remove", second.id[:8])
    (published,) = Visitor(app).client.get("/lti/keys").json["keys"]
    assert published["kid"] == first.id
    assert published.keys() == {"kty", "n", "e", "kid", "alg", "use"}, "no private part"


def test_whoever_looks_after_the_learning_system_finds_our_addresses(app: Flask) -> None:
    page = Visitor(app).get("/lti")
    for path in ("launch", "login", "keys", "choose"):
        assert f"http://localhost/lti/{path}" in page.words


@pytest.mark.repeats
def test_two_platforms_of_one_issuer_have_to_say_which(
    app: Flask, visitor: Visitor, simulator: Simulator
) -> None:
    twin = {**simulator.details(), "client_id": "another"}
    assert add(app, **twin).exit_code == 0
    asked = {"iss": simulator.issuer, "login_hint": "x", "target_link_uri": "http://localhost/"}
    assert visitor.client.post("/lti/login", data=asked).status_code == 400
    named = visitor.client.post("/lti/login", data={**asked, "client_id": "another"})
    assert named.status_code == 303


def test_the_doctor_says_which_keys_cannot_be_read(app: Flask, simulator: Simulator) -> None:
    with app.app_context():
        assert doctor.learning_systems() == "1, and their keys can be read"
        simulator.answers["/keys"] = 404
        with pytest.raises(Problem, match=r"keys of Council Learning cannot .*status 404"):
            doctor.learning_systems()
    run(app, "keys", "remove", "0")
    with app.app_context(), pytest.raises(Problem, match="no key was made"):
        doctor.learning_systems()
