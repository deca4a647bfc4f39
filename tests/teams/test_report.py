"""Which words stand at which number of people, from blocks that the real rules made."""

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.analysis.figures import total
from quiz.analysis.ranges import Range, exactly
from quiz.analysis.release import Given, Submission
from quiz.bank.items import Bank
from quiz.bank.load import SCENARIOS, load
from quiz.teams.results import confidence, suggestions, topics
from quiz.teams.results.build_report import build_report
from quiz.teams.results.comparison import Benchmark
from quiz.teams.results.over_time import FormTotal, YearTotal, form_part
from quiz.teams.results.report import Report, Section, statements
from quiz.teams.results.two_reviews import ComparedReview, compared, obstacle
from quiz.vocabulary import Answer, Certainty
from tests.teams.blocks import Review, block_of, blocks, key, person, strands

PERCENT = re.compile(r"\d\s*%")


BANK = load(SCENARIOS, Path("no-local-content.json"))


@pytest.fixture(scope="module")
def bank() -> Bank:
    return BANK


def words(report: Report) -> list[str]:
    """What the figures say; not what is read for them, or said about them."""
    return [f"{one.cell.words} {one.cell.likely}" for one in statements(report) if one.group]


def section(report: Report, name: str) -> Section:
    assert report.everybody
    return next(found for found in report.everybody.sections if found.name == name)


def names(report: Report) -> list[str]:
    assert report.everybody
    return [found.name for found in report.everybody.sections]


def test_nothing_is_said_of_a_box_that_is_not_opened(bank: Bank) -> None:
    report = build_report(Review(k=7, t=3), [], bank)
    assert report.parts == ()
    assert report.suggestions == ()
    assert "at least 7 people’s can be counted" in report.summary[0]


def test_a_group_without_a_block_is_named_and_no_number_of_it(bank: Bank) -> None:
    made = [replace(block, group_name="Social worker") for block in blocks(bank, [14])]
    one = build_report(Review(), made, bank, groups=["Social worker", "Everyone else"])
    assert "No figures of their own: “Everyone else”." in one.summary[-1]
    assert "“Everybody” only" in one.summary[-1]
    assert not any(sign.isdigit() for sign in one.summary[-1])
    for groups in (["Social worker"], [""], []):
        assert (
            len(build_report(Review(), made, bank, groups=groups).summary) == len(one.summary) - 1
        )


def test_a_block_below_a_raised_k_has_no_depth(bank: Bank) -> None:
    report = build_report(Review(k=9), blocks(bank, [6]), bank)
    assert report.parts == ()
    assert report.suggestions == ()


@pytest.mark.parametrize("people", range(5, 10))
def test_below_ten_people_there_is_no_percentage_no_interval_and_no_gap(
    bank: Bank, people: int
) -> None:
    report = build_report(Review(), blocks(bank, [people], seed=people), bank)
    assert names(report) == ["said-and-shown", "topics", "scenarios"]
    for line in words(report):
        assert not PERCENT.search(line), line
        assert "points" not in line
        assert "likely" not in line
    for one in section(report, "topics").rows:
        assert len(one.cells) == 1


@pytest.mark.parametrize("people", [10, 14, 19])
def test_from_ten_people_on_percentages_are_to_the_nearest_five(bank: Bank, people: int) -> None:
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


def test_from_twenty_in_a_block_there_is_the_certainty_table(bank: Bank) -> None:
    assert "certainty" not in names(build_report(Review(), blocks(bank, [16, 14]), bank))
    report = build_report(Review(), blocks(bank, [30], seed=3), bank)
    assert [row.about.split(" (")[0] for row in section(report, "certainty").rows] == [
        "Guessing",
        "Unsure",
        "Fairly sure",
        "Very sure",
    ]


