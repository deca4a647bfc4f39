"""When a block is due, the reporting groups, and the detail for a number of people."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis.disclosure import (
    EVERYONE_ELSE,
    WHOLE_TEAM,
    Depth,
    GroupProgress,
    Rules,
    block_is_due,
    percent_step,
    reporting_groups,
    shown_at,
)

RULES = Rules()
many = st.integers(0, 40)
rules = st.builds(
    lambda t, more, releases: Rules(max(5, 2 * t + 1) + more, t, releases),
    st.integers(0, 4),
    st.integers(0, 4),
    st.integers(1, 4),
)


def test_the_default_rules() -> None:
    assert (RULES.k, RULES.t, RULES.releases) == (5, 2, 2)


@pytest.mark.parametrize(
    ("given_rules", "message"),
    [
        ({"k": 4}, "A block needs at least 5 people; k is 4."),
        ({"k": 5, "t": 3}, "With a margin of 3, a block needs at least 7 people; k is 5."),
        ({"t": -1}, "The margin t cannot be below 0."),
        ({"releases": 0}, "There must be at least one release."),
    ],
)
def test_unsafe_rules_are_refused(given_rules: dict[str, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Rules(**given_rules).checked()


def test_rules_are_frozen() -> None:
    """A12: k cannot be lowered later."""
    with pytest.raises(FrozenInstanceError):
        RULES.k = 5  # type: ignore[misc]


@pytest.mark.parametrize(
    ("invited", "pending", "in_blocks", "released", "due"),
    [
        (32, 15, 0, 0, False),
        (32, 16, 0, 0, True),  # half of the people invited
        (32, 14, 16, 1, False),  # 2 could still answer
        (32, 16, 16, 1, True),
        (6, 5, 0, 0, False),  # one has not answered and would be alone
        (6, 6, 0, 0, True),
        (9, 5, 0, 0, False),  # four have not answered
        (9, 9, 0, 0, True),
        (10, 5, 0, 0, True),  # five have not answered: enough for a block
        (11, 5, 0, 0, False),  # less than half, rounded up
        (11, 6, 0, 0, True),
        (4, 4, 0, 0, False),  # never fewer than k
        (5, 5, 0, 0, True),
        (None, 500, 0, 0, False),  # the number invited is unknown
        (20, 10, 10, 2, False),  # two releases were made
        (0, 0, 0, 0, False),
    ],
)
def test_when_a_block_is_due_before_the_close(
    invited: int | None, pending: int, in_blocks: int, released: int, due: bool
) -> None:
    assert (
        block_is_due(GroupProgress(invited, pending, in_blocks, released), RULES, closing=False)
        is due
    )


@pytest.mark.parametrize(
    ("invited", "pending", "in_blocks", "released", "due"),
    [
        (32, 14, 16, 1, True),
        (32, 4, 16, 1, False),
        (None, 5, 0, 0, True),
        (None, 4, 0, 0, False),
        (11, 5, 6, 1, True),
        (20, 8, 10, 2, False),
    ],
)
def test_when_a_block_is_due_at_the_close(
    invited: int | None, pending: int, in_blocks: int, released: int, due: bool
) -> None:
    assert (
        block_is_due(GroupProgress(invited, pending, in_blocks, released), RULES, closing=True)
        is due
    )


@pytest.mark.parametrize(
    ("releases", "first"), [(1, 30), (2, 15), (3, 10), (4, 8), (6, 5), (30, 5)]
)
def test_the_first_block_has_an_equal_share_of_the_releases(releases: int, first: int) -> None:
    few = Rules(releases=releases)
    opened = [n for n in range(31) if block_is_due(GroupProgress(30, n), few, closing=False)]
    assert opened[0] == first


@given(rules, st.none() | many, many, many, st.integers(0, 5), st.booleans())
def test_never_fewer_than_k_in_a_block_or_left_over(
    some: Rules, missing: int | None, pending: int, in_blocks: int, released: int, closing: bool
) -> None:
    invited = None if missing is None else missing + pending + in_blocks
    group = GroupProgress(invited, pending, in_blocks, released)
    if block_is_due(group, some, closing=closing):
        assert pending >= some.k
        assert released < some.releases
        assert closing or missing == 0 or (missing is not None and missing >= some.k)


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="7 submissions, but only 6 were invited"):
        GroupProgress(invited=6, pending=4, in_blocks=3, released=1)
    with pytest.raises(ValueError, match="below 0"):
        GroupProgress(invited=6, pending=-1)
    with pytest.raises(ValueError, match="below 0"):
        GroupProgress(invited=-6, pending=0)


@pytest.mark.parametrize(
    ("headcounts", "groups"),
    [
        # A2: the figures of the only manager must not follow by subtraction.
        ({"worker": 15, "manager": 1}, {"worker": WHOLE_TEAM, "manager": WHOLE_TEAM}),
        (
            {"worker": 20, "manager": 4, "student": 6},
            {"worker": "worker", "manager": EVERYONE_ELSE, "student": EVERYONE_ELSE},
        ),
        ({"worker": 10, "student": 10}, {"worker": "worker", "student": "student"}),
        ({"worker": 20, "student": 9}, {"worker": WHOLE_TEAM, "student": WHOLE_TEAM}),
        (
            {"worker": 4, "student": 4, "manager": 4},
            dict.fromkeys(("worker", "student", "manager"), WHOLE_TEAM),
        ),
        ({"worker": 30}, {"worker": WHOLE_TEAM}),
        (
            {"worker": 12, "student": 12, "manager": 0},
            {"worker": "worker", "student": "student", "manager": EVERYONE_ELSE},
        ),
        ({}, {}),
    ],
)
def test_small_roles_are_merged(headcounts: dict[str, int], groups: dict[str, str]) -> None:
    assert reporting_groups(headcounts, RULES) == groups


@given(rules, st.dictionaries(st.sampled_from("abcdefgh"), many))
def test_every_reporting_group_has_at_least_2k_people(
    some: Rules, headcounts: dict[str, int]
) -> None:
    groups = reporting_groups(headcounts, some)
    assert groups.keys() == headcounts.keys()
    sizes = dict.fromkeys(groups.values(), 0)
    for role, group in groups.items():
        sizes[group] += headcounts[role]
    if set(sizes) - {WHOLE_TEAM}:
        assert all(size >= 2 * some.k for size in sizes.values() if size)
        assert sum(size > 0 for size in sizes.values()) >= 2


def test_a_negative_headcount_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        reporting_groups({"worker": -1}, RULES)


@pytest.mark.parametrize(
    ("people", "depth", "step"),
    # measurement.md 3.8
    [
        (0, Depth.NOTHING, 5),
        (4, Depth.NOTHING, 5),
        (5, Depth.WORDS, 5),
        (9, Depth.WORDS, 5),
        (10, Depth.PERCENTAGES, 5),
        (19, Depth.PERCENTAGES, 5),
        (20, Depth.TABLE, 1),
        (49, Depth.TABLE, 1),
        (50, Depth.COMPARISON, 1),
    ],
)
def test_the_detail_for_a_number_of_people(people: int, depth: Depth, step: int) -> None:
    assert shown_at(people, RULES) is depth
    assert percent_step(people) == step


def test_nothing_is_shown_below_a_raised_k() -> None:
    assert shown_at(8, Rules(k=9)) is Depth.NOTHING
    assert shown_at(9, Rules(k=9)) is Depth.WORDS
    assert shown_at(12, Rules(k=13)) is Depth.NOTHING
