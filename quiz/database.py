"""The database: one engine an app, one session a request, and the rule of who may commit.

Only a successful POST commits. Any other request is read-only, and the database itself refuses it
a write: a page that only shows things cannot change them, whatever its code says.
"""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, Response, current_app, g, request
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session

MIGRATIONS = Path(__file__).parent.parent / "migrations"
BUSY_SECONDS = 10


class Base(DeclarativeBase):
    """What every table's model descends from."""


def connect(url: str) -> Engine:
    """An engine for SQLite (write-ahead log, foreign keys, safe deletion) or PostgreSQL."""
    if not url.startswith("sqlite"):
        return create_engine(
            url, pool_pre_ping=True, pool_size=10, max_overflow=10, hide_parameters=True
        )
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    for pragma in (
        "journal_mode = WAL",
        # FULL: an answer that was acknowledged survives a power cut, not only a killed worker.
        "synchronous = FULL",
        "foreign_keys = ON",
        # “Delete my answers” overwrites them in the file, too.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    # A writer takes its place in the queue at once: a read that turns into a write half-way
    # could only fail.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def begin(engine: Engine, *, writes: bool) -> Session:
    """A session that may write, or one to which the database refuses every write."""
    if engine.dialect.name == "sqlite":
        return Session(engine.execution_options(writes=writes))
    return Session(engine.execution_options(postgresql_readonly=not writes))


def session() -> Session:
    """This request's session; it may write only in a POST."""
    if "session" not in g:
        g.session = begin(engine(), writes=request.method == "POST")
    found: Session = g.session
    return found


def engine() -> Engine:
    """This app's engine."""
    found: Engine = current_app.extensions["engine"]
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
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def _close(_error: BaseException | None) -> None:
    if "session" in g:
        g.pop("session").close()


def init_app(app: Flask, url: str) -> None:
    """Give the app its engine, and every request the commit rule."""
    app.extensions["engine"] = connect(url)
    app.after_request(_commit_or_roll_back)
    app.teardown_appcontext(_close)


def _alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables to the newest revision; safe to call from several nodes at once."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # One node migrates, the others wait for it and find nothing left to do.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20180912)")
        command.upgrade(_alembic(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to an earlier revision (``base`` for none)."""
    with engine.begin() as connection:
        command.downgrade(_alembic(connection), revision)


def is_migrated(session: Session) -> bool:
    """Whether the tables are at the newest revision that this code knows."""
    connection = session.connection()
    head = ScriptDirectory.from_config(_alembic(connection)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head
