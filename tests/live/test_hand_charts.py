"""A show of hands on the room's screen: its sentence, and what few slips of paper do not tell."""

from collections.abc import Sequence

import pytest

from quiz.live.display.hand_charts import best_bar, hand_chart, most_chosen
from quiz.live.results.by_hand import chose_best
from quiz.live.session.hands import CountedOn, LiveHands
from tests.live.steps import ITEM


def counted(counted_on: CountedOn, *counts: int) -> LiveHands:
    return LiveHands(round=1, counted_on=counted_on, **dict(zip("abcd", counts, strict=True)))


def hands(*counts: int) -> LiveHands:
    return counted(CountedOn.HANDS, *counts)


def paper(*counts: int) -> LiveHands:
    return counted(CountedOn.PAPER, *counts)


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        ([hands(1, 4, 3, 1)], "B has the most: 4 of 9."),
        ([hands(1, 4, 3, 1), hands(0, 2, 7, 0)], "Now C has the most: 7 of 9."),
        ([hands(3, 3, 0, 1)], "A and B have the most: 3 of 7 each."),
        ([hands(2, 2, 2, 2)], "All four are equal: 2 of 8 each."),
        ([paper(1, 5, 1, 0)], "More than half of the 7 chose B."),
        ([paper(2, 3, 1, 1)], "No answer has more than half of the 7."),
        ([paper(2, 8, 1, 1)], "B has the most: 8 of 12."),
    ],
)
def test_the_sentence_says_what_most_chose(shown: Sequence[LiveHands], sentence: str) -> None:
    assert most_chosen(shown) == sentence


def test_with_the_best_answer_it_says_how_many_chose_that() -> None:
    both = [hands(1, 4, 3, 1), hands(0, 2, 7, 0)]
    assert chose_best(both, "b") == "4 of 9 chose the best answer. Now 2 of 9."
    assert chose_best([paper(1, 5, 1, 0)], "b") == "More than half of the 7 chose the best answer."


def test_few_slips_of_paper_are_drawn_as_ranges() -> None:
    """Two rooms that differ by one slip, and whose words are the same, have the same bars."""
    one, other = paper(1, 4, 1, 0), paper(0, 4, 1, 1)
    assert one.shown == other.shown
    assert hand_chart("First vote", ITEM, one) == hand_chart("First vote", ITEM, other)
    assert best_bar("First vote", one, "a") == best_bar("First vote", other, "a")
