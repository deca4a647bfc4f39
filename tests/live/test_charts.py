"""Charts of votes and ratings: counts made by hand, and rules that hold for every vote."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.live.results.charts import (
    RANGE_KEY,
    SURENESS_KEY,
    Shade,
    certainty_chart,
    vote_chart,
)
from quiz.live.session.aggregate import VoteCounts
from quiz.vocabulary import Certainty

GUESSING, UNSURE, FAIRLY, VERY = Certainty
OPTIONS = [("a", "Carry on"), ("b", "Stop and ask"), ("c", "Tell her"), ("d", "Let another look")]

# The example of the design: 29 people; b is the best answer.
EXAMPLE: VoteCounts = {
    ("a", UNSURE): 2,
    ("a", FAIRLY): 3,
    ("a", VERY): 4,
    ("b", GUESSING): 1,
    ("b", UNSURE): 4,
    ("b", FAIRLY): 4,
    ("b", VERY): 3,
    ("c", UNSURE): 4,
    ("c", FAIRLY): 2,
    ("d", GUESSING): 2,
}

votes = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(Certainty)), st.integers(0, 400)
).filter(lambda found: sum(found.values()) >= 5)


def test_the_bars_of_the_example() -> None:
    chart = vote_chart("First vote", OPTIONS, EXAMPLE)
    assert chart.total == 29
    assert [(bar.letter, bar.count, bar.words) for bar in chart.bars] == [
        ("A", 9, "votes, 7 of them sure"),
        ("B", 12, "votes, 7 of them sure"),
        ("C", 6, "votes, 2 of them sure"),
        ("D", 2, "votes, none of them sure"),
    ]
    assert [dict(bar.counts) for bar in chart.bars] == [
        {Shade.LOW: 2, Shade.SOME: 3, Shade.HIGH: 4},
        {Shade.LOW: 5, Shade.SOME: 4, Shade.HIGH: 3},
        {Shade.LOW: 4, Shade.SOME: 2, Shade.HIGH: 0},
        {Shade.LOW: 2, Shade.SOME: 0, Shade.HIGH: 0},
    ]
    assert {bar.best for bar in chart.bars} == {None}


def test_with_the_best_answer_the_other_bars_say_how_many_were_sure_and_wrong() -> None:
    chart = vote_chart("First vote", OPTIONS, EXAMPLE, best="b")
    assert [bar.words for bar in chart.bars] == [
        "votes, 7 of them sure and wrong",
        "votes for the best answer, 7 of them sure",
        "votes, 2 of them sure and wrong",
        "votes, none of them sure",
    ]
    assert [bar.best for bar in chart.bars] == [False, True, False, False]


def test_an_option_that_nobody_chose_has_only_its_count() -> None:
    before = vote_chart("First vote", OPTIONS, {("a", VERY): 15})
    assert [bar.words for bar in before.bars] == ["votes, all of them sure", *["votes"] * 3]
    after = vote_chart("First vote", OPTIONS, {("a", VERY): 15}, best="b")
    assert [bar.words for bar in after.bars] == [
        "votes, all of them sure and wrong",
        "votes for the best answer",
        "votes",
        "votes",
    ]


def test_one_vote_is_worded_in_the_singular() -> None:
    given_votes: VoteCounts = {("a", VERY): 1, ("b", VERY): 1, ("c", UNSURE): 1, ("d", VERY): 7}
    chart = vote_chart("First vote", OPTIONS, given_votes, best="b")
    assert [f"{bar.count} {bar.words}" for bar in chart.bars] == [
        "1 vote, sure and wrong",
        "1 vote for the best answer, sure",
        "1 vote, not sure",
        "7 votes, all of them sure and wrong",
    ]


def test_everybody_who_answered_fills_the_line() -> None:
    """29 answered, so one is 3.45 percent of the line, and 12 of them are less than half of it."""
    chart = vote_chart("First vote", OPTIONS, EXAMPLE)
    segments = [
        [(one.shade, one.x, one.width) for one in chart.segments(bar)] for bar in chart.bars
    ]
    assert segments[0] == [
        (Shade.LOW, 0, 6.9),
        (Shade.SOME, 6.9, 10.34),
        (Shade.HIGH, 17.24, 13.79),
    ]
    assert segments[1][-1] == (Shade.HIGH, 31.03, 10.35)
    assert segments[3] == [(Shade.LOW, 0, 6.9)]


@given(votes)
def test_every_vote_is_drawn_within_the_line(given_votes: VoteCounts) -> None:
    chart = vote_chart("First vote", OPTIONS, given_votes)
    assert chart.total == sum(given_votes.values())
    if not chart.small:
        assert sum(bar.count for bar in chart.bars) == chart.total
    for bar in chart.bars:
        segments = chart.segments(bar)
        assert sum(1 for count in bar.counts.values() if count) == len(segments)
        for one, next_ in pairwise(segments):
            assert next_.x == pytest.approx(one.x + one.width, abs=0.011)
        assert all(0 <= one.x <= one.x + one.width <= 100.02 for one in segments)
    by_certainty = certainty_chart(given_votes)
    assert sum(bar.count for bar in by_certainty.bars) == chart.total


@given(votes)
def test_without_the_best_answer_no_bar_gives_it_away(
    given_votes: VoteCounts,
) -> None:
    """No bar is marked, and no word says right or wrong."""
    chart = vote_chart("First vote", OPTIONS, given_votes)
    assert all(bar.best is None for bar in chart.bars)
    assert not any("wrong" in bar.words or "best" in bar.words for bar in chart.bars)


def test_the_chart_of_certainty() -> None:
    chart = certainty_chart(EXAMPLE)
    assert [f"{bar.label}: {bar.count} {bar.words}" for bar in chart.bars] == [
        "Guessing: 3 people",
        "Unsure: 10 people",
        "Fairly sure: 9 people",
        "Very sure: 7 people",
    ]
    assert chart.key == SURENESS_KEY


def test_in_a_small_room_no_bar_is_exact_or_split() -> None:
    given_votes: VoteCounts = {("a", VERY): 1, ("b", VERY): 4, ("b", UNSURE): 2}
    chart = vote_chart("First vote", OPTIONS, given_votes, best="b")
    assert [f"{bar.number} {bar.words}" for bar in chart.bars] == [
        "fewer than half of the 7 votes",
        "more than half of the 7 votes, for the best answer",
        *["fewer than half of the 7 votes"] * 2,
    ]
    assert {shade for bar in chart.bars for shade in bar.counts} == set(RANGE_KEY)
