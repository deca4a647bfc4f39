"""The margin on a count, and how ranges add up and are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis.ranges import (
    Range,
    exactly,
    interval,
    publish,
    published,
    rounded_percent,
    unpublished,
)


@pytest.mark.parametrize(
    ("count", "of", "shown"),
    # measurement.md 5.3 and 5.5, and its fixture: t = 2.
    [
        (0, 6, (0, 2)),
        (2, 6, (0, 2)),
        (3, 6, (3, 3)),
        (4, 6, (4, 6)),
        (5, 5, (3, 5)),
        (2, 5, (0, 2)),
        (9, 16, (9, 9)),
        (14, 16, (14, 16)),
        (13, 16, (13, 13)),
        (2, 4, None),
        (0, 0, None),
    ],
)
def test_the_margin(count: int, of: int, shown: tuple[int, int] | None) -> None:
    found = publish(count, of, 2)
    assert (found and (found.low, found.high)) == shown
    assert found is None or found.of == of


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 5))
def test_a_published_range_holds_the_count_and_says_the_same_of_every_count_in_it(
    count: int, more: int, t: int
) -> None:
    of = count + more
    found = publish(count, of, t)
    assert (found is None) == (of < 2 * t + 1)
    if found:
        assert found.low <= count <= found.high
        assert found.high - found.low in {0, t}
        for other in range(found.low, found.high + 1):
            assert publish(other, of, t) == found


@pytest.mark.parametrize(("count", "of", "t"), [(-1, 5, 2), (6, 5, 2), (1, 5, -1)])
def test_no_count(count: int, of: int, t: int) -> None:
    with pytest.raises(ValueError, match="is not a count"):
        publish(count, of, t)


@pytest.mark.parametrize("ends", [(-1, 2, 5), (3, 2, 5), (3, 6, 5)])
def test_no_range(ends: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="not a range"):
        Range(*ends)


def test_ranges_add_end_by_end_and_what_is_hidden_adds_as_anything() -> None:
    assert Range(14, 16, 16) + Range(12, 14, 14) == Range(26, 30, 30)
    assert exactly(9, 16) + Range(0, 2, 14) == Range(9, 11, 30)
    assert published(1, 2, 2) + published(0, 6, 2) == Range(0, 4, 8)
    assert not unpublished(2).shown
    assert not (unpublished(2) + unpublished(4)).shown


@pytest.mark.parametrize(
    ("found", "numbers", "words", "percent"),
    [
        (Range(26, 30, 30), "26 to 30 of 30", "most", "87 to 100 %"),
        (Range(9, 9, 30), "9 of 30", "few", "30 %"),
        (Range(4, 6, 6), "4 to 6 of 6", "most", "67 to 100 %"),
        (Range(3, 3, 6), "3 of 6", "about half", "50 %"),
        (Range(0, 2, 6), "0 to 2 of 6", "few", "0 to 33 %"),
        (Range(0, 2, 5), "0 to 2 of 5", "few", "0 to 40 %"),
        (Range(3, 5, 5), "3 to 5 of 5", "most", "60 to 100 %"),
        (Range(4, 4, 7), "4 of 7", "about half", "57 %"),
        (Range(6, 6, 9), "6 of 9", "most", "67 %"),
        (Range(0, 4, 4), "not shown", "not shown", "not shown"),
        (Range(0, 0, 0), "not shown", "not shown", "not shown"),
    ],
)
def test_printing(found: Range, numbers: str, words: str, percent: str) -> None:
    assert (found.numbers, found.words, found.percent()) == (numbers, words, percent)


def test_percentages_of_few_people_go_to_the_nearest_five() -> None:
    assert Range(7, 7, 12).percent(5) == "60 %"  # 58.3
    assert Range(10, 12, 12).percent(5) == "85 to 100 %"  # 83.3
    assert rounded_percent(1, 8, 5) == 15  # 12.5: a tie goes up
    assert rounded_percent(1, 200) == 1  # 0.5


@pytest.mark.parametrize(("whole", "step"), [(0, 1), (4, 0)])
def test_a_share_of_nothing(whole: int, step: int) -> None:
    with pytest.raises(ValueError, match="percentage"):
        rounded_percent(0, whole, step)


def test_the_interval_goes_from_the_low_ends_lower_limit_to_the_high_ends_upper_limit() -> None:
    # Wilson's 95 % interval by its formula: 4 of 6, and 6 of 6.
    wilson = {(4.0, 6.0): (0.29999332, 0.90322859), (6.0, 6.0): (0.60966571, 1.0)}
    assert interval(Range(4, 6, 6), lambda *share: wilson[share]) == (0.29999332, 1.0)
    assert interval(unpublished(6), lambda *share: wilson[share]) is None
    assert interval(Range(4, 6, 6), lambda *_: None) is None


def test_answers_that_hang_together_are_worth_fewer() -> None:
    asked = []

    def around(count: float, of: float) -> tuple[float, float]:
        asked.append((count, of))
        return 0, 1

    interval(Range(9, 12, 36), around, deff=1.2)
    assert asked == [(7.5, 30), (10, 30)]
