"""Connections to PostgreSQL that rested: tested before they are used, and replaced if dead."""

import time
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

from quiz.storage import answer_timeout

IDLE_SECONDS = 1
"""A restart of PostgreSQL takes longer. A test before every request would cost a round trip."""


def watch_idle(engine: Engine) -> None:
    """Test a connection that nobody used for ``IDLE_SECONDS``, and replace a dead one."""

    @event.listens_for(engine, "checkin")
    def remember(_connection: Any, record: Any) -> None:
        record.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def test(connection: Any, record: Any, _proxy: Any) -> None:
        now = time.monotonic()
        if now - record.info.get("used", now) < IDLE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error:
            if answer_timeout.is_spent():
                raise  # the server is silent: do not begin again with a new connection
            raise DisconnectionError from None
