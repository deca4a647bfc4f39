"""Counts under the margin; sums and text of ranges."""

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
def test_every_count_in_a_published_range_gives_the_same_range(
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
def test_an_impossible_count_is_refused(count: int, of: int, t: int) -> None:
    with pytest.raises(ValueError, match="is not a count"):
        publish(count, of, t)


@pytest.mark.parametrize("ends", [(-1, 2, 5), (3, 2, 5), (3, 6, 5)])
def test_an_impossible_range_is_refused(ends: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="not a range"):
        Range(*ends)


def test_ranges_add_up_by_their_ends_and_hidden_counts_as_full_ranges() -> None:
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


def test_percentages_of_few_people_are_rounded_to_five() -> None:
    assert Range(7, 7, 12).percent(5) == "60 %"  # 58.3
    assert Range(10, 12, 12).percent(5) == "85 to 100 %"  # 83.3
    assert rounded_percent(1, 8, 5) == 15  # 12.5: a tie is rounded up
    assert rounded_percent(1, 200) == 1  # 0.5


@pytest.mark.parametrize(("whole", "step"), [(0, 1), (4, 0)])
def test_a_percentage_without_denominator_or_step_is_refused(whole: int, step: int) -> None:
    with pytest.raises(ValueError, match="percentage"):
        rounded_percent(0, whole, step)


def test_the_interval_of_a_range_covers_the_intervals_of_both_ends() -> None:
    # Wilson's 95 % interval, computed by hand, for 4 of 6 and 6 of 6.
    wilson = {(4.0, 6.0): (0.29999332, 0.90322859), (6.0, 6.0): (0.60966571, 1.0)}
    assert interval(Range(4, 6, 6), lambda *share: wilson[share]) == (0.29999332, 1.0)
    assert interval(unpublished(6), lambda *share: wilson[share]) is None
    assert interval(Range(4, 6, 6), lambda *_: None) is None


def test_the_design_effect_reduces_the_number_of_answers() -> None:
    calls = []

    def method(count: float, of: float) -> tuple[float, float]:
        calls.append((count, of))
        return 0, 1

    interval(Range(9, 12, 36), method, deff=1.2)
    assert calls == [(7.5, 30), (10, 30)]
