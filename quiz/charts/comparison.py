"""The same share in two independent groups: two bands, and no line between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.analysis.disclosure import percent_step
from quiz.charts.shares import BaseChart, KeyLine, Share
from quiz.languages.sentences import gettext


@dataclass(frozen=True)
class ComparisonRow:
    """The same share in two groups of people."""

    label: str
    first: Share
    second: Share


@dataclass(frozen=True)
class Comparison(BaseChart):
    """A share of people in two groups, question by question (measurement.md 5.6, 6). names: the
    groups' names; people: the size of the smaller group, which decides on percentages."""

    rows: Sequence[ComparisonRow]
    names: tuple[str, str]

    @property
    def headings(self) -> tuple[str, ...]:
        """Of the table's columns."""
        return gettext("Confidence question"), *self.names

    @property
    def key(self) -> list[KeyLine]:
        first, second = self.names
        likely = gettext("likely range, with this many people")
        return self.with_ranges([("ring", first), ("dot", second), ("band", likely)])

    def alt(self, row: ComparisonRow) -> str:
        """The whole row in words."""
        sides = zip(self.names, (row.first, row.second), strict=True)
        return " ".join(f"{name}: {self.counted(share)}." for name, share in sides)

    @property
    def shares(self) -> list[Share]:
        return [share for row in self.rows for share in (row.first, row.second)]

    def step(self, share: Share) -> int:
        """Rounded by the size of the share's group, as in a chart of that group alone."""
        return percent_step(share.count.of)
