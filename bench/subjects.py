"""The services that are measured: the floor, oTree, and ours, each as it is served to people."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.server import ROOT, free_port, running

BENCH = Path(__file__).parent
OTREE = "otree==6.0.15"
STARTS_WITHIN = 60
"""Seconds that a service has to start."""


@dataclass(frozen=True)
class Subject:
    """A running service: where somebody starts, what the path of the last page has in it, and the
    process that started all its processes. ``questions`` is in the path of the pages that are
    compared: a choice of four and a certainty."""

    address: str
    pid: int
    start: str
    end: str
    questions: str


@contextmanager
def ours(url: str | None = None, **settings: str) -> Iterator[Subject]:
    """This service, as ``make run`` starts it; in SQLite, or in the database of this address."""
    database = {"DATABASE_URL": url} if url else {}
    with (
        tempfile.TemporaryDirectory() as instance,
        running(Path(instance), **database, **settings) as server,
    ):
        pid = server.process.pid
        yield Subject(server.address, pid, "/", "/check/feedback", "/check/scenario/")


@contextmanager
def floor(size: int, url: str | None = None) -> Iterator[Subject]:
    """A bare service on the same libraries and the same server, with a page of this many bytes."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            "FLOOR_BYTES": str(size),
            "FLOOR_DATABASE": url or f"sqlite:///{folder}/floor.sqlite3",
        }
        gunicorn = ("-m", "gunicorn", "--worker-class", "gevent", "bench.floor:app")
        command = [sys.executable, *gunicorn]
        with _served(command, ROOT, environ, "/healthz") as (address, process):
            yield Subject(address, process.pid, "/page/1", "/end", "/page/")


@contextmanager
def otree(people: int) -> Iterator[Subject]:
    """oTree with one session of this many people: the widest used free tool for such pages.

    Its packages are not ours: it has an environment of its own, made at the first run.
    """
    program = _otree_program()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(shutil.copytree(BENCH / "peer", Path(folder) / "peer"))
        (project / "_static").mkdir()  # oTree does not start without it
        environ = {
            "PATH": f"{program.parent}:{os.environ['PATH']}",  # it starts itself a second time
            "OTREE_PRODUCTION": "1",
            "OTREE_ADMIN_PASSWORD": "not used",
        }
        command = [str(program), "prodserver", "PORT"]
        with _served(command, project, environ, "/") as (address, process):
            config = {"session_config_name": "choices", "num_participants": people}
            request = urllib.request.Request(
                f"{address}/api/sessions",
                json.dumps(config).encode(),
                {"Content-Type": "application/json"},
            )
            with urllib.request.urlopen(request, timeout=60) as response:
                session = json.load(response)
            join = session["session_wide_url"].partition("/join/")[2]
            yield Subject(
                address, process.pid, f"/join/{join}", "OutOfRangeNotification", "/Scenario/"
            )


def _otree_program() -> Path:
    """oTree's command; it is installed first if it is not there, or was moved since."""
    place = ROOT / ".venv" / "otree"
    program = place / "bin" / "otree"
    if not program.exists() or not _interpreter(program).exists():
        print(f"Installing {OTREE} in {place.relative_to(ROOT)} (once)", flush=True)
        venv.create(place, with_pip=True, clear=True)
        subprocess.run([place / "bin" / "pip", "install", "--quiet", OTREE], check=True)
    return program


def _interpreter(script: Path) -> Path:
    """The Python that a script names in its first line."""
    return Path(script.read_text().splitlines()[0].removeprefix("#!"))


@contextmanager
def _served(
    command: list[str], folder: Path, environ: dict[str, str], ready: str
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a server on a free port until the end of the block, once it answers."""
    port = str(free_port())
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [port if word == "PORT" else word for word in command],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "PORT": port, **environ},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            if not _answers(address + ready, process):
                log.seek(0)
                raise RuntimeError(log.read()[-2000:])
            yield address, process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait until a service answers; False when it stops, or takes too long."""
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return True
        except OSError:
            time.sleep(0.1)
    return False
