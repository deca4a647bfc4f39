"""The published figures of one block: a fixed list, under the margin."""

import itertools
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis.block_counts import BlockCounts, ChangeCounts, ItemCounts, StrandCounts
from quiz.analysis.figures import (
    AnswerFigures,
    BlockFigures,
    ChangeFigures,
    StrandFigures,
    answer_figures,
    covers,
    figures,
    level_range,
    total,
)
from quiz.analysis.ranges import Range, exactly, rounded_percent, unpublished


def block(people: int, items: dict[str, ItemCounts], **more: object) -> BlockCounts:
    return BlockCounts(people, items, **more)  # type: ignore[arg-type]


def all_of(people: int, *, right: bool, level: int) -> ItemCounts:
    """An item with the same answer from everybody."""
    cells = [0, 0, 0, 0]
    cells[level - 1] = people
    some, none = (cells[0], cells[1], cells[2], cells[3]), (0, 0, 0, 0)
    return ItemCounts(some, none) if right else ItemCounts(none, some)


def test_a_scenario() -> None:
    # measurement.md 5.5: six people, none right, five of them sure.
    found = answer_figures(ItemCounts((0, 0, 0, 0), (0, 1, 2, 3)), 2)
    assert found.right.numbers == "0 to 2 of 6"
    assert found.sure_but_wrong.numbers == "3 to 5 of 5"
    assert found.levels == (0, 1, 2, 3)
    assert (found.sure, found.answered) == (5, 6)
    assert found.mean_certainty == pytest.approx((0.5 + 2 * 0.75 + 3 * 0.95) / 6, abs=1e-15)


def test_no_answers_have_no_mean_certainty() -> None:
    assert answer_figures(ItemCounts((0,) * 4, (0,) * 4), 2).mean_certainty is None


def test_a_strand_sums_its_scenarios_and_counts_its_people() -> None:
    items = {
        "a": ItemCounts((0, 1, 2, 4), (1, 1, 1, 2)),  # 7 of 12 right
        "b": all_of(12, right=True, level=4),
        "c": all_of(12, right=False, level=1),
    }
    strands = {"aware": StrandCounts(("a", "b", "c"), 8, 6, 3)}
    found = figures(block(12, items, strands=strands), 2).strands["aware"]
    assert found.answers.right == Range(7 + 10 + 0, 7 + 12 + 2, 36)
    assert found.answers.levels == (13, 2, 3, 18)
    assert (found.says_yes, found.understands) == (exactly(8, 12), exactly(6, 12))
    assert found.yes_but_not == exactly(3, 12)
    assert found.yes_but_not_of_those == exactly(3, 8)


@pytest.mark.parametrize(
    ("says_yes", "yes_but_not", "among_all", "of_those"),
    [
        (8, 8, (6, 8), (6, 8, 8)),  # all who said yes: never an exact number
        (8, 1, (0, 2), (0, 2, 8)),
        (4, 2, (0, 4), (0, 4, 4)),  # nothing is published among fewer than five
        (12, 5, (5, 5), None),  # "10 to 12 of 12" said yes: their number is hidden
        (11, 11, (10, 12), None),
        (1, 1, (0, 2), None),
    ],
)
def test_says_yes_but_does_not_understand(
    says_yes: int,
    yes_but_not: int,
    among_all: tuple[int, int],
    of_those: tuple[int, int, int] | None,
) -> None:
    items = {"a": all_of(12, right=True, level=4)}
    strands = {"aware": StrandCounts(("a",), says_yes, says_yes - yes_but_not, yes_but_not)}
    found = figures(block(12, items, strands=strands), 2).strands["aware"]
    assert found.yes_but_not == Range(*among_all, 12)
    assert found.yes_but_not_of_those == (of_those and Range(*of_those))


def test_the_margin_applies_to_change() -> None:
    items = {"a": all_of(9, right=True, level=4)}
    found = figures(block(9, items, changes={"aware": ChangeCounts(gained=4, slipped=1)}), 2)
    assert found.changes["aware"] == ChangeFigures(exactly(4, 9), Range(0, 2, 9))


