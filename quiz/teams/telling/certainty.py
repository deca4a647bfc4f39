"""How many answers were right at each certainty, for 20 people or more (measurement.md 3.4)."""

from quiz.analysis.clusters import design_effect
from quiz.analysis.figures import BlockFigures
from quiz.analysis.intervals import wilson
from quiz.analysis.ranges import Range, interval
from quiz.charts.plane import Plane, PlanePoint
from quiz.charts.shares import Share
from quiz.teams.telling.said import cell
from quiz.teams.telling.values import Cell, Row, Section
from quiz.vocabulary import Certainty


def certainty(figures: BlockFigures, name: str) -> Section | None:
    """The certainty table and its picture; None where the blocks have none."""
    if figures.table is None:
        return None
    levels = [
        PlanePoint(level, _share(right, len(figures.items)))
        for level, right in zip(Certainty, figures.table, strict=True)
    ]
    picture = Plane(name, "How sure, and how right", figures.people, levels)
    return Section(
        name,
        "How sure people were, and how right",
        (FIVES,),
        ("How sure", "Right", "In words"),
        tuple(_row(picture, level) for level in levels),
        picture,
    )


FIVES = (
    "All scenarios together. Right answers are known to the nearest 5 % here, so each stands as a "
    "range."
)


def _share(right: Range, each: int) -> Share:
    """How many people stand behind a level is not kept. Everybody may have given all of their
    answers there, which is where answers hang together most: so the widest interval."""
    return Share(right, interval(right, wilson, float(design_effect(each, each**2))))


def _row(picture: Plane, level: PlanePoint) -> Row:
    about = f"{level.certainty.words} ({level.certainty.about})"
    words = Cell(picture.verdict(level) or "–")
    return Row(about, (cell(picture, level.right), words))
