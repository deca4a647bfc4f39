"""The bank as an app serves it."""

from pathlib import Path

from flask import Flask, current_app

from quiz.bank.items import Bank
from quiz.bank.load import SCENARIOS
from quiz.bank.store import ContentStore

LOCAL = "local.json"


def init_app(app: Flask, instance: Path, copies: Path | None) -> None:
    """Give the app its content. Raises ContentError with everything that is wrong with it."""
    app.extensions["content_store"] = ContentStore(SCENARIOS, instance / LOCAL, copies)


def store(app: Flask) -> ContentStore:
    """Where an app's bank stands, and can be renewed."""
    found: ContentStore = app.extensions["content_store"]
    return found


def bank() -> Bank:
    """The content that this app serves now. A request asks once, and stays with what it got."""
    return store(current_app).bank
