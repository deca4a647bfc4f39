"""Nobody's answer is certain from what is published: every possible block is tried.

Theorem 2 of measurement.md 5.4, over our own code: group all data sets of a block by what would be
published of them, and ask of each group whether somebody who knows a number of the records could
tell of everybody else that they were right, that they were wrong, or that they were sure and wrong.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from quiz.analysis.block_counts import ItemCounts, StrandCounts
from quiz.analysis.figures import AnswerFigures, answer_figures, strand_figures
from quiz.analysis.ranges import unpublished

Cells = tuple[int, ...]


@cache
def allocations(people: int, cells: int) -> tuple[Cells, ...]:
    """Every way that this many people may fall into so many cells."""
    if cells == 1:
        return ((people,),)
    return tuple(
        (first, *rest)
        for first in range(people + 1)
        for rest in allocations(people - first, cells - 1)
    )


def views(
    people: int, cells: int, known: int, shown: Callable[[Cells], object]
) -> Iterator[list[Cells]]:
    """For everything that may be published, and all records that may be known: what is possible
    of the others."""
    alike: dict[object, list[Cells]] = defaultdict(list)
    for block in allocations(people, cells):
        alike[shown(block)].append(block)
    for blocks in alike.values():
        for records in allocations(known, cells):
            others = [
                tuple(a - b for a, b in zip(block, records, strict=True))
                for block in blocks
                if all(a >= b for a, b in zip(block, records, strict=True))
            ]
            if others:
                yield others


def scenario(t: int) -> Callable[[Cells], AnswerFigures]:
    """Cells: right at each of the four levels, then wrong at each."""

    def shown(block: Cells) -> AnswerFigures:
        right, wrong = block[:4], block[4:]
        return answer_figures(ItemCounts(right, wrong), t)  # type: ignore[arg-type]

    return shown


def certain(people: int, t: int, known: int) -> tuple[int, int, int]:
    """Views; those in which all the others were surely right, or wrong; or sure and wrong."""
    seen = right_or_wrong = sure_and_wrong = 0
    for others in views(people, 8, known, scenario(t)):
        m = people - known
        seen += 1
        some_right = any(sum(cells[:4]) for cells in others)
        some_wrong = any(sum(cells[:4]) < m for cells in others)
        right_or_wrong += not (some_right and some_wrong)
        sure_and_wrong += not any(cells[6] + cells[7] < m for cells in others)
    return seen, right_or_wrong, sure_and_wrong


@pytest.mark.parametrize("people", [5, 6, 7, 8, 9, 10])
@pytest.mark.parametrize("known", [0, 1])
def test_with_a_margin_of_two_nobody_is_certain_to_one_who_knows_a_record(
    people: int, known: int
) -> None:
    assert certain(people, 2, known)[1:] == (0, 0)


def test_the_number_of_views_is_the_one_that_was_computed_apart() -> None:
    assert certain(5, 2, 1) == (560, 0, 0)
    assert certain(12, 2, 1) == (46704, 0, 0)


def test_the_check_can_fail() -> None:
    """With a smaller margin, or one more record known, it fails as often as measurement.md says."""
    assert certain(5, 1, 0)[1] == 0
    assert certain(5, 1, 1)[:2] == (1288, 280)
    assert certain(5, 0, 0)[:2] == (560, 112)
    assert certain(7, 2, 2)[:2] == (8664, 1120)


def test_a_margin_of_three_in_sevens_holds_against_two_who_put_their_records_together() -> None:
    assert certain(7, 3, 2)[1:] == (0, 0)


@pytest.mark.parametrize("people", [5, 6, 7, 8, 9, 10, 11, 12])
@pytest.mark.parametrize("known", [0, 1])
def test_nobody_is_certain_from_what_was_said_and_shown(people: int, known: int) -> None:
    """Cells: says yes and shows it, yes but not, shows it without yes, neither."""
    for others in views(people, 4, known, said_and_shown(2)):
        m = people - known
        for cells in (0, 1), (0, 2), (1,):  # says yes; shows understanding; yes but does not
            counts = [sum(other[cell] for cell in cells) for other in others]
            assert min(counts) < m
            assert cells == (1,) or max(counts) > 0


def test_that_check_can_fail_too() -> None:
    bare = list(views(5, 4, 1, said_and_shown(0)))
    assert any(all(other[0] + other[2] == 4 for other in others) for others in bare)


def said_and_shown(t: int) -> Callable[[Cells], object]:
    answers = AnswerFigures(unpublished(0), (0, 0, 0, 0), unpublished(0))

    def shown(block: Cells) -> object:
        both, yes_but_not, shows, _ = block
        strand = StrandCounts((), both + yes_but_not, both + shows, yes_but_not)
        return strand_figures(strand, answers, sum(block), t)

    return shown


KINDS = tuple(itertools.product((0, 1), repeat=4))
"""A person by their three answers of a strand, right or not, and whether they say yes."""


def strand(t: int, *, sure: bool) -> Callable[[Cells], object]:
    """All that is published of a strand: its three scenarios, and what was said and shown."""

    def shown(block: Cells) -> object:
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
        return (*items, strand_figures(counts, items[0], sum(block), t))

    return shown


FACTS: dict[str, list[bool]] = {
    **{f"right on {i}": [bool(kind[i]) for kind in KINDS] for i in range(3)},
    "says yes": [bool(kind[3]) for kind in KINDS],
    "understands": [sum(kind[:3]) >= 2 for kind in KINDS],
    "says yes but does not show it": [bool(kind[3]) and sum(kind[:3]) < 2 for kind in KINDS],
}


def told(people: int, t: int, known: int, *, sure: bool) -> set[str]:
    """What can be certain of everybody else, from all the figures of a strand taken together."""
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
@pytest.mark.parametrize("known", [0, 1])
def test_nobody_is_certain_from_a_strands_figures_taken_together(known: int, sure: bool) -> None:
    """Understanding follows from the answers, so the two are looked at together."""
    assert told(5, 2, known, sure=sure) == set()


def test_that_check_can_fail_as_well() -> None:
    assert "not: understands" in told(5, 1, 1, sure=False)
