"""The sentence above the best answer, and the bar of each vote: counts made by hand."""

import pytest

from quiz.live.results.charts import Shade
from quiz.live.results.headline import headline, key_of_bars, vote_bar
from quiz.live.session.aggregate import VoteCounts
from quiz.vocabulary import Certainty

UNSURE, VERY = Certainty.UNSURE, Certainty.VERY_SURE


def votes(wrong: int, right: int, wrong_unsure: int = 0) -> VoteCounts:
    """Votes in which b is the best answer. wrong: how many were sure of another."""
    counts = {("a", VERY): wrong, ("b", UNSURE): right, ("c", UNSURE): wrong_unsure}
    return {cell: n for cell, n in counts.items() if n}


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({1: votes(6, 4, 2), 2: votes(3, 10, 1)}, "6 of 12 were sure, and wrong. Now 3 of 14."),
        ({1: votes(9, 5)}, "9 of 14 were sure, and wrong."),
        ({1: votes(1, 11)}, "11 of 12 chose the best answer."),
        ({1: votes(1, 3, 8), 2: votes(0, 12)}, "3 of 12 chose the best answer. Now 12 of 12."),
        ({1: votes(1, 11), 2: votes(2, 10)}, "1 of 12 was sure, and wrong. Now 2 of 12."),
        ({1: votes(0, 12)}, "12 of 12 chose the best answer."),
        ({1: votes(0, 1, 9)}, "1 of 10 chose the best answer."),
        ({1: votes(0, 0, 10)}, "Nobody chose the best answer."),
        ({2: votes(0, 0, 10)}, "Second vote: nobody chose the best answer."),
        ({1: votes(0, 6, 6), 2: votes(0, 9, 3)}, "6 of 12 chose the best answer. Now 9 of 12."),
        ({1: votes(0, 0, 12), 2: votes(2, 5, 5)}, "Nobody chose the best answer. Now 5 of 12."),
        ({1: votes(0, 12), 2: votes(2, 10)}, "Nobody was sure, and wrong. Now 2 of 12."),
        ({1: votes(5, 7), 2: votes(0, 12)}, "5 of 12 were sure, and wrong. Now nobody."),
        ({2: votes(3, 11)}, "Second vote: 3 of 14 were sure, and wrong."),
        ({1: votes(9, 5), 3: votes(0, 14)}, "9 of 14 were sure, and wrong."),
        (
            {1: votes(5, 2), 2: votes(1, 6)},
            "More than half of the 7 were sure, and wrong. Now fewer than half.",
        ),
        (
            {1: votes(1, 5), 2: votes(0, 6)},
            "More than half of the 6 chose the best answer. Still more than half.",
        ),
        ({1: votes(0, 6)}, "More than half of the 6 chose the best answer."),
        ({2: votes(0, 6)}, "Second vote: more than half of the 6 chose the best answer."),
        (
            {1: votes(2, 1, 3), 2: votes(1, 5)},
            "Fewer than half of the 6 chose the best answer. Now more than half.",
        ),
        (
            {1: votes(1, 6), 2: votes(5, 2)},
            "Fewer than half of the 7 were sure, and wrong. Now more than half.",
        ),
        (
            {1: votes(1, 8), 2: votes(1, 11)},
            "More than half of the 9 chose the best answer. Now 11 of 12.",
        ),
        (
            {1: votes(9, 3), 2: votes(5, 4)},
            "9 of 12 were sure, and wrong. Now more than half of the 9.",
        ),
        (
            {1: votes(1, 5), 2: votes(1, 6)},
            "More than half of the 6 chose the best answer. Still more than half of the 7.",
        ),
        ({1: votes(3, 3)}, "Half of the 6 were sure, and wrong."),
    ],
)
def test_the_sentence(found: dict[int, VoteCounts], words: str) -> None:
    sentence = headline(found, "b")
    assert sentence is not None
    assert sentence.words == words


def test_without_a_vote_there_is_no_sentence() -> None:
    assert headline({}, "b") is None
    assert headline({3: votes(2, 10)}, "b") is None


def test_the_best_answer_in_words() -> None:
    sentence = headline({1: votes(6, 4, 2), 2: votes(3, 10, 1)}, "b")
    assert sentence is not None
    assert sentence.beside == "Best answer: 4 of 12, then 10 of 14."


def test_beside_the_best_answer_stands_how_many_were_sure_and_wrong() -> None:
    sentence = headline({1: votes(0, 6), 2: votes(1, 6)}, "b")
    assert sentence is not None
    assert (
        sentence.beside
        == "Sure, and wrong: fewer than half of the 6, then fewer than half of the 7."
    )


def test_everybody_who_answered_is_the_whole_bar() -> None:
    found = vote_bar("First vote", votes(6, 4, 2), "b")
    assert [(one.shade, one.x, one.width) for one in found.segments] == [
        (Shade.WRONG_SURE, 0, 50),
        (Shade.WRONG, 50, 16.67),
        (Shade.BEST, 66.67, 33.33),
    ]
    assert found.words == "6 sure, and wrong; 4 the best answer"


def test_in_a_small_room_the_bar_shows_where_the_count_lies() -> None:
    found = vote_bar("First vote", votes(5, 3), "b")
    assert [(one.shade, one.x, one.width) for one in found.segments] == [
        (Shade.WRONG_SURE, 0, 62.5),
        (Shade.WRONG_RANGE, 62.5, 37.5),
    ]
    assert set(key_of_bars([found])) == {Shade.WRONG_SURE, Shade.WRONG_RANGE}


def test_where_the_sentence_tells_the_best_answer_so_does_the_bar() -> None:
    found = vote_bar("First vote", votes(0, 8), "b", of_best=True)
    assert [(one.shade, one.x, one.width) for one in found.segments] == [
        (Shade.BEST, 0, 62.5),
        (Shade.BEST_RANGE, 62.5, 37.5),
    ]
    assert set(key_of_bars([found])) == {Shade.BEST, Shade.BEST_RANGE}
