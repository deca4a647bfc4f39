"""A whole review: the blocks and figures of the reference data, and that nobody can be isolated."""

import itertools
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.analysis.disclosure import Rules
from quiz.analysis.figures import BlockFigures, total
from quiz.analysis.ranges import Range
from quiz.analysis.release import Given, Group, Release, Submission, count, release
from quiz.vocabulary import Answer, Certainty

# From the reference data of measurement.md, computed apart from this code.
DATA: dict[str, Any] = json.loads(
    Path(__file__).with_name("privacy_release.json").read_text("utf-8")
)
ITEMS = [f"q{number}" for number in range(1, 13)]
STRANDS = {
    topic: [item for item, of in zip(ITEMS, DATA["topics"], strict=True) if of == topic]
    for topic in dict.fromkeys(DATA["topics"])
}


def submission(person: dict[str, Any]) -> Submission:
    marks = zip(ITEMS, person["levels"], person["correct"], strict=True)
    ratings = zip(STRANDS, person["survey"], strict=True)
    return Submission(
        {item: Given(Certainty(int(level)), right == "1") for item, level, right in marks},
        {strand: Answer(rating) for strand, rating in ratings},
    )


def people(team: str) -> list[dict[str, Any]]:
    return [person for person in DATA["respondents"] if person["team"] == team]


def team(name: str) -> Group:
    invited = DATA["rules"]["invited"][name]
    return Group((name,), invited, [submission(person) for person in people(name)])


def reference(rules: Rules | None = None) -> Release:
    return release([team(name) for name in "ABC"], STRANDS, rules or Rules())


@pytest.mark.parametrize("name", "ABC")
def test_the_blocks_have_the_members_of_the_reference(name: str) -> None:
    ids = [person["id"] for person in people(name)]
    blocks = [
        [ids[number] for _, number in block.members]
        for block in reference().blocks
        if block.path == (name,)
    ]
    assert blocks == DATA["teams"][name]["blocks"]
    assert reference().held_back == ()


@pytest.mark.parametrize("name", "ABC")
def test_the_figures_of_each_block_are_those_of_the_reference(name: str) -> None:
    blocks = [block.figures for block in reference().blocks if block.path == (name,)]
    for found, expected in zip(blocks, DATA["teams"][name]["published_per_block"], strict=True):
        assert found.people == expected["n"]
        for item, values in zip(ITEMS, expected["items"], strict=True):
            answers = found.items[item]
            assert list(answers.levels) == values["levels"]
            assert answers.sure == values["sure"]
            same_range(answers.right, values["right"])
            same_range(answers.sure_but_wrong, values["sure_but_wrong"])


def same_range(found: Range, expected: dict[str, Any]) -> None:
    assert [found.low, found.high] == expected["range"]
    assert (found.of, found.shown) == (expected["of"], expected["shown"])


@pytest.mark.parametrize("name", "ABC")
def test_the_totals_of_each_team_are_those_of_the_reference(name: str) -> None:
    found = reference().total((name,))
    assert found is not None
    assert found.people == DATA["teams"][name]["answered"]
    expected = DATA["teams"][name]["published_total_per_item"]
    for item, values in zip(ITEMS, expected, strict=True):
        answers = found.items[item]
        assert found.people == values["n"]
        assert [answers.right.low, answers.right.high] == values["right"]
        assert answers.sure == values["sure"]
        assert [answers.sure_but_wrong.low, answers.sure_but_wrong.high] == (
            values["sure_but_wrong"]
        )


@pytest.mark.parametrize(
    ("releases", "widths", "exact"),
    # measurement.md 5.5: mean width of the range for right, in points, teams A, B and C; and how
    # many of the twelve are exact.
    [
        (1, (1.1, 1.4, 31), (10, 10)),
        (2, (4.4, 6.9, 31), (6, 5)),
        (3, (10.6, 16.7, 31), (1, 1)),
        (6, (27, 30, 31), (0, 0)),
    ],
)
def test_what_more_releases_cost(
    releases: int, widths: tuple[float, float, float], exact: tuple[int, int]
) -> None:
    found = reference(Rules(releases=releases))
    totals = [found.total((name,)) for name in "ABC"]
    rights = [[item.right for item in t.items.values()] for t in totals if t]
    measured = [sum(100 * (r.high - r.low) / r.of for r in of_team) / 12 for of_team in rights]
    assert [round(width, 1 if width < 25 else None) for width in measured] == list(widths)
    assert tuple(sum(r.exact for r in of_team) for of_team in rights[:2]) == exact


def test_everybody_together_is_the_sum_of_the_teams() -> None:
    found = reference()
    teams = [t for name in "ABC" if (t := found.total((name,)))]
    assert found.total() == total(teams)
    assert found.total(("D",)) is None


