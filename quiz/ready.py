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


class Ready(Response):
    """Its headers are complete: a length, and where it leads in the characters of an address."""

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        start(self.status, self.headers.to_wsgi_list())
        return () if environ["REQUEST_METHOD"] == "HEAD" else (self.get_data(),)


def page(html: str) -> Ready:
    """A page."""
    body = html.encode()
    return Ready(body, "200 OK", Headers((HTML, ("Content-Length", str(len(body))))))


def see_other(address: str) -> Ready:
    """A redirect after a press, without a text, to an address that ``url_for`` wrote."""
    return Ready(b"", "303 SEE OTHER", Headers((HTML, ("Location", address))))
