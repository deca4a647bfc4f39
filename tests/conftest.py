"""The app under test, on a real SQLite file and, where marked, a real PostgreSQL server."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import select

from quiz.bank.items import Bank
from quiz.bank.load import load
from quiz.people import passwords
from quiz.settings.config import Settings
from quiz.storage.database import Database
from tests.passed import ACCESSIBLE, VALID
from tests.shared_app import SharedApp, create, empty_folder, new_app
from tests.visitor import Visitor

pytest_plugins = [
    *("tests.databases", "tests.browser", "tests.server", "tests.content_files"),
    "tests.distributed_sql",
]

ONLY_EVERYTHING = ("repeats", "only_test_all")
LONG = ("searches_long", "starts_python")
SECRET = "a secret for tests, long enough to be one"

EXAMPLES = {False: 40, True: 200}
"""How many examples a property test tries, without and with ``--everything``."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--everything",
        action="store_true",
        help="run every test on both databases, and crowds at full size",
    )


def pytest_configure(config: pytest.Config) -> None:
    # A slow example on a busy machine is not a failure.
    hypothesis_settings.register_profile(
        "tests",
        deadline=None,
        max_examples=EXAMPLES[bool(config.getoption("everything"))],
        suppress_health_check=[HealthCheck.too_slow],
    )
    hypothesis_settings.load_profile("tests")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests without a database, browser, process of their own or long search as unit, for
    `make check`.

    Deselect those marked ``repeats`` or ``only_test_all``, unless everything runs. Put those first
    that would keep one worker busy while the others have nothing left.
    """
    if not config.getoption("everything"):
        left = {item for item in items if any(map(item.get_closest_marker, ONLY_EVERYTHING))}
        items[:] = [item for item in items if item not in left]
        config.hook.pytest_deselected(items=[*left])
    items.sort(key=lambda item: item.get_closest_marker("starts_first") is None)
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        long = item.path.parent.name == "journeys" or any(map(item.get_closest_marker, LONG))
        if not fixtures & {"database_kind", "postgres_server", "browser"} and not long:
            item.add_marker("unit")


def pytest_collection_finish() -> None:
    """Freeze loaded objects so GC does not scan them; saves 20 %."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def everything(request: pytest.FixtureRequest) -> bool:
    """Whether crowds run at full size."""
    chosen: bool = request.config.getoption("everything")
    return chosen


@pytest.fixture(scope="session", autouse=True)
def cached_bank() -> Iterator[None]:
    """Cache the parsed bank: parsing takes longer than most tests."""
    parsed: dict[tuple[bytes, ...], Bank] = {}

    def read(national: Path, local: Path) -> Bank:
        files = tuple(file.read_bytes() if file.exists() else b"" for file in (national, local))
        if files not in parsed:
            parsed[files] = load(national, local)
        return parsed[files]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quiz.bank.store.load", read)
        yield


@pytest.fixture(scope="session", autouse=True)
def pages_that_passed(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Check each distinct page once in a run: all workers share the folder above their own."""
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    for name, pages in (("valid", VALID), ("accessible", ACCESSIBLE)):
        pages.folder = run / f"{name}-pages"
        pages.folder.mkdir(exist_ok=True)


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[PasswordHasher]:
    """Use cheap hashes; tests/people/test_passwords.py uses the real hasher that this yields."""
    real = passwords._hasher
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
        patch.setattr(passwords, "_hasher", cheap)
        yield real


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This worker's instance folder."""
    return tmp_path_factory.mktemp("instance")


@pytest.fixture
def settings(ready_database_url: str, instance: Path) -> Settings:
    """The settings of the shared app, with an empty database and instance folder."""
    return Settings(SECRET, ready_database_url, empty_folder(instance))


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Compiled Jinja templates, cached for all tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session")
def shared_apps() -> dict[str, SharedApp]:
    """This worker's apps by database URL."""
    return {}


@pytest.fixture
def app(
    settings: Settings,
    compiled: FileSystemBytecodeCache,
    shared_apps: dict[str, SharedApp],
    request: pytest.FixtureRequest,
) -> Iterator[Flask]:
    """The shared app, reset before each test; a new app for tests marked ``own_app``."""
    if request.node.get_closest_marker("own_app"):
        with new_app(settings, compiled) as app:
            yield app
        return
    url = settings.database_url
    if url not in shared_apps:
        shared_apps[url] = SharedApp(create(settings, compiled))
    with shared_apps[url].fresh() as app:
        yield app


@pytest.fixture
def database(app: Flask) -> Database:
    """The app's database, for direct queries."""
    found: Database = app.extensions["database"]
    return found


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


Stored = Callable[[type[Any]], list[Any]]


@pytest.fixture
def stored(database: Database) -> Stored:
    """The table's rows."""

    def rows(table: type[Any]) -> list[Any]:
        with database.begin(writes=False) as session:
            return list(session.scalars(select(table)))

    return rows
