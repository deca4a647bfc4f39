"""Pages about the service itself."""

import logging

from flask import Response, render_template
from sqlalchemy.exc import SQLAlchemyError

from quiz import database
from quiz.answers.record import KEPT_FOR
from quiz.bank.items import Bank, Item, Scenario
from quiz.bank.read import LOCAL_SCHEMA, SCHEMA
from quiz.clock import today
from quiz.content import bank
from quiz.security import without_https
from quiz.version import VERSION

JSON_SCHEMA = "application/schema+json"

log = logging.getLogger(__name__)


@without_https
def healthz() -> tuple[dict[str, str], int]:
    """Status 200 only when the database answers and is migrated, else 503; always the version."""
    status = _database_status()
    return {"status": status, "version": VERSION}, 200 if status == "ok" else 503


def _database_status() -> str:
    try:
        migrated = database.is_migrated(database.session())
    except SQLAlchemyError as error:
        log.error("the database does not answer: %s", type(error).__name__)
        return "the database does not answer"
    return "ok" if migrated else "the database is not migrated"


def guidance() -> str:
    served = bank()
    return render_template(
        "information/guidance.html",
        sources=served.sources,
        flagged=[source for source in served.sources if source.flag(today())],
        titles={source.id: source.title for source in served.sources},
        resting=resting(served),
    )


def scenarios_schema() -> Response:
    """The shape of the national file, for editors and for whoever reads it."""
    return Response(SCHEMA.read_bytes(), mimetype=JSON_SCHEMA)


def local_schema() -> Response:
    """The shape of what an organisation adds; it refers to the other by its name."""
    return Response(LOCAL_SCHEMA.read_bytes(), mimetype=JSON_SCHEMA)


def resting(bank: Bank) -> dict[str, list[Scenario]]:
    """For each source, the scenarios that rest on it."""
    return {
        source.id: [
            scenario
            for scenario in [*bank.items.values(), *bank.contested]
            if source in (pointer.source for pointer in scenario.pointers)
            and not (isinstance(scenario, Item) and scenario.draft)
        ]
        for source in bank.sources
    }


def privacy() -> str:
    return render_template("information/privacy.html", kept_for_days=KEPT_FOR.days)


def accessibility() -> str:
    return render_template("information/accessibility.html")