def test_nothing_else_is_published() -> None:
    """P6: no scores, no options, no text. Adding a figure needs a decision."""
    names = {
        kind.__name__: {field.name for field in fields(kind)}
        for kind in (BlockFigures, AnswerFigures, StrandFigures, ChangeFigures)
    }
    assert names == {
        "BlockFigures": {"people", "items", "strands", "changes", "table"},
        "AnswerFigures": {"right", "levels", "sure_but_wrong"},
        "StrandFigures": {"answers", "says_yes", "understands", "yes_but_not"},
        "ChangeFigures": {"gained", "slipped"},
    }


def test_a8_that_everybody_was_wrong_is_hidden() -> None:
    all_wrong = figures(block(5, {"a": all_of(5, right=False, level=2)}), 2)
    assert all_wrong.items["a"].right.numbers == "0 to 2 of 5"


def test_a9_a_hidden_count_gives_no_hint() -> None:
    """0, 1 and 2 right answers give the same figures."""
    pages = {
        str(figures(block(6, {"a": ItemCounts((0, x, 0, 0), (0, 6 - x, 0, 0))}), 2))
        for x in range(3)
    }
    assert len(pages) == 1


def test_a11_nothing_is_published_among_fewer_than_five() -> None:
    two_sure = figures(block(6, {"a": ItemCounts((1, 1, 1, 0), (1, 1, 0, 1))}), 2)
    assert not two_sure.items["a"].sure_but_wrong.shown


def test_a11_a_scenario_that_somebody_skipped_is_refused() -> None:
    with pytest.raises(ValueError, match="a was not answered by all 6 people"):
        block(6, {"a": all_of(5, right=True, level=3)})


@pytest.mark.parametrize(
    "strand",
    [
        StrandCounts((), says_yes=2, understands=1, yes_but_not=3),
        StrandCounts((), says_yes=7, understands=3, yes_but_not=3),
        StrandCounts((), says_yes=6, understands=2, yes_but_not=3),
        StrandCounts((), says_yes=-1, understands=2, yes_but_not=-1),
    ],
)
def test_counts_of_a_strand_that_do_not_add_up_are_refused(strand: StrandCounts) -> None:
    with pytest.raises(ValueError, match="aware do not fit 6 people"):
        block(6, {}, strands={"aware": strand})


def test_only_blocks_with_the_same_scenarios_add_up() -> None:
    one, other = (figures(block(5, {i: all_of(5, right=True, level=1)}), 2) for i in "ab")
    with pytest.raises(ValueError, match="the same scenarios"):
        one + other
    assert total([]) is None
    assert total([one]) == one


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_level_of_the_table_covers_every_count_with_its_percentage(right: int, more: int) -> None:
    of = right + more
    found = level_range(right, of, 2)
    assert found.low <= right <= found.high
    if of < 5:
        assert found == unpublished(of)
    else:
        percent = rounded_percent(right, of, 5)
        inside = range(found.low, found.high + 1)
        assert all(r in inside for r in range(of + 1) if rounded_percent(r, of, 5) == percent)
        assert found.high - found.low >= 2 or not (right <= 2 or right >= of - 2)
        # At most 5 % wide, or the width of the margin.
        assert found.high - found.low <= max(of / 20, 4)


def people_at(people: int, right: tuple[int, int, int, int]) -> ItemCounts:
    """An item with a quarter of the people at each level, and this many right answers."""
    each = people // 4
    return ItemCounts(right, tuple(each - r for r in right))  # type: ignore[arg-type]


def test_the_certainty_table_of_a_block() -> None:
    # 40 people, one item, ten at each level; right 3, 5, 6 and 7. A percentage of ten stands for
    # one count only, so both sums are exact.
    found = figures(block(40, {"a": people_at(40, (3, 5, 6, 7))}), 2)
    assert found.items["a"].right == exactly(21, 40)
    assert found.table == (exactly(3, 10), exactly(5, 10), exactly(6, 10), exactly(7, 10))


def test_no_table_below_twenty_people() -> None:
    assert figures(block(16, {"a": people_at(16, (1, 2, 3, 3))}), 2).table is None
    assert figures(block(20, {"a": people_at(20, (2, 2, 3, 2))}), 2).table is not None


