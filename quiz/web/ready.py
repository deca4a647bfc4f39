"""A response that is sent as it is, for what everybody presses through: pages and redirects.

Flask's own copies its headers, and looks through them for what a view may have left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Response
from werkzeug.datastructures import Headers

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

HTML = ("Content-Type", "text/html; charset=utf-8")


class ReadyResponse(Response):
    """Its headers say all but its length, and where it leads in the characters of an address."""

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        body = self.get_data()
        self.headers["Content-Length"] = str(len(body))
        start(self.status, self.headers.to_wsgi_list())
        return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)


def page(html: bytes) -> ReadyResponse:
    """A page."""
    return _ready("200 OK", HTML, html)


def see_other(address: str) -> ReadyResponse:
    """A redirect after a press, without a text, to an address that ``url_for`` wrote."""
    made = _ready("303 SEE OTHER", HTML, b"")
    made.headers.add("Location", address)
    return made


def _ready(status: str, kind: tuple[str, str], body: bytes) -> ReadyResponse:
    headers = Headers()  # filling it one by one takes a third of the time
    headers.add(*kind)
    made = ReadyResponse(None, status, headers)
    made.response = [body]
    return made
