"""One app for all tests of files: they store nothing."""

from collections.abc import Iterator

import pytest
from flask import Flask

from quiz import create_app
from quiz.config import Settings
from tests.conftest import SECRET


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    there = tmp_path_factory.mktemp("exports")
    app = create_app(Settings(SECRET, f"sqlite:///{there / 'quiz.sqlite3'}", there))
    with app.test_request_context():
        yield app
    app.extensions["database"].close()
