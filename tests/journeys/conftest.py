"""One service for every test that looks at pages with a browser."""

from collections.abc import Iterator

import pytest

from tests.server import Server, running


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """What a browser sees depends neither on the database nor on who else is there."""
    instance = tmp_path_factory.mktemp("shared") / "instance"
    with running(instance, DATABASE_URL=f"sqlite:///{instance / 'quiz.sqlite3'}") as server:
        yield server
