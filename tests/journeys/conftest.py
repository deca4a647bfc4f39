"""One service for every test that looks at pages with a browser, and a person in that browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.person import Person
from tests.server import Server, running

PHONE = {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 640}
# A window of 1280 by 1024 at 400 % zoom has this many CSS pixels.
ENLARGED = {"width": 320, "height": 256}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service on SQLite: pages depend neither on the database nor on other visitors."""
    instance = tmp_path_factory.mktemp("shared") / "instance"
    with running(instance, DATABASE_URL=f"sqlite:///{instance / 'quiz.sqlite3'}") as server:
        yield server


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Browser profiles; a test adds the ones it opens, and they are closed at its end."""
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


@pytest.fixture
def person(
    shared_server: Server, browser: Browser, contexts: list[BrowserContext], request: Any
) -> Person:
    options = {"viewport": PHONE, **getattr(request, "param", {})}
    contexts.append(browser.new_context(**options))
    return Person(contexts[0].new_page(), shared_server.address)
