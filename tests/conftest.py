"""The app under test, on a real SQLite file and on a real PostgreSQL server."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from quiz import create_app, database
from quiz.config import Settings
from quiz.database import begin
from tests.visitor import Visitor

pytest_plugins = ["tests.databases", "tests.browser", "tests.server"]

SECRET = "a secret for tests, long enough to be one"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(SECRET, database_url, tmp_path)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.testing = True
    with app.app_context():
        engine = database.engine()
        database.upgrade(engine)
    yield app
    engine.dispose()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


Stored = Callable[[type[Any]], list[Any]]


@pytest.fixture
def stored(app: Flask) -> Stored:
    """What is in a table now, seen beside the app's own eyes."""
    with app.app_context():
        engine = database.engine()

    def rows(table: type[Any]) -> list[Any]:
        with begin(engine, writes=False) as session:
            return list(session.scalars(select(table)))

    return rows
