"""The app under test, on a real SQLite file and on a real PostgreSQL server."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from quiz import create_app
from quiz.config import Settings
from quiz.database import Database
from tests.visitor import Visitor

pytest_plugins = ["tests.databases", "tests.browser", "tests.server", "tests.content_files"]

SECRET = "a secret for tests, long enough to be one"


@pytest.fixture
def settings(ready_database_url: str, tmp_path: Path) -> Settings:
    return Settings(SECRET, ready_database_url, tmp_path)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.testing = True
    opened: Database = app.extensions["database"]
    yield app
    opened.close()


@pytest.fixture
def database(app: Flask) -> Database:
    """The app's database, to be looked at beside the app."""
    found: Database = app.extensions["database"]
    return found


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


Stored = Callable[[type[Any]], list[Any]]


@pytest.fixture
def stored(database: Database) -> Stored:
    """What is in a table now."""

    def rows(table: type[Any]) -> list[Any]:
        with database.begin(writes=False) as session:
            return list(session.scalars(select(table)))

    return rows
