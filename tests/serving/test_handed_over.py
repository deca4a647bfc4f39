"""The service takes a listening socket from systemd, at which requests wait while it is away."""

import http.client
import os
import signal
import socket
from pathlib import Path

import pytest

from quiz.serving import listening
from quiz.serving.listening import handed_over
from tests.conftest import SECRET
from tests.server import running


def test_another_process_was_handed_the_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_FDS", "1")
    monkeypatch.setenv("LISTEN_PID", str(os.getppid()))
    assert handed_over() == []
    monkeypatch.delenv("LISTEN_PID")
    assert handed_over() == []


@pytest.mark.parametrize(
    ("host", "family"), [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)]
)
def test_where_a_socket_listens_that_was_handed_over(
    monkeypatch: pytest.MonkeyPatch, host: str, family: socket.AddressFamily
) -> None:
    with socket.create_server((host, 0), family=family) as listener:
        monkeypatch.setattr(listening, "_FIRST_HANDED_OVER", listener.fileno())
        monkeypatch.setenv("LISTEN_FDS", "1")
        monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
        assert handed_over() == [listener.getsockname()[:2]]
        socket.create_connection(listener.getsockname()[:2], timeout=5).close()


@pytest.mark.only_test_all
@pytest.mark.only_on("sqlite")
def test_a_request_while_the_service_is_away_waits_for_the_next_start(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0), backlog=64) as listener,
        running(tmp_path / "instance", listener=listener, SECRET_KEY=SECRET) as server,
    ):
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=30) == 0
        asked = http.client.HTTPConnection(*listener.getsockname(), timeout=30)
        asked.request("GET", "/")
        server.start_again()
        assert asked.getresponse().status == 200
        asked.close()
        assert server.errors == []


@pytest.mark.only_test_all
@pytest.mark.only_on("sqlite")
def test_a_socket_elsewhere_than_the_settings_say_stops_the_start(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        running(tmp_path / "instance", listener=listener, SECRET_KEY=SECRET) as server,
    ):
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(timeout=30)
        environ, address = server.environ, f"127.0.0.1 port {listener.getsockname()[1]}"
        server.environ = {**environ, "PORT": "1"}
        server.start_unready()
        assert server.process.wait(timeout=30) == 1
        said = f"systemd listens on {address}, HOST and PORT say 127.0.0.1:1: change one of them."
        assert said in server.log
        server.environ = environ
        server.start_again()
