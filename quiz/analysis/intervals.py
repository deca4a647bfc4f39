"""95 % confidence intervals for proportions and their differences (measurement.md 3).

Without SciPy or statsmodels: loading either would cost every web process about a second at its
start and 60 MB. Wilson's interval agrees with SciPy's to 1e-12, and a test checks it.
"""

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

Z = NormalDist().inv_cdf(0.975)
BISECTIONS = 80


class Interval(NamedTuple):
    """A 95 % confidence interval, in the unit of the estimate."""

    low: float
    high: float

    def excludes(self, value: float) -> bool:
        return value < self.low or value > self.high


def wilson(right: float, n: float) -> Interval | None:
    """Wilson's score interval for the proportion ``right / n``, within 0 to 1 (measurement.md 3.2).

    For correlated answers pass right / deff and n / deff; they need not be whole. None unless
    ``n`` is above 0.
    """
    if n <= 0:
        return None
    share = right / n
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * math.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    # For 0 and n of n, one end is exactly 0 or 1; rounding above may miss it.
    low = 0.0 if right == 0 else max(0.0, middle - half)
    high = 1.0 if right == n else min(1.0, middle + half)
    return Interval(low, high)


def newcombe(right1: int, n1: int, right0: int, n0: int) -> Interval | None:
    """Newcombe's hybrid score interval for right1/n1 - right0/n0, -1 to 1 (measurement.md 3.6).

    For two independent groups. None when either is empty.
    """
    first, second = wilson(right1, n1), wilson(right0, n0)
    if first is None or second is None:
        return None
    share1, share0 = right1 / n1, right0 / n0
    difference = share1 - share0
    return Interval(
        difference - math.hypot(share1 - first.low, second.high - share0),
        difference + math.hypot(first.high - share1, share0 - second.low),
    )


def newcombe_paired(both: int, slipped: int, gained: int, neither: int) -> Interval | None:
    """Newcombe's square-and-add interval for a paired change, (gained - slipped)/n, -1 to 1.

    With his continuity-corrected phi (measurement.md 3.7; Newcombe 1998, Statistics in Medicine
    17:2635, method 10). None without people.
    """
    n = both + slipped + gained + neither
    after, before = wilson(both + gained, n), wilson(both + slipped, n)
    if after is None or before is None:
        return None
    share_after, share_before = (both + gained) / n, (both + slipped) / n
    margins = (both + gained) * (slipped + neither) * (both + slipped) * (gained + neither)
    cross: float = both * neither - slipped * gained
    if cross > 0:
        cross = max(cross - n / 2, 0)
    phi = cross / math.sqrt(margins) if margins else 0.0

    def distance(a: float, b: float) -> float:
        return math.sqrt(max(a * a - 2 * phi * a * b + b * b, 0))

    change = share_after - share_before
    return Interval(
        change - distance(share_after - after.low, before.high - share_before),
        change + distance(after.high - share_after, share_before - before.low),
    )


def _tango_score(change: float, slipped: int, gained: int, n: int) -> float:
    """Tango's score statistic for a true change; it decreases as the change grows."""
    b = (2 * n - gained + slipped) * change - gained - slipped
    c = -slipped * change * (1 - change)
    slip = (math.sqrt(max(b * b - 8 * n * c, 0)) - b) / (4 * n)
    variance = n * (2 * slip + change * (1 - change))
    deviation = gained - slipped - n * change
    return deviation / math.sqrt(variance) if variance > 0 else math.copysign(math.inf, deviation)


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """The root of a decreasing function, by bisection."""
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return (low + high) / 2


def tango(slipped: int, gained: int, n: int) -> Interval | None:
    """Tango's score interval for a paired change, (gained - slipped)/n, -1 to 1.

    Measurement.md 3.7; Tango 1998, Statistics in Medicine 17:891. None without people.
    """
    if n <= 0:
        return None
    change = (gained - slipped) / n
    low = _root(lambda at: _tango_score(at, slipped, gained, n) - Z, -1.0, change)
    high = _root(lambda at: _tango_score(at, slipped, gained, n) + Z, change, 1.0)
    return Interval(low, high)
