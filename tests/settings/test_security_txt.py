"""Where to report a security problem: security.txt (RFC 9116) and its page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from quiz.settings.config import OperatorError, from_environment
from tests.visitor import Visitor

FILE = "/.well-known/security.txt"


def with_contact(app: Flask, contact: str, public_url: str | None = None) -> Visitor:
    """A visitor of a service with this contact."""
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, security_contact=contact, public_url=public_url)
    return Visitor(app)


def test_the_file_has_the_fields_of_rfc_9116(app: Flask) -> None:
    visitor = with_contact(app, "mailto:security@council.example", "https://look.example.org")
    response = visitor.client.get(FILE)
    assert response.content_type == "text/plain; charset=utf-8"  # section 3
    lines = response.text.splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert len(fields) == len(lines), "Expires and Preferred-Languages must not be repeated"
    assert fields.pop("Expires").endswith("Z")
    assert fields == {
        "Contact": "mailto:security@council.example",
        "Policy": "https://look.example.org/security",
        "Preferred-Languages": "en",
        "Canonical": f"https://look.example.org{FILE}",
    }


def test_it_expires_within_a_year(app: Flask) -> None:
    text = with_contact(app, "tel:+44-1234-567890").client.get(FILE).text
    (expires,) = (line[9:] for line in text.splitlines() if line.startswith("Expires: "))
    left = datetime.fromisoformat(expires) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)
    assert "Canonical" not in text, "without PUBLIC_URL nobody has said its address"


def test_the_page_names_the_contact(app: Flask) -> None:
    page = with_contact(app, "mailto:security@council.example").get("/security")
    assert page.page.find("a", href="mailto:security@council.example")
    assert "tell us first: security@council.example" in page.words


@pytest.mark.parametrize("path", [FILE, "/security"])
def test_without_a_contact_there_is_nothing(app: Flask, path: str) -> None:
    assert Visitor(app).get(path).status == 404


@pytest.mark.parametrize(
    ("given", "uri"),
    [
        ("security@council.example", "mailto:security@council.example"),
        ("+44 1234 567890", "tel:+44-1234-567890"),
        ("https://council.example/report", "https://council.example/report"),
        (" ", None),
    ],
)
def test_the_contact_becomes_a_uri(tmp_path: Path, given: str, uri: str | None) -> None:
    environ = {"INSTANCE": str(tmp_path), "SECURITY_CONTACT": given}
    assert from_environment(environ).security_contact == uri


@pytest.mark.parametrize(
    "given",
    ["http://council.example", "ask at the desk", "javascript:alert(1)", "a@b.example\nPolicy: x"],
)
def test_another_contact_stops_the_start(tmp_path: Path, given: str) -> None:
    with pytest.raises(OperatorError, match="SECURITY_CONTACT must be"):
        from_environment({"INSTANCE": str(tmp_path), "SECURITY_CONTACT": given})
