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

from quiz.bank.items import Bank
from quiz.bank.load import load
from quiz.config import Settings
from quiz.database import Database
from quiz.people import passwords
from tests.shared_app import SharedApp, create, emptied, made
from tests.visitor import Visitor

pytest_plugins = ["tests.databases", "tests.browser", "tests.server", "tests.content_files"]

SECRET = "a secret for tests, long enough to be one"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--everything",
        action="store_true",
        help="every test on both databases, and the long proofs and crowds at their full size",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs no database, browser or running service, for `make check`."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if not fixtures & {"database_kind", "browser"} and item.path.parent.name != "journeys":
            item.add_marker("unit")


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end. Not to look through it again and again for garbage
    saves a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def everything(request: pytest.FixtureRequest) -> bool:
    """Whether crowds and long proofs have their full size."""
    chosen: bool = request.config.getoption("everything")
    return chosen


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


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of this worker."""
    return tmp_path_factory.mktemp("instance")


@pytest.fixture
def settings(ready_database_url: str, instance: Path) -> Settings:
    """The settings of the shared app: its database has no rows, its instance folder no files."""
    return Settings(SECRET, ready_database_url, emptied(instance))


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates as Jinja compiles them: once for all tests, not once for each."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session")
def shared_apps() -> dict[str, SharedApp]:
    """The apps of this worker, by their database."""
    return {}


@pytest.fixture
def app(
    settings: Settings,
    compiled: FileSystemBytecodeCache,
    shared_apps: dict[str, SharedApp],
    request: pytest.FixtureRequest,
) -> Iterator[Flask]:
    """The app under test: as a new one, though tests share it. With the mark ``own_app``, a new one
    for a test that adds addresses to it."""
    if request.node.get_closest_marker("own_app"):
        with made(settings, compiled) as app:
            yield app
        return
    url = settings.database_url
    if url not in shared_apps:
        shared_apps[url] = SharedApp(create(settings, compiled))
    with shared_apps[url].as_new() as app:
        yield app


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
