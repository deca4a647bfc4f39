"""The content that the app serves."""

from pathlib import Path

from flask import Flask, current_app

from quiz.bank.items import Bank, Topic
from quiz.bank.load import SCENARIOS
from quiz.bank.store import ContentStore
from quiz.bank.translated import translated
from quiz.languages.sentences import language

LOCAL = "local.json"
IN_LANGUAGES = "content in languages"


def init_app(app: Flask, instance: Path, copies: Path | None) -> None:
    """Load the content. Raises ContentError with everything that is wrong with it."""
    app.extensions[IN_LANGUAGES] = {}
    app.extensions["content_store"] = ContentStore(SCENARIOS, instance / LOCAL, copies)


def store(app: Flask) -> ContentStore:
    """The content store of an app."""
    found: ContentStore = app.extensions["content_store"]
    return found


def in_english() -> Bank:
    """The current content in the words in which it was written."""
    return store(current_app).bank


def bank() -> Bank:
    """The current content, in the language that is written. A request calls this once, so that it
    does not change midway."""
    served, chosen = store(current_app).bank, language()
    if chosen.content is None:
        return served
    known: dict[str, tuple[Bank, Bank]] = current_app.extensions[IN_LANGUAGES]
    if chosen.code not in known or known[chosen.code][0] is not served:
        known[chosen.code] = served, translated(served, chosen)
    return known[chosen.code][1]


def topic(topic_id: str) -> Topic:
    """A topic of the content, in the language that is written."""
    return next(one for one in bank().topics if one.id == topic_id)
