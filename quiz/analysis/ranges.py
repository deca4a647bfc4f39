"""A count as it may be published: exact, or from a lowest to a highest (measurement.md, 5.3 P5)."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, order=False)
class Range:
    """``low`` to ``high`` of ``of`` people or answers, both ends included.

    Raises ValueError unless 0 <= low <= high <= of. A count that is not published at all is the
    whole range, 0 to ``of``: it says nothing, and it adds up like any other.
    """

    low: int
    high: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= self.of:
            raise ValueError(f"{self.low} to {self.high} of {self.of} is not a range")

    def __add__(self, other: "Range") -> "Range":
        """Ranges of separate blocks add up, end by end."""
        return Range(self.low + other.low, self.high + other.high, self.of + other.of)

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @property
    def shown(self) -> bool:
        """Whether it says more than how many there were."""
        return self.low > 0 or self.high < self.of

    @property
    def numbers(self) -> str:
        """``9 of 30``, ``26 to 30 of 30``, or ``not shown``."""
        if not self.shown:
            return "not shown"
        return f"{ends(str(self.low), str(self.high))} of {self.of}"

    @property
    def words(self) -> str:
        """``most``, ``about half`` or ``few``: for 5 to 9 people (measurement.md 3.8).

        *Few* may be no more than a third and is less than half; *most* is its mirror image.
        Whatever else it may be is *about half*; what is not shown has no word: ``not shown``.
        """
        if not self.shown:
            return "not shown"
        if 3 * self.low <= self.of and 2 * self.high < self.of:
            return "few"
        if 3 * self.high >= 2 * self.of and 2 * self.low > self.of:
            return "most"
        return "about half"

    def percent(self, step: int = 1) -> str:
        """``63 %`` or ``87 to 100 %``: both ends to the nearest ``step`` percent, a tie going up.

        Never a midpoint (measurement.md 5.5). ``not shown`` when nothing is.
        """
        if not self.shown:
            return "not shown"
        low, high = (rounded_percent(end, self.of, step) for end in (self.low, self.high))
        return f"{ends(str(low), str(high))} %"


def ends(low: str, high: str) -> str:
    """Both ends of a range in words, or the one number that both are."""
    return low if low == high else f"{low} to {high}"


def exactly(count: int, of: int) -> Range:
    """A count that is published as it is, such as the sums of what people said of themselves."""
    return Range(count, count, of)


def unpublished(of: int) -> Range:
    """What is known when nothing is published: anything from none to all."""
    return Range(0, of, of)


def publish(count: int, of: int, t: int) -> Range | None:
    """How "``count`` of ``of``" leaves a block under the margin ``t`` (measurement.md 5.3, P5).

    None when ``of`` is below 2t + 1; exact when t < count < of - t; else 0 to t, or of - t to of.
    Which of the three depends on the count only through the range that is then shown, so the
    hiding itself tells nothing more. Raises ValueError unless 0 <= count <= of and t >= 0.
    """
    if t < 0 or not 0 <= count <= of:
        raise ValueError(f"{count} of {of} with a margin of {t} is no count")
    if of < 2 * t + 1:
        return None
    if count <= t:
        return Range(0, t, of)
    if count >= of - t:
        return Range(of - t, of, of)
    return exactly(count, of)


def published(count: int, of: int, t: int) -> Range:
    """The same as ``publish``, with a range that says nothing where nothing is published."""
    return publish(count, of, t) or unpublished(of)


def rounded_percent(part: int, whole: int, step: int = 1) -> int:
    """``part`` of ``whole`` in percent, to the nearest ``step``; a tie goes up.

    Raises ValueError unless ``whole`` and ``step`` are above 0.
    """
    if whole <= 0 or step <= 0:
        raise ValueError("a percentage needs something to be a share of, and a step")
    return (200 * part + step * whole) // (2 * step * whole) * step


Around = Callable[[float, float], tuple[float, float] | None]
"""Successes and trials, not always whole, to both ends of an interval, as shares of 1; such as
Wilson's (measurement.md 3.2)."""


def interval(found: Range, around: Around, deff: float = 1) -> tuple[float, float] | None:
    """From the low end's lower limit to the high end's upper limit (measurement.md 5.5).

    deff: how many answers are worth one, where those of one person hang together (3.2). None
    where nothing is shown, or where ``around`` has none.
    """
    if not found.shown:
        return None
    low, high = (around(end / deff, found.of / deff) for end in (found.low, found.high))
    return (low[0], high[1]) if low and high else None
