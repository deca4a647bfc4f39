"""Change after a training session, in the same people (measurement.md 3.7).

It is called "change" and not "effect" because there is no control group.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

from quiz.analysis.clusters import Mean, mean_over_people
from quiz.analysis.intervals import Interval, newcombe_paired, tango
from quiz.analysis.sums import ALL, NOT, UNDERSTANDS, Sums

UNITS = {"right_change": 1, "certainty_change": 100, "gap_change": 100}


@dataclass(frozen=True)
class MatchedPairs:
    """People by understanding of a topic before and after: e, f, g and h of measurement.md 3.7."""

    both: int
    slipped: int
    gained: int
    neither: int

    @property
    def n(self) -> int:
        return self.both + self.slipped + self.gained + self.neither

    @property
    def rows(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The 2 x 2 table: rows before (yes, no), columns after (yes, no)."""
        return (self.both, self.slipped), (self.gained, self.neither)

    @property
    def change(self) -> float | None:
        """(gained - slipped)/n, -1 to 1; None without people."""
        return (self.gained - self.slipped) / self.n if self.n else None

    @property
    def newcombe(self) -> Interval | None:
        return newcombe_paired(self.both, self.slipped, self.gained, self.neither)

    @property
    def tango(self) -> Interval | None:
        return tango(self.slipped, self.gained, self.n)

    @property
    def exact_p(self) -> float:
        """The p-value of McNemar's exact test, two-sided; 1 when nobody changed."""
        return float(min(Fraction(1), 2 * _at_most(self.slipped, self.gained)))

    @property
    def mid_p(self) -> float:
        """McNemar's mid-p value, the recommended test (measurement.md 3.7).

        With f = g, also when nobody changed, it is 1 - P(X = f)/2.
        """
        point = _exactly(self.slipped, self.gained)
        if self.slipped == self.gained:
            return float(1 - point / 2)
        return float(2 * _at_most(self.slipped, self.gained) - point)


def _exactly(slipped: int, gained: int) -> Fraction:
    """P(X = the smaller count) for X ~ Bin(slipped + gained, 1/2), exact."""
    changed = slipped + gained
    return Fraction(math.comb(changed, min(slipped, gained)), 2**changed)


def _at_most(slipped: int, gained: int) -> Fraction:
    """P(X <= the smaller count), exact."""
    changed = slipped + gained
    term = total = 1
    for k in range(min(slipped, gained)):
        term = term * (changed - k) // (k + 1)
        total += term
    return Fraction(total, 2**changed)


def matched_pairs(sums: Sums, topic: str) -> MatchedPairs:
    """The table of one topic, for people whose understanding is known before and after."""
    cells = [
        sums.matched.get((topic, before, after), 0)
        for before in (UNDERSTANDS, NOT)
        for after in (UNDERSTANDS, NOT)
    ]
    return MatchedPairs(*cells)


def people_matched(sums: Sums) -> int:
    """How many people answered as many items after as before."""
    return sums.over_people("right_change").people


def mean_change(sums: Sums, quantity: str, topic: str = ALL) -> Mean | None:
    """The mean change over matched people, as a share of answers, with its t interval.

    ``quantity``: ``right_change``, ``certainty_change`` or ``gap_change``. None without people.
    """
    return mean_over_people(sums.over_people(quantity, topic), UNITS[quantity])
