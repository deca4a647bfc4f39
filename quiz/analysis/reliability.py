"""Reliability of the quiz: score distribution and Cronbach's alpha (measurement.md 4.1).

For authors and researchers. Alpha is low for a quiz of several topics. That is not a defect, so
alpha is never shown as a measure of quality.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quiz.analysis.intervals import Interval
from quiz.analysis.item_analysis import JointScores
from quiz.analysis.scipy_statistics import feldt
from quiz.analysis.sums import Sums


@dataclass(frozen=True)
class ScoreDistribution:
    """People by score."""

    people: Mapping[int, int]

    @property
    def n(self) -> int:
        return sum(self.people.values())

    def _central(self, power: int) -> Fraction:
        """The sum of the deviations from the mean, each to this power."""
        mean = Fraction(sum(score * n for score, n in self.people.items()), self.n)
        return sum((n * (score - mean) ** power for score, n in self.people.items()), Fraction(0))

    @property
    def variance(self) -> Fraction | None:
        """Variance with n - 1 as divisor; None below two people."""
        return self._central(2) / (self.n - 1) if self.n >= 2 else None

    @property
    def sd(self) -> float | None:
        return math.sqrt(self.variance) if self.variance is not None else None

    @property
    def skewness(self) -> float | None:
        """k3 / k2^1.5, from Fisher's k-statistics; None below three people or without variance."""
        n, variance = self.n, self.variance
        if n < 3 or not variance:
            return None
        k3 = n * self._central(3) / ((n - 1) * (n - 2))
        return float(k3) / (float(variance) * math.sqrt(variance))

    @property
    def kurtosis(self) -> float | None:
        """k4 / k2², 0 for a normal distribution; None below four people or without variance."""
        n, variance = self.n, self.variance
        if n < 4 or not variance:
            return None
        squares = self._central(2)
        k4_part = n * (n + 1) * self._central(4) - 3 * (n - 1) * squares**2
        return float(k4_part / ((n - 1) * (n - 2) * (n - 3)) / variance**2)


def score_distribution(sums: Sums) -> ScoreDistribution:
    """People by their number of right answers."""
    return ScoreDistribution({score: n for (score,), n in sums.scores.items()})


def alpha(variances: Sequence[Fraction], total: Fraction | None) -> Fraction | None:
    """Cronbach's alpha (KR-20 for item scores of 1 and 0); at most 1, may be negative.

    ``variances``: of the items; items without variance count. ``total``: the variance of the total
    score. None below two items, and when the total score does not vary.
    """
    items = len(variances)
    if items < 2 or not total:
        return None
    return Fraction(items, items - 1) * (1 - sum(variances, Fraction(0)) / total)


@dataclass(frozen=True)
class Reliability:
    """Alpha of a quiz that everybody completed; ``without``: alpha without each item."""

    people: int
    items: int
    alpha: Fraction
    sd: float
    without: Mapping[str, Fraction | None]

    @property
    def interval(self) -> Interval:
        """Feldt's interval for alpha."""
        return feldt(float(self.alpha), self.people, self.items)

    @property
    def error_ratio(self) -> float:
        """Moodle's error ratio as a share: the square root of 1 - alpha."""
        return math.sqrt(1 - self.alpha)

    @property
    def standard_error(self) -> float:
        """The standard error of measurement of a score, in answers."""
        return self.error_ratio * self.sd


def reliability(sums: Sums, joints: Mapping[str, JointScores]) -> Reliability | None:
    """Alpha of these items, and of the other items without each of them.

    None below two people or two items, when scores do not vary, and when somebody did not answer
    every item, because their total score is then unknown.
    """
    scores = score_distribution(sums)
    variances = {name: joint.item_variance for name, joint in joints.items()}
    known = {name: variance for name, variance in variances.items() if variance is not None}
    if len(known) < len(joints) or any(joint.n != scores.n for joint in joints.values()):
        return None
    found = alpha(list(known.values()), scores.variance)
    if found is None or scores.sd is None:
        return None
    without = {
        name: alpha([v for other, v in known.items() if other != name], joints[name].rest_variance)
        for name in known
    }
    return Reliability(scores.n, len(joints), found, scores.sd, without)
