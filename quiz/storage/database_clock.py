"""The database's clock: the one clock that every node shares, whatever its own says."""

from datetime import UTC

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def seconds(session: Session) -> int:
    """Seconds since 1970, at the start of the transaction."""
    now = session.execute(select(func.now())).scalar_one()
    return int((now if now.tzinfo else now.replace(tzinfo=UTC)).timestamp())  # SQLite's is in UTC
