"""The published figures of one block: a fixed list, under the margin."""

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
    figures,
    total,
)
from quiz.analysis.ranges import Range, exactly


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
    assert (found.sure, found.answered) == (5, 6)
    # Three of the five were very sure: within 2 of all. The sixth was unsure: not shown.
    assert (found.very_sure, found.unsure) == (Range(3, 5, 5), Range(0, 1, 1))
    assert found.stated == pytest.approx(((0.25 + 2 * 0.75 + 3 * 0.95) / 6, (0.5 + 5 * 0.95) / 6))
    assert found.stated_if_sure == pytest.approx(((2 * 0.75 + 3 * 0.95) / 5, 0.95))
    assert found.stated_if_not == (0.25, 0.5)


def test_no_answers_have_no_mean_certainty() -> None:
    found = answer_figures(ItemCounts((0,) * 4, (0,) * 4), 2)
    assert found.stated is found.stated_if_sure is found.stated_if_not is None


def test_right_answers_of_those_who_were_sure_and_of_the_others_follow_from_the_rest() -> None:
    # 12 people: 7 of 8 sure ones right, published as 6 to 8; 2 of 4 others right: 9 in all.
    found = answer_figures(ItemCounts((1, 1, 4, 3), (1, 1, 1, 0)), 2)
    assert (found.right, found.sure_but_wrong) == (exactly(9, 12), Range(0, 2, 8))
    assert found.right_if_sure == Range(6, 8, 8)
    assert found.right_if_not == Range(1, 3, 4)


@given(st.lists(st.integers(0, 9), min_size=8, max_size=8), st.integers(2, 5))
def test_every_published_range_contains_what_it_stands_for(cells: list[int], t: int) -> None:
    right, wrong = tuple(cells[:4]), tuple(cells[4:])
    found = answer_figures(ItemCounts(right, wrong), t)
    if not sum(cells):
        return
    chances = (0.25, 0.5, 0.75, 0.95)
    exact = sum(x * (r + w) for x, r, w in zip(chances, right, wrong, strict=True)) / sum(cells)
    assert found.stated is not None
    assert found.stated[0] - 1e-12 <= exact <= found.stated[1] + 1e-12
    for inside, count in (
        (found.right_if_sure, right[2] + right[3]),
        (found.right_if_not, right[0] + right[1]),
    ):
        assert inside.low <= count <= inside.high


def test_a_strand_counts_its_people_and_scenarios_add_up() -> None:
    items = {
        "a": ItemCounts((0, 1, 2, 4), (1, 1, 1, 2)),  # 7 of 12 right
        "b": all_of(12, right=True, level=4),
        "c": all_of(12, right=False, level=1),
    }
    strands = {"aware": StrandCounts(("a", "b", "c"), 8, 6, 3)}
    made = figures(block(12, items, strands=strands), 2)
    together = made.items["a"] + made.items["b"] + made.items["c"]
    assert together.right == Range(7 + 10 + 0, 7 + 12 + 2, 36)
    # Levels 13, 2, 3 and 18 in all; “b” was very sure throughout, “c” guessed throughout.
    assert together.very_sure == Range(6 + 10, 6 + 12, 21)
    assert together.unsure == Range(0, 3 + 2, 15)
    found = made.strands["aware"]
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
        "BlockFigures": {"people", "items", "strands", "changes"},
        "AnswerFigures": {"right", "sure_but_wrong", "very_sure", "unsure"},
        "StrandFigures": {"says_yes", "understands", "yes_but_not"},
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
