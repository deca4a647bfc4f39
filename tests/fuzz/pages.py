"""Requests to fuzz, to the whole service: codes, cookies, forms, addresses and headers.

Nothing that is sent is stored, so each input meets the same state.
"""

import logging
import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask
from werkzeug.test import create_environ

from quiz import create_app
from quiz.live.session import codes as live_codes
from quiz.routes import MAP
from quiz.settings.config import Settings
from quiz.storage.database import upgrade
from quiz.teams import codes as invitation_codes
from quiz.vocabulary import Role
from tests.live import stored_steps as live
from tests.live.steps import code as session_code
from tests.people.steps import PASSWORD, account, sign_in
from tests.promises.form_visitors import finished_check, forms
from tests.promises.test_forms import FORM, MULTIPART, fields, kept_as_it_is
from tests.teams import actions
from tests.visitor import Visitor

SECRET = "a secret for tests, long enough to be one"
COOKIE = "before-you-look"
OPENED = (200, 302, 303)
WHILE_IT_RUNS = ExitStack()


def sent(app: Flask, method: str, path: str, **more: Any) -> tuple[int, dict[str, str]]:
    """The status and headers of a request; its body is left, because a stream never ends."""
    found: list[Any] = []
    environ = create_environ(method="POST" if more.get("data") else "GET", **more)
    environ |= {"REQUEST_METHOD": method, "PATH_INFO": path}
    body = app(environ, lambda status, headers, *_: found.extend((status, headers)))
    if hasattr(body, "close"):
        body.close()
    status = int(found[0].split()[0])
    assert status < 500, (method, path, status)
    return status, dict(found[1])


@dataclass
class Service:
    """The service with a check, a team review, a live session and staff."""

    app: Flask
    staff: str
    phone: str
    invitation: str
    join: str
    forms: list[tuple[str, str, dict[str, Any]]]
    """The path of each form, the cookie of somebody who may send it, and its fields."""


@cache
def service() -> Service:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    # Refused requests are logged, which would be most of what is tried.
    logging.disable(logging.WARNING)
    app = create_app(Settings(SECRET, f"sqlite:///{folder / 'quiz.sqlite3'}", folder))
    upgrade(app.extensions["database"])
    app.testing = True
    person = account(app, *Role, password=PASSWORD)
    staff = sign_in(Visitor(app), person)
    review = actions.made(app.extensions["database"], person, actions.wanted())
    host = live.host_session(app, name="Toni")
    phone = live.join_session(app, host)
    live.open_vote(host)
    finished_check(app)
    found = []
    for _, path, visitor in forms(app):
        found.append((path, cookie_of(visitor.get(path)), fields(visitor)))
    made = Service(
        app,
        cookie_of(staff.get("/account")),
        cookie_of(phone),
        actions.codes_of(app.extensions["database"], review)[0][1],
        session_code(host),
        found,
    )
    WHILE_IT_RUNS.enter_context(kept_as_it_is(app))
    return made


def cookie_of(visitor: Visitor) -> str:
    cookie = visitor.client.get_cookie(COOKIE)
    assert cookie
    return cookie.value


CODES: tuple[tuple[str, Callable[[str], str], Callable[[Service], str]], ...] = (
    ("/review/{}", invitation_codes.normalised, lambda one: one.invitation),
    ("/join", live_codes.normalised, lambda one: one.join),
    ("/screen/{}", str, lambda _one: ""),
    ("/play/answers/{}", str, lambda _one: ""),
    ("/invited/{}", str, lambda _one: ""),
    ("/review", invitation_codes.normalised, lambda one: one.invitation),
    ("/check/return", str, lambda _one: ""),
)
"""Where a code is typed or is in the address, how it is read, and the right one."""


def codes(data: bytes) -> None:
    """A code that is not right opens nothing. The first byte chooses where it is tried."""
    if not data:
        return
    where, read, right = CODES[data[0] % len(CODES)]
    typed = data[1:].decode("utf-8", "replace").replace("/", "")[:200]
    one = service()
    if "{}" in where:
        if typed.strip():
            path = where.format(typed).encode("utf-8").decode("latin-1")
            status, _ = sent(one.app, "GET", path)
    else:
        path, cookie, form = next(each for each in one.forms if each[0] == where)
        data = urlencode({**form, "code": typed}, errors="replace").encode()
        cookies = {"HTTP_COOKIE": f"{COOKIE}={cookie}"}
        status, _ = sent(
            one.app, "POST", path, data=data, content_type=FORM, environ_overrides=cookies
        )
    if typed.strip() and status in OPENED and where != "/invited/{}":
        assert read(typed) == read(right(one)), (where, typed)


