"""A view's plain values as JSON, with an ETag: a program that has them already gets a 304."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, request

PUBLIC = "public, max-age=300"
OWN = "private, no-cache"
"""A copy may be kept by the program only, and it asks each time whether it still holds."""


def as_json(caching: str) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """Answer with the JSON of what the view returns; the document is made from its annotation."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(view)
        def answer(*given: Any, **arguments: Any) -> Response:
            return _response(view(*given, **arguments), caching)

        return answer

    return decorate


def _response(values: Any, caching: str) -> Response:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
    response = Response(text, mimetype="application/json")
    response.add_etag()
    tag, _ = response.get_etag()
    if known := _known(tag or ""):
        response = Response(status=304, mimetype=response.mimetype)
        response.set_etag(known)  # that of the copy which still holds (RFC 9110, 15.4.5)
    response.headers["Cache-Control"] = caching
    return response


def _known(tag: str) -> str | None:
    """The tag under which the program has this answer. After it was compressed its tag is followed
    by a colon and the algorithm (Flask-Compress)."""
    sent = request.if_none_match
    if sent.star_tag:
        return tag
    tags = filter(None, sent.as_set(include_weak=True))
    return next((one for one in tags if one.partition(":")[0] == tag), None)
