"""What the room is told of a vote: counts by hand, and rules that hold for every vote."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.live.results.charts import (
    SURENESS_KEY,
    Kind,
    Votes,
    certainty_chart,
    confidence_chart,
    moved,
    scale,
    vote_chart,
)
from quiz.live.results.hints import Advice, hint
from quiz.live.session.phases import Asked, Plan
from quiz.vocabulary import Answer, Certainty

PLAN = Plan((Asked("any", 1),))
GUESSING, UNSURE, FAIRLY, VERY = Certainty
OPTIONS = [("a", "Carry on"), ("b", "Stop and ask"), ("c", "Tell her"), ("d", "Let another look")]

# The room of the design's sketch: 29 people; b is the best answer.
SKETCH: Votes = {
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
)


def test_the_bars_of_the_sketch() -> None:
    chart = vote_chart("First vote", OPTIONS, SKETCH)
    assert chart.of == 29
    assert [(bar.letter, bar.count, bar.words) for bar in chart.bars] == [
        ("A", 9, "votes, 7 of them sure"),
        ("B", 12, "votes, 7 of them sure"),
        ("C", 6, "votes, 2 of them sure"),
        ("D", 2, "votes, none of them sure"),
    ]
    assert [dict(bar.parts) for bar in chart.bars] == [
        {Kind.LOW: 2, Kind.SOME: 3, Kind.HIGH: 4},
        {Kind.LOW: 5, Kind.SOME: 4, Kind.HIGH: 3},
        {Kind.LOW: 4, Kind.SOME: 2, Kind.HIGH: 0},
        {Kind.LOW: 2, Kind.SOME: 0, Kind.HIGH: 0},
    ]
    assert {bar.best for bar in chart.bars} == {None}


def test_once_the_best_answer_is_told_the_others_say_how_many_were_sure_and_wrong() -> None:
    chart = vote_chart("First vote", OPTIONS, SKETCH, best="b")
    assert [bar.words for bar in chart.bars] == [
        "votes, 7 of them sure and wrong",
        "votes for the best answer, 7 of them sure",
        "votes, 2 of them sure and wrong",
        "votes, none of them sure",
    ]
    assert [bar.best for bar in chart.bars] == [False, True, False, False]


def test_an_option_that_nobody_chose_says_no_more_than_that() -> None:
    before = vote_chart("First vote", OPTIONS, {("a", VERY): 5})
    assert [bar.words for bar in before.bars] == ["votes, all of them sure", *["votes"] * 3]
    after = vote_chart("First vote", OPTIONS, {("a", VERY): 5}, best="b")
    assert [bar.words for bar in after.bars] == [
        "votes, all of them sure and wrong",
        "votes for the best answer",
        "votes",
        "votes",
    ]


def test_what_one_person_chose_is_not_told_as_of_many() -> None:
    given_votes: Votes = {("a", VERY): 1, ("b", VERY): 1, ("c", UNSURE): 1}
    chart = vote_chart("First vote", OPTIONS, given_votes, best="b")
    assert [f"{bar.count} {bar.words}" for bar in chart.bars] == [
        "1 vote, sure and wrong",
        "1 vote for the best answer, sure",
        "1 vote, not sure",
        "0 votes",
    ]


def test_bars_are_drawn_on_the_scale_of_the_longest() -> None:
    chart = vote_chart("First vote", OPTIONS, SKETCH)
    stretches = [
        [(part.kind, part.x, part.width) for part in chart.drawn(bar, chart.longest)]
        for bar in chart.bars
    ]
    # 12 people fill the line, so one is 8.33 percent of it.
    assert stretches[0] == [
        (Kind.LOW, 0, 16.67),
        (Kind.SOME, 16.67, 25.0),
        (Kind.HIGH, 41.67, 33.33),
    ]
    assert stretches[1][-1] == (Kind.HIGH, 75.0, 25.0)
    assert stretches[3] == [(Kind.LOW, 0, 16.67)]


def test_two_votes_have_one_scale_though_not_as_many_voted() -> None:
    first = vote_chart("First vote", OPTIONS, {("a", VERY): 10, ("b", VERY): 10})
    second = vote_chart("Second vote", OPTIONS, {("b", VERY): 8, ("a", VERY): 2})
    longest = scale([first, second])
    assert longest == pytest.approx(0.8)  # 8 of 10, against 10 of 20
    assert first.drawn(first.bars[0], longest)[0].width == pytest.approx(62.5)
    assert second.drawn(second.bars[1], longest)[0].width == pytest.approx(100)


@given(votes)
def test_no_vote_is_lost_or_drawn_outside_the_line(given_votes: Votes) -> None:
    chart = vote_chart("First vote", OPTIONS, given_votes)
    assert sum(bar.count for bar in chart.bars) == chart.of == sum(given_votes.values())
    for bar in chart.bars:
        parts = chart.drawn(bar, chart.longest) if chart.of else ()
        assert sum(1 for count in bar.parts.values() if count) == len(parts)
        for one, next_ in pairwise(parts):
            assert next_.x == pytest.approx(one.x + one.width, abs=0.011)
        assert all(0 <= part.x <= part.x + part.width <= 100.02 for part in parts)
    sure = certainty_chart(given_votes)
    assert sum(bar.count for bar in sure.bars) == chart.of


@given(votes)
def test_what_is_shown_before_the_best_answer_does_not_depend_on_it(given_votes: Votes) -> None:
    """Nothing but the counts is in it: no bar is marked, and no word says right or wrong."""
    chart = vote_chart("First vote", OPTIONS, given_votes)
    assert all(bar.best is None for bar in chart.bars)
    assert not any("wrong" in bar.words or "best" in bar.words for bar in chart.bars)


def test_how_sure_the_room_is() -> None:
    chart = certainty_chart(SKETCH)
    assert [f"{bar.label}: {bar.count} {bar.words}" for bar in chart.bars] == [
        "Guessing (right about 1 in 4 times): 3 people",
        "Unsure (right about 1 in 2 times): 10 people",
        "Fairly sure (right about 3 in 4 times): 9 people",
        "Very sure (right about 19 in 20 times): 7 people",
    ]
    assert chart.key == SURENESS_KEY


def test_both_votes_in_words() -> None:
    second: Votes = {("a", FAIRLY): 2, ("b", VERY): 20, ("b", UNSURE): 5, ("c", GUESSING): 1}
    assert moved(SKETCH, second, "b").words == (
        "Best answer: 12 of 29, then 25 of 28.",
        "Sure and wrong: 9, then 2.",
    )


def test_confidence_before_or_after() -> None:
    said = {
        ("aware", Answer.YES): 12,
        ("aware", Answer.NO): 3,
        ("casework", Answer.PARTLY): 9,
        ("casework", Answer.NOT_MY_WORK): 4,
    }
    questions = [("aware", "Aware?"), ("asking", "Can ask?"), ("casework", "Sure?")]
    chart = confidence_chart("Before", questions, said, "Too few")
    assert [(bar.count, bar.words) for bar in chart.bars] == [
        (15, "answers: 12 yes, 0 partly, 3 no"),
        (0, "Too few"),
        (9, "answers: 0 yes, 9 partly, 0 no"),
    ]
    assert chart.bars[1].parts == {}


def room(right: int, of: int, misled: int = 0) -> Votes:
    return {("b", UNSURE): right, ("a", VERY): misled, ("c", UNSURE): of - right - misled}


@pytest.mark.parametrize(
    ("right", "of", "misled", "advice"),
    [
        (0, 20, 0, Advice.GUIDANCE),
        (6, 20, 14, Advice.GUIDANCE),  # 30 %
        (7, 20, 0, Advice.DISCUSS),  # 35 %: the band's own end
        (12, 29, 9, Advice.DISCUSS),
        (14, 20, 0, Advice.DISCUSS),  # 70 %
        (15, 20, 0, Advice.BEST),  # 75 %
        (15, 20, 3, Advice.BEST),  # 15 % sure and wrong
        (16, 20, 4, Advice.SURE_AND_WRONG),  # 20 %
        (5, 5, 0, Advice.BEST),
    ],
)
def test_the_hint_after_a_first_vote(right: int, of: int, misled: int, advice: Advice) -> None:
    found = hint(room(right, of, misled), "b", PLAN)
    assert found is not None
    assert found.advice == advice
    assert found.because == f"{right} of {of} chose the best answer; {misled} were sure and wrong."


def test_no_hint_where_there_is_no_chart() -> None:
    assert hint(room(2, 4), "b", PLAN) is None
    assert hint({}, "b", PLAN) is None
    assert hint(room(5, 9), "b", replace(PLAN, minimum=10)) is None


@pytest.mark.parametrize(("right", "misled"), [(2, 0), (10, 0), (16, 4), (18, 0)])
def test_where_there_is_one_vote_nobody_is_told_to_vote_again(right: int, misled: int) -> None:
    two = hint(room(right, 20, misled), "b", PLAN)
    one = hint(room(right, 20, misled), "b", replace(PLAN, votes=1))
    assert one is not None
    assert two is not None
    assert "vote" not in one.advice
    assert one.because == two.because
    assert ("vote" in two.advice) == (right != 2)


def test_a_contested_scenario_has_sides_and_no_best_answer() -> None:
    found = hint(room(9, 10), None, PLAN)
    assert found is not None
    assert (found.advice, found.because) == (Advice.SIDES, "")
