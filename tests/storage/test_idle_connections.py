"""PostgreSQL closed a connection while nobody used it, or does not answer."""

import socket
from time import monotonic

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from quiz.storage import engines, idle_connections
from quiz.storage.database import connect
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


def test_a_server_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        database, began = connect(f"postgresql+psycopg://look@127.0.0.1:{port}/look"), monotonic()
        with pytest.raises(OperationalError):
            database.reader.connect()
        assert 1.5 < monotonic() - began < 5
        database.close()
