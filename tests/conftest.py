"""The app under test, on a real SQLite file and on a real PostgreSQL server."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import select

from quiz import create_app
from quiz.bank.items import Bank
from quiz.bank.load import load
from quiz.config import Settings
from quiz.database import Database
from quiz.live.updates import broadcast
from quiz.people import passwords
from tests.visitor import Visitor

pytest_plugins = ["tests.databases", "tests.browser", "tests.server", "tests.content_files"]

SECRET = "a secret for tests, long enough to be one"


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end. Not to look through it again and again for garbage
    saves a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def content_is_read_once() -> Iterator[None]:
    """The same files make the same bank, and to read them takes longer than most tests."""
    kept: dict[tuple[bytes, ...], Bank] = {}

    def read(national: Path, local: Path) -> Bank:
        files = tuple(file.read_bytes() if file.exists() else b"" for file in (national, local))
        if files not in kept:
            kept[files] = load(national, local)
        return kept[files]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quiz.bank.store.load", read)
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[PasswordHasher]:
    """Hashes that cost little, and the real ones for tests/people/test_passwords.py."""
    real = passwords._hasher
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
        patch.setattr(passwords, "_hasher", cheap)
        yield real


@pytest.fixture
def settings(ready_database_url: str, tmp_path: Path) -> Settings:
    return Settings(SECRET, ready_database_url, tmp_path)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates as Jinja compiles them: once for all tests, not once for each."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled
    opened: Database = app.extensions["database"]
    yield app
    broadcast.watcher(app).stop()  # one that looked on would keep its connection
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
