"""Figures that grow in steps of several reviews, so that no difference is of one alone.

Exact counts of a block would go round the margin (measurement.md 5.3, P5). Pooled over reviews
they may be told (section 4), but not each time that a block opens: what was told before, taken
from what is told after, would be that block. Each step is of at least three reviews, and stays as
it is; whatever is made of whole steps, and any sum or difference of such, is again of whole steps
(P4, and theorem 1 of 5.4, with steps for blocks).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from quiz.analysis.item_flags import FEWEST_TEAMS


class OfAReview(Protocol):
    """A block, as far as it matters here."""

    @property
    def review(self) -> str: ...

    @property
    def opened_on(self) -> date: ...


B = TypeVar("B", bound=OfAReview)


@dataclass(frozen=True)
class Batches(Generic[B]):
    """Blocks in the steps that are complete, the oldest first, and those that wait for theirs."""

    complete: tuple[tuple[B, ...], ...]
    waiting: tuple[B, ...]


def batches(blocks: Iterable[B], today: date) -> Batches[B]:
    """Sort blocks that asked the same into steps.

    Blocks are taken in by the days on which they were opened, whole days only, and only days
    before ``today``: to a day that is over nothing is added. A step is complete with the day that
    makes it three reviews. A review with a block in an earlier step counts again with its next
    one: that block is told with those of two other reviews at least.
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
