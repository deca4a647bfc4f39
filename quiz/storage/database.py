"""The database: one connection for each request, and the rule that only a successful POST commits.

Every other request is read-only, and the database itself refuses its writes: whatever the code of a
page says, a GET changes nothing. But ``quiz/answers/readiness.py`` tries a write and rolls it back,
and ``quiz/people/day_of_use.py`` notes a day.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from flask import Flask, Response, current_app, g, request
from flask import session as cookie
from flask.globals import app_ctx, request_ctx
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.orm import Session

from quiz.instance import OperatorError
from quiz.storage import answer_timeout
from quiz.storage.engines import postgresql, sqlite
from quiz.storage.revisions import works_with
from quiz.storage.sqlite_lock import retry

log = logging.getLogger(__name__)
MIGRATIONS = Path(__file__).parents[2] / "migrations"
Seen = TypeVar("Seen")
EMPTY_LOG_SECONDS = 2
"""How long to retry emptying the log while other processes read."""
DATABASE, EMPTY_LOG = "database", "empty_log"
"""Keys in the ``info`` of a session that writes: its database, and whether to empty the log."""


def _truncate_log(connection: Any) -> bool:
    """Write the log into the database file and empty it; False when others read for too long."""

    def empties() -> bool:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    return retry(empties, EMPTY_LOG_SECONDS)


class _WriteSession(Session):
    """A session that writes. It empties the log after its commit, if it was asked to."""

    def commit(self) -> None:
        super().commit()
        if self.info.pop(EMPTY_LOG, False):
            connection = self.get_bind()
            self.close()  # the log can only be emptied after this connection is given back
            if isinstance(connection, Connection):
                connection.close()
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

    def connect(self, *, writes: bool) -> Connection:
        """A connection that may write, or one that can only read."""
        return (self.writer if writes else self.reader).connect()

    def begin(self, *, writes: bool, on: Connection | None = None) -> Session:
        """A session that may write, or one that can only read; on a connection of its own, or on
        this one, whose transaction it commits."""
        if not writes:
            return Session(on or self.reader)
        return _WriteSession(
            on or self.writer, info={DATABASE: self}, join_transaction_mode="control_fully"
        )

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
    return Database(*(sqlite(url) if url.startswith("sqlite") else postgresql(url)))


def database() -> Database:
    """This app's database."""
    found: Database = current_app.extensions["database"]
    return found


def connection() -> Connection:
    """This request's connection; it may write only in a POST."""
    held, asked = app_ctx.g, request_ctx.request
    found: Connection | None = held.get("connection")
    if found is None:
        # Read the whole request first: a slow sender must not keep a transaction open.
        _ = asked.form if "CONTENT_TYPE" in asked.environ else None
        answer_timeout.begin()
        found = held.connection = database().connect(writes=asked.method == "POST")
    return found


def session() -> Session:
    """This request's session, in the transaction of its connection."""
    if "session" not in g:
        g.session = database().begin(writes=request.method == "POST", on=connection())
    found: Session = g.session
    return found


def _commit_or_roll_back(response: Response) -> Response:
    held = app_ctx.g
    if "connection" not in held:
        return response
    if request.method != "POST" or response.status_code >= 400:
        discard()
        return response
    try:
        (held.session if "session" in held else held.connection).commit()
    except SQLAlchemyError as error:
        # Never acknowledge what was not stored: send the error page instead.
        discard()
        _restore_cookie()
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def _restore_cookie() -> None:
    """Undo changes to the cookie, such as a sign-in, when the commit failed."""
    received = current_app.session_interface.open_session(current_app, request)
    cookie.clear()
    cookie.update(received or {})


def discard() -> None:
    """Roll back and close this request's connection; a lost one may fail at it. The response stays
    what it is: what was not committed is not stored."""
    held = app_ctx.g
    session: Session | None = held.pop("session", None)
    connection: Connection | None = held.pop("connection", None)
    if connection is None:
        return
    try:
        if session:
            session.close()
        connection.rollback()  # after a commit that failed, close() alone does not roll back
        connection.close()
    except SQLAlchemyError as error:
        log.error("a connection was lost while it was closed: %s", type(error).__name__)
        connection.invalidate()


def init_app(app: Flask, url: str) -> None:
    """Open the app's database, and apply the commit rule to every request."""
    app.extensions["database"] = connect(url)
    app.after_request(_commit_or_roll_back)
    app.teardown_appcontext(lambda _error: discard())


@contextmanager
def _migrating(database: Database) -> Iterator[Connection]:
    """A transaction for migrations.

    SQLite alters a table by creating a new one and dropping the old one. With foreign keys
    enforced, that would delete every row that refers to the old table; and they can be turned off
    only outside a transaction. So they are turned off before it and checked at its end. Raises
    DatabaseError, and rolls back, when a foreign key is broken.
    """
    with database.writer.connect() as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                # Another node may migrate for longer than a person would wait.
                connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
                # One node migrates; the others wait for it and then have nothing to do.
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20180912)")
                yield connection
            return
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise DatabaseError(None, None, ValueError("a foreign key is broken"))
        finally:
            cursor.execute("PRAGMA foreign_keys = ON")


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate up to a revision; several nodes may call this at the same time.

    Tables of a newer release that this one works with are left as they are. Raises OperatorError
    for tables of any other newer release.
    """
    with _migrating(database) as connection:
        found = revision_of(connection)
        if found is None or found in _revisions():
            _alembic("upgrade", connection, revision)
        elif not works_with(newest_revision(), found):
            raise OperatorError(
                f"the tables are of a newer release (revision {found}): use that release, or run "
                "its flask downgrade first."
            )


def downgrade(database: Database, revision: str) -> None:
    """Migrate down to an earlier revision (``base``: no tables)."""
    with _migrating(database) as connection:
        _alembic("downgrade", connection, revision)


class _OnlyTried(Exception):
    """Rolls a migration back."""


def try_downgrade(
    database: Database, revision: str, look: Callable[[Connection], Seen]
) -> tuple[Seen, Seen]:
    """What ``look`` returns before and after a downgrade that is then rolled back."""
    seen = []
    with suppress(_OnlyTried), _migrating(database) as connection:
        seen.append(look(connection))
        _alembic("downgrade", connection, revision)
        seen.append(look(connection))
        raise _OnlyTried
    before, after = seen
    return before, after


def _alembic(what: Literal["upgrade", "downgrade"], connection: Connection, to: str) -> None:
    # Imported only for migrations: without it the service starts a tenth faster.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    getattr(command, what)(config, to)


def upgraded(database: Database) -> bool:
    """Whether there is nothing to migrate; False if the database does not answer."""
    try:
        with database.begin(writes=False) as session:
            return is_migrated(session)
    except SQLAlchemyError:
        return False


def is_migrated(session: Session) -> bool:
    """Whether this code works with the tables: they are at its newest revision, or at a newer one
    that it knows nothing of but that only adds."""
    found = revision_of(session.connection())
    return found is not None and works_with(newest_revision(), found)


def revision_of(connection: Connection) -> str | None:
    """The revision of the tables; None where there are none, and where several are named."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
    return str(found[0]) if len(found) == 1 else None


def _revisions() -> list[str]:
    """Every revision that this code knows, from the file names."""
    return [file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("*.py")]


@cache
def newest_revision() -> str:
    """The newest revision that this code knows."""
    return max(_revisions())
