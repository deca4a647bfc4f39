"""A crowd, 16 at a time, on a real server whose workers are killed while they answer."""

import os
import random
import re
import signal
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from quiz.storage.database import connect
from tests.journeys.form_filler import FormFiller, first_form
from tests.server import Server, running

pytestmark = pytest.mark.both_databases

AT_A_TIME = 16
FIRST_KILLS = 0.1
"""Seconds between kills until a request has met one. A crowd of 24 answers for about a second."""


@pytest.fixture
def many(everything: bool) -> int:
    """How many people: 200 in `make test-all`; 24 in `make test` also meet killed workers."""
    return 200 if everything else 24


@contextmanager
def killing_workers(
    server: Server, crowd: Sequence[FormFiller], every_seconds: float
) -> Iterator[None]:
    """Kill random workers without letting them finish.

    At short intervals until a request has met a killed worker: a worker may be idle when it is
    killed. Then slowly enough for new ones to start.
    """
    stop = threading.Event()

    def kill() -> None:
        wait = FIRST_KILLS
        while not stop.wait(wait):
            if workers := server.workers:
                os.kill(random.choice(workers), signal.SIGKILL)
            wait = every_seconds if any(one.retries for one in crowd) else FIRST_KILLS

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        stop.set()
        killer.join()


def reaches_feedback(one: FormFiller) -> str:
    return one.reaches("/check/feedback")


def rows(engine: Engine, statement: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    database = connect(database_url)
    yield database.reader
    database.close()


@pytest.mark.runs_on("sqlite")
def test_a_slow_connection_delays_nobody_else(server: Server) -> None:
    """Eight unfinished requests must not block another person's answers."""
    slow = [FormFiller(server.address, random.Random(seed)) for seed in range(8)]
    connections = []
    for one in slow:
        one.asks("GET", "/", {})
        port = int(server.address.rpartition(":")[2])
        connection = socket.create_connection(("127.0.0.1", port))
        cookies = "; ".join(f"{name}={value}" for name, value in one.cookies.items())
        connection.sendall(
            b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n"
            b"Cookie: " + cookies.encode() + b"\r\n\r\nlength=full"
        )
        connections.append(connection)
    started = time.monotonic()
    FormFiller(server.address, random.Random(99)).reaches("/check/feedback")
    assert time.monotonic() - started < 8
    for connection in connections:
        connection.close()


@pytest.mark.runs_on("postgresql")
def test_no_answer_is_lost_when_workers_are_killed(
    server: Server, engine: Engine, many: int
) -> None:
    """The first two thirds see no error. Workers are killed while the others answer."""
    crowd = [FormFiller(server.address, random.Random(seed)) for seed in range(many)]
    first, second = crowd[: many * 2 // 3], crowd[many * 2 // 3 :]
    for one in crowd[2:]:
        one.always["length"] = "short"
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        pages = list(pool.map(reaches_feedback, first))
        assert sum(one.retries for one in first) == 0
        assert server.errors == []
        with killing_workers(server, second, every_seconds=3):
            pages += pool.map(reaches_feedback, second)
    assert sum(one.retries for one in second) > 0, "no request met a killed worker"
    assert all("How these figures are worked out" in page for page in pages)

    assert rows(engine, "SELECT count(*) FROM attempt") == [(many,)]
    assert rows(engine, "SELECT count(*) FROM attempt WHERE finished_on IS NULL") == [(0,)]
    acknowledged = sorted(
        (data["option"], int(data["certainty"]), "look_up" in data)
        for one in crowd
        for path, data in one.sent.items()
        if path.startswith("/check/scenario") and "option" in data
    )
    stored = rows(engine, "SELECT item, option, certainty, look_up FROM response")
    assert sorted((f"{i}.{o}", c, bool(tick)) for i, o, c, tick in stored) == acknowledged
    # The question about understanding is not asked of people who are not aware.
    rated = sorted(
        (strand, data[strand])
        for data in (one.sent["/check/confidence"] for one in crowd)
        for strand in ("aware", "understanding", "casework", "asking")
        if strand != "understanding" or data["aware"] in ("partly", "yes")
    )
    assert sorted(rows(engine, "SELECT strand, answer FROM rating")) == rated


def test_the_log_has_no_answers_and_no_codes(shared_server: Server) -> None:
    server = shared_server
    one = FormFiller(server.address, random.Random(1))
    one.reaches("/check/feedback")
    _, page = one.asks("GET", "/check/save", {})
    form = first_form(page)
    assert form is not None
    _, page = one.asks("POST", "/check/save", one.fills_in(form))
    code = page.partition('id="return-code"')[2].partition(">")[2].partition("<")[0].split()
    assert len(code) == 5
    one.once("GET", "/check/return?code=" + "-".join(code), {})
    one.once("POST", "/check/return?code=" + "-".join(code), {"code": " ".join(code)})
    one.once("GET", "/nowhere?name=Jane", {})
    options = [data["option"] for data in one.sent.values() if "option" in data]
    for secret in ("Jane", *options):
        assert secret not in server.log
    # A view's name may contain a word of the code.
    assert not {*code} & {*re.split(r"[^\w.]+", server.log)}
    assert server.exceptions == []


def test_a_megabyte_is_refused_with_a_page(shared_server: Server) -> None:
    server = shared_server
    one = FormFiller(server.address, random.Random(2))
    one.asks("GET", "/", {})
    status, _, page = one.once("POST", "/", {"length": "x" * 1_000_000})
    assert status == 413
    assert "too much to send" in page


def test_it_prints_its_address_and_stops_cleanly(tmp_path: Path) -> None:
    with running(tmp_path / "instance") as server:
        message = f"Before You Look is at {server.address}"
        for _ in range(100):
            if message in server.log:
                break
            time.sleep(0.1)
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=20) == 0
        assert server.log.strip() == message
