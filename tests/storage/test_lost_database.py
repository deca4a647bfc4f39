"""A database file that is deleted or replaced under the running service is noticed."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quiz import create_app
from quiz.settings.config import Settings
from quiz.storage.database import Database
from tests.conftest import SECRET
from tests.visitor import Visitor


@pytest.fixture
def file(tmp_path: Path, empty_sqlite_file: Path) -> Path:
    return Path(shutil.copy(empty_sqlite_file, tmp_path / "quiz.sqlite3"))


def start(client: FlaskClient) -> int:
    """Open the start page and start a check; returns the status."""
    visitor = Visitor(client.application)
    visitor.get("/").send(length="full", feedback="end")
    return visitor.status


def test_nothing_is_acknowledged_without_its_database(file: Path, tmp_path: Path) -> None:
    app: Flask = create_app(Settings(SECRET, f"sqlite:///{file}", tmp_path))
    client, kept = app.test_client(), tmp_path / "kept"
    assert (start(client), client.get("/readyz").status_code) == (200, 200)
    shutil.copy(file, kept)
    file.unlink()
    assert (start(client), client.get("/readyz").status_code) == (503, 503)
    kept.replace(file)
    for side in ("-wal", "-shm"):
        file.with_name(file.name + side).unlink(missing_ok=True)
    assert (start(client), client.get("/readyz").status_code) == (200, 200)
    database: Database = app.extensions["database"]
    database.close()
