"""Disclosure control for team reviews: rules P2 and P3 of measurement.md 5.3, and section 3.8.

All functions are pure. The box (``teams``) and ``flask analyse --release`` use the same rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

EVERYONE_ELSE = "Everyone else"
WHOLE_TEAM = ""
"""The only group of a review without groups. It has no name, so pages name no group."""
SMALLEST_BLOCK = 5
WIDEST_MARGIN = 5


def margin(k: int) -> int:
    """The margin t of reviews with this k: 2 from five people, 3 from seven, 4 from nine, 5 from
    eleven on. With a margin of t, an attacker who knows t - 1 answers in a block can be certain of
    no other; so four known answers need blocks of eleven."""
    return min(WIDEST_MARGIN, (k - 1) // 2)


@dataclass(frozen=True)
class Rules:
    """The parameters of one team review. They cannot change after the first answer (P7).

    k: the fewest submissions in a block; `SMALLEST_BLOCK` or more, and at least 2t + 1, so that the
    two hidden ranges do not overlap. t: the margin of P5, in people; 2 protects against an attacker
    who knows one record. releases: the most blocks of one reporting group.

    Stored rules are used as they are, even if the minimum was raised since. Call ``checked`` where
    rules are set.
    """

    k: int = SMALLEST_BLOCK
    t: int = 2
    releases: int = 2

    def checked(self) -> Self:
        """The same rules. Raises ValueError with a sentence that says which limit is broken."""
        if self.t < 0:
            raise ValueError("The margin t cannot be below 0.")
        if self.k < SMALLEST_BLOCK:
            raise ValueError(f"A block needs at least {SMALLEST_BLOCK} people; k is {self.k}.")
        if self.k < 2 * self.t + 1:
            raise ValueError(
                f"With a margin of {self.t}, a block needs at least {2 * self.t + 1} people; "
                f"k is {self.k}."
            )
        if self.releases < 1:
            raise ValueError("There must be at least one release.")
        return self


@dataclass(frozen=True)
class GroupProgress:
    """The progress of one reporting group, in people and blocks.

    invited: how many people can answer; None if unknown. pending: submissions in the box.
    in_blocks: submissions in released blocks. released: the number of released blocks.
    Raises ValueError for counts below 0, or more submissions than people invited.
    """

    invited: int | None
    pending: int
    in_blocks: int = 0
    released: int = 0

    def __post_init__(self) -> None:
        if min(self.pending, self.in_blocks, self.released, self.invited or 0) < 0:
            raise ValueError("Counts of people cannot be below 0.")
        submitted = self.pending + self.in_blocks
        if self.invited is not None and submitted > self.invited:
            raise ValueError(f"{submitted} submissions, but only {self.invited} were invited.")


def block_is_due(group: GroupProgress, rules: Rules, *, closing: bool) -> bool:
    """Whether the pending submissions become a block now (P3).

    Before the close: if at least max(k, ceil(invited / releases)) wait, and 0 or at least k people
    have not answered yet; never if the number invited is unknown. At the close: if at least k wait.
    Never more blocks than the number of releases.

    When everybody has answered, fewer than that share may wait (11 invited give blocks of 6 and 5).
    The caller then passes closing=True, because no more submissions can arrive.
    """
    if group.pending < rules.k or group.released >= rules.releases:
        return False
    if closing:
        return True
    if group.invited is None:
        return False
    share = -(-group.invited // rules.releases)
    unanswered = group.invited - group.in_blocks - group.pending
    return group.pending >= share and (unanswered == 0 or unanswered >= rules.k)


def reporting_groups(headcounts: Mapping[str, int], rules: Rules) -> dict[str, str]:
    """The reporting group of each role, fixed before the first answer (P2).

    Roles with fewer than 2k people join ``Everyone else``. If that group has between 1 and 2k - 1
    people, or only one group is left, there is no split: every role is in ``WHOLE_TEAM``. Raises
    ValueError for a headcount below 0.
    """
    if any(people < 0 for people in headcounts.values()):
        raise ValueError("Counts of people cannot be below 0.")
    enough = 2 * rules.k
    groups = {
        role: role if people >= enough else EVERYONE_ELSE for role, people in headcounts.items()
    }
    sizes = dict.fromkeys(groups.values(), 0)
    for role, group in groups.items():
        sizes[group] += headcounts[role]
    occupied = [size for size in sizes.values() if size]
    if len(occupied) < 2 or min(occupied) < enough:
        return dict.fromkeys(headcounts, WHOLE_TEAM)
    return groups


class Depth(IntEnum):
    """How much detail a number of released people allows (measurement.md 3.8).

    Each level includes those before it.
    """

    NOTHING = 0
    WORDS = 5
    """Words and ranges of counts; no percentages."""
    PERCENTAGES = 10
    """Percentages with their intervals, and the gap of each topic."""
    TABLE = 20
    """Sure answers beside the others, the 2 x 2 table of ratings and understanding, change."""
    COMPARISON = 50
    """The total of all leads' reviews, alone or beside a review of 10 people or more."""


def shown_at(people: int, rules: Rules) -> Depth:
    """The detail allowed for this many released people; nothing below the review's own k.

    A total over reviews needs no such check: each of its blocks kept the k of its own review.
    """
    if people < rules.k:
        return Depth.NOTHING
    return max(depth for depth in Depth if people >= depth)


def percent_step(people: int) -> int:
    """Percentages of this many people are rounded to multiples of this (measurement.md 3.8)."""
    return 1 if people >= Depth.TABLE else 5
