"""All reviews of a lead together and year by year, from running totals of whole blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.analysis.figures import BlockFigures
from quiz.bank.items import Bank
from quiz.charts.shares import BaseChart
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.teams.results.comparison import Benchmark, beside_all_reviews
from quiz.teams.results.confidence import cell, confidence_section, share, strands
from quiz.teams.results.report import Cell, ReportPart, Row, Section
from quiz.teams.results.topics import by_gap
from quiz.vocabulary import set_number


@dataclass(frozen=True)
class YearTotal:
    """One year's figures. reviews: number of reviews with a block opened in that year."""

    year: int
    reviews: int
    figures: BlockFigures


@dataclass(frozen=True)
class FormTotal:
    """All reviews with the same scenarios: all years together, and each year."""

    form: str
    reviews: int
    figures: BlockFigures
    years: Sequence[YearTotal]
    benchmark: Benchmark | None = None


def form_part(whole: FormTotal, bank: Bank, number: int) -> ReportPart:
    """All reviews of a lead on one form. number: unique on the page."""
    people, name = whole.figures.people, f"form-{number}"
    title = ngettext(
        "%(set)s: %(reviews)s review, %(people)s people",
        "%(set)s: %(reviews)s reviews, %(people)s people",
        whole.reviews,
        set=gettext("Set %(number)s", number=set_number(whole.form)),
        reviews=whole.reviews,
        people=people,
    )
    found = (
        confidence_section(whole.figures, bank, f"{name}-said-and-shown"),
        by_gap(whole.figures, bank, f"{name}-topics"),
        year_by_year(whole.years, bank, f"{name}-years"),
        beside_all_reviews(
            whole.figures, whole.benchmark, bank, f"{name}-all-reviews", gettext("Your reviews")
        ),
    )
    return ReportPart(title, people, tuple(section for section in found if section))


def year_by_year(years: Sequence[YearTotal], bank: Bank, name: str) -> Section | None:
    """Who showed understanding in each year; None if there is only one year."""
    if len(years) < 2:
        return None
    asked = [words for words, _ in strands(years[0].figures, bank)]
    return Section(
        name,
        gettext("Year by year: who showed understanding"),
        (str(OTHER_PEOPLE),),
        (gettext("Year"), gettext("People"), *asked),
        tuple(_row(year, bank) for year in years),
    )


OTHER_PEOPLE = lazy_gettext(
    "Each row has the figures that were opened in that year. We do not know who took part in more "
    "than one year, so we show no change."
)


def _row(year: YearTotal, bank: Bank) -> Row:
    people = year.figures.people
    chart = BaseChart("year", "", people)
    cells = [cell(chart, share(strand.understands)) for _, strand in strands(year.figures, bank)]
    return Row(str(year.year), (Cell(str(people)), *cells))