def test_says_yes_and_shows_understanding_are_counted_by_person() -> None:
    """measurement.md 3.6, all 60 people, the third question and topic: 34 said yes, of whom 25
    showed understanding; so did 11 of the 26 others."""
    everybody = count([submission(person) for person in DATA["respondents"]], STRANDS)
    third = everybody.strands["T3"]
    assert (third.says_yes, third.understands, third.yes_but_not) == (34, 36, 9)


# Nobody can be isolated.

ONE_ITEM = {"aware": ["a", "b", "c"]}
answer = st.builds(Given, st.sampled_from(Certainty), st.booleans())
copies = st.builds(
    lambda a, b, c, yes: Submission(
        {"a": a, "b": b, "c": c}, {"aware": Answer.YES if yes else Answer.NO}
    ),
    answer,
    answer,
    answer,
    st.booleans(),
)
RIGHT = Submission({item: Given(Certainty.VERY_SURE, True) for item in "abc"})
WRONG = Submission({item: Given(Certainty.VERY_SURE, False) for item in "abc"})
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
def reviews(draw: st.DrawFn) -> list[Group]:
    groups = []
    for path in draw(st.lists(paths, unique=True, max_size=5)):
        came = draw(st.lists(copies, max_size=24))
        missing = draw(st.none() | st.integers(0, 12))
        invited = None if missing is None else len(came) + missing
        groups.append(Group(path, invited, came))
    return groups


@settings(deadline=None)
@given(reviews(), some_rules)
def test_theorem_1_everybody_is_in_one_whole_block_or_in_none(
    groups: list[Group], rules: Rules
) -> None:
    found = release(groups, ONE_ITEM, rules)
    everybody = [(g.path, number) for g in groups for number in range(len(g.submissions))]
    placed = [member for block in found.blocks for member in block.members]
    assert sorted([*placed, *found.held_back]) == sorted(everybody)  # each person exactly once
    for block in found.blocks:
        assert len(block.members) == block.figures.people >= rules.k
        assert all(path[: len(block.path)] == block.path for path, _ in block.members)
    for group in groups:
        own = [block for block in found.blocks if block.path == group.path]
        assert len(own) <= rules.releases
    # Whatever total is published: the people in it are whole blocks, so nothing that is added and
    # subtracted from totals can single out fewer than k.
    for depth in range(3):
        for path in {group.path[:depth] for group in groups}:
            within = [b for b in found.blocks if b.path[:depth] == path]
            assert found.total(path) == total([b.figures for b in within])


@settings(deadline=None)
@given(reviews(), some_rules, st.data())
def test_nothing_that_comes_later_changes_a_sealed_block(
    groups: list[Group], rules: Rules, data: st.DataObject
) -> None:
    """P7, and A1, A5, A6 and A12: sealed once, the same for ever."""
    earlier = [
        Group(
            group.path,
            group.invited,
            group.submissions[: data.draw(st.integers(0, len(group.submissions)))],
        )
        for group in groups
    ]
    then = release(earlier, ONE_ITEM, rules, closed=False).blocks
    now = release(groups, ONE_ITEM, rules).blocks
    for group in groups:
        before = [block for block in then if block.path == group.path]
        after = [block for block in now if block.path == group.path]
        assert after[: len(before)] == before


def isolated(tables: list[set[int]], people: int, k: int) -> list[tuple[int, ...]]:
    """Every group of fewer than k people whose sum follows from the tables' sums."""
    rows = [[Fraction(p in table) for p in range(people)] for table in tables]
    return [
        group
        for size in range(1, k)
        for group in itertools.combinations(range(people), size)
        if rank([*rows, [Fraction(p in group) for p in range(people)]]) == rank(rows)
    ]


def rank(rows: list[list[Fraction]]) -> int:
    """Of a matrix, by elimination in exact numbers."""
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
    """A1, A3 and A4 work on tables that are not made of whole blocks (measurement.md 5.2)."""
    assert isolated([{*range(5)}, {*range(6)}], 6, 5) == [(5,)]
    assert (10,) in isolated([{*range(11)}, {*range(5)}, {*range(5, 10)}], 11, 5)
    assert (9,) in isolated([{*range(9)}, {*range(9, 15)}, {*range(10)}, {*range(10, 15)}], 15, 5)


