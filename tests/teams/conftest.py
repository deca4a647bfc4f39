"""Fixtures for all tests of team reviews."""

import pytest
from flask import Flask

from quiz import clock
from quiz.bank.items import Bank
from quiz.content import store
from quiz.storage.database import Database
from tests.teams import actions
from tests.teams.stored_reviews import lead as lead_with_pages


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that are compared name the same seconds until the sign-out."""
    now = clock.seconds()
    monkeypatch.setattr(clock, "seconds", lambda: now)
    # The cookie that a test makes has the time of signing in.
    monkeypatch.setattr("tests.people.steps.seconds", lambda: now)


@pytest.fixture
def bank(app: Flask) -> Bank:
    return store(app).bank


@pytest.fixture
def lead(database: Database) -> str:
    return actions.lead(database)


@pytest.fixture
def me(database: Database) -> str:
    return lead_with_pages(database)
