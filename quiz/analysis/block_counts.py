"""The counts of one block, the input for its published figures (measurement.md 5.3, P6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quiz.analysis.change import matched_pairs
from quiz.analysis.sums import NOT, UNDERSTANDS, Split, Sums
from quiz.vocabulary import Answer, Certainty

LevelCounts = tuple[int, ...]
"""A count for each level of certainty, from guessing to very sure."""


@dataclass(frozen=True)
class ItemCounts:
    """One scenario in one block: right and wrong answers at each level of certainty."""

    right: LevelCounts
    wrong: LevelCounts

    @property
    def levels(self) -> LevelCounts:
        return tuple(right + wrong for right, wrong in zip(self.right, self.wrong, strict=True))

    @property
    def sure(self) -> int:
        return _sure(self.levels)

    @property
    def sure_but_wrong(self) -> int:
        return _sure(self.wrong)


def _sure(counts: LevelCounts) -> int:
    return sum(n for level, n in zip(Certainty, counts, strict=True) if level.sure)


@dataclass(frozen=True)
class StrandCounts:
    """Answers to one confidence question against understanding of its strand, in people.

    ``items``: the scenarios of the strand.
    """

    items: tuple[str, ...]
    says_yes: int
    understands: int
    yes_but_not: int


@dataclass(frozen=True)
class ChangeCounts:
    """People who showed understanding only afterwards (gained) or only before (slipped)."""

    gained: int
    slipped: int


@dataclass(frozen=True)
class BlockCounts:
    """All counts of one block.

    Every item was answered by all ``people`` (P1). ``changes``: counts by strand when everybody
    answered before and after; empty otherwise. Raises ValueError when the counts of an item or a
    strand do not add up to the number of people.
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


NO_ANSWERS = Split(0, 0)


def block_counts(sums: Sums, strands: Mapping[str, Sequence[str]]) -> BlockCounts:
    """The counts of one block, from its stored sums.

    ``strands``: the items of each strand, under the name of its confidence question. Raises
    ValueError when somebody did not answer every item (P1).
    """
    return BlockCounts(
        people=sums.people,
        items={item: _item(sums, item) for items in strands.values() for item in items},
        strands={name: _strand(sums, name, items) for name, items in strands.items()},
        changes=_changes(sums, strands),
    )


def _item(sums: Sums, item: str) -> ItemCounts:
    table = sums.table([item])
    splits = [table.get(level, NO_ANSWERS) for level in Certainty]
    return ItemCounts(
        right=tuple(split.right for split in splits),
        wrong=tuple(split.wrong for split in splits),
    )


def _strand(sums: Sums, name: str, items: Sequence[str]) -> StrandCounts:
    rated_yes = {shown: sums.said.get((name, Answer.YES, shown), 0) for shown in (UNDERSTANDS, NOT)}
    return StrandCounts(
        tuple(items),
        says_yes=sum(rated_yes.values()),
        understands=sums.understood.get((name, UNDERSTANDS), 0),
        yes_but_not=rated_yes[NOT],
    )


def _changes(sums: Sums, strands: Mapping[str, Sequence[str]]) -> dict[str, ChangeCounts]:
    """Changes by strand; none unless everybody in the block answered again (P8)."""
    moved = {name: matched_pairs(sums, name) for name in strands}
    if any(table.n != sums.people for table in moved.values()):
        return {}
    return {name: ChangeCounts(table.gained, table.slipped) for name, table in moved.items()}
