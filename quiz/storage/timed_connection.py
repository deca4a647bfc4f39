"""Connections to PostgreSQL that a request does not wait for longer than its timeout.

A module of its own, because a service on SQLite does not load psycopg.
"""

import math
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen

from quiz.storage import answer_timeout
from quiz.storage.sqlite_lock import BUSY_SECONDS

ENCODING = "UTF8"


class TimedConnection(psycopg.Connection[Any]):
    """A connection that is closed when the server has not answered a request in time."""

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        left = answer_timeout.seconds_left()
        if left is None or timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            result = super().wait(gen, interval, max(left, answer_timeout.SHORTEST_SECONDS))
        except psycopg.OperationalError:
            if answer_timeout.is_spent():
                self.pgconn.finish()
            raise
        answer_timeout.answered()
        return result


def connect(*arguments: Any, **named: Any) -> TimedConnection:
    """Connect as psycopg does, within the time that is left.

    Raises OperationalError, also for a database that cannot store every letter.
    """
    left = answer_timeout.seconds_left()
    if left is not None:
        given = int(named.get("connect_timeout", BUSY_SECONDS))
        named["connect_timeout"] = min(given, math.ceil(max(left, answer_timeout.SHORTEST_SECONDS)))
    connection = TimedConnection.connect(*arguments, **named)
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != ENCODING:
        connection.close()
        raise psycopg.OperationalError(
            f"the database has the encoding {encoding}: make it again with createdb --encoding "
            f"{ENCODING} --template template0"
        )
    return connection
