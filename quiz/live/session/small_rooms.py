"""How the room sees a count: exactly from ten answers on; in a smaller room as fewer than half,
half or more than half. Pure.

In a room of five, “1 vote” points at somebody. The three words are the ranges of measurement.md
5.3, P5, with its margin for so many people. Why they point at nobody is 5.7, and
``tests/live/test_small_rooms.py`` tries every room.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.analysis.disclosure import margin
from quiz.analysis.ranges import Range, exactly, published
from quiz.languages.formats import listed
from quiz.languages.sentences import gettext, lazy_gettext

EXACT_FROM = 10
"""From this number of answers on, counts are shown exactly."""
SMALL_ROOM = lazy_gettext(
    "Fewer than %(number)s answered on phones, so counts are not exact: nobody stands out.",
    number=EXACT_FROM,
)
"""Where fewer answered every vote that is shown. See ``few_answered``."""


def is_small(answers: int) -> bool:
    """Whether this many answers are too few for exact counts."""
    return answers < EXACT_FROM


def few_answered(answers: Mapping[str, int]) -> str:
    """Why counts are not exact: of every vote that is shown, or of those that it names. Empty where
    all are exact. answers: how many answered each, by its title; each chart has this number."""
    few = [title for title, number in answers.items() if is_small(number)]
    if len(few) == len(answers):
        return str(SMALL_ROOM) if few else ""
    if not few:
        return ""
    return gettext(
        "%(votes)s: fewer than %(number)s answered on phones, so these counts are not exact. "
        "Nobody stands out.",
        votes=listed(few),
        number=EXACT_FROM,
    )


@dataclass(frozen=True)
class RoomCount:
    """A count as the room sees it. range: where it lies; its ends are equal in a larger room."""

    range: Range

    @property
    def number(self) -> str:
        """“3”, or “more than half”."""
        if not is_small(self.range.of):
            return str(self.range.low)
        if self.range.exact:
            return gettext("half")
        return gettext("more than half") if self.range.low else gettext("fewer than half")

    @property
    def numbers(self) -> str:
        """“3 of 14”, or “more than half of the 7”."""
        of = self.range.of
        if not is_small(of):
            return gettext("%(number)s of %(total)s", number=self.number, total=of)
        if self.range.exact:
            return gettext("half of the %(total)s", total=of)
        if self.range.low:
            return gettext("more than half of the %(total)s", total=of)
        return gettext("fewer than half of the %(total)s", total=of)

    @property
    def is_nobody(self) -> bool:
        return self.range.high == 0


def room_count(count: int, of: int) -> RoomCount:
    """A count of ``of`` answers. Raises ValueError for a count below 0, or above ``of``."""
    return RoomCount(published(count, of, margin(of)) if is_small(of) else exactly(count, of))
