"""A PostgreSQL server that is there but does not answer: requests end, commands wait."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from quiz.storage import answer_timeout, idle_connections
from quiz.storage.database import connect
from tests.databases import new_database, postgres
from tests.retrying import Ledger, RetryingPerson, answering
from tests.server import running

PROCESS = text("SELECT pg_backend_pid()")


@contextmanager
def frozen(*processes: int) -> Iterator[None]:
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


@pytest.mark.parametrize("rested", [False, True])
def test_a_request_gives_a_frozen_connection_up_and_uses_another(
    postgres_server: str, monkeypatch: pytest.MonkeyPatch, rested: bool
) -> None:
    """Also one that rested and is tested first: then no second wait follows."""
    monkeypatch.setattr(answer_timeout, "SECONDS", 0.3)
    monkeypatch.setattr(answer_timeout, "SHORTEST_SECONDS", 0.1)
    monkeypatch.setattr(idle_connections, "IDLE_SECONDS", 0 if rested else 60)
    with new_database(postgres_server) as url:
        database = connect(url)
        with database.reader.connect() as connection:
            process = connection.scalar(PROCESS)
        with Flask("asks").test_request_context(), frozen(process):
            began = monotonic()
            with pytest.raises(OperationalError), database.reader.connect() as connection:
                connection.scalar(PROCESS)
            assert 0.2 < monotonic() - began < 2
        with Flask("asks again").test_request_context(), database.reader.connect() as connection:
            assert connection.scalar(PROCESS) != process
        database.close()


def test_what_is_due_and_commands_wait_as_long_as_they_need(
    postgres_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_timeout, "SECONDS", 0.1)
    monkeypatch.setattr(answer_timeout, "SHORTEST_SECONDS", 0.1)
    database = connect(postgres_server)
    with database.reader.connect() as connection:
        connection.execute(text("SELECT pg_sleep(0.4)"))
    asking = Flask("asks").test_request_context()
    with asking, answer_timeout.unlimited(), database.reader.connect() as connection:
        connection.execute(text("SELECT pg_sleep(0.4)"))
    database.close()


def processes_of(url: str) -> list[int]:
    """A PostgreSQL server with all its processes."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    assert row
    first = int((Path(row[0]) / "postmaster.pid").read_text("utf-8").split()[0])
    others = subprocess.run(["pgrep", "-P", str(first)], capture_output=True, text=True).stdout
    return [first, *map(int, others.split())]


@pytest.mark.only_test_all
def test_nobody_waits_long_for_a_frozen_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole server stands still for twelve seconds. Each request ends within about five, with
    the page that sends again; afterwards everything acknowledged is stored, once."""
    took, ledger, once = list[float](), Ledger(), RetryingPerson.once

    def timed(person: RetryingPerson, *request: Any) -> Any:
        began = monotonic()
        try:
            return once(person, *request)
        finally:
            took.append(monotonic() - began)

    monkeypatch.setattr(RetryingPerson, "once", timed)
    with (
        postgres() as postgresql,
        new_database(postgresql) as url,
        running(tmp_path / "instance", DATABASE_URL=url) as server,
    ):
        with answering([server.address], 6, ledger):
            time.sleep(2)
            with frozen(*processes_of(url)):
                time.sleep(12)
            thawed = monotonic()
            time.sleep(2)
        assert ledger.stored_otherwise(url) == (0, 0)
    assert ledger.wrong == []
    assert ledger.checks > 6
    assert {refusal.status for refusal in ledger.refusals} == {503}
    assert max(refusal.at for refusal in ledger.refusals) < thawed + 1
    assert 4 < max(took) < 8


def test_a_limit_that_cannot_ask_the_database_ends_the_request(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not taken for a lost Redis, after which the limit would be checked again and again."""
    asked = []

    def lost(*_arguments: object) -> None:
        asked.append(1)
        raise OperationalError("SELECT", {}, Exception("the server did not answer"))

    monkeypatch.setattr("quiz.teams.reviews.by_code", lost)
    assert app.test_client().get("/review/ABCDE-FGHJK").status_code == 503
    assert len(asked) == 1
