"""The same share in two independent groups: two bands, and no line between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.analysis.disclosure import percent_step
from quiz.charts.shares import BaseChart, Share


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
    def shares(self) -> list[Share]:
        return [share for row in self.rows for share in (row.first, row.second)]

    def step(self, share: Share) -> int:
        """Rounded by the size of the share's group, as in a chart of that group alone."""
        return percent_step(share.count.of)