@pytest.mark.parametrize("came", [5, 6, 9, 10, 11, 12])
def test_a4_no_set_of_published_totals_isolates_fewer_than_k(came: int) -> None:
    """Two teams of which one has two groups: all totals there are, at every level and time."""
    groups = [
        Group(("south", "workers"), 12, [RIGHT] * min(came, 6)),
        Group(("south", "students"), None, [RIGHT] * 3),
        Group(("north",), 4, [WRONG] * 4),
    ]
    number = {
        member: index
        for index, member in enumerate(
            (g.path, n) for g in groups for n in range(len(g.submissions))
        )
    }
    tables = []
    for closed in (False, True):
        blocks = release(groups, ONE_ITEM, Rules(), closed=closed).blocks
        for path in ((), ("south",), ("north",), *(g.path for g in groups)):
            within = [b for b in blocks if b.path[: len(path)] == path]
            tables.append({number[m] for b in within for m in b.members})
    assert any(tables)
    assert isolated([table for table in tables if table], len(number), 5) == []


def only(path: tuple[str, ...], invited: int | None, came: list[Submission]) -> Group:
    return Group(path, invited, came)


def at(groups: list[Group], path: tuple[str, ...] = (), *, closed: bool) -> BlockFigures | None:
    return release(groups, ONE_ITEM, Rules(), closed=closed).total(path)


def test_a1_the_sixth_answer_is_not_the_difference_of_two_pages() -> None:
    for came in range(6):
        assert at([only(("north",), 6, [RIGHT] * came)], closed=False) is None
    whole = at([only(("north",), 6, [RIGHT] * 5 + [WRONG])], closed=False)
    assert whole is not None
    assert whole.people == 6


def test_a7_a_hidden_team_is_not_what_is_left_of_all() -> None:
    groups = [only(("north",), 10, [RIGHT] * 10), only(("south",), 3, [WRONG] * 3)]
    found = release(groups, ONE_ITEM, Rules())
    assert found.total() == found.total(("north",))
    assert found.total(("south",)) is None
    assert found.held_back == tuple((("south",), number) for number in range(3))


def test_a10_who_was_the_one_right_cannot_tell_of_the_others() -> None:
    pages = [
        at([only(("north",), 5, [RIGHT] * right + [WRONG] * (5 - right))], closed=True)
        for right in (1, 2)
    ]
    assert pages[0] == pages[1]  # so a second one may have been right


def test_leftovers_of_a_teams_groups_are_a_block_of_the_team() -> None:
    groups = [
        only(("south", "workers"), 12, [RIGHT] * 12),
        only(("south", "students"), 11, [RIGHT] * 3),
        only(("south", "others"), 11, [WRONG] * 2),
    ]
    found = release(groups, ONE_ITEM, Rules())
    assert [(block.path, len(block.members)) for block in found.blocks] == [
        (("south", "workers"), 6),
        (("south", "workers"), 6),
        (("south",), 5),
    ]
    assert found.total(("south", "students")) is None
    south = found.total(("south",))
    assert south is not None
    assert south.people == 17
    assert found.held_back == ()


def test_leftovers_of_teams_are_a_block_of_what_the_teams_are_part_of() -> None:
    groups = [
        only(("south", "workers"), 4, [RIGHT] * 2),
        only(("south", "others"), 4, [WRONG]),
        only(("north",), 4, [WRONG] * 2),
    ]
    found = release(groups, ONE_ITEM, Rules())
    assert [(block.path, len(block.members)) for block in found.blocks] == [((), 5)]
    everybody = [
        (group.path, number) for group in groups for number in range(len(group.submissions))
    ]
    found = release(groups, ONE_ITEM, Rules(k=6))
    assert (found.blocks, found.held_back) == ((), tuple(sorted(everybody)))


def test_where_nobody_knows_how_many_come_all_opens_at_the_close() -> None:
    groups = [only(("north",), None, [RIGHT] * 40)]
    assert at(groups, closed=False) is None
    assert [len(b.members) for b in release(groups, ONE_ITEM, Rules()).blocks] == [40]


def test_p1_an_unfinished_copy_is_refused() -> None:
    some = Submission({"a": Given(Certainty.UNSURE, True)})
    with pytest.raises(ValueError, match="not finished: no answer to b, c"):
        release([only(("north",), 5, [some] * 5)], ONE_ITEM, Rules())


def test_more_submissions_than_people_are_refused() -> None:
    with pytest.raises(ValueError, match="only 5 were invited"):
        release([only(("north",), 5, [RIGHT] * 6)], ONE_ITEM, Rules())


def test_two_groups_in_one_place_are_refused() -> None:
    with pytest.raises(ValueError, match="its own place"):
        release([only(("north",), 5, []), only(("north",), 5, [])], ONE_ITEM, Rules())


def test_only_yes_is_yes() -> None:
    said = [*Answer, None]
    came = [
        Submission(WRONG.answers, {} if answer is None else {"aware": answer}) for answer in said
    ]
    assert count(came, ONE_ITEM).strands["aware"].says_yes == 1


def test_no_groups_at_all() -> None:
    assert release([], ONE_ITEM, Rules()) == Release((), ())
