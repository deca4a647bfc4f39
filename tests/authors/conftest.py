"""The commands for content owners, run on a copy of the content."""

from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from quiz.bank.store import ContentStore


@pytest.fixture
def run(app: Flask, store: ContentStore) -> Any:
    """Run a command; the app then serves the file that it wrote."""
    runner = app.test_cli_runner()

    def command(*args: str) -> Result:
        result = runner.invoke(args=["scenarios", *args])
        if store.is_stale:
            store.renew()
        return result

    return command
