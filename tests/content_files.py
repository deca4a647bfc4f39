"""A copy of the content that tests can change, served by the app."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quiz.bank.checksums import checksum_of
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


SPARE = "a-spare-story"


def add_spare(data: Any, item: str) -> None:
    """Add a copy of an item under another id, which no form asks."""
    row = next(row for row in data["items"] if row["id"] == item)
    spare = {**row, "id": SPARE, "revision": 1, "title": "A spare story"}
    data["items"].append({**spare, "checksum": checksum_of(spare)})


@pytest.fixture
def edit(store: ContentStore) -> Edit:
    """Change the national file and reload it."""

    def change(how: Callable[[Any], object]) -> None:
        data = json.loads(store.national.read_text("utf-8"))
        how(data)
        store.national.write_text(json.dumps(data))
        assert store.renew() is None

    return change
