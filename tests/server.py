"""Run the real service under gunicorn, on a local port."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from quiz import create_app
from quiz.settings.config import from_environment

ROOT = Path(__file__).parents[1]
INHERITED = ("PATH", "HOME", "TMPDIR", "LANG")
"""No setting of the service is inherited: with a SECRET_KEY of the shell, cookies that a test signs
with the key of the instance would not be valid."""


@dataclass
class Server:
    """A running service."""

    address: str
    process: subprocess.Popen[bytes]
    log_file: Path
    environ: dict[str, str] = field(default_factory=dict)
    release: Path = ROOT
    listener: socket.socket | None = None
    """The socket that it is handed, as by systemd; it stays open while the service is away."""

    def restart(self, *, away: float = 0) -> None:
        """Restart by SIGTERM, at the same address. away: seconds between stop and start."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        time.sleep(away)
        self.start_again()

    def change_to(self, release: Path) -> None:
        """Restart with the code of another folder, migrated before, as docs/running.md says."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        self.release = release
        upgrade = [sys.executable, "-m", "flask", "--app", "wsgi", "upgrade"]
        done = subprocess.run(
            upgrade, cwd=release, env=self.environ, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        self.start_again()

    def kill(self) -> None:
        """Kill it with all its workers; none of them can finish anything."""
        for pid in (self.process.pid, *self.workers):
            os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def start_unready(self) -> None:
        """Start it after a stop; it need not answer."""
        self.process = _start(self.environ, self.log_file, self.release, self.listener)

    def start_again(self) -> None:
        """Start it after a stop, at the same address."""
        self.start_unready()
        wait_for(self)

    @property
    def database_url(self) -> str:
        return self.environ["DATABASE_URL"]

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8")

    @property
    def errors(self) -> list[str]:
        """The lines of the log at the level of errors, and those that are no line of ours."""
        return [line for line in self.log.splitlines() if not _is_no_error(line)]

    @property
    def exceptions(self) -> list[str]:
        """The lines of the log that say where in the code something was raised."""
        return [line for line in self.log.splitlines() if '"at": [' in line or "Traceback" in line]

    @property
    def workers(self) -> list[int]:
        """The process ids of the running workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        if children.exists():
            return [int(pid) for pid in children.read_text().split()]
        result = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True
        )
        return [int(pid) for pid in result.stdout.split()]


def _is_no_error(line: str) -> bool:
    if line.startswith("Before You Look is at"):
        return True
    try:
        return json.loads(line)["level"] in ("info", "warning")
    except ValueError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    instance: Path, *, listener: socket.socket | None = None, **settings: str
) -> Iterator[Server]:
    """Run the service. With MIGRATE it migrates by itself, as for ``make run``; that is slower."""
    port = listener.getsockname()[1] if listener else free_port()
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    environ = {**inherited, "PORT": str(port), "INSTANCE": str(instance), **settings}
    instance.mkdir(exist_ok=True)
    if "MIGRATE" not in settings:
        upgrade(environ)
    log_file = instance / "log"
    process = _start(environ, log_file, listener=listener)
    address = f"http://127.0.0.1:{port}"
    server = Server(address, process, log_file, environ, listener=listener)
    try:
        wait_for(server)
        yield server
    finally:
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(timeout=30)


def upgrade(environ: dict[str, str]) -> None:
    """Migrate in-process; a subprocess is slower."""
    app = create_app(from_environment(environ))
    with app.app_context():
        result = app.test_cli_runner().invoke(args=["upgrade"])
    assert result.exit_code == 0, result.output
    app.extensions["database"].close()


def _start(
    environ: dict[str, str],
    log_file: Path,
    release: Path = ROOT,
    listener: socket.socket | None = None,
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gunicorn", "wsgi:app"]
    if listener:
        command = [sys.executable, "-S", "-c", HAND_OVER, str(listener.fileno()), *command]
    with log_file.open("ab") as log:
        return subprocess.Popen(
            command,
            pass_fds=[listener.fileno()] if listener else [],
            cwd=release,
            env=environ,
            stdout=log,
            stderr=log,
        )


HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""
"""What systemd does before it starts a program that it hands a socket (sd_listen_fds(3))."""


def wait_for(server: Server) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{server.address}/readyz", timeout=5) as response:
                if response.status == 200:
                    return
        except OSError:
            if server.process.poll() is not None:
                break
            time.sleep(0.05)
    raise RuntimeError(f"the service did not start: {server.log}")


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[Server]:
    """The service with a new database."""
    with running(tmp_path / "instance", DATABASE_URL=database_url) as server:
        yield server
