"""The database: one session a request, and the rule of who may commit.

Only a successful POST commits. Any other request is read-only, and the database itself refuses it
a write: a page that only shows things cannot change them, whatever its code says.
"""

import logging
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from flask import Flask, Response, current_app, g, request
from flask import session as cookie
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent.parent / "migrations"
BUSY_SECONDS = 10
TRY_AGAIN = (0.001, 0.004)
"""Seconds, at random, between two tries to write while another process does."""
EMPTY_WITHIN_SECONDS = 2
"""How long to try to empty the log while others read."""
DATABASE, FORGETS = "database", "forgets"
"""What a session that writes knows: whose it is, and whether it is to leave no trace."""
PRAGMAS = (
    "journal_mode = WAL",
    # FULL: an answer that was acknowledged survives a power cut, not only a killed worker.
    "synchronous = FULL",
    "foreign_keys = ON",
    # “Delete my answers” overwrites them in the file, too.
    "secure_delete = ON",
)


def _wait_for_other_processes(connection: Any) -> None:
    """Begin to write as soon as no other process does.

    Waiting inside SQLite would hold up the whole process, with everybody it serves; between these
    tries the rest of it goes on. Raises OperationalError after ``BUSY_SECONDS``.
    """
    end = time.monotonic() + BUSY_SECONDS
    connection.execute("PRAGMA busy_timeout = 0")
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise OperationalError("BEGIN IMMEDIATE", None, error) from error
            time.sleep(random.uniform(*TRY_AGAIN))  # noqa: S311 - no secret
        else:
            connection.execute(f"PRAGMA busy_timeout = {1000 * BUSY_SECONDS}")
            return


def _emptied(cursor: Any) -> bool:
    """Whether the log is empty now. Tries for a while, and lets the rest of the process go on."""
    end = time.monotonic() + EMPTY_WITHIN_SECONDS
    cursor.execute("PRAGMA busy_timeout = 0")
    while True:
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy or time.monotonic() > end:
            cursor.execute(f"PRAGMA busy_timeout = {1000 * BUSY_SECONDS}")
            return not busy
        time.sleep(random.uniform(*TRY_AGAIN))  # noqa: S311 - no secret


class _Writing(Session):
    """A session that, where it was asked to, leaves nothing in the log once it has committed."""

    def commit(self) -> None:
        super().commit()
        if self.info.pop(FORGETS, False):
            self.close()  # its connection is the one that empties the log
            if not self.info[DATABASE].empty_log():
                log.warning("the write-ahead log is in use; the next one to forget empties it")


def leave_no_trace(session: Session) -> None:
    """What this session writes and deletes is nowhere but in the tables once it has committed."""
    session.info[FORGETS] = True


@dataclass(frozen=True)
class Database:
    """The two ways in. Through ``reader`` the database itself refuses every write."""

    reader: Engine
    writer: Engine

    def begin(self, *, writes: bool) -> Session:
        """A session that may write, or one that may only look."""
        if not writes:
            return Session(self.reader)
        return _Writing(self.writer, info={DATABASE: self})

    def empty_log(self) -> bool:
        """Leave nothing in SQLite's write-ahead log, which keeps what was written in its order and
        what was deleted; False when somebody was reading for too long. PostgreSQL has no such file
        that we could empty (docs/privacy.md)."""
        if self.writer.dialect.name != "sqlite":
            return True
        connection = self.writer.raw_connection()
        try:
            return _emptied(connection.cursor())
        finally:
            connection.close()

    def close(self) -> None:
        """Give back every connection."""
        self.reader.dispose()
        self.writer.dispose()


def connect(url: str) -> Database:
    """Open SQLite (write-ahead log, foreign keys, safe deletion) or PostgreSQL."""
    if not url.startswith("sqlite"):
        engine = create_engine(
            url, pool_pre_ping=True, pool_size=10, max_overflow=10, hide_parameters=True
        )
        return Database(engine.execution_options(postgresql_readonly=True), engine)
    # SQLite has one writer at a time. Within a process the others wait their turn for this one
    # connection, where they let the rest of the process go on; waiting inside SQLite would not.
    one = {"pool_size": 1, "max_overflow": 0}
    return Database(
        _sqlite(url, "BEGIN", (*PRAGMAS, "query_only = ON")),
        _sqlite(url, "BEGIN IMMEDIATE", PRAGMAS, **one),
    )


