"""Waiting for a SQLite file that another process has locked, as long as a person would bear."""

import math
import random
import sqlite3
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import OperationalError

BUSY_SECONDS = 5
"""How long a person would wait for a database that somebody else has locked."""
STILL_BUSY_SECONDS = 0.05
"""How long to try when the last try has waited for nothing: nobody waits for those before them."""
RETRY_SECONDS = (0.0002, 0.001)
"""The shortest and the longest random wait between two tries, while another process writes."""


def retry(succeeds: Callable[[], bool], seconds: float) -> bool:
    """Try until it succeeds or the time is over; False when it is over.

    Waiting inside SQLite (its busy timeout, which connections that write do not have) would block
    the whole process. Between these tries the process serves its other requests.
    """
    end = time.monotonic() + seconds
    while not (done := succeeds()) and time.monotonic() <= end:
        time.sleep(random.uniform(*RETRY_SECONDS))  # noqa: S311 - no secret
    return done


class WriteLock:
    """Transactions that write to one SQLite file, one after the other."""

    def __init__(self) -> None:
        self.refused_at = -math.inf

    def begin(self, connection: Any) -> None:
        """Begin as soon as no other process writes.

        Raises OperationalError after ``BUSY_SECONDS``, or much sooner when another request has just
        waited so long: many that wait in a queue would otherwise wait for all before them.
        """

        def begins() -> bool:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                    return False
                raise OperationalError("BEGIN IMMEDIATE", None, error) from error
            return True

        still = time.monotonic() - self.refused_at < BUSY_SECONDS
        if retry(begins, STILL_BUSY_SECONDS if still else BUSY_SECONDS):
            self.refused_at = -math.inf
            return
        self.refused_at = time.monotonic()
        busy = sqlite3.OperationalError("database is locked")
        raise OperationalError("BEGIN IMMEDIATE", None, busy)