def test_all_reviews_here_stand_beside_fifty_people_and_not_beside_forty_nine(bank: Bank) -> None:
    here = Benchmark(blocks(bank, [50], seed=9)[0].figures, 3)
    assert "all-reviews" not in names(build_report(Review(), blocks(bank, [49]), bank, here))
    report = build_report(Review(), blocks(bank, [50]), bank, here)
    assert "all-reviews" in names(report)


@pytest.mark.parametrize(("people", "teams"), [(49, 3), (50, 2)])
def test_fewer_than_fifty_people_or_three_teams_are_no_benchmark(
    bank: Bank, people: int, teams: int
) -> None:
    here = Benchmark(blocks(bank, [people], seed=9)[0].figures, teams)
    assert "all-reviews" not in names(build_report(Review(), blocks(bank, [60]), bank, here))


def alike(bank: Bank, people: int, right: list[bool], sure: bool = True) -> list[Submission]:
    """People who differ only in whether all of their answers are right."""
    of = strands(bank)
    level = Certainty.VERY_SURE if sure else Certainty.GUESSING
    return [
        Submission(
            {item: Given(level, right[n]) for items in of.values() for item in items},
            dict.fromkeys(of, Answer.YES),
        )
        for n in range(people)
    ]


def test_a_gap_is_named_as_the_design_says_it(bank: Bank) -> None:
    # 30 people, each very sure (95 %); 15 of them right everywhere. One scenario on topic B: Wilson
    # of 15 of 30 is 33.2 to 66.8 %, so the gap is 45 points and likely 28 to 62.
    block = block_of(alike(bank, 30, [True] * 15 + [False] * 15), strands(bank))
    report = build_report(Review(), [block], bank)
    lines = [line.replace("\xa0", " ") for line in section(report, "topics").sentences]
    title = next(topic.title for topic in bank.topics if topic.id == "B")
    assert (
        f"On “{title}”, answers were given as if 95 % would be right; 50 % were. "
        "With 30 people the gap is likely 28 to 62 points."
    ) in lines


def test_no_gap_is_named_where_its_interval_holds_nothing(bank: Bank) -> None:
    # Ten people who guessed, two of them right: 20 % against 25 %.
    block = block_of(alike(bank, 10, [True] * 3 + [False] * 7, sure=False), strands(bank))
    report = build_report(Review(), [block], bank)
    assert section(report, "topics").sentences == ()
    assert {row.cells[2].words for row in section(report, "topics").rows} == {
        "in line, as far as 10 people can show"
    }


def test_answers_of_one_person_hang_together_in_an_interval(bank: Bank) -> None:
    # Topic A has three scenarios: 45 of 90 is worth 75 answers (deff 1.2): 39.0 to 61.0 %.
    # One scenario of 30 people is worth 30.
    block = block_of(alike(bank, 30, [True] * 15 + [False] * 15), strands(bank))
    found = {one.topic.id: one for one in topics.topics_of(block.figures, bank)}
    assert found["A"].right.interval == pytest.approx((0.38963, 0.61037), abs=1e-5)
    assert found["B"].right.interval == pytest.approx((0.33154, 0.66846), abs=1e-5)


@given(seed=st.integers(0, 10**6), people=st.lists(st.integers(5, 40), min_size=1, max_size=3))
@settings(deadline=None, max_examples=40)
def test_every_number_is_a_range_of_what_was_published_and_no_midpoint(
    seed: int, people: list[int]
) -> None:
    report = build_report(Review(), blocks(BANK, people, seed), BANK)
    for one in statements(report):
        count = one.cell.count
        if count is None:
            in_table = one.group and one.figure
            assert not (in_table and re.match(r"\d+ (to \d+ )?of \d+", one.cell.words))
            continue
        assert count.shown
        both = f"{count.low}" if count.exact else f"{count.low} to {count.high}"
        assert one.cell.words.startswith(f"{both} of {count.of}")
        shares = re.search(r"([\d to]+)\s%$", one.cell.words.replace("\xa0", " "))
        if shares and not count.exact:
            step = 5 if sum(people) < 20 else 1
            ends = [int(end) for end in shares[1].split(" to ")]
            assert abs(ends[0] - 100 * count.low / count.of) <= step / 2
            assert abs(ends[-1] - 100 * count.high / count.of) <= step / 2


