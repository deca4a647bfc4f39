"""How long data is kept: each period once, with the sentence that pages and documents quote."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Retention:
    """A period, and what is kept for it; ``{days}`` in the sentence is the number of days."""

    period: timedelta
    sentence: str

    @property
    def days(self) -> int:
        return self.period.days

    def __str__(self) -> str:
        return self.sentence.format(days=self.days)


CHECK = Retention(
    timedelta(days=400),
    "Answers of a check are deleted {days} days after the day you started it.",
)
"""Longer than a year, so that somebody can come back a year later."""
LIVE_ANSWERS = Retention(
    timedelta(days=30),
    "Answers in a live session are deleted {days} days after it, unless the page on which you join "
    "names another number.",
)
INVITATION = Retention(
    timedelta(days=7),
    "A one-time link to an account works once, for {days} days.",
)
LOGIN_SESSION = Retention(
    timedelta(days=1),
    "The record of a sign-in is deleted when you sign out, or at the next sign-in by anybody that "
    "is more than {days} day later.",
)
KNOWN_BROWSER = Retention(
    timedelta(days=180),
    "The cookie “before-you-look-known” lasts {days} days.",
)
REMEMBERED_CHECK = Retention(
    timedelta(days=30),
    "“Remember on this phone” lasts {days} days from the day on which you choose it.",
)
LAUNCH = Retention(
    timedelta(days=3),
    "If a learning system opened the check, your browser keeps until you send completion, for "
    "{days} days at most, where to send it.",
)
ALL = (CHECK, LIVE_ANSWERS, INVITATION, LOGIN_SESSION, KNOWN_BROWSER, REMEMBERED_CHECK, LAUNCH)
