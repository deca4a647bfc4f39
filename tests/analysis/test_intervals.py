"""Intervals and tests against SciPy, published examples and general properties."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from quiz.analysis.change import MatchedPairs
from quiz.analysis.clusters import (
    Moments,
    design_effect,
    exact_interval,
    exchangeable,
    icc,
    logit_interval,
    mean_over_people,
    observed_effect,
)
from quiz.analysis.intervals import newcombe, newcombe_paired, tango, wilson
from quiz.analysis.scipy_statistics import jeffreys
from quiz.analysis.self_assessment import trend_p
from quiz.analysis.sums import Split

shares = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
pairs = st.tuples(*[st.integers(0, 25)] * 4).filter(lambda cells: sum(cells) > 0)


@given(shares)
def test_wilson_agrees_with_scipy(share: tuple[int, int]) -> None:
    known = stats.binomtest(*share).proportion_ci(method="wilson")
    assert wilson(*share) == pytest.approx((known.low, known.high), abs=1e-12)


@given(shares)
def test_wilson_contains_the_share_and_is_symmetric(share: tuple[int, int]) -> None:
    right, n = share
    low, high = wilson(right, n)
    assert 0 <= low <= right / n <= high <= 1
    assert wilson(n - right, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)
    more = wilson(min(right + 1, n), n)
    assert more.low >= low
    assert more.high >= high


@given(shares, st.floats(1, 5))
def test_fewer_effective_answers_never_narrow_the_interval(
    share: tuple[int, int], deff: float
) -> None:
    right, n = share
    naive, effective = wilson(right, n), wilson(right / deff, n / deff)
    assert effective.high - effective.low >= naive.high - naive.low - 1e-12


@given(shares)
def test_jeffreys_contains_the_share_and_is_symmetric(share: tuple[int, int]) -> None:
    right, n = share
    low, high = jeffreys(right, n)
    assert 0 <= low <= right / n <= high <= 1
    assert jeffreys(n - right, n) == pytest.approx((1 - high, 1 - low), abs=1e-10)


@given(shares, shares)
def test_newcombe_contains_the_difference_and_is_symmetric(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    low, high = newcombe(*one, *other)
    assert -1 - 1e-12 <= low <= one[0] / one[1] - other[0] / other[1] <= high <= 1 + 1e-12
    assert newcombe(*other, *one) == pytest.approx((-high, -low), abs=1e-12)


def test_newcombes_published_example() -> None:
    # Newcombe 1998, Statistics in Medicine 17:873, table II (a), method 10: 56/70 and 48/80.
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(pairs)
def test_paired_intervals_contain_the_change_and_are_symmetric(
    cells: tuple[int, int, int, int],
) -> None:
    both, slipped, gained, neither = cells
    n = sum(cells)
    change = (gained - slipped) / n
    low, high = newcombe_paired(both, slipped, gained, neither)
    assert low - 1e-12 <= change <= high + 1e-12
    turned = newcombe_paired(both, gained, slipped, neither)
    assert turned == pytest.approx((-high, -low), abs=1e-12)
    low, high = tango(slipped, gained, n)
    assert -1 <= low <= change + 1e-12
    assert change - 1e-12 <= high <= 1
    assert tango(gained, slipped, n) == pytest.approx((-high, -low), abs=1e-9)


def test_nobody_changed() -> None:
    # Tango with no change of 10: n d / (1 - d) = z², so d = z² / (n + z²).
    z = stats.norm.ppf(0.975)
    assert tango(0, 0, 10) == pytest.approx((-(z**2) / (10 + z**2), z**2 / (10 + z**2)), abs=1e-9)
    unchanged = MatchedPairs(6, 0, 0, 4)
    assert (unchanged.exact_p, unchanged.mid_p) == (1.0, 0.5)


@given(st.integers(0, 30), st.integers(0, 30))
def test_mcnemar_agrees_with_the_binomial_test(slipped: int, gained: int) -> None:
    assume(slipped + gained)
    found = MatchedPairs(3, slipped, gained, 2)
    known = stats.binomtest(slipped, slipped + gained).pvalue
    assert found.exact_p == pytest.approx(known, abs=1e-12)
    tie = stats.binom.pmf(min(slipped, gained), slipped + gained, 0.5)
    if slipped != gained:
        assert found.mid_p == pytest.approx(known - tie, abs=1e-12)
    assert 0 <= found.mid_p <= found.exact_p <= 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=3))
def test_the_trend_test_agrees_with_the_correlation(rows: list[tuple[int, int]]) -> None:
    # n times the squared correlation of level and understanding is the chi-square of the trend.
    levels = [level for level, (r, w) in enumerate(rows) for _ in range(r + w)]
    understands = [x for r, w in rows for x in [1] * r + [0] * w]
    found = trend_p({level: Split(*row) for level, row in enumerate(rows)})
    if len(set(levels)) < 2 or len(set(understands)) < 2:
        assert found is None
    else:
        r = stats.pearsonr(levels, understands).statistic
        assert found == pytest.approx(stats.chi2.sf(len(levels) * r**2, 1), abs=1e-9)


def moments(rows: list[tuple[int, int]]) -> Moments:
    """The moments of people with (right, answers)."""
    return Moments(
        len(rows),
        sum(m for _, m in rows),
        sum(y for y, _ in rows),
        sum(m * m for _, m in rows),
        sum(m * y for y, m in rows),
        sum(y * y for y, _ in rows),
    )


@given(st.lists(st.integers(0, 12), min_size=2, max_size=30))
def test_equal_numbers_of_answers_give_the_t_interval(rights: list[int]) -> None:
    found = mean_over_people(moments([(right, 12) for right in rights]))
    if len(set(rights)) == 1:
        assert (found.se, found.t, found.p) == (0.0, None, None)
        assert found.low == found.mean == found.high
        return
    known = stats.ttest_1samp([right / 12 for right in rights], 0)
    ends = known.confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((ends.low, ends.high), abs=1e-12)
    assert found.p == pytest.approx(known.pvalue, abs=1e-12)


def test_different_numbers_of_answers_give_the_ratio_estimate() -> None:
    # Cochran, Sampling Techniques, 6.4: variance n/(n-1) sum (y - Rm)² / (sum m)², by hand:
    # R = 6/9; residuals 0, 0, 2/3, -2/3 ... (1,3): -1, (2,3): 0, (3,3): 1 -> 3/2 · 2 / 81.
    found = mean_over_people(moments([(1, 3), (2, 3), (3, 3)]))
    assert found.se == pytest.approx(math.sqrt(3 / 81))
    # (2, 2), (1, 4): R = 1/2; residuals 1, -1 -> 2/1 · 2 / 36.
    found = mean_over_people(moments([(2, 2), (1, 4)]))
    assert found.mean == 0.5
    assert found.se == pytest.approx(1 / 3)


@given(st.lists(st.integers(0, 3), max_size=12))
def test_degenerate_groups_give_none(rights: list[int]) -> None:
    found = moments([(right, 3) for right in rights])
    if not rights:
        assert found.mean is None
        assert mean_over_people(found) is None
    if len(rights) < 2:
        assert found.variance is None
        assert icc(found) is exact_interval(found) is logit_interval(found) is None
        assert observed_effect(found) is None
    if set(rights) in ({0}, {3}):
        assert exchangeable(found) is observed_effect(found) is None
        assert icc(found) is exact_interval(found) is logit_interval(found) is None
    for interval in (exact_interval(found), logit_interval(found)):
        if interval is not None:
            assert 0 <= interval.low <= float(found.mean) <= interval.high <= 1


def test_no_answers_give_none() -> None:
    assert wilson(0, 0) is None
    assert jeffreys(0, 0) is None
    assert newcombe(0, 0, 1, 2) is None
    assert newcombe(1, 2, 0, 0) is None
    assert newcombe_paired(0, 0, 0, 0) is None
    assert tango(0, 0, 0) is None
    assert MatchedPairs(0, 0, 0, 0).change is None
    assert design_effect(0, 0) == 1


def test_the_design_effect() -> None:
    # measurement.md 3.2: 12 questions at rho 0.10 give 2.1, one question 1.
    assert float(design_effect(12 * 30, 144 * 30)) == 2.1
    assert design_effect(30, 30) == 1
