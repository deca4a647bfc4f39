"""Answers of one person hang together: means over people and how far they can be trusted.

Everything comes from six whole numbers, so that groups add up exactly (measurement.md 3.2 and 6).
"""

import math
from dataclasses import dataclass
from fractions import Fraction

from quiz.analysis.intervals import Interval
from quiz.analysis.scipy_statistics import korn_graubard, t_quantile, t_two_sided

RHO = Fraction(1, 10)


@dataclass(frozen=True)
class Moments:
    """Sums over people of a figure y (whole) and of the number of answers m it is made of."""

    people: int
    m: int
    y: int
    mm: int
    my: int
    yy: int

    @property
    def mean(self) -> Fraction | None:
        """y for each answer; None without answers."""
        return Fraction(self.y, self.m) if self.m else None

    @property
    def equal(self) -> bool:
        """Whether everybody gave the same number of answers."""
        return self.people * self.mm == self.m**2

    @property
    def deviations(self) -> Fraction:
        """The sum over people of (y - mean m)², for which there must be answers."""
        mean = Fraction(self.y, self.m)
        return self.yy - 2 * mean * self.my + mean**2 * self.mm

    @property
    def variance(self) -> Fraction | None:
        """Of the mean, in its unit squared: the linearised estimate for a ratio, exactly.

        With equal m it is the variance over people divided by their number. None below two people.
        """
        if self.people < 2 or not self.m:
            return None
        return Fraction(self.people, self.people - 1) * self.deviations / self.m**2


@dataclass(frozen=True)
class Mean:
    """A mean over people with its t interval; None where fewer than two people, or no spread."""

    mean: float
    se: float | None
    low: float | None
    high: float | None
    t: float | None
    p: float | None


def mean_over_people(moments: Moments, unit: int = 1) -> Mean | None:
    """The mean, its standard error and t interval over people, in y divided by ``unit``.

    The cluster-robust estimate of measurement.md 3.2. One person has no spread: everything but
    the mean is None. Without any spread there is no t and no p. None without answers.
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
    """How many times too many the answers count: 1 + (m - 1) rho (measurement.md 3.2, D8).

    ``answers`` and ``answers_squared`` are the sums of m and m² over people. Where m differs, its
    mean weighted by itself stands for it (Kish). 1 without answers, and never below 1.
    """
    return 1 + (Fraction(answers_squared, answers) - 1) * rho if answers else Fraction(1)


def icc(moments: Moments) -> float | None:
    """One-way ICC(1) of right answers: how much answers of one person hang together (section 6).

    None below two people or two answers each, where m differs, or without any spread.
    """
    n = moments.people
    if n < 2 or not moments.equal or moments.m <= n:
        return None
    m = moments.m // n
    between = (moments.yy - Fraction(moments.y**2, n)) / (m * (n - 1))
    within = (moments.y - Fraction(moments.yy, m)) / (n * (m - 1))
    spread = between + (m - 1) * within
    return float((between - within) / spread) if spread else None


def exchangeable(moments: Moments) -> float | None:
    """The working correlation of an exchangeable GEE for right answers with a mean only.

    Mean product of the standardised residuals of two answers of one person (Liang and Zeger 1986).
    None without pairs, and when all or none are right.
    """
    pairs = moments.mm - moments.m
    if not pairs or moments.y in {0, moments.m}:
        return None
    share = Fraction(moments.y, moments.m)
    spread = share * (1 - share)
    return float((moments.deviations - moments.m * spread) / (spread * pairs))


def observed_effect(moments: Moments) -> Fraction | None:
    """The design effect in these very answers: variance beside that of as many single ones.

    As R survey's ``svymean(deff="replace")``. None below two people, and without spread.
    """
    variance = moments.variance
    if variance is None or moments.m < 2 or moments.y in {0, moments.m}:
        return None
    share = Fraction(moments.y, moments.m)
    return variance / (share * (1 - share) / (moments.m - 1))


def exact_interval(moments: Moments) -> Interval | None:
    """Korn and Graubard's interval for the share right, degrees of freedom corrected.

    None below two people, and when the spread over people is nil.
    """
    share, variance = moments.mean, moments.variance
    if share is None or not variance:
        return None
    effective = float(share * (1 - share) / variance)
    correction = t_quantile(moments.m - 1) / t_quantile(moments.people - 1)
    return korn_graubard(float(share), effective * correction**2)


def logit_interval(moments: Moments) -> Interval | None:
    """A t interval for the share right on the scale of log odds, turned back to 0 to 1.

    None below two people, and when the spread over people is nil.
    """
    share, variance = moments.mean, moments.variance
    if share is None or not variance or share in {0, 1}:
        return None
    middle = math.log(share / (1 - share))
    half = t_quantile(moments.people - 1) * math.sqrt(variance) / float(share * (1 - share))
    return Interval(1 / (1 + math.exp(half - middle)), 1 / (1 + math.exp(-half - middle)))
