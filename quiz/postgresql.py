"""Connections to PostgreSQL: what each is opened with, and how dead ones are replaced."""

import time
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

POOL = {"pool_size": 10, "max_overflow": 0, "hide_parameters": True}
"""Each process opens at most ten to read and ten to write."""
IDLE_SECONDS = 1
"""A restart of PostgreSQL takes longer. A test before every request would cost a round trip."""


def to_read(url: str, patience: int) -> Engine:
    """Connections that can only read. See `to_write` for ``patience``.

    Each statement is a transaction of its own, as consistent as under READ COMMITTED: BEGIN and
    ROLLBACK would be two more round trips.
    """
    alone = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}
    return _opened(url, patience, ("default_transaction_read_only = on",), **alone)


def to_write(url: str, patience: int) -> Engine:
    """Connections that write.

    patience: seconds until a request fails that waits for a connection, or for a table or row that
    somebody else has locked.
    """
    return _opened(url, patience)


def _opened(url: str, patience: int, settings: tuple[str, ...] = (), **options: Any) -> Engine:
    engine = create_engine(url, pool_timeout=patience, **POOL, **options)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        for setting in (f"lock_timeout = '{patience}s'", *settings):
            connection.execute(f"SET {setting}")
        connection.commit()

    _watch_idle(engine)
    return engine


def _watch_idle(engine: Engine) -> None:
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
            raise DisconnectionError from None
