"""The published figures of one block and of several together (measurement.md 5.3, P4 to P6).

Figures add up over blocks. Nothing else about a block is published: no score distribution, no
cross-table of two questions, no option.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TypeVar

from quiz.analysis.block_counts import BlockCounts, ItemCounts, StrandCounts
from quiz.analysis.ranges import Range, published
from quiz.vocabulary import Certainty

Stated = tuple[float, float]
"""The lowest and the highest that people's mean stated chance can be, as shares of 1."""
IF_SURE = (Certainty.FAIRLY_SURE, Certainty.VERY_SURE)
IF_NOT = (Certainty.GUESSING, Certainty.UNSURE)


@dataclass(frozen=True)
class AnswerFigures:
    """Answers to one scenario, or to several together.

    right: a range out of all answers. sure_but_wrong: a range out of the sure ones, whose number is
    exact. very_sure: the answers at this level, a range out of the sure ones. unsure: the answers
    at this level and not *guessing*, a range out of those that are not sure.
    """

    right: Range
    sure_but_wrong: Range
    very_sure: Range
    unsure: Range

    def __add__(self, other: "AnswerFigures") -> "AnswerFigures":
        return AnswerFigures(
            self.right + other.right,
            self.sure_but_wrong + other.sure_but_wrong,
            self.very_sure + other.very_sure,
            self.unsure + other.unsure,
        )

    @property
    def answered(self) -> int:
        return self.right.of

    @property
    def sure(self) -> int:
        return self.sure_but_wrong.of

    @property
    def stated(self) -> Stated | None:
        """F of measurement.md 3.1 as far as it is published; None without answers."""
        return _stated((self.very_sure, *IF_SURE), (self.unsure, *IF_NOT))

    @property
    def stated_if_sure(self) -> Stated | None:
        """The same of the sure answers only."""
        return _stated((self.very_sure, *IF_SURE))

    @property
    def stated_if_not(self) -> Stated | None:
        """The same of the others only."""
        return _stated((self.unsure, *IF_NOT))

    @property
    def right_if_sure(self) -> Range:
        wrong = self.sure_but_wrong
        return Range(wrong.of - wrong.high, wrong.of - wrong.low, wrong.of)

    @property
    def right_if_not(self) -> Range:
        """What follows from the other two ranges."""
        sure, of = self.right_if_sure, self.unsure.of
        low = min(max(0, self.right.low - sure.high), of)
        return Range(low, max(low, min(of, self.right.high - sure.low)), of)


def _stated(*parts: tuple[Range, Certainty, Certainty]) -> Stated | None:
    """The mean stated chance of answers. Each part: those at the upper one of two levels, out of
    those at both, and the two levels."""
    of = sum(upper.of for upper, _, _ in parts)
    if not of:
        return None
    least = most = 0
    for upper, low, high in parts:
        step, base = high.hundredths - low.hundredths, low.hundredths * upper.of
        least, most = least + base + step * upper.low, most + base + step * upper.high
    return least / (100 * of), most / (100 * of)


@dataclass(frozen=True)
class StrandFigures:
    """People of a strand: say yes, understand, say yes but do not understand.

    All three counts are out of everybody in the block, so that they add up over blocks.
    """

    says_yes: Range
    understands: Range
    yes_but_not: Range

    def __add__(self, other: "StrandFigures") -> "StrandFigures":
        return StrandFigures(
            self.says_yes + other.says_yes,
            self.understands + other.understands,
            self.yes_but_not + other.yes_but_not,
        )

    @property
    def yes_but_not_of_those(self) -> Range | None:
        """The same out of those who said yes ("9 of 21"); None if their number is not exact."""
        if not self.says_yes.exact:
            return None
        yes = self.says_yes.low
        return Range(self.yes_but_not.low, min(self.yes_but_not.high, yes), yes)


@dataclass(frozen=True)
class ChangeFigures:
    """Of the people who answered twice: how many gained understanding of a strand, or lost it."""

    gained: Range
    slipped: Range

    def __add__(self, other: "ChangeFigures") -> "ChangeFigures":
        return ChangeFigures(self.gained + other.gained, self.slipped + other.slipped)


@dataclass(frozen=True)
class BlockFigures:
    """Everything that may be published about one block or several (P4)."""

    people: int
    items: Mapping[str, AnswerFigures]
    strands: Mapping[str, StrandFigures]
    changes: Mapping[str, ChangeFigures]

    def __add__(self, other: "BlockFigures") -> "BlockFigures":
        """Both blocks together. Raises ValueError when they have different scenarios."""
        return BlockFigures(
            self.people + other.people,
            _added(self.items, other.items),
            _added(self.strands, other.strands),
            _added(self.changes, other.changes),
        )


Figure = TypeVar("Figure", AnswerFigures, StrandFigures, ChangeFigures)


def _added(these: Mapping[str, Figure], those: Mapping[str, Figure]) -> dict[str, Figure]:
    if these.keys() != those.keys():
        raise ValueError("only blocks with the same scenarios can be added")
    return {name: figure + those[name] for name, figure in these.items()}


def total(blocks: Sequence[BlockFigures]) -> BlockFigures | None:
    """The figures of all these blocks together; None for no blocks."""
    return reduce(add, blocks) if blocks else None


def figures(counts: BlockCounts, t: int) -> BlockFigures:
    """The published figures of one block with margin ``t``; the only way from counts to pages."""
    items = {name: answer_figures(item, t) for name, item in counts.items.items()}
    strands = {
        name: strand_figures(strand, counts.people, t) for name, strand in counts.strands.items()
    }
    changes = {
        name: ChangeFigures(
            published(change.gained, counts.people, t), published(change.slipped, counts.people, t)
        )
        for name, change in counts.changes.items()
    }
    return BlockFigures(counts.people, items, strands, changes)


def answer_figures(item: ItemCounts, t: int) -> AnswerFigures:
    """One scenario under the margin (P5, P6). Only the number of sure answers is exact."""
    number = dict(zip(Certainty, item.levels, strict=True))
    answered = sum(item.levels)
    return AnswerFigures(
        right=published(sum(item.right), answered, t),
        sure_but_wrong=published(item.sure_but_wrong, item.sure, t),
        very_sure=published(number[Certainty.VERY_SURE], item.sure, t),
        unsure=published(number[Certainty.UNSURE], answered - item.sure, t),
    )


def strand_figures(strand: StrandCounts, people: int, t: int) -> StrandFigures:
    """People who say yes, understand, and say yes but do not understand, under the margin.

    The last is taken out of the people who said yes, so that "all who said yes" is never an exact
    number. Where the number who said yes is itself only a range, using it as the denominator would
    reveal it: then the last is taken out of everybody.
    """
    says_yes = published(strand.says_yes, people, t)
    out_of = strand.says_yes if says_yes.exact else people
    yes_but_not = published(strand.yes_but_not, out_of, t)
    return StrandFigures(
        says_yes,
        published(strand.understands, people, t),
        Range(yes_but_not.low, yes_but_not.high, people),
    )