def test_no_table_that_would_narrow_a_range() -> None:
    """The second item has "38 to 40 of 40 right"; the table would show that it is 39 or 40."""
    items = {"a": people_at(40, (3, 5, 6, 7)), "b": people_at(40, (10, 10, 9, 10))}
    assert figures(block(40, items), 2).table is None


def two(a: ItemCounts, b: ItemCounts) -> BlockFigures:
    return figures(block(80, {"a": a, "b": b}), 2)


def test_a_table_is_published_when_it_covers_both_sums_of_ranges() -> None:
    # Pooled, 30 of 40 at every level: 75 %, which 29 of 40 also gives. Right: 116 to 120 covers
    # 40 + 78 to 80; sure and wrong: 20 to 22 covers 20 + 0 to 2.
    found = two(ItemCounts((10,) * 4, (10,) * 4), ItemCounts((20,) * 4, (0,) * 4))
    assert found.table == (Range(29, 30, 40),) * 4


def test_no_table_that_would_narrow_the_right_answers() -> None:
    # Sure and wrong is covered: 28 to 32 of the table, 28 + 0 to 2 of the items. Right is not:
    # 15 + 13 + 44 to 46 twice is 116 to 120; the items leave open 42 + 78 to 80.
    found = two(
        ItemCounts((5, 5, 16, 16), (5, 5, 14, 14)), ItemCounts((10, 8, 30, 30), (0, 2, 0, 0))
    )
    assert found.items["b"].right == Range(78, 80, 80)
    assert found.items["b"].sure_but_wrong == Range(0, 2, 60)
    assert found.table is None


def test_no_table_that_would_narrow_the_sure_but_wrong_answers() -> None:
    # Right is covered: 44 to 46 twice + 15 + 15 for 40 + 78 to 80. Sure and wrong is not: exactly
    # 10 by the table, 10 + 0 to 2 by the items.
    found = two(
        ItemCounts((15, 15, 5, 5), (15, 15, 5, 5)), ItemCounts((30, 30, 10, 10), (0, 0, 0, 0))
    )
    assert found.items["b"].sure_but_wrong == Range(0, 2, 20)
    assert found.table is None


@st.composite
def blocks(draw: st.DrawFn) -> BlockCounts:
    """A block of people who answered each item in one of the eight ways."""
    people = draw(st.integers(1, 90))

    def item() -> ItemCounts:
        cuts = sorted(draw(st.lists(st.integers(0, people), min_size=7, max_size=7)))
        cells = [b - a for a, b in itertools.pairwise([0, *cuts, people])]
        return ItemCounts(tuple(cells[:4]), tuple(cells[4:]))  # type: ignore[arg-type]

    return block(people, {str(number): item() for number in range(draw(st.integers(1, 12)))})


@given(blocks())
def test_a_published_table_covers_all_ranges(counts: BlockCounts) -> None:
    found = figures(counts, 2)
    if counts.people < 20:
        assert found.table is None
    if found.table:
        items = found.items.values()
        assert sum(row.low for row in found.table) <= sum(item.right.low for item in items)
        assert sum(row.high for row in found.table) >= sum(item.right.high for item in items)
        sure_right = found.table[2] + found.table[3]
        assert sure_right.of - sure_right.high <= sum(item.sure_but_wrong.low for item in items)
        assert sure_right.of - sure_right.low >= sum(item.sure_but_wrong.high for item in items)


def test_tables_add_up_only_when_every_block_has_one() -> None:
    with_one = figures(block(40, {"a": people_at(40, (3, 5, 6, 7))}), 2)
    without = figures(block(8, {"a": people_at(8, (1, 1, 1, 1))}), 2)
    both = total([with_one, with_one])
    assert both is not None
    assert both.table == (exactly(6, 20), exactly(10, 20), exactly(12, 20), exactly(14, 20))
    assert (with_one + without).table is None


def test_covers() -> None:
    assert covers(Range(2, 5, 9), Range(3, 5, 9))
    assert not covers(Range(2, 5, 9), Range(1, 5, 9))
    assert not covers(Range(2, 5, 9), Range(2, 6, 9))
