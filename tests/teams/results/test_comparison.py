"""Comparisons: all reviews here, two reviews, and one year with another."""

import re
from functools import cache
from itertools import product

import pytest
from scipy.stats import binom, binomtest

from quiz.analysis.figures import total
from quiz.analysis.ranges import Range, published
from quiz.bank.items import Bank
from quiz.teams.results import confidence
from quiz.teams.results.build_report import build_report
from quiz.teams.results.comparison import Benchmark, overlap
from quiz.teams.results.over_time import FormTotal, YearTotal, form_part
from quiz.teams.results.turnout import Turnout
from quiz.teams.results.two_reviews import ComparedReview, compared, obstacle, who
from tests.teams.blocks import Review, blocks
from tests.teams.results.parts import names


def test_all_reviews_are_shown_beside_ten_people(bank: Bank) -> None:
    """From ten people on there are percentages to compare (measurement.md 3.8)."""
    here = Benchmark(blocks(bank, [50], seed=9)[0].figures, 3)
    assert "all-reviews" not in names(build_report(Review(), blocks(bank, [9]), bank, here))
    report = build_report(Review(), blocks(bank, [10]), bank, here)
    assert "all-reviews" in names(report)
    assert any("do not say that one is higher" in words for words in report.limits.not_say)


@pytest.mark.parametrize(("people", "teams"), [(49, 3), (50, 2)])
def test_a_benchmark_needs_fifty_people_and_three_teams(
    bank: Bank, people: int, teams: int
) -> None:
    here = Benchmark(blocks(bank, [people], seed=9)[0].figures, teams)
    assert "all-reviews" not in names(build_report(Review(), blocks(bank, [60]), bank, here))


@cache
def band(found: int, people: int) -> tuple[float, float]:
    """The published range of a count (measurement.md 5.3, P5) with SciPy's Wilson interval."""
    low = 0 if found <= 2 else people - 2 if found >= people - 2 else found
    high = 2 if found <= 2 else people if found >= people - 2 else found
    ends = [binomtest(end, people).proportion_ci(method="wilson") for end in (low, high)]
    return ends[0].low, ends[1].high


@pytest.mark.parametrize(
    ("people", "here", "share_of_all", "chance"),
    [(10, 50, 0.7015, 0.0058), (49, 50, 0.357, 0.0056), (10, 200, 0.8795, 0.0134)],
)
def test_equal_shares_seldom_seem_apart(
    people: int, here: int, share_of_all: float, chance: float
) -> None:
    """Why a comparison may begin at ten people (decision 22): if a review and all reviews have the
    same share, the two ranges lie apart in fewer than 1 of 50 cases. share_of_all: where it happens
    most often, by SciPy."""
    apart = 0.0
    for ours in range(people + 1):
        for theirs in range(here + 1):
            first, second = band(ours, people), band(theirs, here)
            expected = bool(first[0] <= second[1] and second[0] <= first[1])
            counts = published(ours, people, 2), published(theirs, here, 2)
            assert overlap(*map(confidence.share, counts)) is expected
            if not expected:
                apart += binom.pmf(ours, people, share_of_all) * binom.pmf(
                    theirs, here, share_of_all
                )
    assert apart == pytest.approx(chance, abs=0.0001)


@pytest.mark.parametrize(("people", "known"), [(5, 18), (6, 19), (10, 20), (17, 20), (25, 20)])
def test_two_small_teams_can_be_told_from_their_sum(people: int, known: int) -> None:
    """Why all reviews still need fifty people (decision 22). A lead subtracts her own team from
    three; the rest is the sum of two teams. It shows what each of them is if both are at the same
    end, or, from six people on, both next to it. known: how many of the (people + 1)² pairs."""
    sums: dict[tuple[int, int], set[tuple[Range, Range]]] = {}
    pairs = list(product([published(found, people, 2) for found in range(people + 1)], repeat=2))
    for pair in pairs:
        both = pair[0] + pair[1]
        sums.setdefault((both.low, both.high), set()).add(pair)
    told = [
        pair
        for pair in pairs
        if len(sums[pair[0].low + pair[1].low, pair[0].high + pair[1].high]) == 1
    ]
    assert len(told) == known


class TestTwoReviews:
    """Two columns and no figure of change (rule P8)."""

    def side(self, bank: Bank, people: int, form: str, seed: int = 1) -> ComparedReview:
        made = [block.figures for block in blocks(bank, [people], seed, form=form)]
        return ComparedReview("Team", form, total(made), Turnout(people + 4, people, people, 0))

    def test_the_same_form_twice_is_refused(self, bank: Bank) -> None:
        assert "remember" in obstacle(self.side(bank, 30, "A"), self.side(bank, 30, "A", 2))

    def test_fewer_than_ten_people_are_not_compared(self, bank: Bank) -> None:
        few, many = self.side(bank, 9, "A"), self.side(bank, 30, "B")
        assert "could be guessed" in obstacle(few, many)
        assert "could be guessed" in obstacle(many, few)
        with pytest.raises(ValueError, match="could be guessed"):
            compared(few, many, bank)

    def test_an_unopened_review_is_not_compared(self, bank: Bank) -> None:
        assert "are open yet" in obstacle(
            self.side(bank, 30, "A"), ComparedReview("Later", "B", None, Turnout(9, 0, 0, 0))
        )

    def test_a_share_has_the_same_percentage_alone_and_compared(self, bank: Bank) -> None:
        few, many = self.side(bank, 12, "A"), self.side(bank, 50, "B")
        assert many.figures
        alone = confidence.confidence_section(many.figures, bank, "alone")
        yes, showed = compared(few, many, bank)
        for number, row in enumerate(alone.rows):
            beside = yes.rows[number].cells[1].words, showed.rows[number].cells[1].words
            assert beside == (row.cells[0].words, row.cells[1].words)
            assert showed.rows[number].cells[1].likely == row.cells[1].likely
        percents = " ".join(row.cells[0].words for row in (*yes.rows, *showed.rows))
        assert all(int(found) % 5 == 0 for found in re.findall(r"(\d+)\s%", percents))

    def test_there_are_two_columns_and_no_figure_of_change(self, bank: Bank) -> None:
        found = compared(self.side(bank, 12, "A"), self.side(bank, 30, "B"), bank)
        assert [len(one.rows) for one in found] == [4, 4]
        for one in found:
            assert one.headings[1:] == ("First", "Second")
            for row in one.rows:
                for cell in row.cells:
                    assert "points" not in cell.words
                    assert not cell.words.startswith(("+", "-", "up", "down"))

    def test_how_many_answered_is_said_of_both(self, bank: Bank) -> None:
        first, second, missing = who(self.side(bank, 12, "A"), self.side(bank, 30, "B"))
        assert first == "First: “Team”, set 1. 12 of 16 people answered."
        assert second == "Second: “Team”, set 2. 30 of 34 people answered."
        assert missing.startswith("People saw their own result before they chose to send it.")


def test_years_are_rows_and_are_not_subtracted(bank: Bank) -> None:
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
