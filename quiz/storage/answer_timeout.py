"""How long a request waits for a PostgreSQL server that is there but does not answer.

The timeouts of libpq notice a server that cannot be reached. One that is frozen on a machine that
lives keeps its connections and answers none of them. So a request gives up after ``SECONDS``, and
its connection is closed. Commands and the tasks of a worker have no request, and wait as long as
they need.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import g, has_request_context

from quiz.storage.sqlite_lock import BUSY_SECONDS

SECONDS = BUSY_SECONDS + 0.5
"""A little more than ``lock_timeout``, so that a locked table is called so in the log."""
SHORTEST_SECONDS = 1.0
"""For a request that has already waited long: what a server that is only busy needs."""
SINCE, UNLIMITED = "database_silent_since", "database_unlimited"


def begin() -> None:
    """This request now waits for the database, or for one of its connections."""
    if has_request_context():
        g.setdefault(SINCE, time.monotonic())


def seconds_left() -> float | None:
    """How long this request still waits for its next answer; None: as long as it takes."""
    if not has_request_context() or UNLIMITED in g:
        return None
    since: float = g.setdefault(SINCE, time.monotonic())
    return SECONDS - (time.monotonic() - since)


def answered() -> None:
    """The next wait of this request begins anew."""
    if has_request_context():
        g.pop(SINCE, None)


def is_spent() -> bool:
    """Whether this request has waited long enough."""
    left = seconds_left()
    return left is not None and left <= 0


@contextmanager
def unlimited() -> Iterator[None]:
    """For what a request does beside its own work, and what may take long."""
    if not has_request_context():
        yield
        return
    setattr(g, UNLIMITED, True)
    try:
        yield
    finally:
        g.pop(UNLIMITED, None)
