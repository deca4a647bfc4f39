"""The share of right answers at each certainty (measurement.md 3.4), for 20 people or more."""

from quiz.analysis.clusters import design_effect
from quiz.analysis.figures import BlockFigures
from quiz.analysis.intervals import wilson
from quiz.analysis.ranges import Range, interval
from quiz.charts.plane import Plane, PlanePoint
from quiz.charts.shares import Share
from quiz.teams.results.confidence import cell
from quiz.teams.results.report import Cell, Row, Section
from quiz.vocabulary import Certainty


def certainty(figures: BlockFigures, name: str) -> Section | None:
    """The certainty table and its chart; None if the blocks have no such table."""
    if figures.table is None:
        return None
    levels = [
        PlanePoint(level, _share(right, len(figures.items)))
        for level, right in zip(Certainty, figures.table, strict=True)
    ]
    chart = Plane(name, "How sure, and how right", figures.people, levels)
    return Section(
        name,
        "How sure people were, and how right",
        (FIVES,),
        ("How sure", "Right", "In words"),
        tuple(_row(chart, level) for level in levels),
        chart,
    )


FIVES = (
    "All scenarios together. The share of right answers is kept to the nearest 5 %, so each number "
    "of right answers is a range."
)


def _share(right: Range, each: int) -> Share:
    """The number of people behind a level is not stored. If each gave all of their answers at this
    level, answers are correlated most; the interval assumes that, and so is the widest."""
    return Share(right, interval(right, wilson, float(design_effect(each, each**2))))


def _row(chart: Plane, level: PlanePoint) -> Row:
    about = f"{level.certainty.words} ({level.certainty.about})"
    words = Cell(chart.verdict(level) or "–")
    return Row(about, (cell(chart, level.right), words))
