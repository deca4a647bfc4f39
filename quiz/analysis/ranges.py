"""Published counts: exact, or a range from low to high (measurement.md 5.3, P5)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from quiz.languages.sentences import gettext, lazy_gettext

NOT_SHOWN = lazy_gettext("not shown")


class Amount(Enum):
    """A count of few people in words (measurement.md 3.8)."""

    FEW = lazy_gettext("few")
    ABOUT_HALF = lazy_gettext("about half")
    MOST = lazy_gettext("most")


@dataclass(frozen=True, order=False)
class Range:
    """``low`` to ``high``, both included, out of ``of`` people or answers.

    An unpublished count is the full range, 0 to ``of``, and adds up like any other. Raises
    ValueError unless 0 <= low <= high <= of.
    """

    low: int
    high: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= self.of:
            raise ValueError(f"{self.low} to {self.high} of {self.of} is not a range")

    def __add__(self, other: "Range") -> "Range":
        """The sum of ranges of separate blocks: both ends are added."""
        return Range(self.low + other.low, self.high + other.high, self.of + other.of)

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @property
    def shown(self) -> bool:
        """Whether the range is narrower than the full range."""
        return self.low > 0 or self.high < self.of

    @property
    def numbers(self) -> str:
        """``9 of 30``, ``26 to 30 of 30``, or ``not shown``."""
        if not self.shown:
            return str(NOT_SHOWN)
        if self.exact:
            return gettext("%(number)s of %(of)s", number=self.low, of=self.of)
        return gettext("%(low)s to %(high)s of %(of)s", low=self.low, high=self.high, of=self.of)

    @property
    def amount(self) -> Amount:
        """The count in words, for 5 to 9 people (measurement.md 3.8).

        *Few*: the low end is at most a third and the high end less than half. *Most* is the mirror
        image, *about half* everything else.
        """
        if 3 * self.low <= self.of and 2 * self.high < self.of:
            return Amount.FEW
        if 3 * self.high >= 2 * self.of and 2 * self.low > self.of:
            return Amount.MOST
        return Amount.ABOUT_HALF

    @property
    def words(self) -> str:
        """``most``, ``about half`` or ``few``; ``not shown`` for the full range."""
        return str(self.amount.value if self.shown else NOT_SHOWN)

    def percent(self, step: int = 1) -> str:
        """``63 %`` or ``87 to 100 %``: both ends to the nearest ``step`` percent, ties upwards.

        Never a midpoint (measurement.md 5.5). ``not shown`` for the full range.
        """
        if not self.shown:
            return str(NOT_SHOWN)
        low, high = (rounded_percent(end, self.of, step) for end in (self.low, self.high))
        return f"{ends(str(low), str(high))} %"


def ends(low: str, high: str) -> str:
    """“low to high”, or one number when both are the same."""
    return low if low == high else gettext("%(low)s to %(high)s", low=low, high=high)


def exactly(count: int, of: int) -> Range:
    """An exact count, such as the sum of ratings."""
    return Range(count, count, of)


def unpublished(of: int) -> Range:
    """The full range: nothing is known about the count."""
    return Range(0, of, of)


def publish(count: int, of: int, t: int) -> Range | None:
    """The published form of "``count`` of ``of``" under the margin ``t`` (measurement.md 5.3, P5).

    None when ``of`` is below 2t + 1; exact when t < count < of - t; else 0 to t, or of - t to of.
    Every count in a published range gives the same range, so hiding a count reveals nothing more.
    Raises ValueError unless 0 <= count <= of and t >= 0.
    """
    if t < 0 or not 0 <= count <= of:
        raise ValueError(f"{count} of {of} with a margin of {t} is not a count")
    if of < 2 * t + 1:
        return None
    if count <= t:
        return Range(0, t, of)
    if count >= of - t:
        return Range(of - t, of, of)
    return exactly(count, of)


def published(count: int, of: int, t: int) -> Range:
    """As ``publish``, with the full range where nothing is published."""
    return publish(count, of, t) or unpublished(of)


def rounded_percent(part: int, whole: int, step: int = 1) -> int:
    """``part`` of ``whole`` in percent, to the nearest ``step``; ties are rounded up.

    Raises ValueError unless ``whole`` and ``step`` are above 0.
    """
    if whole <= 0 or step <= 0:
        raise ValueError("a percentage needs a denominator and a step above 0")
    return (200 * part + step * whole) // (2 * step * whole) * step


IntervalMethod = Callable[[float, float], tuple[float, float] | None]
"""Takes successes and trials, which need not be whole; gives both ends of an interval from 0 to 1.
For example `quiz.analysis.intervals.wilson`."""


def interval(found: Range, method: IntervalMethod, deff: float = 1) -> tuple[float, float] | None:
    """From the lower limit of the low end to the upper limit of the high end (measurement.md 5.5).

    deff: the design effect (measurement.md 3.2). None for the full range, or when ``method`` gives
    None.
    """
    if not found.shown:
        return None
    low, high = (method(end / deff, found.of / deff) for end in (found.low, found.high))
    return (low[0], high[1]) if low and high else None
