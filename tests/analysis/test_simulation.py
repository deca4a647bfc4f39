"""A simulated review gives the blocks and figures of the reference data, and pools leftovers."""

import json
from pathlib import Path
from typing import Any

import pytest

from quiz.analysis import ranges
from quiz.analysis.disclosure import Rules
from quiz.analysis.figures import total
from quiz.analysis.ranges import Range
from quiz.analysis.simulation import (
    Outcome,
    Release,
    ReportingGroup,
    SubmittedAnswers,
    count_block,
    simulate,
)
from quiz.vocabulary import Answer, Certainty
from tests.analysis.small_reviews import ONE_STRAND, RIGHT, WRONG, published

# The reference data of measurement.md; its values were computed independently of this code.
DATA: dict[str, Any] = json.loads(
    Path(__file__).with_name("privacy_release.json").read_text("utf-8")
)
ITEMS = [f"q{number}" for number in range(1, 13)]
STRANDS = {
    topic: [item for item, of in zip(ITEMS, DATA["topics"], strict=True) if of == topic]
    for topic in dict.fromkeys(DATA["topics"])
}


def submission(person: dict[str, Any]) -> SubmittedAnswers:
    answers = zip(ITEMS, person["levels"], person["correct"], strict=True)
    ratings = zip(STRANDS, person["survey"], strict=True)
    return SubmittedAnswers(
        {item: Outcome(Certainty(int(level)), right == "1") for item, level, right in answers},
        {strand: Answer(rating) for strand, rating in ratings},
    )


def people(team: str) -> list[dict[str, Any]]:
    return [person for person in DATA["respondents"] if person["team"] == team]


def team(name: str) -> ReportingGroup:
    invited = DATA["rules"]["invited"][name]
    return ReportingGroup((name,), invited, [submission(person) for person in people(name)])


def reference(rules: Rules | None = None) -> Release:
    return simulate([team(name) for name in "ABC"], STRANDS, rules or Rules())


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
            guessing, unsure, fairly, very = values["levels"]
            assert answers.very_sure == ranges.published(very, fairly + very, 2)
            assert answers.unsure == ranges.published(unsure, guessing + unsure, 2)
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
def test_more_releases_widen_the_ranges(
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
    """measurement.md 3.6, all 60 people, third question and topic: 34 said yes and 25 of them
    showed understanding; 11 of the 26 others did."""
    everybody = count_block([submission(person) for person in DATA["respondents"]], STRANDS)
    third = everybody.strands["T3"]
    assert (third.says_yes, third.understands, third.yes_but_not) == (34, 36, 9)


def test_leftovers_of_a_teams_groups_form_a_block_of_the_team() -> None:
    groups = [
        ReportingGroup(("south", "workers"), 12, [RIGHT] * 12),
        ReportingGroup(("south", "students"), 11, [RIGHT] * 3),
        ReportingGroup(("south", "others"), 11, [WRONG] * 2),
    ]
    found = simulate(groups, ONE_STRAND, Rules())
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


def test_leftovers_of_teams_form_a_block_one_level_up() -> None:
    groups = [
        ReportingGroup(("south", "workers"), 4, [RIGHT] * 2),
        ReportingGroup(("south", "others"), 4, [WRONG]),
        ReportingGroup(("north",), 4, [WRONG] * 2),
    ]
    found = simulate(groups, ONE_STRAND, Rules())
    assert [(block.path, len(block.members)) for block in found.blocks] == [((), 5)]
    everybody = [
        (group.path, number) for group in groups for number in range(len(group.submissions))
    ]
    found = simulate(groups, ONE_STRAND, Rules(k=6))
    assert (found.blocks, found.held_back) == ((), tuple(sorted(everybody)))


def test_without_a_known_number_invited_everything_is_released_at_the_close() -> None:
    groups = [ReportingGroup(("north",), None, [RIGHT] * 40)]
    assert published(groups, closed=False) is None
    assert [len(b.members) for b in simulate(groups, ONE_STRAND, Rules()).blocks] == [40]


def test_p1_an_unfinished_submission_is_refused() -> None:
    unfinished = SubmittedAnswers({"a": Outcome(Certainty.UNSURE, True)})
    with pytest.raises(ValueError, match="not finished: no answer to b, c"):
        simulate([ReportingGroup(("north",), 5, [unfinished] * 5)], ONE_STRAND, Rules())


def test_more_submissions_than_people_are_refused() -> None:
    with pytest.raises(ValueError, match="only 5 were invited"):
        simulate([ReportingGroup(("north",), 5, [RIGHT] * 6)], ONE_STRAND, Rules())


def test_two_groups_with_one_path_are_refused() -> None:
    with pytest.raises(ValueError, match="the same path"):
        simulate(
            [ReportingGroup(("north",), 5, []), ReportingGroup(("north",), 5, [])],
            ONE_STRAND,
            Rules(),
        )


def test_only_yes_counts_as_yes() -> None:
    ratings = [*Answer, None]
    submissions = [
        SubmittedAnswers(WRONG.answers, {} if answer is None else {"aware": answer})
        for answer in ratings
    ]
    assert count_block(submissions, ONE_STRAND).strands["aware"].says_yes == 1


def test_no_groups_at_all() -> None:
    assert simulate([], ONE_STRAND, Rules()) == Release((), ())
