"""A share of people or answers on a line from none to all: its position and its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from quiz.analysis.disclosure import Depth, percent_step
from quiz.analysis.ranges import Range, ends
from quiz.languages.sentences import gettext, ngettext, pgettext

Interval = tuple[float, float]


KeyLine = tuple[Literal["dot", "band", "diamond", "ring", "range"], str]
"""A mark of charts on lines, and what it means."""


@dataclass(frozen=True)
class Share:
    """A count out of a total, exact or a range, with its confidence interval.

    interval: both ends from 0 to 1 (measurement.md 3.2), for a range from the low end's lower
    limit to the high end's upper limit; None when there is none. Raises ValueError unless
    0 <= low <= high <= 1.
    """

    count: Range
    interval: Interval | None = None

    def __post_init__(self) -> None:
        if self.interval and not 0 <= self.interval[0] <= self.interval[1] <= 1:
            raise ValueError(f"{self.interval} is no interval of shares")

    @property
    def shown(self) -> bool:
        return self.count.shown

    @property
    def low(self) -> float:
        """The low end, in percent. 0 of nothing."""
        return percent(self.count.low, self.count.of)

    @property
    def high(self) -> float:
        """The high end, in percent. 0 of nothing."""
        return percent(self.count.high, self.count.of)


def together(words: str) -> str:
    """The same words, with spaces that do not break the line."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


def _nearest(value: float, step: int) -> str:
    return str(int((value + step / 2) // step) * step)


@dataclass(frozen=True)
class Span:
    """From x1 to x2 percent of the line's length; a dot when both are equal."""

    x1: float
    x2: float

    @property
    def width(self) -> float:
        return round(self.x2 - self.x1, 2)

    @property
    def is_dot(self) -> bool:
        return self.x1 == self.x2


@dataclass(frozen=True)
class BaseChart:
    """What all charts have. id: unique on its page. caption: of its table. people: how many the
    figures are of; it decides what is shown (measurement.md 3.8): below 10 no percentages and no
    bands, below 20 percentages to the nearest 5.
    """

    id: str
    caption: str
    people: int

    @property
    def shares(self) -> Iterable[Share]:
        """Every share that the chart draws."""
        raise NotImplementedError

    @property
    def has_ranges(self) -> bool:
        """Whether any number is a range, which the key then explains."""
        return any(share.shown and not share.count.exact for share in self.shares)

    @property
    def in_percent(self) -> bool:
        return self.people >= Depth.PERCENTAGES

    @property
    def axis(self) -> tuple[str, ...]:
        """Labels at the line's start, middle and end."""
        if self.in_percent:
            return "0 %", "50 %", "100 %"
        return pgettext("a share", "None"), pgettext("a share", "Half"), pgettext("a share", "All")

    def drawn(self, span: Span, step: int | None = None) -> Span:
        """Where a span is drawn: no finer than the words beside it, or the picture's file would
        state more than the page. step: in percent; the chart's own unless one is given."""
        to = (step or percent_step(self.people)) if self.in_percent else 1
        return Span(*(float(_nearest(end, to)) for end in (span.x1, span.x2)))

    def dot(self, share: Share) -> Span | None:
        """Where a share is drawn: a dot, or a bar over its range. Never a midpoint."""
        span = self.span(share)
        return self.drawn(span, self.step(share)) if span else None

    def likely_bar(self, share: Share) -> Span | None:
        """Where the confidence interval is drawn."""
        band = self.band(share)
        return self.drawn(band, self.step(share)) if band else None

    def span(self, share: Share) -> Span | None:
        """The share in percent, to compute with. It is drawn at ``dot``."""
        return Span(share.low, share.high) if share.shown else None

    def band(self, share: Share) -> Span | None:
        """The confidence interval in percent, to compute with; None when it is not shown. It is
        drawn at ``likely_bar``."""
        if not (self.in_percent and share.shown and share.interval):
            return None
        low, high = share.interval
        return Span(percent(low, 1), percent(high, 1))

    def numbers(self, share: Share) -> str:
        """``19 of 30, 63 %``; for few people ``4 to 6 of 6: most``; or why there are none."""
        if not share.count.of:
            return gettext("no answers")
        if not share.shown:
            return self.too_few(share.count.of)
        if not self.in_percent:
            return f"{share.count.numbers}: {share.count.words}"
        return f"{share.count.numbers}, {together(share.count.percent(self.step(share)))}"

    def too_few(self, number: int) -> str:
        """Why a share of so many is not shown."""
        return ngettext(
            "not shown: %(number)s person is too few",
            "not shown: %(number)s people are too few",
            number,
            number=number,
        )

    def likely(self, share: Share) -> str:
        """``likely 45 to 78 %``: the band in words, or empty."""
        band = self.band(share)
        if not band:
            return ""
        low, high = (_nearest(end, self.step(share)) for end in (band.x1, band.x2))
        return gettext("likely %(range)s", range=together(f"{ends(low, high)} %"))

    def counted(self, share: Share) -> str:
        """The share in words, with its likely range if there is one."""
        return ", ".join(filter(None, (self.numbers(share), self.likely(share))))

    def step(self, _share: Share) -> int:
        """The step in percent to which a share is rounded."""
        return percent_step(self.people)

    def rounded(self, value: float) -> str:
        """Percent or points, to the nearest 1 or 5; a tie goes up."""
        return _nearest(value, percent_step(self.people))

    @property
    def no_clear_gap(self) -> str:
        return ngettext(
            "no clear gap: %(number)s person is too few to tell",
            "no clear gap: %(number)s people are too few to tell",
            self.people,
            number=self.people,
        )

    def with_ranges(self, key: list[KeyLine]) -> list[KeyLine]:
        """The key of the chart's marks, and of ranges where it has any."""
        if not self.has_ranges:
            return key
        return [*key, ("range", gettext("known only as a range"))]

    @property
    def likely_key(self) -> str:
        """What a band means, for the key."""
        return ngettext(
            "likely range, with %(number)s person",
            "likely range, with %(number)s people",
            self.people,
            number=self.people,
        )
