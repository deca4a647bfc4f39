"""The web server's process: a body that trickles is cut, and a killed one's folder is deleted."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import gevent
import pytest
from gunicorn.http.body import Body

from quiz.serving import worker
from quiz.serving.answering import AnsweringWorker
from quiz.serving.worker import BODY_SECONDS, TimedReader, Worker

CONFIGURATION = Path(__file__).parents[2] / "gunicorn.conf.py"
RUN = "import os, runpy, sys; runpy.run_path(sys.argv[1]); print('up', flush=True); "
KILLED, LIVING, STOPPED = "os.kill(os.getpid(), 9)", "sys.stdin.read()", ""


def test_a_connection_accepted_just_before_the_stop_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its greenlet has not begun when the worker looks whether anybody waits."""
    stopping, answered = Worker.__new__(Worker), list[bytes]()
    stopping._busy, stopping._idle, stopping.streams = 0, {}, 0

    def reads_and_answers(_worker: Worker, _listener: object, client: bytes, _from: object) -> None:
        gevent.sleep(0.1)
        answered.append(client)

    monkeypatch.setattr(AnsweringWorker, "handle", reads_and_answers)
    gevent.spawn(stopping.handle, None, b"a request", None)
    stopping._finish()
    assert answered == [b"a request"]


class Trickle:
    """A client that sends a byte now and then, for ever."""

    def __init__(self, pause: Callable[[], object]) -> None:
        self.pause, self.sent = pause, 0

    def read(self, _size: int) -> bytes:
        self.pause()
        self.sent += 1
        return b"a"


class Clock:
    """A clock that only reading moves, so that a busy machine changes nothing."""

    def __init__(self) -> None:
        self.now, self.waits = 1000.0, list[float]()

    def monotonic(self) -> float:
        return self.now

    def pass_on(self) -> None:
        self.now += 3

    def timeout(self, seconds: float, error: Exception) -> gevent.Timeout:
        self.waits.append(seconds)
        return gevent.Timeout(seconds, error)


def test_a_body_that_trickles_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(worker, "time", clock)
    monkeypatch.setattr(worker, "gevent", SimpleNamespace(Timeout=clock.timeout))
    slow = Trickle(clock.pass_on)
    body = Body(TimedReader(slow, 10))
    with pytest.raises(TimeoutError):
        body.read(1000)
    assert clock.waits == [10, 7, 4, 1], "each read waits only as long as is left"
    assert slow.sent == 4
    assert body.failed, "the connection is closed and serves no further request"
    with pytest.raises(TimeoutError):
        body.read(1000)
    assert slow.sent == 4


def test_a_body_that_stops_is_cut() -> None:
    with pytest.raises(TimeoutError):
        Body(TimedReader(Trickle(lambda: gevent.sleep(60)), 0.05)).read(1000)


def test_each_request_has_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(
        AnsweringWorker, "handle_request", lambda *given: seen.append(given) or True
    )
    worker, request = object.__new__(Worker), SimpleNamespace(body=Body(Trickle(lambda: None)))
    worker._busy, worker._is_behind_proxy = 0, False
    worker._idle = {"socket": time.monotonic() + 60}
    assert worker._is_expecting()
    assert worker.handle_request("listener", request, "socket", "address")
    (given,) = seen
    assert given[1:] == ("listener", request, "socket", "address")
    assert not worker._is_expecting()
    assert isinstance(request.body.reader, TimedReader)
    assert request.body.reader._ends <= time.monotonic() + BODY_SECONDS


@pytest.mark.parametrize(("is_behind_proxy", "waits"), [(True, True), (False, False)])
def test_a_stop_waits_for_what_a_proxy_may_have_just_sent(
    monkeypatch: pytest.MonkeyPatch, is_behind_proxy: bool, waits: bool
) -> None:
    """nginx does not send a form again on another connection; a browser does."""
    monkeypatch.setattr(AnsweringWorker, "handle_request", lambda *_: True)
    clock = Clock()
    monkeypatch.setattr(worker, "time", clock)
    stopping, request = object.__new__(Worker), SimpleNamespace(body=Body(Trickle(lambda: None)))
    stopping._busy, stopping._is_behind_proxy, stopping._idle = 0, is_behind_proxy, {}
    stopping.handle_request("listener", request, "socket", "address")
    clock.now += 1.2  # nginx closes an idle connection after one second
    assert stopping._is_expecting() == waits
    clock.now += 1
    assert not stopping._is_expecting()


def start(folder: Path, then: str) -> subprocess.Popen[str]:
    environ = {**os.environ, "TMPDIR": str(folder)}
    environ.pop("CONTENT_COPIES", None)
    found = subprocess.Popen(
        [sys.executable, "-c", RUN + then, str(CONFIGURATION)],
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert found.stdout
    assert found.stdout.readline() == "up\n"
    return found


@pytest.mark.starts_python
def test_the_folder_of_a_killed_master_is_deleted_at_the_next_start(tmp_path: Path) -> None:
    others = tmp_path / "before-you-look-of-somebody-else"
    others.mkdir()
    start(tmp_path, KILLED).communicate("", 30)
    left = set(tmp_path.iterdir()) - {others}
    assert len(left) == 1
    living = start(tmp_path, LIVING)
    its_own = set(tmp_path.iterdir()) - {others} - left
    assert len(its_own) == 1
    assert not left & set(tmp_path.iterdir()), "the killed one's"
    start(tmp_path, STOPPED).communicate("", 30)
    assert its_own < set(tmp_path.iterdir()), "somebody uses it"
    assert others.exists()
    living.communicate("", 30)


@pytest.mark.starts_python
def test_an_address_that_can_be_opened_is_printed_with_a_warning() -> None:
    run = "import runpy, sys; print(runpy.run_path(sys.argv[1])['_where']())"
    environ = {**os.environ, "HOST": "0.0.0.0", "PORT": "8000", "CONTENT_COPIES": "/nowhere"}
    result = subprocess.run(
        [sys.executable, "-c", run, str(CONFIGURATION)], env=environ, capture_output=True, text=True
    )
    where, warning = result.stdout.splitlines()
    assert where.startswith("Before You Look is at http://")
    assert "0.0.0.0" not in where, "nobody can open that"
    assert "and at every other address" in where
    assert "can read what is sent" in warning


@pytest.mark.starts_python
def test_a_port_that_cannot_be_used_is_named() -> None:
    """Port 0 would be another one at each start; gunicorn tries for five seconds to share one."""
    run = (
        "import os, runpy, sys\n"
        "for ports in sys.argv[2:]:\n"
        "    os.environ['PORT'], os.environ['METRICS_PORT'] = ports.split(',')\n"
        "    try: runpy.run_path(sys.argv[1])\n"
        "    except SystemExit as end: print(end)\n"
    )
    wrong = ["0,", "65536,", "8000,none", "8000,8000"]
    result = subprocess.run(
        [sys.executable, "-c", run, str(CONFIGURATION), *wrong], capture_output=True, text=True
    )
    assert result.stdout.splitlines() == [
        "PORT must be a number from 1 to 65535, not '0'.",
        "PORT must be a number from 1 to 65535, not '65536'.",
        "METRICS_PORT must be a number from 1 to 65535, not 'none'.",
        "METRICS_PORT must be another port than PORT, 8000.",
    ]