def cookie(data: bytes) -> None:
    """A cookie that we did not sign is no cookie."""
    one = service()
    text = data.decode("latin-1")
    header = {"HTTP_COOKIE": f"{COOKIE}={text}; before-you-look-known={text}"}
    for path in ("/account", "/play", "/", "/signin"):
        status, _ = sent(one.app, "GET", path, environ_overrides=header)
        if status == 200 and path in ("/account", "/play"):
            read = text.split(";")[0].strip(' "').rpartition(".")[0]
            ours = [known.rpartition(".")[0] for known in (one.staff, one.phone)]
            ours += [known.rpartition(".")[0] for _, known, _ in one.forms]
            assert any(known in text or read == known for known in ours)


def form(data: bytes) -> None:
    """No body of a form is an error of ours. The first two bytes choose the form and its kind."""
    if len(data) < 2:
        return
    one = service()
    path, cookie, known = one.forms[data[0] % len(one.forms)]
    token = {"csrf_token": str(known.get("csrf_token", ""))}
    kind, rest = data[1] % 4, data[2:]
    if kind == 0:
        body, content_type = urlencode({**known, **_changed(known, rest), **token}).encode(), FORM
    elif kind == 1:
        body, content_type = urlencode(token).encode() + b"&" + rest, FORM
    elif kind == 2:
        body, content_type = rest, MULTIPART
    else:
        first, _, body = rest.partition(b"\n")
        content_type = "".join(map(chr, first)).replace("\r", "")
    header = {"HTTP_COOKIE": f"{COOKIE}={cookie}"}
    sent(one.app, "POST", path, data=body, content_type=content_type, environ_overrides=header)


def _changed(known: dict[str, Any], rest: bytes) -> dict[str, str]:
    """Lines of a field's number and its new value."""
    names = [*known]
    lines = (line for line in rest.split(b"\n") if line)
    return {
        names[line[0] % len(names)]: line[1:].decode("utf-8", "replace") for line in lines if names
    }


METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
HEADERS = (
    *("HOST", "COOKIE", "RANGE", "IF_NONE_MATCH", "IF_MODIFIED_SINCE", "ACCEPT_ENCODING"),
    *("ACCEPT", "ORIGIN", "REFERER", "X_FORWARDED_FOR", "X_FORWARDED_HOST", "LAST_EVENT_ID"),
    *("X_REQUEST_ID", "CONTENT_ENCODING", "TRANSFER_ENCODING", "EXPECT", "AUTHORIZATION"),
    *("CONTENT_LENGTH", "CONTENT_TYPE", "USER_AGENT", "X_HTTP_METHOD_OVERRIDE"),
)


def address(data: bytes) -> None:
    """Any address, method, query and header: lines of address, query, headers."""
    if len(data) < 2:
        return
    one = service()
    method = METHODS[data[0] % len(METHODS)]
    path, _, rest = data[2:].partition(b"\n")
    query, *lines = rest.split(b"\n")
    rule = MAP[data[1] % len(MAP)].rule
    place, _, _ = rule.partition("<")
    text = (place if "<" in rule else rule) + path.decode("latin-1")
    headers = {
        f"HTTP_{HEADERS[line[0] % len(HEADERS)]}": line[1:].decode("latin-1")
        for line in lines
        if line
    }
    overrides = {
        "QUERY_STRING": query.decode("latin-1"),
        "HTTP_COOKIE": f"{COOKIE}={one.staff}",
        **headers,
    }
    for name in ("CONTENT_LENGTH", "CONTENT_TYPE"):
        if f"HTTP_{name}" in overrides:
            overrides[name] = overrides.pop(f"HTTP_{name}")
    sent(one.app, method, text, environ_overrides=overrides)


def first_inputs(name: str) -> Iterable[bytes]:
    """Inputs with what only this run of the service accepts."""
    one = service()
    if name == "cookie":
        yield from (one.staff.encode(), one.phone.encode())
    if name == "codes":
        rights = (one.invitation, one.join)
        yield from (bytes([place]) + right.encode() for place in range(7) for right in rights)
    if name == "form":
        yield from (bytes([number, 0]) for number in range(len(one.forms)))
    if name == "address":
        for number, each in enumerate(MAP):
            yield bytes([0, number]) + quote(each.rule.partition("<")[2]).encode() + b"\nq=1\n"


PAGES: dict[str, Callable[[bytes], None]] = {
    "address": address,
    "codes": codes,
    "cookie": cookie,
    "form": form,
}
