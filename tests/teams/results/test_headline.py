"""The first lines of a report: turnout, gap, where to start."""

import pytest

from quiz.analysis.ranges import Range, exactly
from quiz.analysis.simulation import Outcome, SubmittedAnswers
from quiz.bank.items import Bank
from quiz.charts.shares import Share
from quiz.teams.results.build_report import build_report
from quiz.teams.results.comparison import overlap
from quiz.teams.results.headline import gap_line, start_line
from quiz.teams.results.report import Report, Suggestion
from quiz.teams.results.turnout import Turnout
from quiz.vocabulary import Answer, Certainty
from tests.teams.blocks import Review, block_of, blocks, key, strands
from tests.teams.results.parts import section


def report(bank: Bank, people: int, right: int, topic: str, level: Certainty) -> Report:
    """Everybody is right and very sure, except on one topic: there the first ones are right."""
    of = strands(bank)
    there = [key(item) for item in bank.form("A").items if item.topic.id == topic]
    made = []
    for n in range(people):
        answers = {
            item: Outcome(Certainty.VERY_SURE, True) for items in of.values() for item in items
        }
        answers |= dict.fromkeys(there, Outcome(level, n < right))
        made.append(SubmittedAnswers(answers, dict.fromkeys(of, Answer.YES)))
    turnout = Turnout(people + 7, people + 4, people, 4)
    return build_report(Review(), [block_of(made, of)], bank, turnout=turnout)


def title(bank: Bank, letter: str) -> str:
    return next(topic.title for topic in bank.topics if topic.id == letter)


def test_three_lines_say_who_answered_where_the_gap_is_and_where_to_start(bank: Bank) -> None:
    found = report(bank, 30, 12, "A", Certainty.VERY_SURE)
    assert found.headline == (
        "34 of 37 people answered. 30 are counted.",
        f"Your team is surer than it is right about one topic: {title(bank, 'A')}.",
        "Start with this one.",
    )
    assert found.summary[0] == (
        "Invited: 37. Answered: 34. Response rate: 92 %. Counted: 30. Deleted: 4."
    )
    assert found.who_is_missing == (
        "7 of 37 are not counted. People saw their own result before they chose to send it. If "
        "those who did badly kept theirs, the team knows less than the figures show."
    )


