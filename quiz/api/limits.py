"""Limits of the API, by network: on requests, and on tokens that are not valid."""

from collections.abc import Callable
from typing import Any

from flask import g
from werkzeug.wrappers import Response

from quiz.api import bearer
from quiz.web.failed_requests import limiter
from quiz.web.network import network

REQUESTS = "300 per minute; 6000 per hour"
WRONG_TOKENS = "20 per minute; 200 per hour"

View = Callable[..., Any]


def _not_valid(_response: Response) -> bool:
    return bearer.WRONG_TOKEN in g


def limited(view: View) -> View:
    """The view with both limits, which all addresses of the API share."""
    view = limiter.shared_limit(
        WRONG_TOKENS, scope="api tokens", key_func=network, deduct_when=_not_valid
    )(view)
    found: View = limiter.shared_limit(REQUESTS, scope="api", key_func=network)(view)
    return found
