"""Published figures reveal nobody's answer: an exhaustive check of all possible blocks.

Theorem 2 of measurement.md 5.4, applied to our own code. All data sets of a block are grouped by
their published figures. For each group, an attacker who knows some records must not be able to
conclude that everybody else was right, or wrong, or sure and wrong.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from quiz.analysis.block_counts import ItemCounts, StrandCounts
from quiz.analysis.disclosure import margin
from quiz.analysis.figures import AnswerFigures, answer_figures, strand_figures
from quiz.analysis.ranges import published

pytestmark = pytest.mark.searches_long

Cells = tuple[int, ...]


@cache
def allocations(people: int, cells: int) -> tuple[Cells, ...]:
    """Every allocation of this many people to this many cells."""
    if cells == 1:
        return ((people,),)
    return tuple(
        (first, *rest)
        for first in range(people + 1)
        for rest in allocations(people - first, cells - 1)
    )


def views(
    people: int, cells: int, known: int, publish: Callable[[Cells], object]
) -> Iterator[list[Cells]]:
    """For all possible publications and all sets of known records: what the others can be."""
    by_publication: dict[object, list[Cells]] = defaultdict(list)
    for block in allocations(people, cells):
        by_publication[publish(block)].append(block)
    for blocks in by_publication.values():
        for records in allocations(known, cells):
            others = [
                tuple(a - b for a, b in zip(block, records, strict=True))
                for block in blocks
                if all(a >= b for a, b in zip(block, records, strict=True))
            ]
            if others:
                yield others


def scenario(t: int) -> Callable[[Cells], object]:
    """Cells: right at each of the four levels, then wrong at each of them. The attacker also knows
    how many gave each level, which is more than is published."""

    def publish(block: Cells) -> object:
        counts = ItemCounts(block[:4], block[4:])
        return answer_figures(counts, t), counts.levels

    return publish


def certain(people: int, t: int, known: int) -> tuple[int, int, int]:
    """All views; views that prove all others right or wrong; views that prove sure and wrong."""
    number = right_or_wrong = sure_and_wrong = 0
    for others in views(people, 8, known, scenario(t)):
        m = people - known
        number += 1
        some_right = any(sum(cells[:4]) for cells in others)
        some_wrong = any(sum(cells[:4]) < m for cells in others)
        right_or_wrong += not (some_right and some_wrong)
        sure_and_wrong += not any(cells[6] + cells[7] < m for cells in others)
    return number, right_or_wrong, sure_and_wrong


def proven_levels(people: int, known: int, publish: Callable[[Cells], object]) -> set[int]:
    """The levels that everybody else certainly gave. Cells: how many gave each of the four."""
    return {
        number
        for others in views(people, 4, known, publish)
        for number in range(4)
        if all(cells[number] == people - known for cells in others)
    }


@pytest.mark.parametrize("people", [5, 10, 20])
@pytest.mark.parametrize("known", [0, 1])
def test_a21_nobody_s_level_of_certainty_is_certain(people: int, known: int) -> None:
    def publish(levels: Cells) -> object:
        return answer_figures(ItemCounts(levels, (0, 0, 0, 0)), 2)

    assert proven_levels(people, known, publish) == set()


@pytest.mark.parametrize(
    ("people", "step", "known", "proven"),
    [(10, 5, 0, {0}), (10, 5, 1, {0, 1, 2, 3}), (20, 1, 0, {0, 1, 2, 3})],
)
def test_a21_a_single_number_that_people_expected_reveals_levels(
    people: int, step: int, known: int, proven: set[int]
) -> None:
    """Published until decision 27, to 5 % from ten people and to 1 % from twenty on, beside the
    number of sure answers."""

    def publish(levels: Cells) -> object:
        chances = zip((25, 50, 75, 95), levels, strict=True)
        expected = sum(chance * count for chance, count in chances) / people
        return levels[2] + levels[3], (expected + step / 2) // step

    assert proven_levels(people, known, publish) == proven


@pytest.mark.parametrize("people", [5, 6, 7, 8, 9, 10])
@pytest.mark.parametrize("known", [0, 1])
def test_margin_2_protects_against_an_attacker_who_knows_one_record(
    people: int, known: int
) -> None:
    assert certain(people, 2, known)[1:] == (0, 0)


def test_the_number_of_views_agrees_with_an_independent_count() -> None:
    assert certain(5, 2, 1) == (560, 0, 0)
    assert certain(12, 2, 1) == (46704, 0, 0)


def test_the_check_can_fail() -> None:
    """With a smaller margin or one more known record it fails as often as measurement.md says."""
    assert certain(5, 1, 0)[1] == 0
    assert certain(5, 1, 1)[:2] == (1288, 280)
    assert certain(5, 0, 0)[:2] == (560, 112)
    assert certain(7, 2, 2)[:2] == (8664, 1120)


def test_margin_3_and_k_7_protect_against_two_known_records() -> None:
    assert certain(7, 3, 2)[1:] == (0, 0)


def sure_or_not(t: int) -> Callable[[Cells], AnswerFigures]:
    """Cells: right and sure, right and unsure, wrong and sure, wrong and unsure."""

    def publish(block: Cells) -> AnswerFigures:
        right, wrong = (block[1], 0, block[0], 0), (block[3], 0, block[2], 0)
        return answer_figures(ItemCounts(right, wrong), t)

    return publish


def proven(people: int, t: int, known: int) -> set[int]:
    """How many of the others are right, wherever it is certain that all are right or none."""
    return {
        others[0][0] + others[0][1]
        for others in views(people, 4, known, sure_or_not(t))
        if len({sum(other[:2]) for other in others} & {0, people - known})
        and len({sum(other[:2]) for other in others}) == 1
    }


@pytest.mark.parametrize("k", [5, 6, 7, 8, 9, 10, 11, 12])
@pytest.mark.parametrize("known", [0, 1, 2, 3, 4])
def test_the_margin_of_a_larger_k_protects_against_more_known_records(k: int, known: int) -> None:
    """At the least size, exactly the margin less one is covered: so four known codes need k = 11.
    Where more are known, the others are exposed if they all answered alike, and only then."""
    t = margin(k)
    others = k - known
    assert proven(k, t, known) == (set() if known < t else {0, others})


@pytest.mark.parametrize("people", [8, 16, 30, 60])
def test_four_codes_expose_a_larger_block_only_if_all_others_answered_alike(people: int) -> None:
    """With the margin of two, whatever the size: two codes right and two wrong."""
    for right in range(people - 3):
        alike = [
            other
            for other in range(people - 3)
            if published(2 + other, people, 2) == published(2 + right, people, 2)
        ]
        certain = alike in ([0], [people - 4])
        assert certain is (right in (0, people - 4))


@pytest.mark.parametrize("people", [5, 6, 7, 8, 9, 10, 11, 12])
@pytest.mark.parametrize("known", [0, 1])
def test_ratings_and_understanding_reveal_nobody(people: int, known: int) -> None:
    """Cells: yes and understands, yes only, understands only, neither."""
    for others in views(people, 4, known, rating_figures(2)):
        m = people - known
        for cells in (0, 1), (0, 2), (1,):  # says yes; shows understanding; yes but does not
            counts = [sum(other[cell] for cell in cells) for other in others]
            assert min(counts) < m
            assert cells == (1,) or max(counts) > 0


def test_the_check_of_ratings_can_fail() -> None:
    bare = list(views(5, 4, 1, rating_figures(0)))
    assert any(all(other[0] + other[2] == 4 for other in others) for others in bare)


def rating_figures(t: int) -> Callable[[Cells], object]:
    def publish(block: Cells) -> object:
        both, yes_but_not, understands, _ = block
        strand = StrandCounts((), both + yes_but_not, both + understands, yes_but_not)
        return strand_figures(strand, sum(block), t)

    return publish


KINDS = tuple(itertools.product((0, 1), repeat=4))
"""The kinds of people: three answers of a strand, right or not, and whether they say yes."""


def strand(t: int, *, sure: bool) -> Callable[[Cells], object]:
    """All published figures of a strand: its three scenarios, ratings and understanding."""

    def publish(block: Cells) -> object:
        people = list(zip(block, KINDS, strict=True))
        items = []
        for number in range(3):
            right = sum(n for n, kind in people if kind[number])
            wrong = sum(block) - right
            at = (0, 0, 0, 1) if sure else (1, 0, 0, 0)
            items.append(
                answer_figures(
                    ItemCounts(
                        tuple(right * x for x in at),  # type: ignore[arg-type]
                        tuple(wrong * x for x in at),  # type: ignore[arg-type]
                    ),
                    t,
                )
            )
        counts = StrandCounts(
            (),
            says_yes=sum(n for n, kind in people if kind[3]),
            understands=sum(n for n, kind in people if sum(kind[:3]) >= 2),
            yes_but_not=sum(n for n, kind in people if kind[3] and sum(kind[:3]) < 2),
        )
        return (*items, strand_figures(counts, sum(block), t))

    return publish


FACTS: dict[str, list[bool]] = {
    **{f"right on {i}": [bool(kind[i]) for kind in KINDS] for i in range(3)},
    "says yes": [bool(kind[3]) for kind in KINDS],
    "understands": [sum(kind[:3]) >= 2 for kind in KINDS],
    "says yes but does not understand": [bool(kind[3]) and sum(kind[:3]) < 2 for kind in KINDS],
}


def proven_facts(people: int, t: int, known: int, *, sure: bool) -> set[str]:
    """The facts about everybody else that all figures of a strand together prove."""
    found = set()
    for others in views(people, len(KINDS), known, strand(t, sure=sure)):
        for fact, holds in FACTS.items():
            counts = [sum(itertools.compress(other, holds)) for other in others]
            if min(counts) == people - known:
                found.add(fact)
            if max(counts) == 0:
                found.add(f"not: {fact}")
    return found


@pytest.mark.parametrize("sure", [True, False])
def test_all_figures_of_a_strand_together_reveal_nobody(sure: bool) -> None:
    """Understanding depends on the answers, so both are checked together.

    Somebody who knows one record can prove all that somebody who knows none can.
    """
    assert proven_facts(5, 2, known=1, sure=sure) == set()


def test_the_check_of_a_strand_can_fail() -> None:
    assert "not: understands" in proven_facts(5, 1, 1, sure=False)
