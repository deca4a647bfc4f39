"""Cluster-robust statistics: the answers of one person are correlated (measurement.md 3.2 and 6).

Everything is computed from six whole numbers, which add up exactly over groups.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

from quiz.analysis.intervals import Interval
from quiz.analysis.scipy_statistics import korn_graubard, t_quantile, t_two_sided

RHO = Fraction(1, 10)
"""The intraclass correlation assumed for the answers of one person (D8)."""


@dataclass(frozen=True)
class Moments:
    """Sums over people of a whole number y, of its number of answers m, and of their products."""

    people: int
    m: int
    y: int
    mm: int
    my: int
    yy: int

    @property
    def mean(self) -> Fraction | None:
        """y per answer; None without answers."""
        return Fraction(self.y, self.m) if self.m else None

    @property
    def equal(self) -> bool:
        """Whether everybody has the same number of answers."""
        return self.people * self.mm == self.m**2

    @property
    def deviations(self) -> Fraction:
        """The sum over people of (y - mean m)². Raises ZeroDivisionError without answers."""
        mean = Fraction(self.y, self.m)
        return self.yy - 2 * mean * self.my + mean**2 * self.mm

    @property
    def variance(self) -> Fraction | None:
        """The variance of the mean, exact: the linearised estimate for a ratio.

        With equal m it is the variance over people divided by their number. None below two people.
        """
        if self.people < 2 or not self.m:
            return None
        return Fraction(self.people, self.people - 1) * self.deviations / self.m**2


@dataclass(frozen=True)
class Mean:
    """A mean over people with its t interval; parts that cannot be computed are None."""

    mean: float
    se: float | None
    low: float | None
    high: float | None
    t: float | None
    p: float | None


def mean_over_people(moments: Moments, unit: int = 1) -> Mean | None:
    """The mean, its standard error and t interval over people, in units of y / ``unit``.

    The cluster-robust estimate of measurement.md 3.2. For one person, everything except the mean is
    None. With zero variance, t and p are None. None without answers.
    """
    if moments.mean is None:
        return None
    mean = float(moments.mean / unit)
    if moments.variance is None:
        return Mean(mean, None, None, None, None, None)
    se = math.sqrt(moments.variance) / unit
    degrees = moments.people - 1
    half = t_quantile(degrees) * se
    t = mean / se if se else None
    p = t_two_sided(t, degrees) if t is not None else None
    return Mean(mean, se, mean - half, mean + half, t, p)


def design_effect(answers: int, answers_squared: int, rho: Fraction = RHO) -> Fraction:
    """Kish's design effect, 1 + (m - 1) rho (measurement.md 3.2, D8); at least 1.

    ``answers`` and ``answers_squared`` are the sums of m and m² over people. Where m differs, its
    self-weighted mean is used (Kish). 1 without answers.
    """
    return 1 + (Fraction(answers_squared, answers) - 1) * rho if answers else Fraction(1)


def icc(moments: Moments) -> float | None:
    """One-way intraclass correlation ICC(1) of right answers (measurement.md 6).

    None below two people or two answers each, where m differs, or with zero variance.
    """
    n = moments.people
    if n < 2 or not moments.equal or moments.m <= n:
        return None
    m = moments.m // n
    between = (moments.yy - Fraction(moments.y**2, n)) / (m * (n - 1))
    within = (moments.y - Fraction(moments.yy, m)) / (n * (m - 1))
    total = between + (m - 1) * within
    return float((between - within) / total) if total else None


def exchangeable(moments: Moments) -> float | None:
    """The working correlation of an intercept-only GEE with exchangeable structure.

    The mean product of the standardised residuals of two answers of one person (Liang and Zeger
    1986). None without pairs, and when all or no answers are right.
    """
    pairs = moments.mm - moments.m
    if not pairs or moments.y in {0, moments.m}:
        return None
    share = Fraction(moments.y, moments.m)
    variance = share * (1 - share)
    return float((moments.deviations - moments.m * variance) / (variance * pairs))


def observed_effect(moments: Moments) -> Fraction | None:
    """The design effect estimated from these answers, as R survey's ``svymean(deff="replace")``.

    The variance of the mean divided by that of as many independent answers. None below two people,
    and when all or no answers are right.
    """
    variance = moments.variance
    if variance is None or moments.m < 2 or moments.y in {0, moments.m}:
        return None
    share = Fraction(moments.y, moments.m)
    return variance / (share * (1 - share) / (moments.m - 1))


def exact_interval(moments: Moments) -> Interval | None:
    """Korn and Graubard's interval for the share right, corrected for degrees of freedom.

    None below two people, and with zero variance over people.
    """
    share, variance = moments.mean, moments.variance
    if share is None or not variance:
        return None
    effective = float(share * (1 - share) / variance)
    correction = t_quantile(moments.m - 1) / t_quantile(moments.people - 1)
    return korn_graubard(float(share), effective * correction**2)


def logit_interval(moments: Moments) -> Interval | None:
    """A t interval for the share right, computed on the logit scale and transformed back.

    None below two people, and with zero variance over people.
    """
    share, variance = moments.mean, moments.variance
    if share is None or not variance or share in {0, 1}:
        return None
    middle = math.log(share / (1 - share))
    half = t_quantile(moments.people - 1) * math.sqrt(variance) / float(share * (1 - share))
    return Interval(1 / (1 + math.exp(half - middle)), 1 / (1 + math.exp(-half - middle)))
