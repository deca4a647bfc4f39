"""Quantiles and tests that need SciPy; only for researchers and authors.

Each function imports SciPy itself. Web pages do not need it, and loading it would slow the start of
every web process and cost memory.
"""

from collections.abc import Sequence

from quiz.analysis.intervals import Interval

TAIL = 0.025


def t_quantile(degrees: int) -> float:
    """The 97.5 % quantile of Student's t; ``degrees`` of freedom, at least 1."""
    from scipy import special

    return float(special.stdtrit(degrees, 1 - TAIL))


def t_two_sided(t: float, degrees: int) -> float:
    """The two-sided p-value of Student's t."""
    from scipy import special

    return float(2 * special.stdtr(degrees, -abs(t)))


def jeffreys(right: int, n: int) -> Interval | None:
    """Jeffreys' interval for a proportion: the central 95 % of Beta(right + 1/2, wrong + 1/2).

    The lower end is 0 for 0 of n, the upper end 1 for n of n. None for n = 0.
    """
    from scipy import special

    if n == 0:
        return None
    a, b = right + 0.5, n - right + 0.5
    return Interval(
        float(special.betaincinv(a, b, TAIL)) if right else 0.0,
        float(special.betaincinv(a, b, 1 - TAIL)) if right < n else 1.0,
    )


def korn_graubard(share: float, effective: float) -> Interval:
    """Clopper-Pearson interval for a proportion of ``effective`` answers (need not be whole).

    Korn and Graubard 1998, as in R survey's ``svyciprop(method="beta")``.
    """
    from scipy import special

    right, wrong = share * effective, (1 - share) * effective
    return Interval(
        float(special.betaincinv(right, wrong + 1, TAIL)) if right > 0 else 0.0,
        float(special.betaincinv(right + 1, wrong, 1 - TAIL)) if wrong > 0 else 1.0,
    )


def feldt(alpha: float, people: int, items: int) -> Interval:
    """Feldt's interval for Cronbach's alpha (measurement.md 4.1); from 2 people and 2 items."""
    from scipy import special

    between, within = people - 1, (people - 1) * (items - 1)
    return Interval(
        1 - (1 - alpha) * float(special.fdtri(between, within, 1 - TAIL)),
        1 - (1 - alpha) * float(special.fdtri(between, within, TAIL)),
    )


def fisher(table: Sequence[Sequence[int]]) -> float:
    """The two-sided p-value of Fisher's exact test of a 2 x 2 table."""
    from scipy import stats

    return float(stats.fisher_exact(table).pvalue)


def cramers_v(table: Sequence[Sequence[int]]) -> float | None:
    """Cramér's V of a table of counts, 0 to 1; None with fewer than two used rows or columns."""
    from scipy.stats import contingency

    used = [row for row in table if any(row)]
    columns = [column for column in zip(*used, strict=True) if any(column)]
    if len(used) < 2 or len(columns) < 2:
        return None
    return float(contingency.association(columns, method="cramer"))


def isotonic(values: Sequence[float], weights: Sequence[int]) -> list[float]:
    """Isotonic regression: the non-decreasing sequence with the least weighted squared error."""
    from scipy.optimize import isotonic_regression

    return [float(value) for value in isotonic_regression(values, weights=weights).x]
