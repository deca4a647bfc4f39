"""How gunicorn serves the application; it reads this file by itself. `make run` starts it."""

from __future__ import annotations

import gc
import http.client
import logging
import os
import resource
import shutil
import socket
import sys
import tempfile
import time
from threading import Thread
from typing import TYPE_CHECKING

import gevent
from gevent import monkey

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.workers.base import Worker

# The application is loaded once, in the master, and a worker is a copy of it: after a kill or a
# restart everybody goes on sooner. So its threads and locks must be gevent's from the beginning.
monkey.patch_all()
preload_app = True
# Nothing of what is loaded once is ever let go, so nobody need look whether it could be.
gc.disable()

# Made anew at each start: a broken file stops a start, and never a worker that follows later.
if "CONTENT_COPIES" not in os.environ:
    os.environ["CONTENT_COPIES"] = tempfile.mkdtemp(prefix="before-you-look-")

_host = os.environ.get("HOST", "127.0.0.1")
_port_named = os.environ.get("PORT", "8000")
if not _port_named.isdecimal():
    sys.exit(f"PORT must be a number, not {_port_named!r}.")
_port = int(_port_named)
_reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(_host, _host)  # "everywhere" is no address


def _address(host: str) -> str:
    return f"[{host}]:{_port}" if ":" in host else f"{host}:{_port}"


bind = _address(_host)
_workers = os.environ.get("WEB_CONCURRENCY", "2")
if not _workers.isdecimal() or _workers == "0":
    sys.exit(f"WEB_CONCURRENCY must be a number from 1, not {_workers!r}.")
workers = int(_workers)
worker_class = "quiz.worker.Worker"  # many people on slow lines do not need a process each
graceful_timeout = 5  # a stop waits no longer than this for slow lines
# In a live session every phone and every screen keeps a line open. A room of a thousand must fit
# into the one worker that is left while another is being replaced.
worker_connections = 4000
MOST_FILES = 16384
"""How many files and lines a worker may have open, if the system allows as many."""

# Far above what our forms and cookies need, far below what would fill the memory.
limit_request_line = 8190  # an organisation's sign-in sends people back with long codes
limit_request_fields = 64
limit_request_field_size = 8190

# Whoever runs this behind a proxy names the proxy here; nobody else's X-Forwarded-* is believed.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "")
# No second way in, and no file outside the checkout.
control_socket_disable = True

# No access log: addresses carry codes. Below a warning gunicorn only counts its processes.
accesslog = None
loglevel = os.environ.get("LOG_LEVEL", "warning")


def _without_request(record: logging.LogRecord) -> bool:
    """Gunicorn quotes a request it cannot read, and one that failed; both may hold a code."""
    for start in ("Invalid request", "Error handling request"):
        if str(record.msg).startswith(start):
            record.msg, record.args = start, ()
    return True


def on_starting(server: Arbiter) -> None:
    gevent.sleep(0.1)  # short timers that the application started end here, and are not copied
    gc.freeze()
    gc.enable()
    server.log.error_log.addFilter(_without_request)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    # Gunicorn would try for five seconds and then say it in seven lines.
    family = socket.AF_INET6 if ":" in _host else socket.AF_INET
    try:
        socket.create_server((_host, _port), family=family).close()
    except (OSError, OverflowError) as error:
        sys.exit(f"Cannot listen on {bind} ({error}): choose another PORT or HOST.")


def on_exit(server: Arbiter) -> None:
    shutil.rmtree(os.environ["CONTENT_COPIES"], ignore_errors=True)


def post_worker_init(worker: Worker) -> None:
    # Only the first worker, so that the address is printed once. In a worker and not in the master,
    # because the master forks, and a fork beside a running thread can lock up.
    if worker.age == 1:
        Thread(target=_announce, args=(worker,), daemon=True).start()


def _announce(worker: Worker) -> None:
    """Print the address when the service really answers, and not before."""
    for _ in range(150):
        time.sleep(0.2)
        connection = http.client.HTTPConnection(_reachable, _port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                print(f"Before You Look is at http://{_address(_reachable)}", flush=True)
                return
        except OSError:
            pass
        finally:
            connection.close()
    worker.log.error("/healthz has not answered 200 for 30 seconds: is the database well?")
