"""The commands for content owners, run on a copy of the content; an author and a second reader."""

from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from quiz.bank.store import ContentStore
from quiz.vocabulary import Role
from tests.people.steps import signed_in
from tests.visitor import Visitor


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


@pytest.fixture
def author(app: Flask, store: ContentStore) -> Visitor:
    return signed_in(app, Role.OWNER)


@pytest.fixture
def reader(app: Flask, store: ContentStore) -> Visitor:
    return signed_in(app, Role.OWNER)