@pytest.mark.parametrize("people", [6, 9])
def test_few_people_show_no_clear_gap(bank: Bank, people: int) -> None:
    line = report(bank, people, people // 2, "A", Certainty.VERY_SURE).headline[1]
    assert line == f"No clear gap: {people} people are too few to tell."


def test_the_gap_in_words() -> None:
    assert gap_line(["a", "b"], ["c"], 8, of_team=True) == (
        "Your team is surer than it is right about two topics: a; b."
    )
    assert gap_line(["a", "b"], ["c"], 8, of_team=False) == (
        "Those who answered are surer than they are right about two topics: a; b."
    )
    assert gap_line([], ["c"], 8, of_team=True) == (
        "Your team is more right than it is sure about one topic: c."
    )
    assert gap_line([], ["c"], 8, of_team=False) == (
        "Those who answered are more right than they are sure about one topic: c."
    )
    assert gap_line(list("abcd"), [], 8, of_team=True) == (
        "Your team is surer than it is right about four of eight topics."
    )
    assert gap_line(list("abcd"), [], 4, of_team=True) == (
        "Your team is surer than it is right about all four topics."
    )


@pytest.mark.parametrize(
    ("turnout", "line", "rate", "of_team"),
    [
        (Turnout(26, 23, 23, 0), "23 of 26 people answered.", "88 %", True),
        (Turnout(26, 13, 13, 0), "13 of 26 people answered.", "50 %", True),
        (Turnout(26, 13, 12, 1), "13 of 26 people answered. 12 are counted.", "50 %", False),
        (Turnout(8, 8, 8, 0), "8 of 8 people answered.", "100 %", True),
        (Turnout(None, 13, 13, 0), "13 people answered.", "not known", False),
        (
            Turnout(26, None, 13, None),
            "13 of 26 people are counted so far. More may answer.",
            "not known",
            True,
        ),
    ],
)
def test_the_response_rate_and_whether_the_figures_are_of_the_team(
    turnout: Turnout, line: str, rate: str, of_team: bool
) -> None:
    assert turnout.first_line == line
    assert turnout.response_rate == rate
    assert turnout.most is of_team


def test_who_may_be_missing() -> None:
    assert "nobody is missing" in Turnout(8, 8, 8, 0).who_is_missing
    assert Turnout(8, 7, 7, 0).who_is_missing.startswith("1 of 8 is not counted. People saw ")
    deleted = Turnout(26, 26, 23, 3).who_is_missing
    assert deleted == "3 of 26 are not counted. Too few of them could be counted together."
    unknown = Turnout(None, 9, 9, 0).who_is_missing
    assert unknown.startswith("Nobody knows how many people are not counted. People saw ")


# Topic A has three scenarios, so 30 people give 90 answers; 20 right people give 60, which is 67 %.
@pytest.mark.parametrize(("right", "urgent"), [(12, True), (19, True), (20, False), (25, False)])
def test_a_topic_at_65_to_85_percent_is_not_urgent(bank: Bank, right: int, urgent: bool) -> None:
    found = report(bank, 30, right, "A", Certainty.VERY_SURE)
    one = next(one for one in found.suggestions if one.letter == "A")
    assert one.urgent is urgent
    assert ("It is not urgent." in one.why) is not urgent
    assert found.headline[-1].startswith("Start with" if urgent else "No topic is urgent.")


def test_start_line_without_topics() -> None:
    assert start_line([]) == ""
    found = [
        Suggestion(name, name, f"{name} (one scenario)", "", (), urgent=name != "C")
        for name in "ABC"
    ]
    assert start_line(found[2:]) == "No topic is urgent. If you have time, start with this one: C."
    assert start_line(found) == "Start with these: A; B."
    named = [one.label for one in found]
    assert start_line(found, named) == "Start with these: A; B."
    assert start_line(found, named[:2]) == "Start with these."
    assert start_line(found[:1], named[:1]) == "Start with this one."


@pytest.mark.parametrize("people", [6, 14, 30])
def test_the_overview_has_at_most_five_topics_of_the_section(bank: Bank, people: int) -> None:
    found = build_report(Review(), blocks(bank, [people], seed=people), bank)
    assert found.overview
    rows = found.overview.chart.rows  # type: ignore[union-attr, attr-defined]
    assert len(rows) == 5
    every = {row.about for row in section(found, "topics").rows}
    assert {row.label for row in rows} <= every
    assert {one.title for one in found.suggestions} <= {
        row.label.removesuffix(" (one scenario)") for row in rows
    }


def test_the_first_line_the_picture_and_where_to_start_have_one_order(bank: Bank) -> None:
    """Nearly everybody is wrong on B (one scenario), and half on A (three of them, so a narrower
    band): the widest gap is not the surest."""
    for seed in range(40):
        found = build_report(Review(), blocks(bank, [30], seed, right=0.45, sure=0.9), bank)
        order = [one.label for one in found.suggestions]
        assert found.overview
        rows = [row.label for row in found.overview.chart.rows]  # type: ignore[union-attr, attr-defined]
        assert rows[: len(order)] == order
        named = [label for label in order if label in found.headline[1]]
        assert named == sorted(named, key=found.headline[1].index)


def test_a_topic_with_one_scenario_says_so(bank: Bank) -> None:
    rows = {
        row.about for row in section(report(bank, 30, 12, "A", Certainty.UNSURE), "topics").rows
    }
    assert title(bank, "A") in rows
    assert f"{title(bank, 'B')} (one scenario)" in rows


def test_an_open_review_does_not_state_how_many_answered() -> None:
    found = Turnout(26, None, 13, None)
    assert "Answered" not in found.words
    assert dict(found.numbers) == {"Invited": "26", "Counted": "13"}


def test_bands_overlap_if_they_share_a_value() -> None:
    low, high = Share(exactly(5, 20), (0.1, 0.4)), Share(exactly(15, 20), (0.5, 0.9))
    middle = Share(exactly(9, 20), (0.4, 0.6))
    assert overlap(low, high) is overlap(high, low) is False
    assert overlap(low, middle) is overlap(middle, high) is True
    assert overlap(low, Share(Range(0, 20, 20))) is None


def test_groups_stand_by_name_and_the_report_says_not_to_rank_them(bank: Bank) -> None:
    made = blocks(bank, [12, 14], groups=["Social workers", "Everyone else"])
    found = build_report(Review(), made, bank)
    assert [part.title for part in found.groups] == ["Everyone else", "Social workers"]
    assert "Do not rank them" in found.about_groups[0]
    assert build_report(Review(), blocks(bank, [12]), bank).about_groups == ()
