"""The only clock: it tells the day, because nothing finer may be stored with an answer."""

from datetime import UTC, date, datetime


def today() -> date:
    """The day in UTC, the same on every node."""
    return datetime.now(UTC).date()
