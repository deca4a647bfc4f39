"""The whole quiz: how scores spread, and how far its items measure one thing (section 4.1).

For authors and researchers. A quiz that spans topics has a low alpha, which is no defect: it is
never shown as its quality.
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
        mean = Fraction(sum(score * n for score, n in self.people.items()), self.n)
        return sum((n * (score - mean) ** power for score, n in self.people.items()), Fraction(0))

    @property
    def variance(self) -> Fraction | None:
        """With n - 1 as divisor; None below two people."""
        return self._central(2) / (self.n - 1) if self.n >= 2 else None

    @property
    def sd(self) -> float | None:
        return math.sqrt(self.variance) if self.variance is not None else None

    @property
    def skewness(self) -> float | None:
        """k3 / k2 to the 3/2, from Fisher's k-statistics; None below three people or no spread."""
        n, variance = self.n, self.variance
        if n < 3 or not variance:
            return None
        k3 = n * self._central(3) / ((n - 1) * (n - 2))
        return float(k3) / (float(variance) * math.sqrt(variance))

    @property
    def kurtosis(self) -> float | None:
        """k4 / k2 squared, 0 for a normal spread; None below four people or without spread."""
        n, variance = self.n, self.variance
        if n < 4 or not variance:
            return None
        squares = self._central(2)
        above = n * (n + 1) * self._central(4) - 3 * (n - 1) * squares**2
        return float(above / ((n - 1) * (n - 2) * (n - 3)) / variance**2)


def score_distribution(sums: Sums) -> ScoreDistribution:
    """People by how many answers they had right."""
    return ScoreDistribution({score: n for (score,), n in sums.scores.items()})


def alpha(variances: Sequence[Fraction], whole: Fraction | None) -> Fraction | None:
    """Cronbach's alpha, which is KR-20 for marks of 1 and 0; at most 1, and may be negative.

    ``variances`` of the items, ``whole`` of the score they add up to. Items without variance stay
    in. None below two items, and when the score does not vary.
    """
    items = len(variances)
    if items < 2 or not whole:
        return None
    return Fraction(items, items - 1) * (1 - sum(variances, Fraction(0)) / whole)


@dataclass(frozen=True)
class Reliability:
    """Alpha of a quiz that everybody answered whole."""

    people: int
    items: int
    alpha: Fraction
    sd: float
    without: Mapping[str, Fraction | None]

    @property
    def interval(self) -> Interval:
        """Feldt's."""
        return feldt(float(self.alpha), self.people, self.items)

    @property
    def error_ratio(self) -> float:
        """Moodle's, as a share: the root of 1 - alpha; alpha is at most 1."""
        return math.sqrt(1 - self.alpha)

    @property
    def standard_error(self) -> float:
        """Of one score, in answers."""
        return self.error_ratio * self.sd


def reliability(sums: Sums, joints: Mapping[str, JointScores]) -> Reliability | None:
    """Alpha of these items, and of the rest without each of them.

    None below two people or two items, when scores do not vary, and when somebody did not answer
    every item: then there is no score to compare.
    """
    whole = score_distribution(sums)
    variances = {name: joint.item_variance for name, joint in joints.items()}
    known = {name: variance for name, variance in variances.items() if variance is not None}
    if len(known) < len(joints) or any(joint.n != whole.n for joint in joints.values()):
        return None
    found = alpha(list(known.values()), whole.variance)
    if found is None or whole.sd is None:
        return None
    without = {
        name: alpha([v for other, v in known.items() if other != name], joints[name].rest_variance)
        for name in known
    }
    return Reliability(whole.n, len(joints), found, whole.sd, without)
