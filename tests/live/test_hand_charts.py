"""A show of hands on the room's screen: with the best answer, and of few slips of paper."""

from quiz.live.display.answer import answer_shown
from quiz.live.results.by_hand import chose_best
from quiz.live.results.charts import RANGE_KEY, SURENESS_KEY
from quiz.live.results.hand_charts import best_bar, hand_chart
from quiz.live.session.hands import CountedOn, LiveHands
from quiz.vocabulary import Certainty
from tests.live.steps import ITEM


def counted(counted_on: CountedOn, *counts: int) -> LiveHands:
    return LiveHands(round=1, counted_on=counted_on, **dict(zip("abcd", counts, strict=True)))


def hands(*counts: int) -> LiveHands:
    return counted(CountedOn.HANDS, *counts)


def paper(*counts: int) -> LiveHands:
    return counted(CountedOn.PAPER, *counts)


def test_with_the_best_answer_it_says_how_many_chose_that() -> None:
    first, second = hands(1, 4, 3, 1), hands(0, 2, 7, 0)
    few = {1: paper(1, 5, 1, 0)}
    assert chose_best(few, "b") == "More than half of the 7 chose the best answer."
    both = {1: first, 2: second}
    assert chose_best(both, "b") == "4 of 9 chose the best answer. Now 2 of 9."


def test_hands_counted_after_the_answer_are_said_to_be_so() -> None:
    before, later = hands(1, 4, 3, 1), hands(0, 9, 0, 0)
    assert chose_best({1: before, 3: later}, "b") == (
        "4 of 9 chose the best answer. Asked after the answer: 9 of 9."
    )
    only = chose_best({3: later}, "b")
    assert only == "Asked after the answer: 9 of 9 chose the best answer."


def test_few_slips_of_paper_are_drawn_as_ranges() -> None:
    """Two rooms that differ by one slip, and whose words are the same, have the same bars."""
    one, other = paper(1, 4, 1, 0), paper(0, 4, 1, 1)
    assert one.shown == other.shown
    assert hand_chart("First vote", ITEM, one) == hand_chart("First vote", ITEM, other)
    assert best_bar("First vote", one, "a") == best_bar("First vote", other, "a")


def test_no_shade_of_how_sure_people_were_stands_for_the_best_answer() -> None:
    """White is “very sure” on the wall before."""
    best, other = (ITEM.best, Certainty.UNSURE), ("d", Certainty.VERY_SURE)
    rooms = [answer_shown(ITEM, {1: {best: right, other: 4}}, (), {}) for right in (2, 5, 8)]
    counts = [answer_shown(ITEM, {}, (), {1: hands(4, 5, 0, 0)})]
    for shown in [*rooms, *counts]:
        assert shown.key
        assert not shown.key.keys() & (SURENESS_KEY.keys() | RANGE_KEY.keys())
        assert not [note for note in shown.notes if "nobody stands out" in note], "for the host"
