"""The only clock. Tables store days: no time of day may be stored with an answer."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CLOCKS_DIFFER_SECONDS = 60
"""How far the clocks of two nodes may differ without anything being refused."""
HERE = ZoneInfo("Europe/London")
NOON = 12


def today() -> date:
    """Today in UTC, the same on every node."""
    return datetime.now(UTC).date()


def day_of(moment: int) -> date:
    """The day in UTC of a moment in seconds since 1970."""
    return datetime.fromtimestamp(moment, UTC).date()


def long_date(day: date) -> str:
    """A day as people write it: 3 March 2027."""
    return f"{day.day} {day:%B %Y}"


def time_of_day(moment: int) -> str:
    """The time in England of a moment in seconds since 1970, as people write it: 10:45am."""
    at = datetime.fromtimestamp(moment, HERE)
    return f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < NOON else 'pm'}"


def is_recent(moment: int, period: int) -> bool:
    """Whether a moment, in seconds since 1970, is less than ``period`` seconds ago.

    A node whose clock is slow may see a moment that another node wrote in its future.
    """
    return -CLOCKS_DIFFER_SECONDS <= seconds() - moment < period


def seconds() -> int:
    """Seconds since 1970, for login sessions and for the timer of a vote.

    No table stores it with an answer.
    """
    return int(time.time())
