"""A copy of the content that a test may change, served by the app under test."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quiz.bank.load import SCENARIOS
from quiz.bank.shelf import Shelf

Edit = Callable[[Callable[[Any], object]], None]


@pytest.fixture
def shelf(app: Flask, tmp_path: Path) -> Shelf:
    """The app's shelf, with its national file moved to where a test may write."""
    copy = tmp_path / "scenarios.json"
    shutil.copy(SCENARIOS, copy)
    app.extensions["shelf"] = Shelf(copy, tmp_path / "local.json")
    found: Shelf = app.extensions["shelf"]
    return found


@pytest.fixture
def edit(shelf: Shelf) -> Edit:
    """Change the national file and serve it."""

    def change(how: Callable[[Any], object]) -> None:
        data = json.loads(shelf.national.read_text("utf-8"))
        how(data)
        shelf.national.write_text(json.dumps(data))
        assert shelf.renew() is None

    return change
