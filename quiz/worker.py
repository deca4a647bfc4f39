"""One process of the service: gunicorn's worker, which stops at once and keeps its content new."""

import signal
import time
from functools import partial
from typing import Any, cast

import gevent
from flask import Flask
from gevent.event import Event
from gevent.pool import Pool
from gevent.server import StreamServer
from gunicorn.workers.ggevent import GeventWorker

from quiz.bank.store import ContentStore
from quiz.content import store
from quiz.live.updates.broadcast import watcher

CONTENT_SECONDS = 2
"""How often each worker looks whether a content file was written."""
DONE_SECONDS = 0.02
"""How often a worker that is to stop looks whether the last request has its answer."""


class Worker(GeventWorker):
    """Serves many people on slow lines at once.

    Gunicorn's own looks once a second whether it is to stop and once a second whether it is done;
    a room full of phones would wait for both. This one hears the signal itself.
    """

    def __init__(self, *settings: Any) -> None:
        super().__init__(*settings)
        self._told = Event()
        self._busy = 0

    def handle_request(self, *request: Any, **more: Any) -> bool:
        self._busy += 1
        try:
            return super().handle_request(*request, **more)
        finally:
            self._busy -= 1

    def run(self) -> None:
        """Serve until told to stop; then finish what has begun, and end what has no end."""
        # Ctrl-C in a terminal reaches every process. The master tells the workers to stop; to hear
        # it twice would end them with a traceback.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        gevent.signal_handler(signal.SIGTERM, self._stop)
        app = cast(Flask, self.wsgi)
        bank = store(app)
        if bank.is_stale:  # the master, of which this is a copy, read it when it started
            bank.read()
        gevent.spawn(self._keep_content, bank)
        servers = [self._serves(listener) for listener in self.sockets]
        while self.alive:
            self.notify()
            self._told.wait(1)
        for server in servers:
            server.close()
        watcher(app).stop()
        end = time.monotonic() + self.cfg.graceful_timeout
        while self._busy and time.monotonic() < end:
            gevent.sleep(DONE_SECONDS)
        app.extensions["database"].close()  # the last to leave empties SQLite's log

    def _serves(self, listener: Any) -> StreamServer:
        pool = Pool(self.worker_connections)
        server = StreamServer(listener, handle=partial(self.handle, listener), spawn=pool)
        server.max_accept = 1  # the other workers have their share
        server.start()
        return server

    def _stop(self) -> None:
        self.alive = False
        self._told.set()

    def _keep_content(self, bank: ContentStore) -> None:
        """Serve mended content without a restart, and never a broken one.

        It is read in a thread of the operating system, so that no request waits while it is.
        """
        while True:
            gevent.sleep(CONTENT_SECONDS)
            if not bank.is_stale:
                continue
            try:
                refused: Exception | None = gevent.get_hub().threadpool.apply(bank.renew)
            except Exception as error:  # whatever it is, the next file may be a good one
                refused = error
            if refused:
                self.log.error("%s\nThe content as it was is still served.", refused)
            else:
                self.log.warning("The content was read again.")
