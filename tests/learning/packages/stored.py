"""Checks that a package opened, as they are stored, for tests about other things."""

from dataclasses import replace

from flask import Flask

from tests.selfcheck.steps import answer_all, reach_scenarios
from tests.visitor import Visitor

SITE = "https://learn.council.example"
NUMBER = "0123456789abcdef" * 2
BEGIN = {
    "/learning/scorm": f"/learning/scorm?system={SITE}&number={NUMBER}",
    "/learning/cmi5": f"/learning/cmi5?system={SITE}",
}
"""The pages that a package opens, each with what it adds to the address."""


def list_systems(app: Flask, *systems: str) -> None:
    """Let these learning systems, and no others, open the check."""
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, learning_systems=systems)


def begins(app: Flask, kind: str = "scorm") -> Visitor:
    """Somebody who has opened a package and pressed Continue."""
    list_systems(app, SITE)
    return Visitor(app).get(BEGIN[f"/learning/{kind}"]).send()


def finishes(app: Flask, kind: str = "scorm") -> Visitor:
    """Somebody on the feedback of a check that a package opened."""
    return take_short(begins(app, kind))


def take_short(visitor: Visitor) -> Visitor:
    """Take a short check, to its feedback."""
    return answer_all(reach_scenarios(visitor, length="short"), [(True, "3")] * 4).send()
