"""What may leave a team review, and when (measurement.md, section 5.3): rules P2 and P3, and 3.8.

Every function is pure: the box (``teams``) and ``flask analyse --release`` follow the same rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

EVERYONE_ELSE = "Everyone else"
WHOLE_TEAM = ""
"""The only group of a review without groups. It has no name, so pages name no group."""
SMALLEST_BLOCK = 5


@dataclass(frozen=True)
class Rules:
    """The parameters of one team review; they are fixed at the first answer (rule P7).

    k: the fewest submissions in a block; 5 or more, and at least 2t + 1, so that the two ranges
    of a margin do not overlap. t: the margin of rule P5, in people; 2 protects against somebody
    who knows one of the records. releases: the most blocks that a reporting group opens.

    Stored rules are used as they are, also if the minimum was raised since. Call ``checked`` where
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
    """How far one reporting group has come, in people and blocks.

    invited: how many could answer; None when nobody knows. waiting: finished submissions in the
    box. sealed: submissions in blocks so far. released: how many blocks that was.
    Raises ValueError for counts below 0, or more submissions than people invited.
    """

    invited: int | None
    waiting: int
    sealed: int = 0
    released: int = 0

    def __post_init__(self) -> None:
        if min(self.waiting, self.sealed, self.released, self.invited or 0) < 0:
            raise ValueError("Counts of people cannot be below 0.")
        if self.invited is not None and self.waiting + self.sealed > self.invited:
            raise ValueError(
                f"{self.waiting + self.sealed} submissions, but only {self.invited} were invited."
            )


def block_is_due(group: GroupProgress, rules: Rules, *, closing: bool) -> bool:
    """Whether what waits becomes a block now (P3).

    Before the close: when at least max(k, ceil(invited / releases)) wait and the number who have
    not answered is 0 or at least k; never when the number invited is unknown. At the close: when
    at least k wait. Never beyond the number of releases.

    A box in which everybody has answered may hold fewer than that share (11 invited open as 6 and
    5): whoever keeps the box closes it then, since nobody is left to wait for.
    """
    if group.waiting < rules.k or group.released >= rules.releases:
        return False
    if closing:
        return True
    if group.invited is None:
        return False
    share = -(-group.invited // rules.releases)
    unanswered = group.invited - group.sealed - group.waiting
    return group.waiting >= share and (unanswered == 0 or unanswered >= rules.k)


def reporting_groups(headcounts: Mapping[str, int], rules: Rules) -> dict[str, str]:
    """The reporting group of each role, fixed before the first answer (P2).

    Roles with fewer than 2k people join ``Everyone else``. Where that is itself below 2k (though
    not empty), or only one group is left, there is no split: every role is in ``WHOLE_TEAM``.
    Raises ValueError for a headcount below 0.
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
    peopled = [size for size in sizes.values() if size]
    if len(peopled) < 2 or min(peopled) < enough:
        return dict.fromkeys(headcounts, WHOLE_TEAM)
    return groups


class Depth(IntEnum):
    """How much a number of released people can carry (measurement.md 3.8); each adds to the last.

    A published table needs more than this: see ``BlockFigures.table``.
    """

    NOTHING = 0
    WORDS = 5
    """Words and ranges of counts; no percentages."""
    PERCENTAGES = 10
    """Percentages with their intervals, and the gap of each topic."""
    TABLE = 20
    """The certainty table, said against shown as a two-by-two, and paired change."""
    COMPARISON = 50
    """Beside everybody who used the service."""


def shown_at(people: int, rules: Rules | None = None) -> Depth:
    """What may be said of this many released people. Below k, nothing, even where k was raised."""
    if people < (rules or Rules()).k:
        return Depth.NOTHING
    return max(depth for depth in Depth if people >= depth)


def percent_step(people: int) -> int:
    """To how many percent figures of this many people are rounded (measurement.md 3.8)."""
    return 1 if people >= Depth.TABLE else 5