def _sqlite(url: str, begin: str, pragmas: tuple[str, ...], **pool: int) -> Engine:
    engine = create_engine(
        url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True, **pool
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def take_a_place_in_the_queue(connection: Connection) -> None:
        if begin == "BEGIN IMMEDIATE":
            _wait_for_other_processes(connection.connection.driver_connection)
        else:
            connection.exec_driver_sql(begin)

    return engine


def database() -> Database:
    """This app's database."""
    found: Database = current_app.extensions["database"]
    return found


def session() -> Session:
    """This request's session; it may write only in a POST."""
    if "session" not in g:
        # The whole of what is sent is read first: nobody's slow line may hold up the others.
        _ = request.form
        g.session = database().begin(writes=request.method == "POST")
    found: Session = g.session
    return found


def _commit_or_roll_back(response: Response) -> Response:
    if "session" not in g:
        return response
    if request.method != "POST" or response.status_code >= 400:
        g.session.rollback()
        return response
    try:
        g.session.commit()
    except SQLAlchemyError as error:
        # Nothing is acknowledged that was not stored: the page that would have said so is dropped.
        g.session.rollback()
        _keep_the_cookie_as_it_came()
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def _keep_the_cookie_as_it_came() -> None:
    """Whom the browser belongs to is not changed by what was not stored."""
    came = current_app.session_interface.open_session(current_app, request)
    cookie.clear()
    cookie.update(came or {})


def _close(_error: BaseException | None) -> None:
    if "session" in g:
        g.pop("session").close()


def init_app(app: Flask, url: str) -> None:
    """Give the app its database, and every request the commit rule."""
    app.extensions["database"] = connect(url)
    app.after_request(_commit_or_roll_back)
    app.teardown_appcontext(_close)


@contextmanager
def _migrating(database: Database) -> Iterator[Connection]:
    """One transaction that changes tables, and no answer.

    SQLite changes a table by making it anew and dropping the old one. While it enforces foreign
    keys, that would delete every answer that belongs to a row of the old table; and it listens to
    the switch only outside a transaction. So the keys are checked at the end instead. Raises
    IntegrityError, and changes nothing, when an answer has lost its attempt.
    """
    with database.writer.connect() as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        switch = connection.connection.cursor()
        switch.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise IntegrityError(None, None, ValueError("an answer lost its attempt"))
        finally:
            switch.execute("PRAGMA foreign_keys = ON")


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the tables to the newest revision; safe to call from several nodes at once."""
    with _migrating(database) as connection:
        if connection.dialect.name == "postgresql":
            # One node migrates, the others wait for it and find nothing left to do.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20180912)")
        _alembic("upgrade", connection, revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the tables back to an earlier revision (``base`` for none)."""
    with _migrating(database) as connection:
        _alembic("downgrade", connection, revision)


def _alembic(what: Literal["upgrade", "downgrade"], connection: Connection, to: str) -> None:
    # Loaded only when tables change: without it the service starts a tenth sooner.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    getattr(command, what)(config, to)


def is_migrated(session: Session) -> bool:
    """Whether the tables are at the newest revision that this code knows."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return False
    found = session.scalar(text("SELECT version_num FROM alembic_version"))
    return str(found) == newest_revision()


@cache
def newest_revision() -> str:
    """What the last file among the migrations makes; each is named by its number."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("*.py"))


def status() -> str:
    """“ok”, or why no request can be answered: no database, or tables that are not migrated."""
    try:
        migrated = is_migrated(session())
    except SQLAlchemyError as error:
        log.error("the database does not answer: %s", type(error).__name__)
        return "the database does not answer"
    return "ok" if migrated else "the database is not migrated"
