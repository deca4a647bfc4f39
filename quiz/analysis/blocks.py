"""The counts of one block that its figures are computed from: whole numbers, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Levels = tuple[int, int, int, int]
"""A count for each certainty, from guessing to very sure."""


@dataclass(frozen=True)
class ItemCounts:
    """One scenario in one block: how many were right, and not, at each certainty."""

    right: Levels
    wrong: Levels

    @property
    def levels(self) -> Levels:
        a, b, c, d = (right + wrong for right, wrong in zip(self.right, self.wrong, strict=True))
        return a, b, c, d


@dataclass(frozen=True)
class StrandCounts:
    """One confidence question beside its strand, in people; ``items`` are the strand's."""

    items: tuple[str, ...]
    says_yes: int
    understands: int
    yes_but_not: int


@dataclass(frozen=True)
class ChangeCounts:
    """People who showed understanding only after (gained) or only before (slipped)."""

    gained: int
    slipped: int


@dataclass(frozen=True)
class BlockCounts:
    """What the figures of one block are computed from, and nothing else of it.

    Every item was answered by all ``people`` (P1). ``changes`` is for people who answered before
    and after, by strand; empty otherwise. Raises ValueError when an item's answers, or a strand's
    people, do not fit the number of people.
    """

    people: int
    items: Mapping[str, ItemCounts]
    strands: Mapping[str, StrandCounts] = field(default_factory=dict)
    changes: Mapping[str, ChangeCounts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, item in self.items.items():
            if sum(item.levels) != self.people:
                raise ValueError(f"{name} was not answered by all {self.people} people")
        for name, strand in self.strands.items():
            both = strand.says_yes - strand.yes_but_not
            neither = self.people - strand.understands - strand.yes_but_not
            if min(strand.yes_but_not, both, strand.understands - both, neither) < 0:
                raise ValueError(f"the counts of {name} do not fit {self.people} people")
