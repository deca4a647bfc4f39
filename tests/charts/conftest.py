"""One app for all charts: drawing does not depend on its database."""

from collections.abc import Iterator

import pytest
from flask import Flask

from quiz import create_app
from quiz.settings.config import Settings
from tests.charts.gallery import build


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    there = tmp_path_factory.mktemp("charts")
    secret = "a secret for tests, long enough to be one"
    app = create_app(Settings(secret, f"sqlite:///{there / 'quiz.sqlite3'}", there))
    app.testing = True
    build(app)
    yield app
    app.extensions["database"].close()
