"""A stop while a phone listens and two people send slowly: each gets what the times allow."""

import signal
import socket
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from quiz import create_app
from quiz.serving.worker import LAST_REQUEST_SECONDS
from quiz.settings.config import from_environment
from tests.conftest import SECRET
from tests.live import stored_steps as live
from tests.server import Server, running

pytestmark = pytest.mark.only_test_all

HEAD = "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
BYTES_APART = 0.4


class Sender(Thread):
    """Sends a form, one byte after the other. ``ended``: when it had an answer, or was cut."""

    def __init__(self, server: Server, size: int) -> None:
        super().__init__()
        host, _, port = server.address.removeprefix("http://").partition(":")
        self.connection = socket.create_connection((host, int(port)), timeout=30)
        self.size, self.answer, self.ended = size, b"", 0.0
        self.connection.sendall(f"{HEAD}Content-Length: {size}\r\n\r\n".encode())

    def run(self) -> None:
        with suppress(OSError):
            for _ in range(self.size):
                self.connection.sendall(b"a")
                time.sleep(BYTES_APART)
            self.answer = self.connection.recv(4096)
        self.ended = time.monotonic()
        self.connection.close()


def listens(server: Server) -> socket.socket:
    """A phone's event stream, which has begun."""
    app = create_app(from_environment(server.environ))
    phone = live.join_session(app, live.host_session(app))
    cookie = phone.client.get_cookie("before-you-look")
    assert cookie
    host, _, port = server.address.removeprefix("http://").partition(":")
    connection = socket.create_connection((host, int(port)), timeout=30)
    lines = ("GET /play/events HTTP/1.1", "Host: a", f"Cookie: before-you-look={cookie.value}")
    connection.sendall("\r\n".join((*lines, "", "")).encode())
    assert b"text/event-stream" in connection.recv(4096)
    app.extensions["database"].close()
    return connection


@pytest.mark.only_on("sqlite")
def test_a_stop_answers_who_is_slow_and_ends_in_time(tmp_path: Path) -> None:
    file = tmp_path / "instance" / "quiz.sqlite3"
    with running(tmp_path / "instance", SECRET_KEY=SECRET) as server:
        stream = listens(server)
        slow = Sender(server, int(0.6 * LAST_REQUEST_SECONDS / BYTES_APART))
        slower = Sender(server, int(4 * LAST_REQUEST_SECONDS / BYTES_APART))
        for sender in (slow, slower):
            sender.start()
        time.sleep(0.5)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        while stream.recv(4096):
            pass
        assert time.monotonic() - began < 1, "a phone is not kept: it asks the next node"
        stream.close()
        assert server.process.wait(timeout=30) == 0
        took = time.monotonic() - began
        for sender in (slow, slower):
            sender.join()
        assert slow.answer.startswith(b"HTTP/1.1 400 "), "a form without a token has its page"
        assert slower.answer == b"", "it would have taken four times as long"
        assert slower.ended - began < LAST_REQUEST_SECONDS + 2
        assert LAST_REQUEST_SECONDS <= took < LAST_REQUEST_SECONDS + 2
        assert server.errors == [], "no worker had to be killed"
        assert not file.with_name(f"{file.name}-wal").exists(), "the log of SQLite is emptied"
        server.start_again()
