"""Advice after a first vote: the band of peer instruction, and the part about sureness."""

from dataclasses import replace

import pytest

from quiz.live.results.hints import Advice, hint
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.vocabulary import Certainty

PLAN = Plan((PlannedScenario("any", 1),))
UNSURE, VERY = Certainty.UNSURE, Certainty.VERY_SURE


def votes(right: int, total: int, sure_and_wrong: int = 0) -> VoteCounts:
    others = total - right - sure_and_wrong
    return {("b", UNSURE): right, ("a", VERY): sure_and_wrong, ("c", UNSURE): others}


@pytest.mark.parametrize(
    ("right", "total", "sure_and_wrong", "advice"),
    [
        (0, 20, 0, Advice.GUIDANCE),
        (6, 20, 14, Advice.GUIDANCE),  # 30 %
        (7, 20, 0, Advice.DISCUSS),  # 35 %: the lower end of the band
        (12, 29, 9, Advice.DISCUSS),
        (14, 20, 0, Advice.DISCUSS),  # 70 %: the upper end
        (15, 20, 0, Advice.BEST),  # 75 %
        (15, 20, 3, Advice.BEST),  # 15 % sure and wrong
        (16, 20, 4, Advice.SURE_AND_WRONG),  # 20 %
        (21, 21, 0, Advice.BEST),
    ],
)
def test_the_advice_after_a_first_vote(
    right: int, total: int, sure_and_wrong: int, advice: Advice
) -> None:
    found = hint(votes(right, total, sure_and_wrong), "b", PLAN)
    assert found is not None
    assert found.advice == advice
    only = "Only " if advice == Advice.GUIDANCE else ""
    chose = f"{only}{right} of {total}" if right else "Nobody"
    sure = f"{sure_and_wrong} were" if sure_and_wrong else "Nobody was"
    assert found.because == f"{chose} chose the best answer. {sure} sure and wrong."


def test_the_advice_to_a_small_room_comes_from_what_it_is_told() -> None:
    found = hint(votes(5, 5), "b", PLAN)
    assert found is not None
    assert found.advice == Advice.DISCUSS
    assert found.because == (
        "More than half of the 5 chose the best answer. Fewer than half were sure and wrong."
    )


def test_of_a_range_the_hint_does_not_say_only() -> None:
    found = hint(votes(1, 6, 4), "b", PLAN)
    assert found is not None
    assert found.advice == Advice.GUIDANCE
    assert found.because == (
        "Fewer than half of the 6 chose the best answer. More than half were sure and wrong."
    )


def test_no_advice_where_there_is_no_chart() -> None:
    assert hint(votes(2, 4), "b", PLAN) is None
    assert hint({}, "b", PLAN) is None
    assert hint(votes(5, 9), "b", replace(PLAN, minimum=10)) is None


@pytest.mark.parametrize(("right", "sure_and_wrong"), [(2, 0), (10, 0), (16, 4), (18, 0)])
def test_with_one_vote_the_advice_is_never_to_vote_again(right: int, sure_and_wrong: int) -> None:
    two = hint(votes(right, 20, sure_and_wrong), "b", PLAN)
    one = hint(votes(right, 20, sure_and_wrong), "b", replace(PLAN, votes=1))
    assert one is not None
    assert two is not None
    assert "vote" not in one.advice.words
    assert one.because == two.because
    assert ("vote" in two.advice.words) == (right != 2)


def test_the_advice_on_a_contested_scenario_names_no_best_answer() -> None:
    found = hint(votes(9, 10), None, PLAN)
    assert found is not None
    assert (found.advice, found.because) == (Advice.SIDES, "")
