"""How a worker answers one request: in one write. An event stream goes on by itself.

Gunicorn sends the headers and the body apart, and keeps everything of a request as long as its
answer lasts. A stream lasts as long as a session: it needs its connection and the next event.
"""

import time
from email.utils import formatdate
from functools import cache, lru_cache
from typing import Any, cast

import gevent
from gevent import socket
from gevent.pool import Pool
from gunicorn.http import wsgi
from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser
from gunicorn.workers.ggevent import GeventWorker

from quiz.web.headers import NEVER_CHANGE

EVENTS = ("Content-Type", "text/event-stream; charset=utf-8")
LAST_CHUNK = b"0\r\n\r\n"


def chunk(data: bytes) -> bytes:
    """The data as one chunk of a body whose length nobody knows (RFC 9112, 7.1)."""
    return b"%X\r\n%b\r\n" % (len(data), data)


@lru_cache(1)
def _date(second: int) -> str:
    """The value of a Date header: the same for all answers of a second."""
    return formatdate(second, usegmt=True)


class FrozenConfig:
    """Gunicorn's settings as attributes: it looks each of them up anew, twenty times a request."""

    def __init__(self, cfg: Any) -> None:
        vars(self).update({name: getattr(cfg, name) for name in cfg.settings}, _cfg=cfg)
        self.is_ssl = cfg.is_ssl

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cfg, name)


class WorkerRequest(Request):
    """A request. Where no proxy is trusted, nobody need read the address that it came from."""

    def _peer_is_trusted_proxy(self) -> bool:
        by_address = isinstance(self.peer_addr, tuple)
        if by_address and not self.cfg.forwarded_allow_ips:
            return False
        return bool(super()._peer_is_trusted_proxy())  # type: ignore[misc]


# Gunicorn has no settings for these two.
RequestParser.mesg_class = WorkerRequest
wsgi.WSGIErrorsWrapper = cache(wsgi.WSGIErrorsWrapper)  # type: ignore[misc, assignment]


class WorkerResponse(wsgi.Response):
    """What is sent to the client. The headers wait for the first part of the body."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._head = b""

    @property
    def is_stream(self) -> bool:
        """Whether events follow, for as long as the client listens."""
        return EVENTS in self.headers

    def process_headers(self, headers: Any) -> None:
        """Check and keep them. Those that are the same in every answer need no check."""
        always: list[tuple[str, str]] = [header for header in headers if header in NEVER_CHANGE]
        super().process_headers([header for header in headers if header not in NEVER_CHANGE])
        self.headers = [*self.headers, *always]

    def send_headers(self) -> None:
        """Write them; they are sent with what comes next."""
        if self.headers_sent:
            return
        version: Any = self.req.version
        connection = "close" if self.should_close() else "keep-alive"
        lines = [
            f"HTTP/{version[0]}.{version[1]} {self.status}",
            f"Server: {self.version}",
            f"Date: {_date(int(time.time()))}",
            f"Connection: {connection}",
            *(f"{name}: {value}" for name, value in self.headers),
        ]
        if self.chunked:
            lines.append("Transfer-Encoding: chunked")
        self._head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        self.headers_sent = True

    def _emit_body(self, data: bytes) -> None:
        self._send(chunk(data) if self.chunked else data)

    def begin(self) -> None:
        """Send the headers now: what follows does not come from here."""
        self.send_headers()
        self._send(b"")

    def sendfile(self, file: Any) -> bool:
        """Let the system send a file by itself; False if it cannot."""
        self.begin()
        return bool(super().sendfile(file))

    def close(self) -> None:
        """Send what is left. Nothing can follow."""
        self.send_headers()
        self._send(LAST_CHUNK if self.chunked else b"")

    def _send(self, data: bytes) -> None:
        waiting, self._head = self._head + data, b""
        if waiting:
            self.sock.sendall(waiting)


class AnsweringWorker(GeventWorker):
    """A worker that answers each request as above.

    pool: the greenlets of all connections. streams: how many of them send events.
    """

    def __init__(self, *settings: Any) -> None:
        super().__init__(*settings)
        self.cfg = FrozenConfig(self.cfg)  # type: ignore[assignment]
        self.pool = Pool(self.worker_connections)
        self.streams = 0

    def handle_request(self, listener: Any, request: Any, client: Any, address: Any) -> bool:
        """Answer a request. Returns True: the connection may send another one.

        Raises StopIteration when it may not, and OSError when it is gone.
        """
        given = (request, client, address, listener, self.cfg)
        made, environ = wsgi.create(*given, response_class=WorkerResponse)
        answer = cast(WorkerResponse, made)
        environ["wsgi.multithread"] = True
        try:
            if not self.alive:
                answer.force_close()
            body = self.wsgi(environ, cast(Any, answer.start_response))
            is_stream = answer.is_stream
            if is_stream and not self.cfg.is_ssl:  # TLS is in the socket's object
                self._detach_stream(answer, client, body)
            else:
                self._send(answer, body)
        except (gevent.GreenletExit, SystemExit):
            raise StopIteration from None
        except OSError:
            raise
        except Exception:
            if not answer.headers_sent:
                raise  # gunicorn answers 500
            self.log.exception("Error handling request")
            raise StopIteration from None
        if is_stream or answer.should_close():
            raise StopIteration
        return True

    @staticmethod
    def _send(answer: WorkerResponse, body: Any) -> None:
        try:
            if isinstance(body, wsgi.FileWrapper):
                answer.write_file(body)
            else:
                for part in body:
                    answer.write(part)
            answer.close()
        finally:
            if hasattr(body, "close"):
                body.close()

    def _detach_stream(self, answer: WorkerResponse, client: Any, events: Any) -> None:
        """Give the connection to a greenlet that knows nothing of the request.

        It takes the place of this one in the pool, so connections are still counted.
        """
        try:
            answer.begin()
        except OSError:
            events.close()
            raise
        own = socket.socket(fileno=client.detach())
        self.pool.discard(cast(Any, gevent.getcurrent()))
        self.pool.spawn(self._stream, own, events, answer.chunked)

    def _stream(self, client: Any, events: Any, chunked: bool) -> None:
        """Send each event when it comes, until there are no more, or nobody listens."""
        self.streams += 1
        try:
            for event in events:
                client.sendall(chunk(event) if chunked else event)
            client.sendall(LAST_CHUNK if chunked else b"")
        except OSError:
            pass  # the client has gone, or the server stops
        finally:
            self.streams -= 1
            events.close()
            client.close()
