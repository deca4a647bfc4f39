"""The log names each request that took long: its route and the milliseconds, and no more.

Not its address, which may have a code in it, and nothing about who sent it.
"""

import logging
import time

from flask import Flask, Response, g, request

SLOW_MS = 1000

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Time every request from the first hook before it to the last one after it.

    What a response streams afterwards does not count, so an event stream is never slow.
    """
    app.before_request(_start)
    app.after_request(_log_if_slow)


def _start() -> None:
    g.started = time.perf_counter()


def _log_if_slow(response: Response) -> Response:
    took = 1000 * (time.perf_counter() - g.get("started", time.perf_counter()))
    if took >= SLOW_MS:
        log.warning("%s took %.0f ms", request.endpoint or "an unknown address", took)
    return response
