"""Summary statistics of a group's answers (measurement.md 3.1 to 3.3). Shares are from 0 to 1."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from quiz.analysis.clusters import RHO, design_effect
from quiz.analysis.intervals import Interval, wilson
from quiz.analysis.scale import SCALE, Scale
from quiz.analysis.sums import ALL, AnswersByLevel, Sums

WEIGHT_OF_ALL = Fraction(32)
"""1/rho - 1 where about 0.03 of the variance lies between teams (measurement.md 3.3)."""


@dataclass(frozen=True)
class GroupSummary:
    """Counts of one group's answers to some items, and the statistics that follow from them."""

    people: int
    answers: int
    answers_squared: int
    right: int
    stated_hundredths: int
    sure: int
    sure_wrong: int

    @property
    def accuracy(self) -> Fraction | None:
        return Fraction(self.right, self.answers) if self.answers else None

    @property
    def mean_certainty(self) -> Fraction | None:
        return Fraction(self.stated_hundredths, 100 * self.answers) if self.answers else None

    @property
    def gap(self) -> Fraction | None:
        """Mean certainty minus accuracy, -1 to 1; above 0 is overconfident (D9)."""
        over = self.stated_hundredths - 100 * self.right
        return Fraction(over, 100 * self.answers) if self.answers else None

    @property
    def sure_share(self) -> Fraction | None:
        return Fraction(self.sure, self.answers) if self.answers else None

    @property
    def sure_but_wrong(self) -> Fraction | None:
        """The share of wrong answers among the sure ones; None without sure answers."""
        return Fraction(self.sure_wrong, self.sure) if self.sure else None

    def design_effect(self, rho: Fraction = RHO) -> Fraction:
        return design_effect(self.answers, self.answers_squared, rho)

    def effective(self, rho: Fraction = RHO) -> Fraction:
        """The effective number of independent answers (D8)."""
        return self.answers / self.design_effect(rho)

    def interval(self, rho: Fraction = RHO) -> Interval | None:
        """Wilson's interval for accuracy, on the effective number; None without answers."""
        deff = self.design_effect(rho)
        return wilson(float(self.right / deff), float(self.answers / deff))

    def gap_interval(self, rho: Fraction = RHO) -> Interval | None:
        """Mean certainty minus the ends of the interval for accuracy (D9)."""
        accuracy, certainty = self.interval(rho), self.mean_certainty
        if accuracy is None or certainty is None:
            return None
        return Interval(float(certainty) - accuracy.high, float(certainty) - accuracy.low)


def stated_hundredths(table: AnswersByLevel, scale: Scale = SCALE) -> int:
    """The sum of the stated chances of being right, in hundredths of an answer."""
    return sum(scale.hundredths[level] * split.n for level, split in table.items())


def group_summary(
    sums: Sums, items: Iterable[str] | None = None, topic: str = ALL, scale: Scale = SCALE
) -> GroupSummary:
    """The summary of one topic and its items, or of all answers."""
    table = sums.table(items)
    moments = sums.over_people("right", topic)
    sure = [split for level, split in table.items() if scale.sure(level)]
    return GroupSummary(
        people=moments.people,
        answers=moments.m,
        answers_squared=moments.mm,
        right=moments.y,
        stated_hundredths=stated_hundredths(table, scale),
        sure=sum(split.n for split in sure),
        sure_wrong=sum(split.wrong for split in sure),
    )


def shrunken(
    accuracy: Fraction, effective: Fraction, mean: Fraction, weight: Fraction = WEIGHT_OF_ALL
) -> Fraction:
    """A team's accuracy, shrunk towards the mean over teams, only for sorting (measurement.md 3.3).

    ``effective``: the effective number of answers, 0 or more. ``weight``: how many answers the mean
    counts for, 1/rho - 1, where rho is the share of variance between teams. Teams are never ranked.
    """
    return (effective * accuracy + weight * mean) / (effective + weight)
