"""The settings of gunicorn, which finds this file by its name. `make run` starts it."""

from __future__ import annotations

import contextlib
import fcntl
import gc
import http.client
import logging
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING

import gevent
from gevent import monkey

if TYPE_CHECKING:
    from flask import Flask
    from gunicorn.arbiter import Arbiter
    from gunicorn.workers.base import Worker

# The application is loaded once, in the master, and workers are forked from it, so a new worker
# starts quickly. So threads and locks must be gevent's from the beginning.
monkey.patch_all()
preload_app = True
# What is loaded here stays for good, so garbage collection would find nothing.
gc.disable()

FOLDER = "before-you-look-"
IN_USE = "in-use"
"""The file that a master and its workers keep locked in a folder of theirs, while one lives."""
_locks: dict[str, IO[bytes]] = {}
"""The open lock file of each such folder."""


def _own_folder() -> str:
    """A new temporary folder, which is deleted at the stop; or at a later start, after a kill."""
    folder = tempfile.mkdtemp(prefix=FOLDER)
    _locks[folder] = (Path(folder) / IN_USE).open("wb")
    fcntl.flock(_locks[folder], fcntl.LOCK_EX)
    return folder


def _delete_left_folders() -> None:
    """Delete the folders whose master was killed: nobody holds their locks."""
    for file in Path(tempfile.gettempdir()).glob(f"{FOLDER}*/{IN_USE}"):
        with contextlib.suppress(OSError), file.open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(file.parent)


_delete_left_folders()
# Created again at each start: a content file with errors stops the start, but not a later worker.
if "CONTENT_COPIES" not in os.environ:
    os.environ["CONTENT_COPIES"] = _own_folder()


# Our own modules only now: they make locks, which must be gevent's.
from quiz.settings import web_server  # noqa: E402
from quiz.settings.config import OperatorError  # noqa: E402

try:
    _settings = web_server.from_environment(os.environ)
except OperatorError as error:
    sys.exit(str(error))
_host, _port = _settings.host, _settings.port
# The start asks this address whether the service answers; one for "all interfaces" answers nothing.
_reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(_host, _host)


def _address(host: str) -> str:
    return f"[{host}]:{_port}" if ":" in host else f"{host}:{_port}"


bind = _address(_host)

# Metrics have a port of their own, which no proxy passes on. A worker's numbers lie in this folder,
# so that each worker can answer for all; the library reads its name at its import.
_metrics_listener: socket.socket | None = None
if _settings.metrics_port:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = _own_folder()

workers = _settings.workers
logger_class = "quiz.operations.server_log.ServerLog"
worker_class = "quiz.serving.worker.Worker"  # many slow connections in one process
# Seconds until a stop kills a worker: later than the worker itself gives its last requests up
# (quiz/serving/worker.py), so that it can close its connections and empty SQLite's log.
graceful_timeout = 10
# In a live session every phone and every screen keeps a connection open. A session of a thousand
# must fit into one worker while the other is being replaced.
worker_connections = 4000
MOST_OPEN_FILES = 16384
"""How many files and connections a worker may have open, if the system allows it."""

# Far more than our forms and cookies need, far less than would fill the memory.
limit_request_line = 8190  # OpenID Connect providers send long codes
limit_request_fields = 64
limit_request_field_size = 8190

# X-Forwarded-* headers are accepted only from the proxies that the operator names.
forwarded_allow_ips = _settings.proxies
# No control socket, so no file outside the checkout.
control_socket_disable = True

# No access log, because addresses contain codes. Gunicorn's messages below warnings are only about
# its processes.
accesslog = None
loglevel = _settings.log_level


UPGRADE = ("-m", "flask", "--app", "wsgi", "upgrade")


def _without_request(record: logging.LogRecord) -> bool:
    """Remove the request from gunicorn's messages: its address may contain a code."""
    for start in ("Invalid request", "Error handling request"):
        if str(record.msg).startswith(start):
            record.msg, record.args = start, ()
    return True


def _upgrade(app: Flask) -> None:
    """Migrate, if it is not done; `make run` asks for it. In a process of its own, because what
    Alembic loads would stay in memory. Workers must not inherit an open connection."""
    from quiz.storage.database import upgraded

    opened = app.extensions["database"]
    done = upgraded(opened)
    opened.close()
    if not done and (failed := subprocess.call([sys.executable, *UPGRADE])):  # noqa: S603 - our own
        sys.exit(failed)


