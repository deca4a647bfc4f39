"""Batches of blocks for pooled counts, so that no difference of two totals shows one review.

Exact counts of one block would bypass the margin (measurement.md 5.3, P5). Counts pooled over
reviews may be published (section 4), but not after every new block: the difference of two totals
would be that block. So blocks are added in batches of at least three reviews, and a batch never
changes. Sums and differences of totals then consist of complete batches (P4, and theorem 1 of 5.4
with batches in place of blocks).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from quiz.analysis.item_flags import FEWEST_TEAMS


class ReviewBlock(Protocol):
    """What this module needs of a block."""

    @property
    def review(self) -> str: ...

    @property
    def opened_on(self) -> date: ...


B = TypeVar("B", bound=ReviewBlock)


@dataclass(frozen=True)
class Batches(Generic[B]):
    """Complete batches, the oldest first, and the blocks that wait for the next one."""

    complete: tuple[tuple[B, ...], ...]
    waiting: tuple[B, ...]


def batches(blocks: Iterable[B], today: date) -> Batches[B]:
    """Group blocks with the same scenarios into batches.

    Blocks are added by the day on which they were opened, and only days before ``today``, because
    a past day gets no more blocks. A batch is complete with the day on which it reaches three
    reviews. A review can be in several batches: each of its blocks is then published with blocks of
    at least two other reviews.
    """
    complete: list[tuple[B, ...]] = []
    waiting: list[B] = []
    in_order = sorted(blocks, key=lambda block: block.opened_on)
    for day, opened in groupby(in_order, key=lambda block: block.opened_on):
        waiting += opened
        if day < today and len({block.review for block in waiting}) >= FEWEST_TEAMS:
            complete.append(tuple(waiting))
            waiting = []
    return Batches(tuple(complete), tuple(waiting))
