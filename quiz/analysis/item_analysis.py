"""ItemStatistics analysis, for authors and over all teams (measurement.md, section 4.1).

Each item is read over the people who answered it: what was skipped is left out, not counted as
wrong. Variances and covariances are exact, with n - 1 as divisor.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quiz.analysis.intervals import Interval, wilson
from quiz.analysis.sums import AnswersByLevel, Sums

DUBIOUS_BELOW = 15
Number = int | Fraction


@dataclass(frozen=True)
class JointScores:
    """How many people had each pair of mark in one item and *rest score* in all the others.

    With us a mark is 1 or 0 and a rest score counts right answers, but any numbers will do.
    """

    people: Mapping[tuple[Number, Number], int]

    @property
    def n(self) -> int:
        return sum(self.people.values())

    def _about_means(self, products: Number) -> Fraction | None:
        """A covariance from the sum of products; None below two people."""
        marks = sum(mark * n for (mark, _), n in self.people.items())
        rests = sum(rest * n for (_, rest), n in self.people.items())
        return _about_means(products, marks, rests, self.n)

    @property
    def item_variance(self) -> Fraction | None:
        marks = sum(mark * n for (mark, _), n in self.people.items())
        squares = sum(mark**2 * n for (mark, _), n in self.people.items())
        return _about_means(squares, marks, marks, self.n)

    @property
    def item_sd(self) -> float | None:
        return None if self.item_variance is None else math.sqrt(self.item_variance)

    @property
    def rest_variance(self) -> Fraction | None:
        rests = sum(rest * n for (_, rest), n in self.people.items())
        squares = sum(rest**2 * n for (_, rest), n in self.people.items())
        return _about_means(squares, rests, rests, self.n)

    @property
    def covariance(self) -> Fraction | None:
        """Of mark and rest score."""
        return self._about_means(sum(mark * rest * n for (mark, rest), n in self.people.items()))

    @property
    def largest_covariance(self) -> Fraction | None:
        """What it would be if the highest marks went with the highest rest scores."""
        marks = sorted(mark for (mark, _), n in self.people.items() for _ in range(n))
        rests = sorted(rest for (_, rest), n in self.people.items() for _ in range(n))
        return self._about_means(sum(m * r for m, r in zip(marks, rests, strict=True)))

    @property
    def rest_r(self) -> float | None:
        """The item-rest correlation; Moodle's discrimination index is 100 times this.

        None when either does not vary.
        """
        return correlation(self.covariance, self.item_variance, self.rest_variance)

    @property
    def total_covariance(self) -> Fraction | None:
        """Of the mark and the whole score, which is the rest score and the mark together."""
        if self.covariance is None or self.item_variance is None:
            return None
        return self.covariance + self.item_variance

    @property
    def total_r(self) -> float | None:
        """The correlation with the whole score, the item itself included; None as for `rest_r`."""
        both, rest = self.total_covariance, self.rest_variance
        if both is None or rest is None or self.covariance is None:
            return None
        return correlation(both, self.item_variance, rest + self.covariance + both)

    @property
    def efficiency(self) -> float | None:
        """Moodle's discriminative efficiency as a share, at most 1; None without a divisor."""
        if self.covariance is None or not self.largest_covariance:
            return None
        return float(self.covariance / self.largest_covariance)


@dataclass(frozen=True)
class OptionStatistics:
    """One option of an item: who chose it, who was sure, and how it goes with the rest score."""

    n: int
    sure: int
    rest_r: float | None


@dataclass(frozen=True)
class ItemStatistics:
    """One item: answers by level, its options, and marks against rest scores."""

    table: AnswersByLevel
    options: Mapping[str, OptionStatistics]
    joint: JointScores

    @property
    def n(self) -> int:
        return sum(split.n for split in self.table.values())

    @property
    def right(self) -> int:
        return sum(split.right for split in self.table.values())

    @property
    def facility(self) -> Fraction | None:
        """The share right, 0 to 1; None when nobody answered."""
        return Fraction(self.right, self.n) if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's for the facility: its answers come from different people."""
        return wilson(self.right, self.n)

    @property
    def dubious(self) -> bool:
        """Moodle's mark for a discriminative efficiency under 15 in a hundred."""
        efficiency = self.joint.efficiency
        return efficiency is not None and 100 * efficiency < DUBIOUS_BELOW


def _about_means(products: Number, one: Number, other: Number, n: int) -> Fraction | None:
    return Fraction(products - Fraction(one * other, n)) / (n - 1) if n >= 2 else None


def correlation(
    covariance: Fraction | None, one: Fraction | None, other: Fraction | None
) -> float | None:
    """-1 to 1, from a covariance and two variances; None when a variance is 0 or missing."""
    if covariance is None or not one or not other:
        return None
    return float(covariance) / math.sqrt(one * other)


def item_statistics(
    sums: Sums, name: str, options: Sequence[str], sure_from: int
) -> ItemStatistics:
    """One item's figures; ``options`` are all it has, chosen or not."""
    people: dict[tuple[Number, Number], int] = {
        (right, rest): n for (other, right, rest), n in sums.rest_scores.items() if other == name
    }
    joint = JointScores(people)
    rests = sum(rest * n for (_, rest), n in people.items())

    def option(letter: str) -> OptionStatistics:
        cells = {level: n for (i, o, level), n in sums.cells.items() if (i, o) == (name, letter)}
        chose = sum(cells.values())
        with_rest = _about_means(sums.rest.get((name, letter), 0), chose, rests, joint.n)
        spread = _about_means(chose, chose, chose, joint.n)
        return OptionStatistics(
            n=chose,
            sure=sum(n for level, n in cells.items() if level >= sure_from),
            rest_r=correlation(with_rest, spread, joint.rest_variance),
        )

    return ItemStatistics(sums.table([name]), {letter: option(letter) for letter in options}, joint)


def effective_weights(joints: Mapping[str, JointScores]) -> dict[str, float | None]:
    """Moodle's effective weight of each item, in percent of all.

    The root of its covariance with the whole score, beside the sum of these roots. An item with a
    negative covariance is left out of that sum and gets None; so does each when the sum is nil.
    """
    roots = {
        name: math.sqrt(joint.total_covariance)
        for name, joint in joints.items()
        if joint.total_covariance is not None and joint.total_covariance >= 0
    }
    whole = sum(roots.values())
    return {name: 100 * roots[name] / whole if name in roots and whole else None for name in joints}
