"""A lead's reviews together, and year by year, from running totals of whole blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.analysis.disclosure import shown_at
from quiz.analysis.figures import BlockFigures
from quiz.bank.items import Bank
from quiz.charts.shares import BaseChart
from quiz.teams.telling.beside import Others, beside
from quiz.teams.telling.said import cell, said_and_shown, share, strands
from quiz.teams.telling.topics import by_gap
from quiz.teams.telling.values import Cell, Part, Row, Section


@dataclass(frozen=True)
class Year:
    """One year's total: how many reviews have a block in it, and their figures together."""

    year: int
    reviews: int
    figures: BlockFigures


@dataclass(frozen=True)
class Whole:
    """Everything that was asked with the same scenarios: all years together, and each year."""

    form: str
    reviews: int
    figures: BlockFigures
    years: Sequence[Year]
    others: Others | None = None


def together(whole: Whole, bank: Bank, number: int) -> Part:
    """All reviews of a lead on one form, as a part of a page. number: unique on that page."""
    people, name = whole.figures.people, f"form-{number}"
    reviews = "1 review" if whole.reviews == 1 else f"{whole.reviews} reviews"
    found = (
        said_and_shown(whole.figures, bank, f"{name}-said-and-shown"),
        by_gap(whole.figures, bank, f"{name}-topics"),
        year_by_year(whole.years, bank, f"{name}-years"),
        beside(whole.figures, whole.others, bank, f"{name}-all-reviews", "Your reviews"),
    )
    return Part(
        f"Form {whole.form}: {reviews}, {people} people",
        people,
        shown_at(people),
        tuple(section for section in found if section),
    )


def year_by_year(years: Sequence[Year], bank: Bank, name: str) -> Section | None:
    """Who showed understanding in each year; None for a single year."""
    if len(years) < 2:
        return None
    asked = [words for words, _ in strands(years[0].figures, bank)]
    return Section(
        name,
        "Year by year: who showed understanding",
        (OTHER_PEOPLE,),
        ("Year", "People", *asked),
        tuple(_row(year, bank) for year in years),
    )


OTHER_PEOPLE = (
    "Each year has its own people. A year is what was opened in it; nothing ties one year’s people "
    "to another’s, so there is no figure of change."
)


def _row(year: Year, bank: Bank) -> Row:
    people = year.figures.people
    picture = BaseChart("year", "", people)
    cells = [cell(picture, share(strand.understands)) for _, strand in strands(year.figures, bank)]
    return Row(str(year.year), (Cell(str(people)), *cells))
