"""The counts of one block that its figures are computed from (measurement.md 5.3, P6).

Whole numbers, and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quiz.analysis.change import matched_pairs
from quiz.analysis.sums import NOT, UNDERSTANDS, Split, Sums
from quiz.vocabulary import Answer, Certainty

LevelCounts = tuple[int, int, int, int]
"""A count for each certainty, from guessing to very sure."""


@dataclass(frozen=True)
class ItemCounts:
    """One scenario in one block: how many were right, and not, at each certainty."""

    right: LevelCounts
    wrong: LevelCounts

    @property
    def levels(self) -> LevelCounts:
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


NOBODY = Split(0, 0)


def block_counts(sums: Sums, strands: Mapping[str, Sequence[str]]) -> BlockCounts:
    """One block's counts. ``strands``: the items of each, named as its confidence question is.

    Raises ValueError when somebody did not answer every item (P1).
    """
    return BlockCounts(
        people=sums.people,
        items={item: _item(sums, item) for items in strands.values() for item in items},
        strands={name: _strand(sums, name, items) for name, items in strands.items()},
        changes=_changes(sums, strands),
    )


def _item(sums: Sums, item: str) -> ItemCounts:
    table = sums.table([item])
    splits = [table.get(level, NOBODY) for level in Certainty]
    return ItemCounts(
        right=_levels([split.right for split in splits]),
        wrong=_levels([split.wrong for split in splits]),
    )


def _levels(counts: Sequence[int]) -> LevelCounts:
    a, b, c, d = counts
    return a, b, c, d


def _strand(sums: Sums, name: str, items: Sequence[str]) -> StrandCounts:
    said_yes = {shown: sums.said.get((name, Answer.YES, shown), 0) for shown in (UNDERSTANDS, NOT)}
    return StrandCounts(
        tuple(items),
        says_yes=sum(said_yes.values()),
        understands=sums.understood.get((name, UNDERSTANDS), 0),
        yes_but_not=said_yes[NOT],
    )


def _changes(sums: Sums, strands: Mapping[str, Sequence[str]]) -> dict[str, ChangeCounts]:
    """Of a block in which everybody answered again; nothing of any other (P8)."""
    moved = {name: matched_pairs(sums, name) for name in strands}
    if any(table.n != sums.people for table in moved.values()):
        return {}
    return {name: ChangeCounts(table.gained, table.slipped) for name, table in moved.items()}
