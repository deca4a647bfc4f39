"""The only clock. Tables store days: no time of day may be stored with an answer."""

import time
from datetime import UTC, date, datetime


def today() -> date:
    """Today in UTC, the same on every node."""
    return datetime.now(UTC).date()


def day_of(moment: int) -> date:
    """The day in UTC of a moment in seconds since 1970."""
    return datetime.fromtimestamp(moment, UTC).date()


def long_date(day: date) -> str:
    """A day as people write it: 3 March 2027."""
    return f"{day.day} {day:%B %Y}"


def seconds() -> int:
    """Seconds since 1970, for login sessions and for the timer of a vote.

    No table stores it with an answer.
    """
    return int(time.time())
