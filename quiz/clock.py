"""The only clock. Tables store days: no time of day may be stored with an answer."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from quiz.languages import formats
from quiz.languages.formats import long_date as long_date

CLOCKS_DIFFER_SECONDS = 60
"""How far the clocks of two nodes may differ without anything being refused."""
HERE = ZoneInfo("Europe/London")


def today() -> date:
    """Today in UTC, the same on every node."""
    return datetime.now(UTC).date()


def day_of(moment: int) -> date:
    """The day in UTC of a moment in seconds since 1970."""
    return datetime.fromtimestamp(moment, UTC).date()


def time_of_day(moment: int) -> str:
    """The time in England of a moment in seconds since 1970, as people write it: 10:45am."""
    return formats.time_of_day(datetime.fromtimestamp(moment, HERE))


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
