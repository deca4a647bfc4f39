"""The limits on failed requests, so that nobody guesses codes or passwords."""

import math
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Flask, Response, g
from flask_limiter import Limiter
from sqlalchemy.exc import SQLAlchemyError

from quiz.web.network import network

NOT_ASKED = "limit_not_asked"
"""Set in ``g`` while a limit could not ask the database: its error."""


class FailedRequests(Limiter):
    """Checks only where a view has a limit; the base class looks for one before every request."""

    def _check_request_limit(
        self, callable_name: str | None = None, in_middleware: bool = True
    ) -> None:
        if not in_middleware:
            g.has_limit = True
            super()._check_request_limit(callable_name, in_middleware)
            if error := g.pop(NOT_ASKED, None):
                raise error

    def init_app(self, app: Flask) -> None:
        """Add it to an app. Its hooks after a request run only where a view had a limit."""
        super().init_app(app)
        count: Any = app.after_request_funcs[None].pop()
        forget: Any = app.teardown_request_funcs[None].pop()

        @app.after_request
        def tell(response: Response) -> Response:
            if "has_limit" in g:
                count(response)
                if response.status_code == 429 and (reached := self.current_limit):
                    response.headers["Retry-After"] = str(_seconds_until(reached.reset_at))
            return response

        @app.teardown_request
        def end(error: BaseException | None) -> None:
            if "has_limit" in g:
                forget(error)

    @staticmethod
    @cache  # limits are the same only if their conditions are, also in a second app
    def unless(counts_not: Callable[[], bool] | None) -> Callable[[], bool] | None:
        """A condition that asks the database. The base class would take an error of the database
        for one of Redis, and ask again and again; so it is raised after the limits."""
        if counts_not is None:
            return None

        def asked() -> bool:
            if NOT_ASKED in g:
                return True
            try:
                return counts_not()
            except SQLAlchemyError as error:
                setattr(g, NOT_ASKED, error)
                return True

        return asked


def _seconds_until(at: float) -> int:
    """How many whole seconds to wait, at least one."""
    return max(1, math.ceil(at - time.time()))


limiter = FailedRequests(
    network,
    strategy="moving-window",
    # The base class would tell everybody to wait, also after a success.
    headers_enabled=False,
    # Without Redis the service continues, and each worker counts by itself.
    in_memory_fallback_enabled=True,
)
