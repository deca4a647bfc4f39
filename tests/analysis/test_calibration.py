"""Decompositions, symmetries and bounds of calibration and resolution."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from quiz.analysis.calibration import (
    brier,
    corp,
    ece,
    murphy,
    murphy_corrected,
    overall,
    points,
)
from quiz.analysis.resolution import delong, pairs, tau_b
from quiz.analysis.scale import SCALE, Scale
from quiz.analysis.sums import Split

tables = st.dictionaries(
    st.integers(1, 4), st.builds(Split, st.integers(0, 30), st.integers(0, 30)), max_size=4
)
WORTH = {1: Fraction(1, 4), 2: Fraction(1, 2), 3: Fraction(3, 4), 4: Fraction(19, 20)}


def rows(table: dict[int, Split]) -> list[tuple[int, int]]:
    return [
        (level, x) for level, split in table.items() for x in [1] * split.right + [0] * split.wrong
    ]


def swapped(table: dict[int, Split]) -> dict[int, Split]:
    return {level: Split(split.wrong, split.right) for level, split in table.items()}


@given(tables)
def test_murphys_components_add_up_to_the_brier_score(table: dict[int, Split]) -> None:
    answers = rows(table)
    if not answers:
        for figure in (brier, ece, murphy, murphy_corrected, corp):
            assert figure(table) is None
        return
    score = sum((WORTH[level] - x) ** 2 for level, x in answers) / len(answers)
    parts = murphy(table)
    assert brier(table) == parts.score == score
    assert 0 <= parts.resolution <= parts.uncertainty <= Fraction(1, 4)
    assert 0 <= parts.reliability <= 1
    if len(answers) > 1:
        corrected = murphy_corrected(table)
        assert corrected.score == score
        assert 0 <= corrected.reliability <= parts.reliability
        assert 0 <= corrected.resolution <= 1
        assert parts.uncertainty <= corrected.uncertainty <= Fraction(1, 4)


@given(tables)
def test_the_corp_components_add_up_to_the_brier_score(table: dict[int, Split]) -> None:
    assume(overall(table).n)
    parts = corp(table)
    score = parts["miscalibration"] - parts["discrimination"] + parts["uncertainty"]
    assert score == pytest.approx(float(brier(table)), abs=1e-12)
    assert parts["discrimination"] >= -1e-12
    shares = [split.right / split.n for _, split in sorted(table.items()) if split.n]
    if shares == sorted(shares):
        components = murphy(table)
        assert parts["miscalibration"] == pytest.approx(float(components.reliability), abs=1e-12)


@given(tables)
def test_ece_is_the_gap_when_all_levels_err_in_one_direction(table: dict[int, Split]) -> None:
    assume(overall(table).n)
    over = [WORTH[level] * split.n - split.right for level, split in table.items()]
    gap = sum(over) / overall(table).n
    assert ece(table) >= abs(gap)
    if all(each >= 0 for each in over) or all(each <= 0 for each in over):
        assert ece(table) == abs(gap)


def test_levels_with_the_same_chance_are_one_bin() -> None:
    same = Scale({1: 50, 2: 50}, 2, {1: 1, 2: 1})
    table = {1: Split(0, 4), 2: Split(4, 0)}
    parts = murphy(table, same)
    assert parts.score == brier(table, same) == Fraction(1, 4)
    assert (parts.reliability, parts.resolution) == (0, 0)


@given(tables)
def test_rank_statistics_agree_with_scipy(table: dict[int, Split]) -> None:
    found = pairs(table)
    right, wrong = overall(table)
    if not right or not wrong:
        # measurement.md 2.6: None when all are right or wrong, never 0 or a half.
        assert found.auroc is found.somers is tau_b(table) is delong(table) is None
        return
    surer = [level for level, x in rows(table) if x]
    others = [level for level, x in rows(table) if not x]
    u = stats.mannwhitneyu(surer, others).statistic
    assert found.auroc == pytest.approx(u / (right * wrong), abs=1e-12)
    assert found.somers == pytest.approx(2 * found.auroc - 1, abs=1e-12)
    levels, xs = zip(*rows(table), strict=True)
    if len(set(levels)) > 1:
        assert tau_b(table) == pytest.approx(stats.kendalltau(levels, xs).statistic, abs=1e-12)
    else:
        assert tau_b(table) is found.gamma is None


@given(tables)
def test_rank_statistics_mirror_when_right_and_wrong_swap(table: dict[int, Split]) -> None:
    one, other = pairs(table), pairs(swapped(table))
    assert (one.concordant, one.discordant, one.tied) == (
        other.discordant,
        other.concordant,
        other.tied,
    )
    assert one.n == overall(table).right * overall(table).wrong
    interval, mirrored = delong(table), delong(swapped(table))
    if interval is None:
        assert mirrored is None
    else:
        assert 0 <= interval.low <= one.auroc <= interval.high <= 1
        assert mirrored == pytest.approx((1 - interval.high, 1 - interval.low), abs=1e-9)


def test_a_point_is_miscalibrated_only_outside_its_interval() -> None:
    # Eight people, one answer each: scipy's Wilson for 4 of 8 is 0.215 to 0.785, for 2 of 8
    # 0.071 to 0.591. The stated chance at level 3 is 0.75.
    fair, off = (points({3: Split(right, 8 - right)}, {3: 8}, SCALE)[0] for right in (4, 2))
    assert not fair.miscalibrated
    assert off.miscalibrated


def test_fewer_people_give_a_wider_interval() -> None:
    # deff = 1 + (8/2 - 1) · 0.10 = 1.3 when two people gave the eight answers.
    alone, together = (points({3: Split(4, 4)}, {3: n}, SCALE)[0].interval for n in (8, 2))
    assert together.low < alone.low
    assert together.high > alone.high