@given(seed=st.integers(0, 10**6))
@settings(deadline=None, max_examples=25)
def test_the_same_publication_is_told_in_the_same_words(seed: int) -> None:
    """Nothing is told that depends on more than what is published: one more person right, within
    the margin, changes no word."""
    chance, of = random.Random(seed), strands(BANK)
    people = [person(of, chance, right=0) for _ in range(8)]
    item = of["aware"][0]
    level = people[0].answers[item].certainty
    if level.sure:
        level = Certainty.GUESSING
    for right in (False, True):
        answers = {**people[0].answers, item: Given(level, right)}
        changed = [Submission(answers, people[0].ratings), *people[1:]]
        report = build_report(Review(), [block_of(changed, of)], BANK)
        if not right:
            before = list(statements(report))
    assert list(statements(report)) == before


def test_a_group_is_told_from_its_own_blocks_and_leftovers_from_none(bank: Bank) -> None:
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


def test_a_survey_is_told_of_the_whole_group_from_ten_people_on(bank: Bank) -> None:
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


def test_those_who_said_yes_beside_the_others(bank: Bank) -> None:
    # The fixture's S3 and T3 (measurement.md 3.6): 34 yes, 25 of whom understand; 11 of 26 others.
    of = strands(bank)
    cells = [(True, True)] * 25 + [(True, False)] * 9 + [(False, True)] * 11 + [(False, False)] * 15
    people = [
        Submission(
            {i: Given(Certainty.UNSURE, shows) for items in of.values() for i in items},
            dict.fromkeys(of, Answer.YES if yes else Answer.PARTLY),
        )
        for yes, shows in cells
    ]
    report = build_report(Review(), [block_of(people, of)], bank)
    found = section(report, "yes-and-others")
    assert [cell.words for cell in found.rows[0].cells] == ["25 of 34", "11 of 26"]
    assert found.sentences[0].endswith(
        "25 of the 34 who said yes showed understanding; so did 11 of the 26 who did not say yes. "
        "Those who said yes showed it more often, by 6 to 52 points."
    )


def test_none_of_the_others_is_never_an_exact_number(bank: Bank) -> None:
    assert confidence.widened(exactly(0, 10), 2) == Range(0, 2, 10)
    assert confidence.widened(Range(1, 4, 10), 2) == Range(0, 4, 10)
    assert confidence.widened(exactly(10, 10), 2) == Range(8, 10, 10)
    assert confidence.widened(exactly(5, 10), 2) == exactly(5, 10)


def test_the_order_of_topics_follows_gap_then_sure_but_wrong_then_right(bank: Bank) -> None:
    of = strands(bank)
    by_topic = {
        letter: [key(item) for item in bank.form("A").items if item.topic.id == letter]
        for letter in "ABCDEFGH"
    }
    sure_wrong, sure_right = Given(Certainty.VERY_SURE, False), Given(Certainty.VERY_SURE, True)
    guess_wrong = Given(Certainty.GUESSING, False)
    guess_right = Given(Certainty.GUESSING, True)
    base = {item: sure_right for items in of.values() for item in items}

    def block(people: int) -> list[Submission]:
        made = []
        for n in range(people):
            answers = dict(base)
            answers |= dict.fromkeys(by_topic["G"], sure_wrong)  # sure, and all wrong
            answers |= dict.fromkeys(by_topic["C"], sure_wrong if n % 2 else sure_right)
            answers |= dict.fromkeys(by_topic["E"], guess_wrong if n % 3 else guess_right)
            made.append(Submission(answers, dict.fromkeys(of, Answer.NO)))
        return made

    few = build_report(Review(), [block_of(block(8), of)], bank)
    assert few.topic_letters == "G,C,E"
    assert few.suggestions[0].why == "Of the answers people were sure of, 6 to 8 of 8 were wrong."
    many = build_report(Review(), [block_of(block(30), of)], bank)
    assert many.topic_letters == "G,C,E"
    assert many.suggestions[0].why.startswith("Here people were surer than right, by ")
    for one in many.suggestions:
        assert one.readings
        assert all(reading.url and reading.says for reading in one.readings)
    assert len(many.suggestions) == suggestions.TOPICS


