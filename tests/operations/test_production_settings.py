"""``flask doctor`` finds settings with which the service should not serve people."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quiz.clock import today
from quiz.operations import production_settings
from quiz.settings.operator_details import Operator
from quiz.settings.web_server import WebServer
from tests.operations.steps import change, lines

pytestmark = pytest.mark.usefixtures("closed_folder")


def test_settings_of_production(app: Flask) -> None:
    change(app, production=True)
    assert lines(app)["settings"].startswith("PUBLIC_URL is not set: set it")
    change(app, public_url="https://look.example.org")
    assert lines(app)["settings"].startswith("REDIS_URL is not set: set it")
    change(app, server=WebServer(workers=1))
    assert lines(app)["settings"] == "OK"


@pytest.mark.parametrize("host", ["foo.invalid", "999.1.1.1", "192.0.2.1", "2001:db8::1"])
def test_a_host_that_is_not_this_machine(app: Flask, host: str) -> None:
    change(app, server=WebServer(host))
    assert lines(app)["settings"].startswith(f"HOST is {host} (")
    change(app, server=WebServer("0.0.0.0"))
    assert lines(app)["settings"] == "OK"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"privacy_contact": "nobody"}, "PRIVACY_CONTACT is 'nobody': set an email address"),
        ({"accessibility_contact": "x"}, "ACCESSIBILITY_CONTACT is 'x': set an email address"),
        ({"statement_on": date(2019, 1, 1)}, "STATEMENT_DATE is over a year ago, or before"),
        ({"statement_on": date(2026, 11, 1)}, "STATEMENT_DATE is over a year ago, or before"),
        ({}, "OK"),
    ],
)
def test_what_the_operator_says_of_itself(app: Flask, wrong: dict[str, Any], said: str) -> None:
    right: dict[str, Any] = {
        "name": "Sampleshire",
        "privacy_contact": "dpo@sampleshire.example",
        "accessibility_contact": "01234 567890",
        "lawful_basis": "public-task",
        "statement_on": today(),
    }
    server, address = WebServer(workers=1), "https://look.example.org"
    change(
        app,
        production=True,
        public_url=address,
        server=server,
        operator=Operator(**{**right, **wrong}),
    )
    assert lines(app)["settings"].startswith(said)


def test_values_of_the_sample_are_named(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    change(app, production=True)
    sample = (Path(__file__).parents[2] / "deploy" / "environment.sample").read_text("utf-8")
    for line in sample.splitlines():
        name, equals, value = line.partition("=")
        if equals and name in production_settings.OWN:
            monkeypatch.setenv(name, value.strip('"'))
    assert lines(app)["settings"] == (
        "OPERATOR_NAME, PRIVACY_CONTACT, ACCESSIBILITY_CONTACT, PUBLIC_URL, DATABASE_URL, "
        "REDIS_URL still as in the sample: set your own"
    )
