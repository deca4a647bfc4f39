"""How the worker answers: in one write, as HTTP says; and a stream keeps nothing of its request."""

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gevent
import pytest
from gevent import socket
from gevent.pool import Pool
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser
from werkzeug.wsgi import ClosingIterator

from quiz.serving.answering import AnsweringWorker, FrozenConfig, WorkerRequest
from quiz.web.headers import NOT_STORED, ON_EVERY_RESPONSE

Application = Callable[[dict[str, Any], Any], Any]
HEAD = b"\r\n\r\n"


class Client(SimpleNamespace):
    """A connection that only notes what is sent."""

    def __init__(self) -> None:
        super().__init__(writes=list[bytes]())

    def sendall(self, data: bytes) -> None:
        self.writes.append(data)


def worker(application: Application) -> AnsweringWorker:
    made = AnsweringWorker.__new__(AnsweringWorker)
    made.cfg, made.wsgi = FrozenConfig(Config()), application
    made.alive, made.streams, made.pool = True, 0, Pool(10)
    made.log = SimpleNamespace(exception=lambda *_: None)
    return made


def asked(sent: str, settings: Config | None = None) -> Any:
    raw = sent.replace("\n", "\r\n").encode()
    return next(RequestParser(FrozenConfig(settings or Config()), iter([raw]), ("192.0.2.1", 4000)))


def answered(application: Application, method: str = "GET", version: str = "1.1") -> Client:
    client = Client()
    request = asked(f"{method} / HTTP/{version}\nHost: example.org\n\n")
    try:
        worker(application).handle_request(("127.0.0.1", 80), request, client, ("192.0.2.1", 4000))
    except StopIteration:
        client.closed = True
    return client


def page(_environ: object, start: Any) -> list[bytes]:
    start("200 OK", [("Content-Length", "5"), NOT_STORED, *ON_EVERY_RESPONSE])
    return [b"a pag", b"e that is too long"]


def test_a_page_is_one_write_and_has_every_header_once() -> None:
    (sent,) = answered(page).writes
    head, body = sent.split(HEAD)
    assert body == b"a pag", "no more than the length that was announced"
    lines = head.decode().split("\r\n")
    assert lines[0] == "HTTP/1.1 200 OK"
    names = [line.partition(":")[0] for line in lines[1:]]
    assert len(names) == len(set(names))
    assert {"Server", "Date", "Connection", "Content-Length", "Cache-Control"} < set(names)
    assert {name for name, _ in ON_EVERY_RESPONSE} < set(names)


def test_what_has_no_length_is_sent_in_chunks_or_until_the_end() -> None:
    def parts(_environ: object, start: Any) -> Iterator[bytes]:
        start("200 OK", [])
        yield from (b"one", b"", b"fourteen bytes")

    writes = answered(parts).writes
    head, body = b"".join(writes).split(HEAD, 1)
    assert b"Transfer-Encoding: chunked" in head
    assert body == b"3\r\none\r\nE\r\nfourteen bytes\r\n0\r\n\r\n"
    older = answered(parts, version="1.0")
    head, body = b"".join(older.writes).split(HEAD, 1)
    assert b"chunked" not in head
    assert body == b"onefourteen bytes"
    assert older.closed


def test_a_head_has_no_body() -> None:
    (sent,) = answered(page, "HEAD").writes
    assert sent.endswith(HEAD)
    assert b"Content-Length: 5" in sent


@pytest.mark.parametrize("header", [("X-A", "one\r\nX-B: two"), ("X\nA", "one"), ("X-A", "\0")])
def test_a_header_that_would_be_two_is_refused(header: tuple[str, str]) -> None:
    def splits(_environ: object, start: Any) -> list[bytes]:
        start("200 OK", [*ON_EVERY_RESPONSE, header])
        return []

    with pytest.raises(Exception, match="X"):
        answered(splits)


def test_a_body_that_fails_after_its_beginning_ends_the_connection() -> None:
    def fails(_environ: object, start: Any) -> Iterator[bytes]:
        start("200 OK", [("Content-Length", "9")])
        yield b"one"
        raise ValueError

    assert answered(fails).closed


