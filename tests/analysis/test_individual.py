"""Counts of one person, against values worked out apart from this code."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis.individual import chance_off_by_two, tally
from quiz.analysis.pairing import shows_understanding
from quiz.vocabulary import Certainty

# measurement.md 2.3 worked these people of its fixture by hand and by library.
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
def test_the_four_boxes_hold_every_answer_once(given_answers: list[tuple[Certainty, bool]]) -> None:
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
    ("right", "asked", "shown"),
    [(2, 3, True), (1, 3, False), (3, 4, True), (2, 4, False), (4, 5, True), (3, 5, False)],
)
def test_understanding_is_two_thirds(right: int, asked: int, shown: bool) -> None:
    assert shows_understanding(right, asked) is shown


def test_nothing_is_said_of_fewer_than_three() -> None:
    with pytest.raises(ValueError, match="fewer than three"):
        shows_understanding(1, 1)
