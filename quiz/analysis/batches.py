"""Batches of blocks for pooled counts, so that no difference of two totals shows one team.

Exact counts of one block would bypass the margin (measurement.md 5.3, P5). Counts pooled over
teams may be published (section 4), but not after every new block: the difference of two totals
would be that block. So blocks are added in batches of at least three leads, because three reviews
of one lead can be one team, and a batch never changes. Sums and differences of totals then consist
of complete batches (P4, and theorem 1 of 5.4 with batches in place of blocks).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from quiz.analysis.item_flags import FEWEST_TEAMS


class BatchedBlock(Protocol):
    """What this module needs of a block."""

    @property
    def lead(self) -> str | None: ...

    @property
    def opened_on(self) -> date: ...


B = TypeVar("B", bound=BatchedBlock)


@dataclass(frozen=True)
class Batches(Generic[B]):
    """Complete batches, the oldest first, and the blocks that wait for the next one."""

    complete: tuple[tuple[B, ...], ...]
    waiting: tuple[B, ...]


def batches(blocks: Iterable[B], today: date) -> Batches[B]:
    """Group blocks with the same scenarios into batches.

    Blocks are added by the day on which they were opened, and only days before ``today``, because
    a past day gets no more blocks. A batch is complete with the day on which it reaches three
    leads. A lead can be in several batches: each of their blocks is then published with blocks of
    at least two others. Blocks without a known lead count as one lead's.
    """
    complete: list[tuple[B, ...]] = []
    waiting: list[B] = []
    in_order = sorted(blocks, key=lambda block: block.opened_on)
    for day, opened in groupby(in_order, key=lambda block: block.opened_on):
        waiting += opened
        if day < today and len({block.lead for block in waiting}) >= FEWEST_TEAMS:
            complete.append(tuple(waiting))
            waiting = []
    return Batches(tuple(complete), tuple(waiting))