def test_a_file_is_sent_after_its_headers(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"what is in it")

    def sends(environ: dict[str, Any], start: Any) -> Any:
        start("200 OK", [("Content-Length", "13")])
        return environ["wsgi.file_wrapper"](file.open("rb"))

    ours, theirs = socket.socketpair()
    request = asked("GET / HTTP/1.1\nHost: example.org\n\n")
    worker(sends).handle_request(("127.0.0.1", 80), request, ours, ("192.0.2.1", 4000))
    ours.close()
    with theirs:
        head, body = b"".join(iter(lambda: theirs.recv(9999), b"")).split(HEAD)
    assert b"Content-Length: 13" in head
    assert body == b"what is in it"


class Kept:
    """Something of a request."""


def test_a_stream_keeps_its_connection_and_nothing_of_its_request() -> None:
    """Three thousand of them stay open for hours."""
    more, kept = gevent.event.Event(), list[Any]()
    closed = list[str]()

    def events(environ: dict[str, Any], start: Any) -> Any:
        environ["of the request"] = one = Kept()
        kept.append(weakref.ref(one))
        start("200 OK", [("Content-Type", "text/event-stream; charset=utf-8")])

        def sends() -> Iterator[bytes]:
            yield b"data: 1\n\n"
            more.wait()
            yield b"data: 2\n\n"

        return ClosingIterator(sends(), lambda: closed.append("yes"))

    serving = worker(events)
    ours, theirs = socket.socketpair()

    def handle() -> None:
        request = asked("GET / HTTP/1.1\nHost: example.org\n\n")
        with pytest.raises(StopIteration):
            serving.handle_request(("127.0.0.1", 80), request, ours, ("192.0.2.1", 4000))
        ours.close()

    serving.pool.spawn(handle)
    received = b""
    while b"data: 1" not in received:
        received += theirs.recv(9999)
    gc.collect()
    assert kept[0]() is None, "the request is gone"
    assert serving.streams == len(serving.pool) == 1, "and it counts as one connection"
    more.set()
    with theirs:
        rest = b"".join(iter(lambda: theirs.recv(9999), b""))
    assert rest.endswith(b"9\r\ndata: 2\n\n\r\n0\r\n\r\n")
    gevent.sleep(0)
    assert closed == ["yes"]
    assert serving.streams == len(serving.pool) == 0


def test_a_stream_ends_when_its_client_has_gone() -> None:
    closed = list[str]()

    def events(_environ: object, start: Any) -> Any:
        start("200 OK", [("Content-Type", "text/event-stream; charset=utf-8")])
        return ClosingIterator(iter([b"data: 1\n\n"] * 9), lambda: closed.append("yes"))

    serving = worker(events)
    ours, theirs = socket.socketpair()
    request = asked("GET / HTTP/1.1\nHost: example.org\n\n")
    theirs.close()
    with ours, pytest.raises(OSError, match="Broken pipe"):
        serving.handle_request(("127.0.0.1", 80), request, ours, ("192.0.2.1", 4000))
    assert closed == ["yes"]
    assert serving.streams == len(serving.pool) == 0


@pytest.mark.parametrize(("trusted", "scheme"), [("", "http"), ("192.0.2.1", "https")])
def test_only_a_proxy_that_is_named_says_how_a_request_came(trusted: str, scheme: str) -> None:
    settings = Config()
    settings.set("forwarded_allow_ips", trusted)
    found = asked("GET / HTTP/1.1\nHost: example.org\nX-Forwarded-Proto: https\n\n", settings)
    assert isinstance(found, WorkerRequest)
    assert found.scheme == scheme


def test_settings_are_those_of_gunicorn() -> None:
    theirs = Config()
    ours = FrozenConfig(theirs)
    assert all(getattr(ours, name) == getattr(theirs, name) for name in theirs.settings)
    assert ours.forwarded_allow_networks() == theirs.forwarded_allow_networks()
