"""Batches: two totals differ by nothing or by blocks of at least three leads."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis.batches import batches

FIRST = date(2027, 1, 1)
NUMBERS = st.integers(0, 12)


class Block(NamedTuple):
    number: int
    lead: str
    opened_on: date


@st.composite
def openings(draw: st.DrawFn) -> list[Block]:
    """Blocks of up to eight leads, opened within two weeks, unsorted."""
    drawn = draw(st.lists(st.tuples(st.sampled_from("abcdefgh"), NUMBERS), max_size=25))
    return [
        Block(number, lead, FIRST + timedelta(days)) for number, (lead, days) in enumerate(drawn)
    ]


def published(blocks: Iterable[Block], day: date) -> set[Block]:
    """The blocks that are published on a day, out of those opened by then."""
    opened = [block for block in blocks if block.opened_on <= day]
    return set(chain.from_iterable(batches(opened, day).complete))


def leads(blocks: Iterable[Block]) -> int:
    return len({block.lead for block in blocks})


def is_none_or_three(blocks: set[Block]) -> bool:
    return not blocks or leads(blocks) >= 3


@given(openings(), NUMBERS, NUMBERS)
def test_totals_of_two_days_differ_by_none_or_three_leads(
    blocks: list[Block], one: int, other: int
) -> None:
    earlier, later = (published(blocks, FIRST + timedelta(day)) for day in sorted((one, other)))
    assert earlier <= later
    assert is_none_or_three(earlier)
    assert is_none_or_three(later - earlier)


@given(openings(), NUMBERS, st.randoms(use_true_random=False))
def test_the_total_does_not_change_within_a_day(
    blocks: list[Block], day: int, chance: object
) -> None:
    """Blocks opened between two runs on one day change nothing."""
    today = FIRST + timedelta(day)
    before = [block for block in blocks if block.opened_on < today]
    assert published(before, today) == published(blocks, today)
    chance.shuffle(blocks)  # type: ignore[attr-defined]
    assert published(before, today) == published(blocks, today)


@given(openings(), NUMBERS)
def test_every_block_is_in_one_batch_or_waits(blocks: list[Block], day: int) -> None:
    found = batches(blocks, FIRST + timedelta(day))
    assert sorted([*chain.from_iterable(found.complete), *found.waiting]) == sorted(blocks)
    assert all(leads(batch) >= 3 for batch in found.complete)


@given(openings(), st.sets(NUMBERS), st.sets(NUMBERS))
def test_deleting_complete_batches_keeps_the_other_batches(
    blocks: list[Block], batches_gone: set[int], waiting_gone: set[int]
) -> None:
    today = FIRST + timedelta(30)
    found = batches(blocks, today)
    left = [batch for number, batch in enumerate(found.complete) if number not in batches_gone]
    waiting = [block for number, block in enumerate(found.waiting) if number not in waiting_gone]
    after = batches([*chain.from_iterable(left), *waiting], today)
    assert after.complete == tuple(left)


def day(number: int) -> date:
    return FIRST + timedelta(number)


def test_a_lead_of_an_earlier_batch_counts_again() -> None:
    first = [Block(0, "a", day(0)), Block(1, "b", day(0)), Block(2, "c", day(1))]
    again = [Block(3, "a", day(2)), Block(4, "a", day(3)), Block(5, "d", day(3))]
    assert published([*first, *again], day(9)) == {*first}, "only two leads"
    last = Block(6, "b", day(4))
    assert published([*first, *again, last], day(4)) == {*first}, "the day is not over"
    assert published([*first, *again, last], day(5)) == {*first, *again, last}


def test_all_blocks_of_a_day_are_in_one_batch() -> None:
    blocks = [Block(number, lead, day(0)) for number, lead in enumerate("abcde")]
    assert len(batches(blocks, day(1)).complete) == 1
