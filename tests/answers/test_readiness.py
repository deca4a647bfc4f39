"""/readyz answers 200 only where an answer could be stored; a lock is waited for briefly."""

import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from quiz.answers.readiness import ANSWERS
from quiz.storage import sqlite_lock
from quiz.storage.database import Database, connect
from quiz.storage.database_commands import unusable
from tests.databases import full_disk, new_database
from tests.visitor import Visitor

NOTHING = "the database stores nothing"


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a tenth of a second, so that the tests need not wait for five."""
    monkeypatch.setattr(sqlite_lock, "BUSY_SECONDS", 0.1)


@contextmanager
def small_files() -> Iterator[None]:
    """The system refuses to write more than a few bytes to a file, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def locked(database: Database, table: str = "attempt") -> Iterator[None]:
    """Another process writes to the file, or holds the table."""
    if database.writer.dialect.name == "sqlite":
        other = sqlite3.connect(str(database.writer.url.database), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.close()
        return
    with database.writer.connect() as connection:
        connection.execute(text(f"LOCK TABLE ONLY {table}"))
        yield


def execute(database: Database, statement: str) -> None:
    with database.writer.begin() as connection:
        connection.execute(text(statement))


def status(app: Flask) -> tuple[int, str]:
    response = app.test_client().get("/readyz")
    assert response.json
    return response.status_code, response.json["status"]


@pytest.mark.both_databases
def test_asking_stores_nothing(app: Flask, database: Database) -> None:
    assert status(app) == (200, "ok")
    with database.reader.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM attempt")) == 0


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("away", "back"),
    [
        ("no_reading_mail RENAME TO was", "was RENAME TO no_reading_mail"),
        ("live_session RENAME title TO was", "live_session RENAME was TO title"),
    ],
)
def test_a_table_or_column_that_is_gone_is_not_ready(
    app: Flask, database: Database, away: str, back: str
) -> None:
    """Those that a newer release has added do not count: its migration may have run before."""
    execute(database, "CREATE TABLE later (id INTEGER)")
    execute(database, "ALTER TABLE attempt ADD COLUMN later INTEGER")
    assert status(app) == (200, "ok")
    execute(database, f"ALTER TABLE {away}")
    assert status(app) == (503, "tables are missing")
    execute(database, f"ALTER TABLE {back}")
    assert status(app) == (200, "ok")
    execute(database, "ALTER TABLE attempt DROP COLUMN later")  # other tests use it, too
    execute(database, "DROP TABLE later")


@pytest.mark.only_on("sqlite")
def test_a_read_only_database_is_not_ready(app: Flask, database: Database) -> None:
    def forbid(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    database.close()
    event.listen(database.writer, "connect", forbid)
    try:
        assert status(app) == (503, NOTHING)
    finally:
        event.remove(database.writer, "connect", forbid)
        database.close()
    assert status(app) == (200, "ok")


@pytest.mark.only_on("sqlite")
def test_a_full_disk_is_not_ready(app: Flask) -> None:
    assert status(app) == (200, "ok")
    with small_files():
        assert status(app) == (503, NOTHING)
        assert app.test_client().get("/healthz").status_code == 200
    assert status(app) == (200, "ok")


@pytest.mark.only_on("sqlite")
@pytest.mark.usefixtures("short_waits")
def test_a_locked_file_is_not_ready(app: Flask, database: Database) -> None:
    with locked(database):
        assert status(app) == (503, NOTHING)
    assert status(app) == (200, "ok")


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("table", ["attempt", "response", *ANSWERS])
def test_a_locked_table_is_not_ready(app: Flask, database: Database, table: str) -> None:
    def hurry(connection: psycopg.Connection, *_: object) -> None:
        (before,) = connection.execute("SHOW lock_timeout").fetchone() or ("",)
        assert before == "5s"
        connection.execute("SET lock_timeout = '100ms'")
        connection.commit()

    database.close()
    event.listen(database.writer, "connect", hurry)
    try:
        with locked(database, table):
            assert status(app) == (503, NOTHING)
        assert status(app) == (200, "ok")
    finally:
        event.remove(database.writer, "connect", hurry)
        database.close()


@pytest.mark.only_on("sqlite")
def test_a_queue_does_not_wait_for_each_before_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_lock, "BUSY_SECONDS", 0.3)
    with locked(database):
        began = time.monotonic()
        for _ in range(5):
            with pytest.raises(OperationalError), database.writer.begin():
                pass
        assert time.monotonic() - began < 1
    with database.writer.begin():
        pass


@pytest.mark.runs_on("sqlite")
@pytest.mark.usefixtures("short_waits")
def test_a_lock_asks_to_try_again(app: Flask, database: Database) -> None:
    visitor = Visitor(app).get("/")
    with locked(database):
        visitor.send(length="full", feedback="end")
    assert (visitor.status, "was not kept" in visitor.words) == (503, True)
    visitor.send()
    assert visitor.status == 200


def test_a_page_that_cannot_be_shown_says_nothing_of_what_was_sent(
    app: Flask, database: Database
) -> None:
    visitor = Visitor(app).get("/").send(length="full", feedback="end")

    def fail(*_: object) -> None:
        raise OperationalError("SELECT", None, OSError("lost"))

    event.listen(database.reader, "before_cursor_execute", fail)
    try:
        visitor.get("/check/confidence")
    finally:
        event.remove(database.reader, "before_cursor_execute", fail)
    assert visitor.status == 503
    assert "was not kept" not in visitor.words
    assert "Everything that you sent before is kept. Try again in a minute." in visitor.words
    again = visitor.page.main.find("a", string="Try again")
    assert again is not None
    assert again["href"] == "", "the same address"


@pytest.mark.parametrize("fails", ["rollback", "commit"])
def test_a_rollback_that_fails_is_no_error_of_ours(
    app: Flask, database: Database, fails: str
) -> None:
    visitor = Visitor(app).get("/")

    def lost(_connection: object) -> None:
        raise OperationalError("ROLLBACK", None, OSError("connection lost"))

    event.listen(database.writer, "rollback", lost)
    try:
        with full_disk(database):
            visitor.send(length="full", feedback="end" if fails == "commit" else "nonsense")
    finally:
        event.remove(database.writer, "rollback", lost)
    assert visitor.status == (503 if fails == "commit" else 422)
    database.close()
    assert visitor.get("/").send(length="full", feedback="end").status == 200


@pytest.mark.only_on("postgresql")
def test_a_database_that_cannot_store_every_letter_is_refused(
    database_kind: str, postgres_server: str
) -> None:
    """initdb makes one where the machine has no language set; the operator reads what to do."""
    ascii_only = "ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0"
    with new_database(postgres_server, ascii_only) as url:
        opened = connect(url)
        with pytest.raises(OperationalError, match="encoding SQL_ASCII") as refused:
            opened.writer.connect()
        assert "createdb --encoding UTF8" in str(unusable(refused.value))
        opened.close()
