"""A copy of the content that tests can change, served by the app."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quiz.bank.load import SCENARIOS
from quiz.bank.store import ContentStore

Edit = Callable[[Callable[[Any], object]], None]


@pytest.fixture
def store(app: Flask, tmp_path: Path) -> ContentStore:
    """The app's content store, with a writable copy of the national file."""
    copy = tmp_path / "scenarios.json"
    shutil.copy(SCENARIOS, copy)
    app.extensions["content_store"] = ContentStore(copy, tmp_path / "local.json")
    found: ContentStore = app.extensions["content_store"]
    return found


@pytest.fixture
def edit(store: ContentStore) -> Edit:
    """Change the national file and reload it."""

    def change(how: Callable[[Any], object]) -> None:
        data = json.loads(store.national.read_text("utf-8"))
        how(data)
        store.national.write_text(json.dumps(data))
        assert store.renew() is None

    return change
