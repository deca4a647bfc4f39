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
    if _is_known(tag or ""):
        response = Response(status=304, mimetype=response.mimetype)
        response.set_etag(tag or "")
    response.headers["Cache-Control"] = caching
    return response


def _is_known(tag: str) -> bool:
    """Whether the program has this answer. After it was compressed its tag is followed by a colon
    and the algorithm (Flask-Compress)."""
    known = request.if_none_match
    tags = known.as_set(include_weak=True)
    return known.star_tag or any(one and one.partition(":")[0] == tag for one in tags)
