"""A live session on the shared service, with its host's page and browsers for its participants."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from quiz import create_app
from quiz.live.session.plan import PlannedScenario
from quiz.settings.config import from_environment
from quiz.storage.database import Database
from tests.journeys.live.sessions import PHONE, HostedSession, ParticipantPhone, create_session
from tests.live.steps import ITEM
from tests.server import Server


@pytest.fixture
def server(shared_server: Server) -> Server:
    return shared_server


@pytest.fixture
def app(server: Server) -> Iterator[Flask]:
    """The same service in this process, to create a session and sign its host in."""
    instance = str(server.log_file.parent)
    app = create_app(from_environment({"INSTANCE": instance, "DATABASE_URL": server.database_url}))
    yield app
    database: Database = app.extensions["database"]
    database.close()


@pytest.fixture
def hosted(app: Flask) -> HostedSession:
    """A session of one scenario."""
    return create_session(app, PlannedScenario(ITEM.id, ITEM.revision))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens a page in a new browser context. Its options are the context's."""
    contexts: list[BrowserContext] = []

    def open_(**options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def phone(
    app: Flask, server: Server, hosted: HostedSession, open_page: Callable[..., Page]
) -> ParticipantPhone:
    """A phone that has joined the session and shows its lobby."""
    return ParticipantPhone.join(open_page(viewport=PHONE), app, server, hosted)
