"""PostgreSQL closed a connection while nobody used it."""

import pytest
from sqlalchemy import create_engine, text

from quiz import idle_connections
from quiz.database import connect
from tests.databases import new_database

PROCESS = text("SELECT pg_backend_pid()")


def test_a_closed_connection_is_replaced(
    postgres_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idle_connections, "IDLE_SECONDS", 0)
    with new_database(postgres_server) as url:
        database, other = connect(url), create_engine(url)
        with database.begin(writes=True) as session:
            before = session.scalar(PROCESS)
        with other.begin() as connection:
            assert connection.scalar(text(f"SELECT pg_terminate_backend({before})"))
        with database.begin(writes=True) as session:
            assert session.scalar(PROCESS) != before
        database.close()
        other.dispose()