def test_a_scenario_that_is_no_longer_kept_is_left_out(bank: Bank) -> None:
    whole = blocks(bank, [12])[0]
    items = {f"gone-{n}@1": found for n, found in enumerate(whole.figures.items.values())}
    report = build_report(
        Review(), [replace(whole, figures=replace(whole.figures, items=items))], bank
    )
    assert section(report, "topics").rows == ()
    assert section(report, "said-and-shown").rows
    assert report.suggestions == ()


class TestTwoReviews:
    """Two columns and no change (P8)."""

    def side(self, bank: Bank, people: int, form: str, seed: int = 1) -> ComparedReview:
        return ComparedReview(
            "Team", form, total([b.figures for b in blocks(bank, [people], seed, form=form)])
        )

    def test_the_same_form_twice_is_memory(self, bank: Bank) -> None:
        assert "remember" in obstacle(self.side(bank, 30, "A"), self.side(bank, 30, "A", 2))

    def test_fewer_than_ten_are_not_put_beside_anybody(self, bank: Bank) -> None:
        few, many = self.side(bank, 9, "A"), self.side(bank, 30, "B")
        assert "could be guessed at" in obstacle(few, many)
        assert "could be guessed at" in obstacle(many, few)
        with pytest.raises(ValueError, match="guessed at"):
            compared(few, many, bank)

    def test_an_unopened_one_is_said_to_be(self, bank: Bank) -> None:
        assert "is opened yet" in obstacle(
            self.side(bank, 30, "A"), ComparedReview("Later", "B", None)
        )

    def test_a_share_has_one_percentage_beside_another_review_and_alone(self, bank: Bank) -> None:
        few, many = self.side(bank, 12, "A"), self.side(bank, 50, "B")
        assert many.figures
        alone = confidence.said_and_shown(many.figures, bank, "alone")
        yes, showed = compared(few, many, bank)
        for number, row in enumerate(alone.rows):
            beside = yes.rows[number].cells[1].words, showed.rows[number].cells[1].words
            assert beside == (row.cells[0].words, row.cells[1].words)
            assert showed.rows[number].cells[1].likely == row.cells[1].likely
        percents = " ".join(row.cells[0].words for row in (*yes.rows, *showed.rows))
        assert all(int(found) % 5 == 0 for found in re.findall(r"(\d+)\s%", percents))

    def test_two_columns_and_no_figure_of_change(self, bank: Bank) -> None:
        found = compared(self.side(bank, 12, "A"), self.side(bank, 30, "B"), bank)
        assert [len(one.rows) for one in found] == [4, 4]
        for one in found:
            assert one.headings[1:] == ("First", "Second")
            for row in one.rows:
                for cell in row.cells:
                    assert "points" not in cell.words
                    assert not cell.words.startswith(("+", "-", "up", "down"))


def test_years_stand_side_by_side_and_are_not_subtracted(bank: Bank) -> None:
    first, second = (blocks(bank, [people], people)[0].figures for people in (12, 30))
    part = form_part(
        FormTotal("A", 2, first + second, [YearTotal(2026, 1, first), YearTotal(2027, 1, second)]),
        bank,
        1,
    )
    years = next(found for found in part.sections if found.name == "form-1-years")
    assert [(row.about, row.cells[0].words) for row in years.rows] == [
        ("2026", "12"),
        ("2027", "30"),
    ]
    one_year = form_part(FormTotal("A", 1, first, [YearTotal(2026, 1, first)]), bank, 1)
    assert not [found for found in one_year.sections if found.name.endswith("years")]
