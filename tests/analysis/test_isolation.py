"""Published totals never isolate fewer than k people (measurement.md 5.2 and 5.4)."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis.disclosure import Rules
from quiz.analysis.figures import total
from quiz.analysis.simulation import Outcome, ReportingGroup, SubmittedAnswers, simulate
from quiz.vocabulary import Answer, Certainty
from tests.analysis.small_reviews import ONE_STRAND, RIGHT, WRONG, published

pytestmark = pytest.mark.searches_long

answer = st.builds(Outcome, st.sampled_from(Certainty), st.booleans())
submissions = st.builds(
    lambda a, b, c, yes: SubmittedAnswers(
        {"a": a, "b": b, "c": c}, {"aware": Answer.YES if yes else Answer.NO}
    ),
    answer,
    answer,
    answer,
    st.booleans(),
)
paths = st.sampled_from(
    [("north",), ("south", "workers"), ("south", "students"), ("south", "others"), ("west", "all")]
)
some_rules = st.builds(
    lambda t, more, releases: Rules(max(5, 2 * t + 1) + more, t, releases),
    st.integers(0, 3),
    st.integers(0, 2),
    st.integers(1, 4),
)


@st.composite
def reviews(draw: st.DrawFn) -> list[ReportingGroup]:
    groups = []
    for path in draw(st.lists(paths, unique=True, max_size=5)):
        submitted = draw(st.lists(submissions, max_size=24))
        missing = draw(st.none() | st.integers(0, 12))
        invited = None if missing is None else len(submitted) + missing
        groups.append(ReportingGroup(path, invited, submitted))
    return groups


@given(reviews(), some_rules)
def test_theorem_1_each_submission_is_in_one_block_or_in_none(
    groups: list[ReportingGroup], rules: Rules
) -> None:
    found = simulate(groups, ONE_STRAND, rules)
    everybody = [(g.path, number) for g in groups for number in range(len(g.submissions))]
    placed = [member for block in found.blocks for member in block.members]
    assert sorted([*placed, *found.held_back]) == sorted(everybody)  # each exactly once
    for block in found.blocks:
        assert len(block.members) == block.figures.people >= rules.k
        assert all(path[: len(block.path)] == block.path for path, _ in block.members)
    for group in groups:
        own = [block for block in found.blocks if block.path == group.path]
        assert len(own) <= rules.releases
    # Every published total is a sum of complete blocks, so no sum or difference of totals can
    # single out fewer than k people.
    for depth in range(3):
        for path in {group.path[:depth] for group in groups}:
            within = [b for b in found.blocks if b.path[:depth] == path]
            assert found.total(path) == total([b.figures for b in within])


@given(reviews(), some_rules, st.data())
def test_later_submissions_never_change_a_released_block(
    groups: list[ReportingGroup], rules: Rules, data: st.DataObject
) -> None:
    """P7, and attacks A1, A5, A6 and A12."""
    earlier = [
        ReportingGroup(
            group.path,
            group.invited,
            group.submissions[: data.draw(st.integers(0, len(group.submissions)))],
        )
        for group in groups
    ]
    then = simulate(earlier, ONE_STRAND, rules, closed=False).blocks
    now = simulate(groups, ONE_STRAND, rules).blocks
    for group in groups:
        before = [block for block in then if block.path == group.path]
        after = [block for block in now if block.path == group.path]
        assert after[: len(before)] == before


def isolated(tables: list[set[int]], people: int, k: int) -> list[tuple[int, ...]]:
    """Every group of fewer than k people whose sum can be computed from the tables' sums."""
    rows = [[Fraction(p in table) for p in range(people)] for table in tables]
    return [
        group
        for size in range(1, k)
        for group in itertools.combinations(range(people), size)
        if rank([*rows, [Fraction(p in group) for p in range(people)]]) == rank(rows)
    ]


def rank(rows: list[list[Fraction]]) -> int:
    """Rank of a matrix, by exact Gaussian elimination."""
    rows, found = [row[:] for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for row in rows[found + 1 :]:
            factor = row[column] / pivot[column]
            row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        found += 1
    return found


def test_the_search_for_isolated_people_finds_them() -> None:
    """Attacks A1, A3 and A4 succeed on tables that are not sums of blocks (measurement.md 5.2)."""
    assert isolated([{*range(5)}, {*range(6)}], 6, 5) == [(5,)]
    assert (10,) in isolated([{*range(11)}, {*range(5)}, {*range(5, 10)}], 11, 5)
    assert (9,) in isolated([{*range(9)}, {*range(9, 15)}, {*range(10)}, {*range(10, 15)}], 15, 5)


@pytest.mark.parametrize(
    "submitted",
    [5, 6, 9, *(pytest.param(n, marks=pytest.mark.repeats) for n in (10, 11)), 12],
)
def test_a4_no_set_of_published_totals_isolates_fewer_than_k(submitted: int) -> None:
    """Two teams, one with two groups: every total at every level, before and after the close."""
    groups = [
        ReportingGroup(("south", "workers"), 12, [RIGHT] * min(submitted, 6)),
        ReportingGroup(("south", "students"), None, [RIGHT] * 3),
        ReportingGroup(("north",), 4, [WRONG] * 4),
    ]
    number = {
        member: index
        for index, member in enumerate(
            (g.path, n) for g in groups for n in range(len(g.submissions))
        )
    }
    tables = []
    for closed in (False, True):
        blocks = simulate(groups, ONE_STRAND, Rules(), closed=closed).blocks
        for path in ((), ("south",), ("north",), *(g.path for g in groups)):
            within = [b for b in blocks if b.path[: len(path)] == path]
            tables.append({number[m] for b in within for m in b.members})
    assert any(tables)
    assert isolated([table for table in tables if table], len(number), 5) == []


def test_a1_two_pages_never_differ_by_one_submission() -> None:
    for number in range(6):
        assert published([ReportingGroup(("north",), 6, [RIGHT] * number)], closed=False) is None
    all_six = published([ReportingGroup(("north",), 6, [RIGHT] * 5 + [WRONG])], closed=False)
    assert all_six is not None
    assert all_six.people == 6


def test_a7_a_hidden_team_cannot_be_computed_by_subtraction() -> None:
    groups = [
        ReportingGroup(("north",), 10, [RIGHT] * 10),
        ReportingGroup(("south",), 3, [WRONG] * 3),
    ]
    found = simulate(groups, ONE_STRAND, Rules())
    assert found.total() == found.total(("north",))
    assert found.total(("south",)) is None
    assert found.held_back == tuple((("south",), number) for number in range(3))


def test_a10_the_only_one_who_was_right_learns_nothing_about_the_others() -> None:
    pages = [
        published(
            [ReportingGroup(("north",), 5, [RIGHT] * right + [WRONG] * (5 - right))], closed=True
        )
        for right in (1, 2)
    ]
    assert pages[0] == pages[1]  # a second person may have been right
