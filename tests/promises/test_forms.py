"""Nothing that a client sends is an error of ours: every form with every kind of body."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from io import BytesIO, RawIOBase
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import Connection

from quiz.bank import edits
from quiz.learning.lti import completion
from quiz.routes import MAP
from quiz.storage.database import _WriteSession
from quiz.vocabulary import Role
from quiz.web.failed_requests import limiter
from tests.people.steps import signed_in
from tests.promises.form_visitors import forms
from tests.visitor import Visitor

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
PART = '--b\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n{}\r\n'
BODIES: list[tuple[str | None, bytes]] = [
    *((kind, b"[1]") for kind in ("application/json", "text/plain", "no kind", None, FORM)),
    ("application/json", b'{"csrf_token": 1, "email": 1, "password": 2}'),
    ("application/json", b"[" * 60_000),
    ("application/json; charset=nothing", b"\xff\xfe"),
    ("application/xml", b"<a/>"),
    (f"{FORM}; charset=nothing", b"%ED%A0%80=%ff&a=%00&=&&&=="),
    ("multipart/form-data", b"--b"),
    (MULTIPART, b"--b\r\nnothing of the kind"),
    (MULTIPART, b"\0" * 5_000),
]
VALUES = ["", "   ", "\0", "-1", "9" * 30, "9" * 5_000, "x" * 5_000, "\u202e", "٣", "1e400", "[]"]
SLICE = 24
"""One case in so many in `make test`; each form has others than the one before."""
Body = tuple[str | None, bytes]


@contextmanager
def kept_as_it_is(app: Flask) -> Iterator[None]:
    """Nothing is stored, counted or passed on, so that each body meets the same state."""

    def store_for_now(self: _WriteSession) -> None:
        self.flush()
        self.rollback()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_WriteSession, "commit", store_for_now)
        patch.setattr(Connection, "commit", Connection.rollback)  # a request without a session
        patch.setattr(edits, "write", lambda *_: None)
        patch.setattr(completion, "send", lambda *_: None)
        patch.setattr(limiter, "enabled", False)
        app.testing = False  # an error is a page with status 500, as for a client
        yield


def fields(visitor: Visitor) -> dict[str, Any]:
    """The fields of every form on the page, filled in."""
    found: dict[str, Any] = {}
    main = visitor.page.main
    for box in main.select("form input, form textarea, form select, form button") if main else ():
        if box.get("name") and (box["name"] not in found or box.has_attr("checked")):
            found[str(box["name"])] = str(box.get("value") or box.get_text() or "1")
    return found


def multipart(sent: dict[str, Any], file: str) -> bytes:
    """The fields as parts; the one with this name is a file."""
    parts = (
        PART.format(name, '; filename="a.txt"' if name == file else "", value)
        for name, value in sent.items()
    )
    return ("".join(parts) + "--b--\r\n").encode()


def one_of_each_kind(names: Iterable[str]) -> Iterable[str]:
    """One name of those that differ in a number or an id, as the positions of scenarios do."""
    return {re.split(r"_|\d", name)[0]: name for name in names}.values()


def bodies(sent: dict[str, Any]) -> Iterator[Body]:
    """Bodies of every kind; most have the right token, and differ from the form in one field."""
    yield from BODIES
    token = {"csrf_token": sent.get("csrf_token", "")}
    yield FORM, urlencode(token).encode()
    for value in VALUES:
        yield FORM, urlencode({**dict.fromkeys(sent, value), **token}).encode()
    for name in one_of_each_kind(sent):
        yield MULTIPART, multipart(sent, name)
        yield FORM, urlencode([*sent.items(), (name, "other")]).encode()
        yield FORM, urlencode({k: v for k, v in sent.items() if k != name}).encode()
        if name != "csrf_token":
            for value in VALUES:
                yield FORM, urlencode({**sent, name: value}).encode()


def failures(visitor: Visitor, path: str, sent: Iterable[Body]) -> Iterator[str]:
    """The bodies that get an error of ours; the cookie is put back after each."""
    cookies = copy(visitor.client._cookies)
    for kind, body in sent:
        response = visitor.client.post(path, data=body, content_type=kind)
        if response.status_code >= 500:
            yield f"{response.status_code} {path} {kind} {body[:300]!r}"
        visitor.client._cookies = copy(cookies)


def test_no_body_is_an_error_of_ours(app: Flask, everything: bool) -> None:
    failed, tried, step = [], set(), 1 if everything else SLICE
    visitors = list(forms(app))
    with kept_as_it_is(app):
        for number, (rule, path, visitor) in enumerate(visitors):
            tried.add(rule)
            each = list(bodies(fields(visitor.get(path))))
            failed += failures(visitor, path, each[number % step :: step])
    assert tried == {address.rule for address in MAP if "POST" in address.methods}
    assert failed == []


class BrokenBody(RawIOBase):
    """A body that ends in an error of the server: a bad chunk, or a connection that is lost."""

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: Any) -> int:
        raise RuntimeError("bad chunk size")


def test_a_body_that_cannot_be_read_gets_a_page(app: Flask) -> None:
    app.testing = False
    for visitor in (Visitor(app), signed_in(app, Role.LEAD)):
        for method, path in (("POST", "/signin"), ("POST", "/teams/new"), ("GET", "/teams")):
            response = visitor.client.open(
                path,
                method=method,
                content_type=FORM,
                environ_overrides={"wsgi.input": BrokenBody(), "CONTENT_LENGTH": "10"},
            )
            assert response.status_code in (303, 400, 403), (method, path)


def test_a_body_that_is_too_large_is_no_error_of_ours(app: Flask) -> None:
    """The pages of two other faults read the form, too."""
    app.testing = False
    visitor, lead = Visitor(app), signed_in(app, Role.LEAD)
    many = b"".join(PART.format(n, "", "x").encode() for n in range(1500)) + b"--b--\r\n"
    for body, kind in ((b"name=" + b"x" * 70_000, FORM), (many, MULTIPART)):
        assert lead.client.post("/teams/new", data=body, content_type=kind).status_code == 413
        response = visitor.client.post("/teams/new", data=body, content_type=kind)
        assert response.status_code in (403, 413), kind
    codes = [visitor.client.post("/check/return", data={"code": "x"}) for _ in range(21)]
    assert codes[-1].status_code == 429
    response = visitor.client.post("/check/return", data={"code": "x" * 70_000})
    assert response.status_code == 429


def test_other_bodies_are_refused_and_count_as_failures(app: Flask) -> None:
    visitor = Visitor(app)
    sent = [
        visitor.client.post("/signin", json={"email": "a@b.example", "password": "guess"})
        for _ in range(31)
    ]
    assert [response.status_code for response in sent] == [415] * 5 + [429] * 26
    assert "takes what its own form sends" in sent[0].text


def test_a_file_in_place_of_a_text_is_refused(app: Flask) -> None:
    response = app.test_client().post("/join", data={"code": (BytesIO(b"BCDFG"), "code.txt")})
    assert response.status_code == 400
    assert "We could not read that" in response.text
