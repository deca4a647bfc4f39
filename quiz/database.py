"""The database: one session for each request, and the rule that only a successful POST commits.

Every other request is read-only, and the database itself refuses its writes: whatever the code of a
page says, a GET cannot change anything.
"""

import logging
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from flask import Flask, Response, current_app, g, request
from flask import session as cookie
from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from quiz.file_mode import watch_file
from quiz.idle_connections import watch_idle

log = logging.getLogger(__name__)
MIGRATIONS = Path(__file__).parent.parent / "migrations"
BUSY_SECONDS = 10
RETRY_SECONDS = (0.001, 0.004)
"""The shortest and the longest random wait between two tries, while another process writes."""
EMPTY_LOG_SECONDS = 2
"""How long to retry emptying the log while other processes read."""
DATABASE, EMPTY_LOG = "database", "empty_log"
"""Keys in the ``info`` of a session that writes: its database, and whether to empty the log."""
PRAGMAS = (
    "journal_mode = WAL",
    # FULL: an acknowledged answer survives a power cut, not only a killed worker.
    "synchronous = FULL",
    "foreign_keys = ON",
    # Deleted answers are overwritten in the file, too.
    "secure_delete = ON",
)


def _retry(connection: Any, succeeds: Callable[[], bool], seconds: float) -> bool:
    """Try until it succeeds or the time is over; False when it is over.

    Waiting inside SQLite (its busy timeout) would block the whole process. Between these tries
    the process serves its other requests.
    """
    end = time.monotonic() + seconds
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while not (done := succeeds()) and time.monotonic() <= end:
            time.sleep(random.uniform(*RETRY_SECONDS))  # noqa: S311 - no secret
        return done
    finally:
        connection.execute(f"PRAGMA busy_timeout = {1000 * BUSY_SECONDS}")


def _begin_immediate(connection: Any) -> None:
    """Begin a transaction that writes, as soon as no other process writes.

    Raises OperationalError after ``BUSY_SECONDS``.
    """

    def begins() -> bool:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                return False
            raise OperationalError("BEGIN IMMEDIATE", None, error) from error
        return True

    if not _retry(connection, begins, BUSY_SECONDS):
        busy = sqlite3.OperationalError("database is locked")
        raise OperationalError("BEGIN IMMEDIATE", None, busy)


def _truncate_log(connection: Any) -> bool:
    """Write the log into the database file and empty it; False when others read for too long."""

    def empties() -> bool:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    return _retry(connection, empties, EMPTY_LOG_SECONDS)


class _WriteSession(Session):
    """A session that writes. It empties the log after its commit, if it was asked to."""

    def commit(self) -> None:
        super().commit()
        if self.info.pop(EMPTY_LOG, False):
            self.close()  # the log can only be emptied after this connection is given back
            if not self.info[DATABASE].empty_log():
                log.warning("the write-ahead log is in use; it will be emptied next time")


def empty_log_after_commit(session: Session) -> None:
    """Empty the log after this session's commit, so that deleted rows are in no other file."""
    session.info[EMPTY_LOG] = True


@dataclass(frozen=True)
class Database:
    """Two engines for one database. The database refuses every write through ``reader``."""

    reader: Engine
    writer: Engine

    def begin(self, *, writes: bool) -> Session:
        """A session that may write, or one that can only read."""
        if not writes:
            return Session(self.reader)
        return _WriteSession(self.writer, info={DATABASE: self})

    def empty_log(self) -> bool:
        """Empty SQLite's write-ahead log, which has deleted rows, and rows in the order of writing.

        False when other processes read for too long. PostgreSQL has no log that we could empty
        (docs/privacy.md).
        """
        if self.writer.dialect.name != "sqlite":
            return True
        connection = self.writer.raw_connection()
        try:
            return _truncate_log(connection.driver_connection)
        finally:
            connection.close()

    def close(self) -> None:
        """Close every connection."""
        self.reader.dispose()
        self.writer.dispose()


