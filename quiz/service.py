"""Pages about the service itself."""

import logging

from flask import current_app, render_template
from sqlalchemy.exc import SQLAlchemyError

from quiz import database
from quiz.answers.record import KEPT_FOR
from quiz.bank.items import Bank, Item
from quiz.security import without_https

log = logging.getLogger(__name__)


@without_https
def healthz() -> tuple[dict[str, str], int]:
    """200 only when the database answers and is migrated."""
    try:
        migrated = database.is_migrated(database.session())
    except SQLAlchemyError as error:
        log.error("the database does not answer: %s", type(error).__name__)
        return {"status": "the database does not answer"}, 503
    if not migrated:
        return {"status": "the database is not migrated"}, 503
    return {"status": "ok"}, 200


def guidance() -> str:
    bank: Bank = current_app.extensions["bank"]
    return render_template("service/guidance.html", sources=bank.sources, resting=resting(bank))


def resting(bank: Bank) -> dict[str, list[Item]]:
    """For each source, the scenarios that rest on it."""
    return {
        source.id: [
            item
            for item in bank.items.values()
            if source in (pointer.source for pointer in item.pointers)
        ]
        for source in bank.sources
    }


def privacy() -> str:
    return render_template("service/privacy.html", kept_for_days=KEPT_FOR.days)


def accessibility() -> str:
    return render_template("service/accessibility.html")
