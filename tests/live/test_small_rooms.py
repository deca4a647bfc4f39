"""Rooms with fewer than ten answers: no number points at one person (measurement.md 5.7).

By exhaustion: every room of that size, and all that wall, phones, host and files say of it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, product

import pytest

from quiz.live.display.most_chosen import counts_of_votes, most_chosen
from quiz.live.results.charts import vote_chart
from quiz.live.results.headline import headline, right, sure_and_wrong, tells_best, vote_bar
from quiz.live.results.hints import hint
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.plan import FEWEST_FOR_A_CHART, Plan, PlannedScenario
from quiz.live.session.small_rooms import EXACT_FROM, room_count
from quiz.vocabulary import Certainty

OPTIONS = [("a", "Carry on"), ("b", "Stop and ask"), ("c", "Tell her"), ("d", "Let another look")]
CELLS = [(option, sure) for option, _ in OPTIONS for sure in (False, True)]
GROUPS = [
    frozenset(group) for size in range(1, len(CELLS)) for group in combinations(range(8), size)
]
PLAN = Plan((PlannedScenario("one", 1),))
Room = tuple[int, ...]
"""How many people are in each cell: an option, and whether they were sure of it."""


def rooms(answers: int, cells: int = len(CELLS)) -> Iterator[Room]:
    """Every room with this many answers."""
    if cells == 1:
        yield (answers,)
        return
    for first in range(answers + 1):
        for rest in rooms(answers - first, cells - 1):
            yield (first, *rest)


def votes_of(room: Room) -> VoteCounts:
    levels = {False: Certainty.UNSURE, True: Certainty.VERY_SURE}
    return {(option, levels[sure]): n for (option, sure), n in zip(CELLS, room, strict=True) if n}


def page(room: Room) -> str:
    """All that is shown of a vote, the best answer being the first option."""
    votes = votes_of(room)
    return repr(
        (
            vote_chart("First vote", OPTIONS, votes),
            most_chosen([counts_of_votes(votes)]),
            vote_chart("First vote", OPTIONS, votes, best="a"),
            headline({1: votes}, "a"),
            vote_bar("First vote", votes, "a", of_best=tells_best({1: votes}, "a")),
            headline({1: votes}, "a", about_best=True),
            hint(votes, "a", PLAN),
        )
    )


@cache
def pages(answers: int) -> Mapping[str, Sequence[Room]]:
    """The rooms of this size by their page."""
    found: dict[str, list[Room]] = defaultdict(list)
    for room in rooms(answers):
        found[page(room)].append(room)
    return found


def known(alike: Sequence[Room], count: int, own: int | None = None) -> list[frozenset[int]]:
    """The groups of cells in which every one of these rooms has exactly this many people, without
    the reader's own answer. own: the reader's cell; None for somebody who did not answer."""
    left = GROUPS
    for room in alike:
        if own is None or room[own]:
            left = [g for g in left if sum(room[cell] for cell in g) - (own in g) == count]
    return left


def small_rooms(everything: bool) -> range:
    return range(FEWEST_FOR_A_CHART, EXACT_FROM if everything else 7)


def test_a22_no_group_of_answers_is_known_to_hold_one_person(everything: bool) -> None:
    tried = 0
    for answers in small_rooms(everything):
        for alike in pages(answers).values():
            tried += len(alike)
            assert known(alike, 1) == [], alike[0]
            assert known(alike, answers - 1) == [], alike[0]
    assert tried >= 2508


def test_a22_nor_does_somebody_who_knows_their_own_answer_find_one(everything: bool) -> None:
    for answers in small_rooms(everything):
        for alike in pages(answers).values():
            for own in range(len(CELLS)):
                if any(room[own] for room in alike):
                    assert known(alike, 1, own) == [], (alike[0], own)


def test_a22_nor_are_all_of_a_small_room_known_to_agree(everything: bool) -> None:
    for answers in small_rooms(everything):
        for alike in pages(answers).values():
            for at in range(0, len(CELLS), 2):
                assert {room[at] + room[at + 1] for room in alike} != {answers}


def test_which_count_the_sentence_tells_follows_from_the_two_ranges(everything: bool) -> None:
    """So the choice tells nothing that the page does not: of one vote, and of two."""
    told = defaultdict(set)
    # Cells of the best answer, of others that are sure, and of others that are not.
    for answers in small_rooms(everything):
        counted = [
            votes_of((best, 0, unsure, sure, 0, 0, 0, 0))
            for best, unsure, sure in rooms(answers, 3)
        ]
        for first, second in [*((one, None) for one in counted), *product(counted, repeat=2)]:
            votes = {1: first} | ({2: second} if second else {})
            seen = [(right(one, "a"), sure_and_wrong(one, "a")) for one in votes.values()]
            told[repr(seen)].add(repr(headline(votes, "a")))
    assert {len(sentences) for sentences in told.values()} == {1}


def test_the_search_finds_the_one_person_where_counts_are_exact() -> None:
    """“4 of 5 chose A, 1 chose B”: so this is also how the check can fail."""
    exact = [room for room in rooms(5) if room[0] + room[1] == 4 and room[2] + room[3] == 1]
    assert frozenset({2, 3}) in known(exact, 1)


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (5, ["fewer than half"] * 3 + ["more than half"] * 3),
        (6, ["fewer than half"] * 3 + ["half"] + ["more than half"] * 3),
        (9, ["fewer than half"] * 5 + ["more than half"] * 5),
        (10, [str(n) for n in range(11)]),
    ],
)
def test_the_words_of_each_count(of: int, words: list[str]) -> None:
    assert [room_count(n, of).number for n in range(of + 1)] == words