def connect(url: str) -> Database:
    """Open SQLite (write-ahead log, foreign keys, safe deletion) or PostgreSQL."""
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_size=10, max_overflow=10, hide_parameters=True)
        watch_idle(engine)
        return Database(engine.execution_options(postgresql_readonly=True), engine)
    # SQLite has one writer at a time. Writers of this process wait for this one connection, and the
    # process serves other requests meanwhile; waiting inside SQLite would block the process.
    one = {"pool_size": 1, "max_overflow": 0}
    return Database(
        _sqlite(url, "BEGIN", (*PRAGMAS, "query_only = ON")),
        _sqlite(url, "BEGIN IMMEDIATE", PRAGMAS, **one),
    )


def _sqlite(url: str, begin: str, pragmas: tuple[str, ...], **pool: int) -> Engine:
    waits, file = {"timeout": BUSY_SECONDS}, Path(make_url(url).database or "")
    engine = create_engine(url, connect_args=waits, hide_parameters=True, **pool)
    watch_file(engine, file)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # no implicit BEGIN: see below
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        if begin == "BEGIN IMMEDIATE":
            _begin_immediate(connection.connection.driver_connection)
        else:  # straight to the driver, because every request begins here
            connection.connection.driver_connection.execute(begin)  # type: ignore[union-attr]

    return engine


def database() -> Database:
    """This app's database."""
    found: Database = current_app.extensions["database"]
    return found


def session() -> Session:
    """This request's session; it may write only in a POST."""
    if "session" not in g:
        # Read the whole request first: a slow connection must not keep a database session open.
        _ = request.form
        g.session = database().begin(writes=request.method == "POST")
    found: Session = g.session
    return found


def _commit_or_roll_back(response: Response) -> Response:
    if "session" not in g:
        return response
    if request.method != "POST" or response.status_code >= 400:
        g.pop("session").close()  # rolls back
        return response
    try:
        g.session.commit()
    except SQLAlchemyError as error:
        # Never acknowledge what was not stored: send the error page instead.
        g.session.rollback()
        _restore_cookie()
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def _restore_cookie() -> None:
    """Undo changes to the cookie, such as a sign-in, when the commit failed."""
    received = current_app.session_interface.open_session(current_app, request)
    cookie.clear()
    cookie.update(received or {})


def _close(_error: BaseException | None) -> None:
    if "session" in g:
        g.pop("session").close()


def init_app(app: Flask, url: str) -> None:
    """Open the app's database, and apply the commit rule to every request."""
    app.extensions["database"] = connect(url)
    app.after_request(_commit_or_roll_back)
    app.teardown_appcontext(_close)


@contextmanager
def _migrating(database: Database) -> Iterator[Connection]:
    """A transaction for migrations.

    SQLite alters a table by creating a new one and dropping the old one. With foreign keys
    enforced, that would delete every row that refers to the old table; and they can be turned off
    only outside a transaction. So they are turned off before it and checked at its end. Raises
    IntegrityError, and rolls back, when a foreign key is broken.
    """
    with database.writer.connect() as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise IntegrityError(None, None, ValueError("a foreign key is broken"))
        finally:
            cursor.execute("PRAGMA foreign_keys = ON")


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate up to a revision; several nodes may call this at the same time."""
    with _migrating(database) as connection:
        if connection.dialect.name == "postgresql":
            # One node migrates; the others wait for it and then have nothing to do.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20180912)")
        _alembic("upgrade", connection, revision)


def downgrade(database: Database, revision: str) -> None:
    """Migrate down to an earlier revision (``base``: no tables)."""
    with _migrating(database) as connection:
        _alembic("downgrade", connection, revision)


def _alembic(what: Literal["upgrade", "downgrade"], connection: Connection, to: str) -> None:
    # Imported only for migrations: without it the service starts a tenth faster.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    getattr(command, what)(config, to)


def is_migrated(session: Session) -> bool:
    """Whether the database is at the newest revision."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return False
    found = session.scalar(text("SELECT version_num FROM alembic_version"))
    return str(found) == newest_revision()


@cache
def newest_revision() -> str:
    """The number of the newest migration, from the file names."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("*.py"))


def status() -> str:
    """“ok”, or why no request can be answered: no database, or tables that are not migrated."""
    try:
        migrated = is_migrated(session())
    except SQLAlchemyError as error:
        log.error("the database does not answer: %s", type(error).__name__)
        return "the database does not answer"
    return "ok" if migrated else "the database is not migrated"
