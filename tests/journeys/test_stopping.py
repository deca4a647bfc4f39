"""Starting as `make run` does; at a stop running requests are finished, and none delays it."""

import signal
import socket
import time
from pathlib import Path

import pytest

from tests.server import Server, running

BODY = b"length=full"


def half_sent_form(server: Server) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", int(server.address.rpartition(":")[2])), 30)
    head = f"Host: localhost\r\nContent-Length: {len(BODY)}\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    connection.sendall(f"POST / HTTP/1.1\r\n{head}{kind}".encode() + BODY[:5])
    return connection


@pytest.mark.starts_first
def test_a_half_sent_form_is_answered_and_a_stalled_one_does_not_prevent_the_stop(
    tmp_path: Path,
) -> None:
    with (
        running(tmp_path / "instance", MIGRATE="yes") as server,
        half_sent_form(server) as connection,
        half_sent_form(server) as stalled,
    ):
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert server.process.poll() is None, "it waits for the running requests"
        connection.sendall(BODY[5:])
        assert connection.recv(100).startswith(b"HTTP/1.1 400"), "a page: the form had no token"
        assert server.process.wait(timeout=20) == 0
        assert stalled.recv(100) == b""
