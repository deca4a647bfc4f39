"""A told picture as an accessible PDF for a board, and a single drawing as PNG."""

from typing import Any

from quiz.clock import long_date
from quiz.documents import typeset
from quiz.teams.exports.data import plain
from quiz.teams.exports.drawn import drawn
from quiz.teams.telling.values import Section, Told


def pdf_of(told: Told) -> bytes:
    """The report. Needs an app's context."""
    drawings = {name: drawn_of(section) for name, section in told.pictures.items()}
    day = long_date(told.day)
    data = {"told": plain(told), "drawings": drawings, "day": day}
    return typeset.pdf("teams/exports/report.typ", data, told.day)


def png_of(section: Section) -> bytes:
    """One drawing with its key. Needs an app's context."""
    return typeset.png("teams/exports/drawing.typ", {"drawing": drawn_of(section)})


def drawn_of(section: Section) -> dict[str, Any]:
    """Raises ValueError for a section without a drawing."""
    if section.picture is None:
        raise ValueError(f"{section.name} has no drawing")
    return drawn(section.picture).plain()
