"""The service as people meet it: gunicorn with its workers, on a port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@dataclass
class Server:
    """A running service. ``log`` is what it wrote."""

    address: str
    database_url: str
    process: subprocess.Popen[bytes]
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8")

    @property
    def workers(self) -> list[int]:
        """The process ids of the workers that live now."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        if children.exists():
            return [int(pid) for pid in children.read_text().split()]
        found = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True
        )
        return [int(pid) for pid in found.stdout.split()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[Server]:
    """The service on each kind of database; started as ``make run`` starts it."""
    port = free_port()
    environ = {
        **os.environ,
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "INSTANCE": str(tmp_path / "instance"),
        "DATABASE_URL": database_url,
    }
    command = [sys.executable, "-m"]
    subprocess.run(
        [*command, "flask", "--app", "wsgi", "upgrade"], cwd=ROOT, env=environ, check=True
    )
    log_file = tmp_path / "log"
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [*command, "gunicorn", "wsgi:app"], cwd=ROOT, env=environ, stdout=log, stderr=log
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/healthz", log_file)
        yield Server(address, database_url, process, log_file)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def wait_for(url: str, log_file: Path) -> None:
    for _ in range(150):
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                if response.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the service did not start: {log_file.read_text('utf-8')}")
