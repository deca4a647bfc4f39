"""The limit on failed requests: it looks only where a view has one."""

from flask import g
from flask_limiter import Limiter
from flask_limiter._extension import LimiterContext

_NO_LIMIT = LimiterContext()
"""What every request without a limit has noted: nothing."""


class FailedRequests(Limiter):
    """Flask-Limiter without its work at every request: most views have no limit."""

    def _check_request_limit(
        self, callable_name: str | None = None, in_middleware: bool = True
    ) -> None:
        if not in_middleware:
            g.has_limit = True
            super()._check_request_limit(callable_name, in_middleware)

    @property
    def context(self) -> LimiterContext:
        """What this request's limit has noted; the base class makes a new one for every request."""
        return super().context if "has_limit" in g else _NO_LIMIT
