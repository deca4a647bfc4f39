"""From a block's stored sums to the counts its figures are made of (measurement.md 5.3, P6)."""

from collections.abc import Mapping, Sequence

from quiz.analysis.blocks import BlockCounts, ChangeCounts, ItemCounts, Levels, StrandCounts
from quiz.analysis.change import matched
from quiz.analysis.sums import NOT, UNDERSTANDS, Split, Sums
from quiz.vocabulary import Answer, Certainty

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


def _levels(counts: Sequence[int]) -> Levels:
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
    moved = {name: matched(sums, name) for name in strands}
    if any(table.n != sums.people for table in moved.values()):
        return {}
    return {name: ChangeCounts(table.gained, table.slipped) for name, table in moved.items()}
