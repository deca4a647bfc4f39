"""Prometheus metrics: what is counted, and that no label says who somebody is."""

import json
import logging
import os
import re
import signal
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import Client

from quiz.live.updates.stream import Watcher
from quiz.operations import metrics
from quiz.settings.config import Settings
from quiz.settings.web_server import WebServer
from quiz.storage.database import Database, connect
from tests.server import free_port, running
from tests.shared_app import new_app
from tests.teams import actions

RUNNING = Path(__file__).parents[2] / "docs" / "running.md"
Numbers = dict[tuple[str, tuple[str, ...]], float]


def numbers(text: str) -> Numbers:
    """Each sample by its name and its labels' values, in the order of the labels' names."""
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def counted(settings: Settings, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    """A service with metrics, in one process."""
    with new_app(replace(settings, server=WebServer(metrics_port=9100)), compiled) as app:
        yield app
    logging.getLogger().removeHandler(app.extensions[metrics.EXTENSION])


def scrape(app: Flask) -> Numbers:
    app.extensions[metrics.EXTENSION].sample()
    return numbers(Client(metrics.page(app)).get("/metrics").text)


def test_requests_times_and_log_lines_are_counted(counted: Flask) -> None:
    client = counted.test_client()
    for path in ("/privacy", "/privacy", "/review/ABCDE-FGHJK", "/nowhere/lee@council.example"):
        client.get(path)
    client.post("/join", data={"code": "BCDFG", "csrf_token": "forged"})
    found = scrape(counted)
    assert found["look_requests_total", ("information.privacy", "2xx")] == 2
    assert found["look_requests_total", ("teams.invitation", "4xx")] == 1
    assert found["look_requests_total", ("unknown", "4xx")] == 1
    assert found["look_request_seconds_count", ("information.privacy",)] == 2
    assert found["look_request_seconds_bucket", ("10.0", "information.privacy")] == 2
    assert found["look_log_lines_total", ("warning",)] == 1
    assert found["look_database_up", ()] == 1


def test_the_operator_can_read_what_each_number_says(counted: Flask) -> None:
    counted.test_client().get("/privacy")
    listed = re.findall(r"^\| `(look_\w+)` \|", RUNNING.read_text("utf-8"), re.MULTILINE)
    found = {re.sub(r"_(bucket|count|sum|created)$", "", name) for name, _ in scrape(counted)}
    made = {name for name in found if name not in ("look_requests", "look_log_lines")}
    assert made | {"look_log_lines_total"} == set(listed)


def test_no_label_says_who(counted: Flask) -> None:
    client = counted.test_client()
    for path in ("/review/ABCDE-FGHJK?name=Lee", "/nowhere/lee@council.example", "/join/BCDFG"):
        client.get(path)
    pages = {*counted.view_functions, "unknown"}
    others = {"reader", "writer", "warning", "error"} | {f"{n}xx" for n in range(1, 6)}
    for name, labels in scrape(counted):
        buckets = {str(float(s)) for s in metrics.SECONDS} | {"+Inf"}
        assert set(labels) <= pages | others | buckets, name


def test_what_waits_is_counted(counted: Flask) -> None:
    database: Database = counted.extensions["database"]
    review = actions.made(database, actions.lead(database), actions.wanted())
    for _, code in actions.codes_of(database, review)[:2]:
        actions.submit_copy(database, review, code, actions.all_right())
    found = scrape(counted)
    assert found["look_submissions_waiting", ()] == 2
    assert found["look_reviews_due", ()] == 0
    counted.extensions["database"] = connect("sqlite:////nowhere/at/all/quiz.sqlite3")
    assert scrape(counted)["look_database_up", ()] == 0
    counted.extensions["database"] = database


def test_streams_and_their_watcher(counted: Flask) -> None:
    looked = Watcher(lambda known: dict.fromkeys([]), tick=0.01)
    counted.extensions["watcher"] = looked
    assert (scrape(counted)["look_streams", ()], looked.lag) == (0, 0)
    stream = looked.stream(("a session", "host"))
    next(stream)
    assert scrape(counted)["look_streams", ()] == 1
    assert 0 < looked.lag < 5
    stream.close()
    looked.stop()
    assert scrape(counted)["look_streams", ()] == 0


def test_without_the_setting_nothing_is_counted(app: Flask) -> None:
    assert metrics.EXTENSION not in app.extensions


def ask(port: int, path: str = "/metrics") -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
        return str(response.read().decode())


@pytest.mark.only_test_all
def test_each_worker_answers_for_all(tmp_path: Path) -> None:
    """Also after a worker was killed, whose streams and connections no longer count."""
    port = free_port()
    settings = {"METRICS_PORT": str(port), "WEB_CONCURRENCY": "3", "TMPDIR": str(tmp_path)}
    with running(tmp_path / "instance", **settings) as server:
        for _ in range(30):
            urllib.request.urlopen(f"{server.address}/privacy", timeout=10).close()
        page = ("information.privacy", "2xx")
        for _ in range(10):
            assert numbers(ask(port))["look_requests_total", page] == 30
        before = server.workers
        os.kill(before[0], signal.SIGKILL)
        while len(server.workers) < 3 or before[0] in server.workers:
            time.sleep(0.05)
        found = numbers(ask(port))
        assert found["look_requests_total", page] == 30
        first, *lines = server.log.splitlines()
        assert first.startswith("Before You Look is at")
        assert "was sent SIGKILL" in json.loads(lines[0])["message"]
        (folder,) = {file.parent for file in tmp_path.glob("before-you-look-*/*.db")}
        assert not list(folder.glob(f"gauge_live*_{before[0]}.db"))
        assert list(folder.glob(f"gauge_live*_{server.workers[0]}.db"))
    assert not folder.exists()
