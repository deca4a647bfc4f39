"""The content that the app serves."""

from pathlib import Path

from flask import Flask, current_app

from quiz.bank.items import Bank
from quiz.bank.load import SCENARIOS
from quiz.bank.store import ContentStore

LOCAL = "local.json"


def init_app(app: Flask, instance: Path, copies: Path | None) -> None:
    """Load the content. Raises ContentError with everything that is wrong with it."""
    app.extensions["content_store"] = ContentStore(SCENARIOS, instance / LOCAL, copies)


def store(app: Flask) -> ContentStore:
    """The content store of an app."""
    found: ContentStore = app.extensions["content_store"]
    return found


def bank() -> Bank:
    """The current content. A request calls this once, so that it does not change midway."""
    return store(current_app).bank
