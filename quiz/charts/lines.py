"""Charts on lines from none to all: gaps by topic, said and shown, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from quiz.analysis.disclosure import Depth
from quiz.analysis.ranges import ends
from quiz.charts.shares import BaseChart, Share, Span, together


@dataclass(frozen=True)
class Gap:
    """The gap from what people stated to the nearer end of what they showed.

    span: where it is drawn. over: whether they stated more. likely: the gap's interval in words.
    beside: the words beside the drawing; they have the interval, because with so few people the gap
    itself would be read as exact.
    """

    span: Span
    words: str
    over: bool
    likely: str
    beside: str


@dataclass(frozen=True)
class TopicRow:
    """A topic. right: of all answers. stated: the lowest and the highest that the expected share of
    right answers can be, from 0 to 1 (the mean certainty); None when it is unknown."""

    label: str
    right: Share
    stated: tuple[float, float] | None


@dataclass(frozen=True)
class Topics(BaseChart):
    """Right and expected answers by topic (measurement.md 3.1, 3.2). tabled: whether its table
    follows; False where another chart on the page has the same numbers. subject: what a row is
    about."""

    rows: Sequence[TopicRow]
    tabled: bool = True
    subject: str = "Topic"
    counted: ClassVar[str] = "answers"

    @property
    def shares(self) -> list[Share]:
        return [row.right for row in self.rows]

    @property
    def has_ranges(self) -> bool:
        drawn = [self.diamond(row) for row in self.rows]
        return super().has_ranges or any(stated and not stated.is_dot for stated in drawn)

    def stated(self, row: TopicRow) -> Span | None:
        """Expected answers, to compute with. None below ten people, where percentages are not
        shown."""
        if row.stated is None or not self.in_percent or not row.right.shown:
            return None
        return Span(*(round(100 * end, 2) for end in row.stated))

    def diamond(self, row: TopicRow) -> Span | None:
        """Where the expected answers are drawn."""
        stated = self.stated(row)
        return self.drawn(stated) if stated else None

    def expected(self, row: TopicRow) -> str:
        stated = self.stated(row)
        if not stated:
            return "not shown"
        return together(f"{ends(self.rounded(stated.x1), self.rounded(stated.x2))} %")

    def gap(self, row: TopicRow) -> Gap | None:
        """The gap, if all that people can have expected is outside the band; only then may it be
        named (3.8)."""
        stated, band = self.stated(row), self.band(row.right)
        if not (stated and band):
            return None
        return outside(stated, row.right, band, self, "surer than right", "more right than sure")

    def beside(self, row: TopicRow) -> str:
        """The words beside the drawing."""
        gap = self.gap(row)
        return gap.beside if gap else self.verdict(row) or self.numbers(row.right)

    def verdict(self, row: TopicRow) -> str:
        gap = self.gap(row)
        if gap:
            return gap.words
        return self.no_clear_gap if self.stated(row) and self.band(row.right) else ""


@dataclass(frozen=True)
class PairingRow:
    """A confidence question: people who said yes, and people who showed understanding.

    yes_but_not: people who said yes and did not show it; None when that is not shown
    (measurement.md 3.6: below 20 people only the two shares)."""

    label: str
    said: Share
    shown: Share
    yes_but_not: Share | None = None


@dataclass(frozen=True)
class Pairing(BaseChart):
    """Said yes and showed understanding, by confidence question (measurement.md 3.6)."""

    rows: Sequence[PairingRow]

    @property
    def shares(self) -> list[Share]:
        return [share for row in self.rows for share in (row.said, row.shown)]

    @property
    def counts_those_who_did_not_show_it(self) -> bool:
        return any(row.yes_but_not for row in self.rows)

    def did_not(self, row: PairingRow) -> str:
        """How many said yes and did not show it, or why that is not shown."""
        found = row.yes_but_not
        if found and not found.shown and found.count.of < self.people:
            return f"not shown: only {found.count.of} said yes"
        return found.count.numbers if found else "not shown"

    def gap(self, row: PairingRow) -> Gap | None:
        """The gap, if all of what was said is outside the band; only then may it be named."""
        said, band = self.span(row.said), self.band(row.shown)
        if not (said and band):
            return None
        return outside(
            said,
            row.shown,
            band,
            self,
            "more people said yes than understood this",
            "more people understood this than said they did",
        )

    def verdict(self, row: PairingRow) -> str:
        if not self.in_percent:
            said, shown = row.said, row.shown
            words = [f"{said.count.words} said yes"] if said.shown else []
            words += [f"{shown.count.words} understood it"] if shown.shown else []
            return ", ".join(words)
        gap = self.gap(row)
        if gap:
            return gap.beside
        return self.no_clear_gap if self.span(row.said) and self.band(row.shown) else ""


@dataclass(frozen=True)
class ChangeRow:
    """The same share before and after. verdict: the change in words, by its interval
    (measurement.md 3.7); empty when nothing may be said."""

    label: str
    before: Share
    after: Share
    verdict: str = ""


@dataclass(frozen=True)
class Change(BaseChart):
    """Before and after, of the same people. A decrease is no failure, so it has no colour
    (measurement.md 3.7)."""

    rows: Sequence[ChangeRow]

    @property
    def shares(self) -> list[Share]:
        return [share for row in self.rows for share in (row.before, row.after)]

    def numbers(self, share: Share) -> str:
        """For few people, or few who answered, the numbers alone: ``0 of 8`` needs no words."""
        few = not self.in_percent or share.count.of < Depth.PERCENTAGES
        counted = share.shown and share.count.of and few
        return share.count.numbers if counted else super().numbers(share)

    def band(self, share: Share) -> Span | None:
        """None also for few who answered."""
        return super().band(share) if share.count.of >= Depth.PERCENTAGES else None

    @property
    def has_verdicts(self) -> bool:
        return any(row.verdict for row in self.rows)

    def joins(self, row: ChangeRow) -> list[tuple[float, float]]:
        """Lines from before to after: one, or one for each end of a range."""
        before, after = self.dot(row.before), self.dot(row.after)
        if not (before and after):
            return []
        return list(dict.fromkeys([(before.x1, after.x1), (before.x2, after.x2)]))


def outside(
    said: Span, share: Share, band: Span, chart: BaseChart, above: str, below: str
) -> Gap | None:
    """The gap between what people said and showed; None when it is inside the band or rounds to 0.

    In points, from the nearest to the farthest ends when either is a range; its likely values go
    from one end of the band to the other (measurement.md 3.2).
    """
    if said.x1 > band.x2:
        span = Span(share.high, said.x1)
        found = said.x1 - share.high, said.x2 - share.low
        likely = said.x1 - band.x2, said.x2 - band.x1
    else:
        span = Span(said.x2, share.low)
        found = share.low - said.x2, share.high - said.x1
        likely = band.x1 - said.x2, band.x2 - said.x1
    if chart.rounded(max(likely[0], 0)) == "0":
        return None
    over = said.x1 > band.x2
    words, interval = above if over else below, points(*likely, chart)
    return Gap(
        chart.drawn(span),
        f"{words}, by {points(*found, chart)}",
        over,
        f"likely {interval}",
        f"{words}, likely by {interval}",
    )


def points(near: float, far: float, chart: BaseChart) -> str:
    return together(ends(chart.rounded(near), chart.rounded(far)) + " points")
