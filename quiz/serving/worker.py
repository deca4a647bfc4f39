"""The gunicorn worker: one process of the service. It stops at once and reloads changed content."""

import signal
import time
from functools import partial
from typing import Any, cast

import gevent
from flask import Flask
from gevent.event import Event
from gevent.server import StreamServer

from quiz.bank.store import ContentStore
from quiz.content import store
from quiz.live.updates.broadcast import watcher
from quiz.operations import scheduled
from quiz.serving.answering import AnsweringWorker

CONTENT_SECONDS = 2
"""How often each worker checks whether a content file has changed."""
DAILY_TASKS_SECONDS = 60 * 60
"""How often each worker looks whether a new day has begun, on a service that nobody uses."""
BODY_SECONDS = 30
"""How long the body of a request may take: the largest one over the slowest mobile network."""
STOP_CHECK_SECONDS = 0.02
"""How often a stopping worker checks whether its last request is finished."""
LAST_REQUEST_SECONDS = 7
"""How long a stopping worker waits for its requests: longer than one waits for its database."""
FIRST_REQUEST_SECONDS = 1
"""How long a stopping worker waits for the first request of a new connection. A browser may have
opened it for later, and sends none."""
NEXT_REQUEST_SECONDS = 1.5
"""How long a stopping worker waits for the next request of a proxy's connection. The proxy may have
just sent a form, which it does not send twice. nginx closes an idle one after a second."""


class TimedReader:
    """Reads the body of a request, in a time that a slow phone needs; then the connection ends.

    Each read waits only as long as is left, so a client that sends a byte now and then gains
    nothing. The time of the request line and the headers is limited by ``keepalive``.
    """

    def __init__(self, reader: Any, seconds: float) -> None:
        self._reader, self._ends = reader, time.monotonic() + seconds

    def read(self, size: int) -> bytes:
        """Raises TimeoutError."""
        left = self._ends - time.monotonic()
        too_slow = TimeoutError("the body of a request took too long")
        if left <= 0:
            raise too_slow
        with gevent.Timeout(left, too_slow):
            return bytes(self._reader.read(size))


class ListenerName:
    """The name of a listening socket, which running requests need after the socket is closed."""

    def __init__(self, name: Any) -> None:
        self._name = name

    def getsockname(self) -> Any:
        return self._name


class Worker(AnsweringWorker):
    """Serves many slow connections at once.

    Gunicorn's worker checks once a second whether to stop and once a second whether it is finished,
    so a room full of phones could wait for two seconds. This one handles the signal itself.
    """

    def __init__(self, *settings: Any) -> None:
        super().__init__(*settings)
        self._stopping = Event()
        self._busy = 0
        self._is_behind_proxy = False
        self._idle: dict[Any, float] = {}
        """The connections that may send a request, and until when a stopping worker waits for it.
        """

    def handle(self, listener: Any, client: Any, address: Any) -> None:
        self._idle[client] = time.monotonic() + FIRST_REQUEST_SECONDS
        try:
            super().handle(listener, client, address)
        finally:
            self._idle.pop(client, None)

    def handle_request(self, listener: Any, request: Any, *connection: Any) -> bool:
        self._idle.pop(connection[0], None)
        request.body.reader = TimedReader(request.body.reader, BODY_SECONDS)
        self._busy += 1
        try:
            return super().handle_request(listener, request, *connection)
        finally:
            self._busy -= 1
            if self._is_behind_proxy:  # a browser itself sends again what a closed one did not take
                self._idle[connection[0]] = time.monotonic() + NEXT_REQUEST_SECONDS

    def run(self) -> None:
        """Serve until a signal to stop; then finish the running requests and end the streams."""
        # Ctrl-C in a terminal reaches every process, and the master then stops the workers. Without
        # this line they would get both signals and end with a traceback.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        gevent.signal_handler(signal.SIGTERM, self._stop)
        app = cast(Flask, self.wsgi)
        self._is_behind_proxy = app.extensions["settings"].proxies > 0
        bank = store(app)
        if bank.is_stale:  # the content in memory is from the start of the master
            bank.read()
        gevent.spawn(self._keep_content, bank)
        gevent.spawn(self._run_daily_tasks, app)
        servers = [self._listen(listener) for listener in self.sockets]
        while self.alive:
            self.notify()
            self._stopping.wait(1)
        # The master lets nobody begin a connection; those that were begun are complete after this.
        gevent.sleep(STOP_CHECK_SECONDS)
        for server in servers:
            self._accept_waiting(server)
            server.close()
        watcher(app).stop()
        self._finish()
        app.extensions["database"].close()  # the last connection to close empties SQLite's log

    def _listen(self, listener: Any) -> StreamServer:
        handle = partial(self.handle, ListenerName(listener.getsockname()))
        server = StreamServer(listener, handle=handle, spawn=self.pool)
        server.max_accept = 1  # leave connections to the other workers
        server.start()
        return server

    @staticmethod
    def _accept_waiting(server: StreamServer) -> None:
        """Accept the connections that wait: the system would break them with the last listener."""
        while accepted := server.do_read():
            server.do_handle(*accepted)

    def _finish(self) -> None:
        """Wait until everything that was accepted is answered, but not for slow connections."""
        end = time.monotonic() + LAST_REQUEST_SECONDS
        # First a sleep: a connection that was just accepted is noted once its greenlet has begun.
        gevent.sleep(STOP_CHECK_SECONDS)
        while (self._busy or self.streams or self._is_expecting()) and time.monotonic() < end:
            gevent.sleep(STOP_CHECK_SECONDS)

    def _is_expecting(self) -> bool:
        """Whether a connection is about to send a request."""
        now = time.monotonic()
        return any(until > now for until in self._idle.values())

    def _stop(self) -> None:
        self.alive = False
        self._stopping.set()

    def _run_daily_tasks(self, app: Flask) -> None:
        while True:
            gevent.sleep(DAILY_TASKS_SECONDS)
            scheduled.run_in(app)

    def _keep_content(self, bank: ContentStore) -> None:
        """Reload changed content without a restart, but never content with errors.

        It is read in a thread of the operating system, so that no request has to wait.
        """
        while True:
            gevent.sleep(CONTENT_SECONDS)
            if not bank.is_stale:
                continue
            try:
                refused: Exception | None = gevent.get_hub().threadpool.apply(bank.renew)
            except Exception as error:  # never end this loop: the next file may be correct
                refused = error
            if refused:
                self.log.error("%s\nThe earlier content is still served.", refused)
            else:
                self.log.warning("The content was reloaded.")
