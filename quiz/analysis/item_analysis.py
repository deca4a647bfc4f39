"""Item analysis, for authors, over all teams (measurement.md 4.1).

The statistics of an item cover the people who answered it: a skipped item does not count as wrong.
Variances and covariances are exact, with n - 1 as divisor.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quiz.analysis.intervals import Interval, wilson
from quiz.analysis.scale import SCALE, Scale
from quiz.analysis.sums import AnswersByLevel, Sums

DUBIOUS_BELOW = 15
"""Moodle's limit for a dubious item: discriminative efficiency in percent."""
Number = int | Fraction


@dataclass(frozen=True)
class JointScores:
    """People by their score in one item and their *rest score*, the sum over all other items.

    Here an item score is 1 or 0 and a rest score counts right answers, but any numbers work.
    """

    people: Mapping[tuple[Number, Number], int]

    @property
    def n(self) -> int:
        return sum(self.people.values())

    def _covariance_of(self, products: Number) -> Fraction | None:
        """The covariance of item score and rest score; None below two people."""
        scores = sum(score * n for (score, _), n in self.people.items())
        rests = sum(rest * n for (_, rest), n in self.people.items())
        return _covariance(products, scores, rests, self.n)

    @property
    def item_variance(self) -> Fraction | None:
        scores = sum(score * n for (score, _), n in self.people.items())
        squares = sum(score**2 * n for (score, _), n in self.people.items())
        return _covariance(squares, scores, scores, self.n)

    @property
    def item_sd(self) -> float | None:
        return None if self.item_variance is None else math.sqrt(self.item_variance)

    @property
    def rest_variance(self) -> Fraction | None:
        rests = sum(rest * n for (_, rest), n in self.people.items())
        squares = sum(rest**2 * n for (_, rest), n in self.people.items())
        return _covariance(squares, rests, rests, self.n)

    @property
    def covariance(self) -> Fraction | None:
        """The covariance of item score and rest score; None below two people."""
        return self._covariance_of(
            sum(score * rest * n for (score, rest), n in self.people.items())
        )

    @property
    def largest_covariance(self) -> Fraction | None:
        """The covariance if the highest item scores went with the highest rest scores."""
        scores = sorted(score for (score, _), n in self.people.items() for _ in range(n))
        rests = sorted(rest for (_, rest), n in self.people.items() for _ in range(n))
        return self._covariance_of(sum(m * r for m, r in zip(scores, rests, strict=True)))

    @property
    def rest_r(self) -> float | None:
        """The item-rest correlation; Moodle's discrimination index is 100 times this.

        None when either score does not vary.
        """
        return correlation(self.covariance, self.item_variance, self.rest_variance)

    @property
    def total_covariance(self) -> Fraction | None:
        """The covariance of the item score and the total score (item score plus rest score)."""
        if self.covariance is None or self.item_variance is None:
            return None
        return self.covariance + self.item_variance

    @property
    def total_r(self) -> float | None:
        """The correlation of item score and total score; None as for `rest_r`."""
        both, rest = self.total_covariance, self.rest_variance
        if both is None or rest is None or self.covariance is None:
            return None
        return correlation(both, self.item_variance, rest + self.covariance + both)

    @property
    def efficiency(self) -> float | None:
        """Moodle's discriminative efficiency as a share, at most 1; None when undefined."""
        if self.covariance is None or not self.largest_covariance:
            return None
        return float(self.covariance / self.largest_covariance)


@dataclass(frozen=True)
class OptionStatistics:
    """One option: how many chose it, how many of them were sure, and its rest correlation."""

    n: int
    sure: int
    rest_r: float | None


@dataclass(frozen=True)
class ItemStatistics:
    """One item: answers by level, its options, and item scores against rest scores."""

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
        """Wilson's interval for the facility; each answer is from another person."""
        return wilson(self.right, self.n)

    @property
    def dubious(self) -> bool:
        """Moodle's warning for a discriminative efficiency below 15 %."""
        efficiency = self.joint.efficiency
        return efficiency is not None and 100 * efficiency < DUBIOUS_BELOW


def _covariance(products: Number, one: Number, other: Number, n: int) -> Fraction | None:
    return Fraction(products - Fraction(one * other, n)) / (n - 1) if n >= 2 else None


def correlation(
    covariance: Fraction | None, one: Fraction | None, other: Fraction | None
) -> float | None:
    """-1 to 1, from a covariance and two variances; None when a variance is 0 or missing."""
    if covariance is None or not one or not other:
        return None
    return float(covariance) / math.sqrt(one * other)


def item_statistics(
    sums: Sums, name: str, options: Sequence[str], scale: Scale = SCALE
) -> ItemStatistics:
    """The statistics of one item; ``options``: all its options, chosen or not."""
    people: dict[tuple[Number, Number], int] = {
        (right, rest): n for (other, right, rest), n in sums.rest_scores.items() if other == name
    }
    joint = JointScores(people)
    rests = sum(rest * n for (_, rest), n in people.items())

    def option(letter: str) -> OptionStatistics:
        cells = {level: n for (i, o, level), n in sums.cells.items() if (i, o) == (name, letter)}
        chose = sum(cells.values())
        with_rest = _covariance(sums.rest.get((name, letter), 0), chose, rests, joint.n)
        variance = _covariance(chose, chose, chose, joint.n)
        return OptionStatistics(
            n=chose,
            sure=sum(n for level, n in cells.items() if scale.sure(level)),
            rest_r=correlation(with_rest, variance, joint.rest_variance),
        )

    return ItemStatistics(sums.table([name]), {letter: option(letter) for letter in options}, joint)


def effective_weights(joints: Mapping[str, JointScores]) -> dict[str, float | None]:
    """Moodle's effective weight of each item, in percent.

    The square root of its covariance with the total score, as a share of the sum of these roots. An
    item with a negative covariance is left out of the sum and has None; all have None if the sum
    is 0.
    """
    roots = {
        name: math.sqrt(joint.total_covariance)
        for name, joint in joints.items()
        if joint.total_covariance is not None and joint.total_covariance >= 0
    }
    total = sum(roots.values())
    return {name: 100 * roots[name] / total if name in roots and total else None for name in joints}
