"""A service told to stop: nobody who has begun is cut off, and nothing else is waited for."""

import signal
import socket
import time
from pathlib import Path

from tests.server import Server, running

BODY = b"length=full"


def line_to(server: Server) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", int(server.address.rpartition(":")[2])), 30)
    head = f"Host: localhost\r\nContent-Length: {len(BODY)}\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    line.sendall(f"POST / HTTP/1.1\r\n{head}{kind}".encode() + BODY[:5])
    return line


def test_a_form_that_is_half_sent_is_still_answered(tmp_path: Path) -> None:
    with running(tmp_path / "instance") as server, line_to(server) as line:
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert server.process.poll() is None, "it waits for who has begun"
        line.sendall(BODY[5:])
        assert line.recv(100).startswith(b"HTTP/1.1 400"), "a page: the form had no token"
        assert server.process.wait(timeout=20) == 0


def test_a_line_that_never_ends_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    with running(tmp_path / "instance") as server, line_to(server) as line:
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=20) == 0
        assert line.recv(100) == b""
