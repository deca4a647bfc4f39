"""The only clock. What is stored knows the day, because nothing finer may stand with an answer."""

import time
from datetime import UTC, date, datetime


def today() -> date:
    """The day in UTC, the same on every node."""
    return datetime.now(UTC).date()


def long_date(day: date) -> str:
    """A day as people write it: 3 March 2027."""
    return f"{day.day} {day:%B %Y}"


def seconds() -> int:
    """Seconds since 1970. For a signed-in browser's own cookie and for a vote's timer.

    No table has it beside anything that a person answered.
    """
    return int(time.time())
