"""How the service connects to SQLite and to PostgreSQL: one engine reads, another writes."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.util.queue import Queue

from quiz.storage.file_mode import watch_file
from quiz.storage.idle_connections import watch_idle
from quiz.storage.sqlite_lock import BUSY_SECONDS, WriteLock

PRAGMAS = (
    "journal_mode = WAL",
    # FULL: an acknowledged answer survives a power cut, not only a killed worker.
    "synchronous = FULL",
    "foreign_keys = ON",
    # Deleted answers are overwritten in the file, too.
    "secure_delete = ON",
)


class _Rest(Queue[Any]):
    """The connections that rest. One that is there is taken without a lock: as deques promise."""

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        try:
            return self.queue.popleft()
        except IndexError:
            return super().get(block, timeout)


class _Pool(QueuePool):
    _queue_class = _Rest


def postgresql(url: str) -> tuple[Engine, Engine]:
    """Connections that can only read, and others that write.

    Each statement that reads is a transaction of its own, as consistent as under READ COMMITTED:
    BEGIN and ROLLBACK would be two more round trips.
    """
    alone = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}
    return _postgresql(url, "default_transaction_read_only = on", **alone), _postgresql(url)


def _noticing_a_cut() -> dict[str, int]:
    """Settings of libpq: a server that cannot be reached any more is noticed within some seconds,
    and not when the system gives up, after a quarter of an hour."""
    return {
        "connect_timeout": BUSY_SECONDS,
        "tcp_user_timeout": 1000 * BUSY_SECONDS,
        "keepalives_idle": BUSY_SECONDS,
        "keepalives_interval": 2,
        "keepalives_count": 2,
    }


_SESSION = (
    f"lock_timeout = '{BUSY_SECONDS}s'",
    # The server, too, notices that it cannot reach us any more. It would keep what a lost
    # connection has locked for two hours, and refuse the same form when it is sent again.
    f"tcp_user_timeout = {1000 * BUSY_SECONDS}",
    f"tcp_keepalives_idle = {BUSY_SECONDS}",
    "tcp_keepalives_interval = 2",
    "tcp_keepalives_count = 2",
)
"""Settings of the server for each of our connections."""


def _postgresql(url: str, *settings: str, **options: Any) -> Engine:
    """At most ten connections of this process, with these settings. A statement fails after
    ``BUSY_SECONDS`` if somebody else has locked its table or row, and if the server does not answer
    a request (``quiz/storage/answer_timeout.py``). What the URL sets is kept."""
    chosen = make_url(url).query
    ours = {name: value for name, value in _noticing_a_cut().items() if name not in chosen}
    pool: dict[str, Any] = {"pool_size": 10, "max_overflow": 0, "pool_timeout": BUSY_SECONDS}
    engine = create_engine(
        url, connect_args=ours, hide_parameters=True, poolclass=_Pool, **pool, **options
    )
    watch_idle(engine)

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, arguments: Any, named: Any) -> Any:
        from quiz.storage import timed_connection

        return timed_connection.connect(*arguments, **named)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.execute("; ".join(f"SET {setting}" for setting in (*_SESSION, *settings)))
        connection.commit()

    return engine


def sqlite(url: str) -> tuple[Engine, Engine]:
    """Read-only connections, and the one connection that writes.

    SQLite has one writer at a time. Writers of this process wait for this one connection, and the
    process serves other requests meanwhile; waiting inside SQLite would block the process.
    """
    one = {"pool_size": 1, "max_overflow": 0}
    return (
        _sqlite(url, "BEGIN", (*PRAGMAS, "query_only = ON")),
        _sqlite(url, "BEGIN IMMEDIATE", (*PRAGMAS, "busy_timeout = 0"), **one),
    )


def _sqlite(url: str, begin: str, pragmas: tuple[str, ...], **pool: int) -> Engine:
    waits, file = {"timeout": BUSY_SECONDS}, Path(make_url(url).database or "")
    engine = create_engine(url, connect_args=waits, hide_parameters=True, poolclass=_Pool, **pool)
    watch_file(engine, file)
    lock = WriteLock()

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # no implicit BEGIN: see below
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    def begin_transaction(connection: Any) -> None:
        if begin == "BEGIN IMMEDIATE":
            lock.begin(connection.driver_connection)
        else:
            connection.driver_connection.execute(begin)

    # Not a listener: once an engine has one, SQLAlchemy looks for more of them at each statement.
    engine.dialect.do_begin = begin_transaction  # type: ignore[assignment, method-assign]
    return engine
