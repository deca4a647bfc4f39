"""The published figures of one block and of several together (measurement.md 5.3, P4 to P6).

Figures add up over blocks. Nothing else about a block is published: no score distribution, no
cross-table of two questions, no option.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TypeVar

from quiz.analysis.block_counts import BlockCounts, ItemCounts, LevelCounts, StrandCounts
from quiz.analysis.disclosure import Depth
from quiz.analysis.ranges import Range, published, rounded_percent, unpublished
from quiz.vocabulary import Certainty

TABLE_STEP = 5
"""Percentages in the certainty table are rounded to multiples of this."""


@dataclass(frozen=True)
class AnswerFigures:
    """Answers to one scenario, or to all scenarios of a strand.

    levels and sure are exact. right is a range out of all answers, sure_but_wrong a range out of
    the sure answers.
    """

    right: Range
    levels: LevelCounts
    sure_but_wrong: Range

    def __add__(self, other: "AnswerFigures") -> "AnswerFigures":
        levels = tuple(x + y for x, y in zip(self.levels, other.levels, strict=True))
        return AnswerFigures(
            self.right + other.right, levels, self.sure_but_wrong + other.sure_but_wrong
        )

    @property
    def answered(self) -> int:
        return sum(self.levels)

    @property
    def sure(self) -> int:
        return self.sure_but_wrong.of

    @property
    def expected_hundredths(self) -> int:
        """The expected number of right answers at the stated chances, in hundredths."""
        pairs = zip(Certainty, self.levels, strict=True)
        return sum(level.hundredths * count for level, count in pairs)

    @property
    def mean_certainty(self) -> float | None:
        """F of measurement.md 3.1, as a share of 1; None without answers."""
        return self.expected_hundredths / (100 * self.answered) if self.answered else None


@dataclass(frozen=True)
class StrandFigures:
    """A strand's answers, and its people: say yes, understand, say yes but do not understand.

    All three counts are out of everybody in the block, so that they add up over blocks.
    """

    answers: AnswerFigures
    says_yes: Range
    understands: Range
    yes_but_not: Range

    def __add__(self, other: "StrandFigures") -> "StrandFigures":
        return StrandFigures(
            self.answers + other.answers,
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


CertaintyTable = tuple[Range, ...]
"""Right answers at each level: the range of counts that the rounded percentage can stand for."""


@dataclass(frozen=True)
class BlockFigures:
    """Everything that may be published about one block or several (P4).

    table: the pooled certainty table; None unless every block has 20 people or more and passes the
    check of measurement.md 5.6 (7).
    """

    people: int
    items: Mapping[str, AnswerFigures]
    strands: Mapping[str, StrandFigures]
    changes: Mapping[str, ChangeFigures]
    table: CertaintyTable | None = None

    def __add__(self, other: "BlockFigures") -> "BlockFigures":
        """Both blocks together. Raises ValueError when they have different scenarios."""
        table = None
        if self.table and other.table:
            table = tuple(x + y for x, y in zip(self.table, other.table, strict=True))
        return BlockFigures(
            self.people + other.people,
            _added(self.items, other.items),
            _added(self.strands, other.strands),
            _added(self.changes, other.changes),
            table,
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
        name: strand_figures(
            strand, reduce(add, (items[item] for item in strand.items)), counts.people, t
        )
        for name, strand in counts.strands.items()
    }
    changes = {
        name: ChangeFigures(
            published(change.gained, counts.people, t), published(change.slipped, counts.people, t)
        )
        for name, change in counts.changes.items()
    }
    return BlockFigures(counts.people, items, strands, changes, certainty_table(counts, items, t))


def answer_figures(item: ItemCounts, t: int) -> AnswerFigures:
    """One scenario: right and sure but wrong under the margin, levels exact (P5, P6)."""
    return AnswerFigures(
        right=published(sum(item.right), sum(item.levels), t),
        levels=item.levels,
        sure_but_wrong=published(item.sure_but_wrong, item.sure, t),
    )


def strand_figures(
    strand: StrandCounts, answers: AnswerFigures, people: int, t: int
) -> StrandFigures:
    """People who say yes, understand, and say yes but do not understand, under the margin.

    The last is taken out of the people who said yes, so that "all who said yes" is never an exact
    number. Where the number who said yes is itself only a range, using it as the denominator would
    reveal it: then the last is taken out of everybody.
    """
    says_yes = published(strand.says_yes, people, t)
    out_of = strand.says_yes if says_yes.exact else people
    yes_but_not = published(strand.yes_but_not, out_of, t)
    return StrandFigures(
        answers,
        says_yes,
        published(strand.understands, people, t),
        Range(yes_but_not.low, yes_but_not.high, people),
    )


def certainty_table(
    counts: BlockCounts, items: Mapping[str, AnswerFigures], t: int
) -> CertaintyTable | None:
    """Right answers at each level over all scenarios, to the nearest 5 percent; or None.

    None below 20 people, and where the table would narrow the scenarios' own ranges: its ranges
    must cover the sum of those, for right answers and for sure but wrong answers (measurement.md
    5.6, 7). The margin applies to each level, too.
    """
    if counts.people < Depth.TABLE or not counts.items:
        return None
    table = tuple(
        level_range(
            sum(item.right[number] for item in counts.items.values()),
            sum(item.levels[number] for item in counts.items.values()),
            t,
        )
        for number in range(len(Certainty))
    )
    all_items = reduce(add, items.values())
    sure_right = reduce(
        add, (cell for level, cell in zip(Certainty, table, strict=True) if level.sure)
    )
    sure_wrong = Range(
        sure_right.of - sure_right.high, sure_right.of - sure_right.low, sure_right.of
    )
    if covers(reduce(add, table), all_items.right) and covers(sure_wrong, all_items.sure_but_wrong):
        return table
    return None


def covers(wide: Range, narrow: Range) -> bool:
    return wide.low <= narrow.low and narrow.high <= wide.high


def level_range(right: int, of: int, t: int) -> Range:
    """All counts that round to the same percentage (nearest 5), widened by the margin."""
    margin = published(right, of, t)
    if not margin.shown:
        return unpublished(of)
    percent = rounded_percent(right, of, TABLE_STEP)
    same = [r for r in range(of + 1) if rounded_percent(r, of, TABLE_STEP) == percent]
    return Range(min(same[0], margin.low), max(same[-1], margin.high), of)
