"""Prometheus metrics: numbers of the whole service, on a port of their own (METRICS_PORT).

No label says who somebody is: a route is the name of a page, never its address.
"""

import logging
import os
import time
from collections.abc import Callable, Iterable
from typing import Any, cast

import gevent
from flask import Flask, Response, g, request
from gevent import socket
from gevent.pywsgi import WSGIServer
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    make_wsgi_app,
    multiprocess,
)
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Engine, QueuePool
from sqlalchemy.exc import SQLAlchemyError

from quiz.clock import today
from quiz.live.updates.broadcast import watcher
from quiz.storage.database import Database
from quiz.teams.box import opening, pending

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where the workers' numbers lie; gunicorn.conf.py sets it before this module is imported."""
SAMPLE_SECONDS = 1
UNKNOWN = "unknown"
SECONDS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10)
EXTENSION = "metrics"


class Metrics(logging.Handler):
    """What this process counts. It is also a handler, which counts warnings and errors."""

    def __init__(self, app: Flask) -> None:
        super().__init__(logging.WARNING)
        self.app, self.registry = app, CollectorRegistry()
        own: dict[str, Any] = {"registry": self.registry}
        self.requests = Counter("look_requests", "Requests answered", ["page", "status"], **own)
        self.seconds = Histogram(
            "look_request_seconds", "Time to an answer", ["page"], buckets=SECONDS, **own
        )
        self.logged = Counter("look_log_lines", "Warnings and errors logged", ["level"], **own)
        self.streams = Gauge(
            "look_streams", "Event streams that are open", multiprocess_mode="livesum", **own
        )
        self.lag = Gauge(
            "look_watcher_lag_seconds",
            "Since the last look for changes in live sessions; 0 while nobody listens",
            multiprocess_mode="livemax",
            **own,
        )
        self.connections = Gauge(
            "look_database_connections",
            "Connections in use; SQLite has one to write with in each worker",
            ["engine"],
            multiprocess_mode="livesum",
            **own,
        )

    def emit(self, record: logging.LogRecord) -> None:
        self.logged.labels(record.levelname.lower()).inc()

    def count(self, response: Response) -> Response:
        """Count a request that is answered. What a response streams afterwards is not timed."""
        page = request.endpoint or UNKNOWN
        self.requests.labels(page, f"{response.status_code // 100}xx").inc()
        if (started := g.get("started")) is not None:
            self.seconds.labels(page).observe(time.perf_counter() - started)
        return response

    def sample(self) -> None:
        """Note what is not counted by requests."""
        watching, database = watcher(self.app), _database(self.app)
        self.streams.set(watching.listeners)
        self.lag.set(watching.lag)
        self.connections.labels("reader").set(_in_use(database.reader))
        self.connections.labels("writer").set(_in_use(database.writer))


class Waiting(Collector):
    """What waits in the database, read when somebody asks."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def collect(self) -> Iterable[Metric]:
        up = ("look_database_up", "Whether the database answers")
        try:
            with _database(self._app).begin(writes=False) as session:
                waiting, due = pending.count(session), opening.overdue(session, today())
        except SQLAlchemyError:
            yield GaugeMetricFamily(*up, 0)
            return
        yield GaugeMetricFamily(*up, 1)
        yield GaugeMetricFamily(
            "look_submissions_waiting", "Submissions in all boxes that no block has yet", waiting
        )
        yield GaugeMetricFamily("look_reviews_due", "Reviews whose last day has passed", len(due))


def init_app(app: Flask) -> None:
    """Count every request of the app, and its warnings and errors."""
    metrics = app.extensions[EXTENSION] = Metrics(app)
    app.after_request(metrics.count)
    logging.getLogger().addHandler(metrics)


def page(app: Flask) -> Callable[..., Iterable[bytes]]:
    """The WSGI app of the metrics' port: the numbers of all workers together."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        everything = CollectorRegistry()
        everything.register(Waiting(app))
        if FOLDER in os.environ:
            multiprocess.MultiProcessCollector(everything)  # type: ignore[no-untyped-call]
        else:
            everything.register(_metrics(app).registry)
        return cast(Iterable[bytes], make_wsgi_app(everything)(environ, start_response))

    return answer


def serve(app: Flask, listener: int) -> None:
    """Answer on a socket that all workers share, and sample once a second. listener: its file
    descriptor."""
    shared = socket.socket(fileno=os.dup(listener))
    WSGIServer(shared, page(app), log=None, error_log=None).start()

    def sample_always() -> None:
        while True:
            _metrics(app).sample()
            gevent.sleep(SAMPLE_SECONDS)

    gevent.spawn(sample_always)


def forget_worker(pid: int) -> None:
    """A worker has ended: its streams and connections no longer count."""
    multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]


def _metrics(app: Flask) -> Metrics:
    found: Metrics = app.extensions[EXTENSION]
    return found


def _database(app: Flask) -> Database:
    found: Database = app.extensions["database"]
    return found


def _in_use(engine: Engine) -> int:
    return engine.pool.checkedout() if isinstance(engine.pool, QueuePool) else 0
