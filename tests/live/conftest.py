"""Everything that is stored, read again only after a commit."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from quiz import clock
from quiz.storage import database_clock
from quiz.storage.database import Database
from tests.conftest import Stored
from tests.live.attacker import StoredRows, all_rows
from tests.live.room_steps import FakeClock


@pytest.fixture
def stored_rows(database: Database, stored: Stored) -> Iterator[StoredRows]:
    """Reads ``all_rows`` if anything was committed since its last call.

    SQLite tells a connection whether others committed; PostgreSQL does not, so there it always
    reads.
    """
    if database.reader.dialect.name != "sqlite":
        yield lambda: all_rows(stored)
        return
    with closing(sqlite3.connect(str(database.reader.url.database))) as connection:
        read: dict[int, dict[str, list[tuple[object, ...]]]] = {}

        def rows() -> dict[str, list[tuple[object, ...]]]:
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            if version not in read:
                read.clear()
                read[version] = all_rows(stored)
            return read[version]

        yield rows


@pytest.fixture
def fake_clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """The clock of service, database and signing in stands still until the test moves it."""
    found = FakeClock()
    monkeypatch.setattr(clock, "seconds", found)
    monkeypatch.setattr(database_clock, "seconds", lambda _session: found())
    monkeypatch.setattr("quiz.live.updates.broadcast.seconds", found)
    # The cookie has the time of signing in, and so has the cookie that a test makes.
    monkeypatch.setattr("tests.people.steps.seconds", found)
    return found
