"""What a report states for which number of people, and for which groups."""

import re
from dataclasses import replace

import pytest

from quiz.analysis.ranges import Range, exactly
from quiz.bank.items import Bank
from quiz.teams.results.build_report import build_report
from tests.teams.blocks import Review, blocks
from tests.teams.results.parts import names, section, words

PERCENT = re.compile(r"\d\s*%")


def test_without_an_opened_block_there_are_no_figures(bank: Bank) -> None:
    report = build_report(Review(k=7, t=3), [], bank)
    assert report.parts == ()
    assert report.suggestions == ()
    assert "at least 7 people’s can be counted" in report.summary[0]


def test_a_group_without_a_block_is_named_without_numbers(bank: Bank) -> None:
    made = [replace(block, group_name="Social worker") for block in blocks(bank, [14])]
    one = build_report(Review(), made, bank, groups=["Social worker", "Everyone else"])
    assert "No figures of their own: “Everyone else”." in one.about_groups[-1]
    assert "“Everybody” only" in one.about_groups[-1]
    assert not any(sign.isdigit() for sign in one.about_groups[-1])
    for groups in (["Social worker"], [""], []):
        other = build_report(Review(), made, bank, groups=groups)
        assert other.about_groups == one.about_groups[:-1]


def test_a_block_below_a_raised_k_is_not_shown(bank: Bank) -> None:
    report = build_report(Review(k=9), blocks(bank, [6]), bank)
    assert report.parts == ()
    assert report.suggestions == ()


@pytest.mark.parametrize("people", range(5, 10))
def test_below_ten_people_no_percentages_intervals_or_gaps(bank: Bank, people: int) -> None:
    report = build_report(Review(), blocks(bank, [people], seed=people), bank)
    assert names(report) == ["said-and-shown", "topics", "scenarios"]
    for line in words(report):
        assert not PERCENT.search(line), line
        assert "points" not in line
        assert "likely" not in line
    for one in section(report, "topics").rows:
        assert len(one.cells) == 1


@pytest.mark.parametrize("people", [10, 14, 19])
def test_from_ten_people_percentages_are_rounded_to_five(bank: Bank, people: int) -> None:
    report = build_report(Review(), blocks(bank, [people], seed=people), bank)
    assert names(report) == ["said-and-shown", "topics", "scenarios"]
    found = [
        int(number)
        for line in words(report)
        for percent in re.findall(r"([\d to]*\d)\s*%", line.replace("\xa0", " "))
        for number in re.findall(r"\d+", percent.rpartition(", ")[2])
    ]
    assert found
    assert {number % 5 for number in found} == {0}


def test_sure_answers_stand_beside_the_others_from_twenty_people_on(bank: Bank) -> None:
    assert "certainty" not in names(build_report(Review(), blocks(bank, [19]), bank))
    report = build_report(Review(), blocks(bank, [16, 14], seed=3), bank)
    sure, others = section(report, "certainty").rows
    assert (sure.about, others.about) == ("Sure: fairly or very", "Not sure: unsure or guessing")
    counted = [row.cells[0].count for row in (sure, others)]
    assert sum(count.of for count in counted if count) == 30 * 12
    rows = section(report, "scenarios").rows
    of_sure = [row.cells[1].count for row in rows]
    assert counted[0]
    assert counted[0].of == sum(count.low for count in of_sure if count)


def test_a_group_report_uses_only_the_groups_own_blocks(bank: Bank) -> None:
    made = blocks(bank, [12, 14, 5], seed=4, groups=["Social workers", "Everyone else", ""])
    report = build_report(Review(), made, bank)
    assert [(part.title, part.people) for part in report.parts] == [
        ("Everybody", 31),
        ("Everyone else", 14),
        ("Social workers", 12),
    ]
    alone = build_report(Review(), [made[0]], bank)
    assert alone.everybody
    assert report.groups[1].sections[0].rows == alone.everybody.sections[0].rows


def test_survey_answers_are_shown_for_the_whole_team_from_ten_people(bank: Bank) -> None:
    for sizes, shown in (([6], False), ([12], True), ([6, 6], True)):
        made = [
            replace(block, survey={"looked": Range(0, 2, block.figures.people)})
            for block in blocks(bank, sizes)
        ]
        report = build_report(Review(), made, bank)
        assert ("survey" in names(report)) is shown
        if shown:
            (row,) = section(report, "survey").rows
            assert row.cells[0].count == Range(0, 2 * len(sizes), 12)
    mixed = [replace(made[0], survey={"looked": exactly(3, 6)}), replace(made[1], survey={})]
    assert "survey" not in names(build_report(Review(), mixed, bank))


def test_scenarios_that_the_bank_no_longer_has_are_left_out(bank: Bank) -> None:
    whole = blocks(bank, [12])[0]
    items = {f"gone-{n}@1": found for n, found in enumerate(whole.figures.items.values())}
    report = build_report(
        Review(), [replace(whole, figures=replace(whole.figures, items=items))], bank
    )
    assert section(report, "topics").rows == ()
    assert section(report, "said-and-shown").rows
    assert report.suggestions == ()