def _refuse_half_restored(folder: Path) -> None:
    from quiz.instance import HALF_RESTORED, RESTORING

    if (folder / RESTORING).exists():
        sys.exit(f"Before You Look cannot start: {HALF_RESTORED}.")


def on_starting(server: Arbiter) -> None:
    _refuse_half_restored(Path(server.app.wsgi().instance_path))
    if os.environ.get("MIGRATE"):
        _upgrade(server.app.wsgi())
    gevent.sleep(0.1)  # let short timers end before workers are forked
    gc.freeze()
    gc.enable()
    server.log.error_log.addFilter(_without_request)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_OPEN_FILES if hard == resource.RLIM_INFINITY else min(MOST_OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    family = socket.AF_INET6 if ":" in _host else socket.AF_INET
    _check_listening(family)
    if _settings.metrics_port:
        _listen_for_metrics(family, _settings.metrics_port)


def _check_listening(family: socket.AddressFamily) -> None:
    """Exit with what to do if the service cannot listen where HOST and PORT say."""
    from quiz.serving.listening import handed_over

    if given := handed_over():
        # What the start asks and prints, and the metrics, go by HOST and PORT.
        if (_host, _port) not in given:
            there = " and ".join(f"{host} port {port}" for host, port in given)
            sys.exit(f"systemd listens on {there}, HOST and PORT say {bind}: change one of them.")
        return
    # Gunicorn would retry for five seconds and then print seven lines.
    try:
        socket.create_server((_host, _port), family=family).close()
    except (OSError, OverflowError) as error:
        sys.exit(f"Cannot listen on {bind} ({error}): choose another PORT or HOST.")


def when_ready(server: Arbiter) -> None:
    """Let a stop of the whole service turn new connections away first; a worker's own does not.

    At a socket of systemd's new connections wait for the next start instead.
    """
    from quiz.serving.listening import take_no_more

    stop = server.stop

    def stops(graceful: bool = True) -> None:
        for listener in () if server.reexec_pid or server.systemd else server.LISTENERS:
            if not take_no_more(listener.sock):
                server.log.warning("This system turns no connection away: one may break now.")
        stop(graceful)

    server.stop = stops


def _listen_for_metrics(family: socket.AddressFamily, port: int) -> None:
    global _metrics_listener
    try:
        _metrics_listener = socket.create_server((_host, port), family=family)
    except (OSError, OverflowError) as error:
        sys.exit(f"Cannot listen on METRICS_PORT {port} ({error}): choose another.")


def on_exit(server: Arbiter) -> None:
    # A folder that the operator chose stays: it may hold other files.
    for folder in _locks:
        shutil.rmtree(folder, ignore_errors=True)


def child_exit(server: Arbiter, worker: Worker) -> None:
    if _metrics_listener:
        from quiz.operations import metrics

        metrics.forget_worker(worker.pid)


def post_worker_init(worker: Worker) -> None:
    # Only the first worker prints the address. Not the master: it forks, and a fork while a thread
    # runs can deadlock.
    if worker.age == 1:
        Thread(target=_announce, args=(worker,), daemon=True).start()
    if _metrics_listener:
        from quiz.operations import metrics

        metrics.serve(worker.wsgi, _metrics_listener.fileno())


def _where() -> str:
    """Where the service is; with HOST=0.0.0.0, the address that other machines can open."""
    if _reachable == _host:
        return f"Before You Look is at http://{_address(_host)}"
    family, elsewhere = (
        (socket.AF_INET6, "2001:db8::1") if ":" in _host else (socket.AF_INET, "192.0.2.1")
    )
    found = _reachable
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((elsewhere, 9))  # sends nothing: it only chooses our address
        found = probe.getsockname()[0]
    return (
        f"Before You Look is at http://{_address(found)}, and at every other address of this "
        "machine.\nWarning: whoever is on the network can read what is sent, unless a proxy with "
        "HTTPS is in front."
    )


def _announce(worker: Worker) -> None:
    """Print the address once the service answers."""
    for _ in range(150):
        time.sleep(0.2)
        connection = http.client.HTTPConnection(_reachable, _port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                print(_where(), flush=True)
                return
        except OSError:
            pass
        finally:
            connection.close()
    worker.log.error("/readyz has not answered 200 for 30 seconds: flask doctor says why")
