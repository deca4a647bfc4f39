"""A shared service and a browser page for the browser tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from jinja2 import StrictUndefined
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from quiz import create_app
from quiz.learning.packages.build import package
from quiz.settings.config import Settings
from quiz.storage.database import Database
from tests.conftest import SECRET
from tests.journeys.display_page import ADDRESS, open_display
from tests.journeys.person import Person
from tests.learning.packages.learning_site import LearningSite, serving
from tests.server import Server, running

PHONE: ViewportSize = {"width": 390, "height": 844}
SMALL: ViewportSize = {"width": 320, "height": 640}
# CSS pixels of a 1280 by 1024 window at 400 % zoom.
ENLARGED: ViewportSize = {"width": 320, "height": 256}
DESK: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def started_site() -> Iterator[LearningSite]:
    """A learning system on another site, which the shared service lists."""
    with serving() as site:
        yield site


@pytest.fixture(scope="session")
def shared_server(
    tmp_path_factory: pytest.TempPathFactory, started_site: LearningSite
) -> Iterator[Server]:
    """A service on SQLite, shared: pages do not depend on the database or on other visitors."""
    instance = tmp_path_factory.mktemp("shared") / "instance"
    database = f"sqlite:///{instance / 'quiz.sqlite3'}"
    systems = started_site.address
    with running(instance, DATABASE_URL=database, LEARNING_SYSTEMS=systems) as server:
        yield server


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Browser contexts: tests append the ones they open; all are closed afterwards."""
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


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app whose templates fail on an undefined name."""
    tmp_path = tmp_path_factory.mktemp("display")
    app = create_app(Settings(SECRET, f"sqlite:///{tmp_path / 'quiz.sqlite3'}", tmp_path))
    app.jinja_env.undefined = StrictUndefined
    with app.test_request_context(base_url=ADDRESS):
        yield app
    opened: Database = app.extensions["database"]
    opened.close()


@pytest.fixture(scope="module")
def display(browser: Browser, strict: Flask) -> Iterator[Page]:
    """The display's page, with its styles and without its script."""
    yield from open_display(browser, strict)


@pytest.fixture
def site(started_site: LearningSite, shared_server: Server, strict: Flask) -> LearningSite:
    """The learning system, with a SCORM package of the shared service."""
    started_site.service = shared_server.address
    started_site.package = package("scorm12", shared_server.address, "any")
    started_site.statements, started_site.asked = [], []
    started_site.mode, started_site.refuses = "Normal", ""
    return started_site
