"""One app for all tests of a file, because they store nothing."""

from collections.abc import Iterator

import pytest
from flask import Flask

from quiz import create_app
from quiz.settings.config import Settings
from tests.conftest import SECRET


@pytest.fixture(scope="module")
def one_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    there = tmp_path_factory.mktemp("exports")
    made = create_app(Settings(SECRET, f"sqlite:///{there / 'quiz.sqlite3'}", there))
    yield made
    made.extensions["database"].close()


@pytest.fixture
def app(one_app: Flask) -> Iterator[Flask]:
    """The app, with a request's context."""
    with one_app.test_request_context():
        yield one_app
