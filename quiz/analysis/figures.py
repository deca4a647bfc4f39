"""What is published of one block, and of several together (measurement.md 5.3, P4 to P6).

A block's counts go in as whole numbers; what comes out adds up over blocks, and nothing else about
the block leaves: no distribution of scores, no question against another, no option.
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
"""The certainty table's percentages are rounded to this."""


@dataclass(frozen=True)
class AnswerFigures:
    """Answers to one scenario, or to those of a strand.

    levels and sure are exact; right is of all answers, sure_but_wrong of the sure ones.
    """

    right: Range
    levels: LevelCounts
    sure_but_wrong: Range

    def __add__(self, other: "AnswerFigures") -> "AnswerFigures":
        a, b, c, d = (x + y for x, y in zip(self.levels, other.levels, strict=True))
        return AnswerFigures(
            self.right + other.right, (a, b, c, d), self.sure_but_wrong + other.sure_but_wrong
        )

    @property
    def answered(self) -> int:
        return sum(self.levels)

    @property
    def sure(self) -> int:
        return self.sure_but_wrong.of

    @property
    def expected_hundredths(self) -> int:
        """How many of the answers would be right if each were as likely so as stated, x 100."""
        pairs = zip(Certainty, self.levels, strict=True)
        return sum(level.hundredths * count for level, count in pairs)

    @property
    def mean_certainty(self) -> float | None:
        """F of measurement.md 3.1, as a share of 1; None without answers."""
        return self.expected_hundredths / (100 * self.answered) if self.answered else None


@dataclass(frozen=True)
class StrandFigures:
    """A strand's answers, and in people: says yes, shows understanding, said yes but does not show.

    All three are of everybody in the block, so that they add up over blocks.
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
        """The same among those who said yes, "9 of 21", where their number is exact; else None."""
        if not self.says_yes.exact:
            return None
        yes = self.says_yes.low
        return Range(self.yes_but_not.low, min(self.yes_but_not.high, yes), yes)


@dataclass(frozen=True)
class ChangeFigures:
    """People who gained understanding of a strand, and who lost it, of those asked twice."""

    gained: Range
    slipped: Range

    def __add__(self, other: "ChangeFigures") -> "ChangeFigures":
        return ChangeFigures(self.gained + other.gained, self.slipped + other.slipped)


CertaintyTable = tuple[Range, Range, Range, Range]
"""Right answers at each certainty: the numbers that a percentage to the nearest 5 may stand for."""


@dataclass(frozen=True)
class BlockFigures:
    """Everything that may be said about a block, or about several: the one door (P4).

    table: the pooled certainty table, only where every block has 20 people or more and passes the
    check of measurement.md 5.6 (7); else None.
    """

    people: int
    items: Mapping[str, AnswerFigures]
    strands: Mapping[str, StrandFigures]
    changes: Mapping[str, ChangeFigures]
    table: CertaintyTable | None = None

    def __add__(self, other: "BlockFigures") -> "BlockFigures":
        """Both blocks together. Raises ValueError when they did not answer the same."""
        table = None
        if self.table and other.table:
            a, b, c, d = (x + y for x, y in zip(self.table, other.table, strict=True))
            table = (a, b, c, d)
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
        raise ValueError("only blocks that answered the same scenarios add up")
    return {name: figure + those[name] for name, figure in these.items()}


def total(blocks: Sequence[BlockFigures]) -> BlockFigures | None:
    """The figures of all these blocks together; None when there are none."""
    return reduce(add, blocks) if blocks else None


def figures(counts: BlockCounts, t: int) -> BlockFigures:
    """What is published of one block with the margin ``t``. The only way from counts to a page."""
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
    """One scenario: right of all, sure but wrong of the sure, levels as they are (P5, P6)."""
    sure = item.levels[2] + item.levels[3]
    return AnswerFigures(
        right=published(sum(item.right), sum(item.levels), t),
        levels=item.levels,
        sure_but_wrong=published(item.wrong[2] + item.wrong[3], sure, t),
    )


def strand_figures(
    strand: StrandCounts, answers: AnswerFigures, people: int, t: int
) -> StrandFigures:
    """Says yes and shows understanding, under the margin; and who said yes but does not show it.

    Those are counted among the people who said yes, as sure but wrong is among the sure, so that
    "all who said yes" never shows as an exact number. Where the number who said yes is itself only
    a range, it may not be told by what it is the whole of: then they are counted among everybody.
    """
    says_yes = published(strand.says_yes, people, t)
    among = strand.says_yes if says_yes.exact else people
    yes_but_not = published(strand.yes_but_not, among, t)
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

    None below 20 people, and where the table would narrow what the scenarios' own ranges leave
    open: the numbers it may stand for must cover the whole sum of those ranges, for all answers
    right and for the sure ones wrong (measurement.md 5.6, 7). The margin holds for a level, too.
    """
    if counts.people < Depth.TABLE or not counts.items:
        return None
    a, b, c, d = (
        level_range(
            sum(item.right[level] for item in counts.items.values()),
            sum(item.levels[level] for item in counts.items.values()),
            t,
        )
        for level in range(4)
    )
    known = reduce(add, items.values())
    sure_right = c + d
    sure_wrong = Range(
        sure_right.of - sure_right.high, sure_right.of - sure_right.low, sure_right.of
    )
    if covers(a + b + c + d, known.right) and covers(sure_wrong, known.sure_but_wrong):
        return a, b, c, d
    return None


def covers(wide: Range, narrow: Range) -> bool:
    return wide.low <= narrow.low and narrow.high <= wide.high


def level_range(right: int, of: int, t: int) -> Range:
    """Every number right with the same percentage to the nearest 5, widened by the margin."""
    margin = published(right, of, t)
    if not margin.shown:
        return unpublished(of)
    percent = rounded_percent(right, of, TABLE_STEP)
    same = [r for r in range(of + 1) if rounded_percent(r, of, TABLE_STEP) == percent]
    return Range(min(same[0], margin.low), max(same[-1], margin.high), of)
