"""Individual statistics against independently computed values."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from quiz.analysis.certainty_marks import marks
from quiz.analysis.individual import Verdict, brier, chance_off_by_two, tails, tally, verdict
from quiz.analysis.self_assessment import shows_understanding
from quiz.vocabulary import Certainty

# Worked examples of measurement.md 2.3, computed by hand and by library.
P05 = ("444314344344", "111101110011")


def answers(levels: str, right: str) -> list[tuple[Certainty, bool]]:
    return [(Certainty(int(level)), x == "1") for level, x in zip(levels, right, strict=True)]


def test_the_worked_example() -> None:
    found = tally(answers(*P05))
    assert found.right == 9
    assert found.expected_hundredths == 1010
    assert (found.sure_right, found.sure_wrong, found.unsure_right, found.unsure_wrong) == (
        9,
        2,
        0,
        1,
    )
    assert found.expected_halves == 20


@pytest.mark.parametrize(
    ("levels", "halves"),
    [("4" * 12, 23), ("1" * 12, 6), ("2" * 3, 3), ("1", 1), ("", 0), ("4444333333", 17)],
)
def test_expected_right_is_rounded_to_the_nearest_half(levels: str, halves: int) -> None:
    # 12 · 0.95 = 11.4 → 11½; 12 · 0.25 = 3; 3 · 0.5 = 1½; 0.25 → ½; 0;
    # 4 · 0.95 + 6 · 0.75 = 8.3 → 8½.
    assert tally((Certainty(int(level)), True) for level in levels).expected_halves == halves


@given(st.lists(st.tuples(st.sampled_from(Certainty), st.booleans()), max_size=40))
def test_the_quadrants_count_every_answer_once(given_answers: list[tuple[Certainty, bool]]) -> None:
    found = tally(given_answers)
    assert found.answered == len(given_answers)
    assert found.right == sum(right for _, right in given_answers)
    assert found.sure == sum(level >= 3 for level, _ in given_answers)
    stated = {1: Fraction(1, 4), 2: Fraction(1, 2), 3: Fraction(3, 4), 4: Fraction(19, 20)}
    expected = sum((stated[level] for level, _ in given_answers), Fraction(0))
    assert Fraction(found.expected_hundredths, 100) == expected
    assert abs(Fraction(found.expected_halves, 2) - expected) <= Fraction(1, 4)


@pytest.mark.parametrize(
    ("levels", "chance"),
    # scipy's stats.poisson_binom: the sum of pmf(k) over abs(k - sum(p)) >= 2.
    [
        ("222222222222", 0.3876953125),
        ("333333333333", 0.31602543592453003),
        ("444444444444", 0.019568261997154588),
        ("111111111111", 0.31602543592453003),
        ("111222333444", 0.15424274063110355),
        ("444314344344", 0.0711383252806092),
        ("333344", 0.009003906250000004),
        ("11112222333344", 0.22442641258239746),
        ("334444444444", 0.06385157578569955),
    ],
)
def test_the_chance_of_being_off_by_two(levels: str, chance: float) -> None:
    found = chance_off_by_two(Certainty(int(level)) for level in levels)
    assert float(found) == pytest.approx(chance, abs=1e-12)


@pytest.mark.parametrize(
    ("right", "asked", "expected"),
    [(2, 3, True), (1, 3, False), (3, 4, True), (2, 4, False), (4, 5, True), (3, 5, False)],
)
def test_understanding_is_two_thirds(right: int, asked: int, expected: bool) -> None:
    assert shows_understanding(right, asked) is expected


def test_understanding_needs_three_scenarios() -> None:
    with pytest.raises(ValueError, match="fewer than three"):
        shows_understanding(1, 1)


@pytest.mark.parametrize(
    ("levels", "right", "expected"),
    [
        # measurement.md 2.3: p05 and p07 of its fixture, p07 with E = 10.55, R = 8, tail 0.0312.
        ("444314344344", "111101110011", "about as sure as right"),
        ("4" * 9 + "333"[:2] + "2", "1" * 8 + "0000", "more sure than right"),
        ("111111111111", "111111110000", "more right than sure"),
        # Exactly two apart (E = 8, R = 6), but likely at these levels: scipy gives 0.21.
        ("2222" + "33333333", "111111000000", "about as sure as right"),
        ("4444", "0000", None),
        ("44444", "00000", None),
        ("444444", "000000", "more sure than right"),
        ("", "", None),
    ],
)
def test_the_verdict(levels: str, right: str, expected: str | None) -> None:
    assert verdict(answers(levels, right)) == expected


def test_the_verdict_needs_a_difference_of_two_answers() -> None:
    # 4 answers at 0.50 and 4 at 0.95: E = 5.80. R = 4 is 1.80 away, R = 3 is 2.80 away.
    levels = "44442222"
    assert verdict(answers(levels, "11110000")) == Verdict.IN_LINE
    assert verdict(answers(levels, "11100000")) == Verdict.MORE_SURE
    # 8 at 0.75: E = 6.00. R = 4 is exactly two away; scipy's binom.cdf(4, 8, 0.75) is 0.1138.
    assert verdict(answers("33333333", "11110000")) == Verdict.IN_LINE
    # 40 at 0.95: E = 38.00, R = 36 exactly two away; binom.cdf(36, 40, 0.95) is 0.1381.
    assert verdict(answers("4" * 40, "1" * 36 + "0" * 4)) == Verdict.IN_LINE
    # 20 at 0.95: E = 19.00, R = 17 exactly two away; binom.cdf(17, 20, 0.95) is 0.0755.
    assert verdict(answers("4" * 20, "1" * 17 + "0" * 3)) == Verdict.MORE_SURE


def test_expected_wrong_among_sure_answers() -> None:
    # measurement.md 2.4: expected wrong = the sum over sure answers of (1 - f). Five at 0.95 and
    # three at 0.75: 5 · 0.05 + 3 · 0.25 = 1.00.
    found = tally(answers("44444333" + "21", "11111100" + "10"))
    assert (found.sure, found.sure_wrong, found.sure_expected_wrong_hundredths) == (8, 2, 100)


@given(st.lists(st.tuples(st.sampled_from(Certainty), st.booleans()), max_size=14))
def test_the_tails_agree_with_scipy(given_answers: list[tuple[Certainty, bool]]) -> None:
    right = sum(r for _, r in given_answers)
    levels = [level for level, _ in given_answers]
    low, high = tails(levels, right)
    if levels:
        chances = [level.hundredths / 100 for level in levels]
        known = stats.poisson_binom(chances)
        assert float(low) == pytest.approx(known.cdf(right), abs=1e-12)
        assert float(high) == pytest.approx(known.sf(right - 1), abs=1e-12)
    else:
        assert (low, high) == (1, 1)


@given(st.lists(st.tuples(st.sampled_from(Certainty), st.booleans()), max_size=14))
def test_individual_statistics_stay_in_bounds(given_answers: list[tuple[Certainty, bool]]) -> None:
    found, score, marked = tally(given_answers), brier(given_answers), marks(given_answers)
    if not given_answers:
        figures = (found.accuracy, found.mean_certainty, found.bias, score, marked.average)
        assert set(figures) == {None}
        assert marked.bonus is None
        assert marked.accuracy_and_bonus is None
        return
    assert 0 <= found.accuracy <= 1
    assert Fraction(1, 4) <= found.mean_certainty <= Fraction(95, 100)
    assert found.bias == found.mean_certainty - found.accuracy
    assert 0 <= score <= Fraction(9025, 10_000)
    assert -6 <= marked.average <= 3
    # The best bonus is 0.1 (3 - 1), for right answers at the highest step.
    assert Fraction(-9, 10) <= marked.bonus <= Fraction(2, 10)


def test_a_single_level_earns_no_bonus() -> None:
    # measurement.md 2.3, p04: ten of twelve right, all very sure; exactly 0, no -2.2e-17.
    assert marks(answers("4" * 12, "1" * 10 + "00")).bonus == 0


@given(st.lists(st.sampled_from(Certainty), min_size=1, max_size=14), st.integers(0, 13))
def test_one_more_right_answer_never_moves_the_verdict_to_more_sure(
    levels: list[Certainty], right: int
) -> None:
    order = [Verdict.MORE_SURE, Verdict.IN_LINE, Verdict.MORE_RIGHT]
    right = min(right, len(levels) - 1)
    fewer, more = (
        verdict([(level, index < count) for index, level in enumerate(levels)])
        for count in (right, right + 1)
    )
    if len(levels) < 6:
        assert fewer is more is None
    else:
        assert order.index(fewer) <= order.index(more)
