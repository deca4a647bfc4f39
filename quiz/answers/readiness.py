"""Whether this process can answer: the tables are migrated, and an answer could be stored."""

import logging
import os
import tempfile
from pathlib import Path

from sqlalchemy import false, select
from sqlalchemy.exc import SQLAlchemyError

from quiz.answers import record
from quiz.clock import today
from quiz.settings import certificates
from quiz.storage import missing_tables
from quiz.storage.database import Database, is_migrated
from quiz.storage.tables import Base
from quiz.vocabulary import Certainty, Length, When

READY = "ok"
NEEDED_BYTES = 64 * 1024
"""SQLite writes to the disk at a commit only, so a write that is rolled back finds no full one."""

ANSWERS = (
    *("rating", "survey_answer", "attempt_item"),
    *("submission", "live_answer", "live_rating"),
)
"""Other tables in which answers are stored: each may be locked by itself."""
TRIED = record.Given("tried", 1, "a", Certainty.GUESSING, look_up=False)

log = logging.getLogger(__name__)


def readiness(database: Database) -> str:
    """``READY``, or why no answer can be stored: no database, old or missing tables, no lock, no
    space. Tables and columns that a newer release has added do not count."""
    try:
        with database.begin(writes=False) as session:
            if not is_migrated(session):
                return "the database is not migrated"
            if gone := missing_tables.lacking(session.connection()):
                log.error("the tables lack %s; flask doctor says more", ", ".join(gone))
                return "tables are missing"
    except SQLAlchemyError as error:
        log.error(
            "the database does not answer: %s; flask doctor says more", certificates.reason(error)
        )
        return "the database does not answer"
    try:
        _try_to_write(database)
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        log.error("the database stores nothing: %s", type(cause).__name__)
        return "the database stores nothing"
    return READY


def _try_to_write(database: Database) -> None:
    """Start a check, answer it, store nothing in other tables, and roll back; on SQLite, also write
    a file beside the database.

    Raises SQLAlchemyError or OSError.
    """
    with database.begin(writes=True) as session:
        record.start(session, attempt_id := record.new_id(), "A", Length.FULL, When.END, today())
        if attempt := record.find(session, attempt_id):
            record.respond(session, attempt, TRIED)
        for name in ANSWERS:
            table = Base.metadata.tables[name]
            session.execute(
                table.insert().from_select(list(table.columns), select(table).where(false()))
            )
        session.rollback()
    if database.writer.dialect.name == "sqlite":
        folder = Path(database.writer.url.database or "").parent
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(NEEDED_BYTES))
            file.flush()
            os.fsync(file.fileno())
