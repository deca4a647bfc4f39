"""A told picture as an accessible PDF for a board, and a single drawing as PNG. Typst sets both.

What the report says goes in as data and is never read as markup, so no name can break the report
or reach a file.
"""

import json
import re
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from quiz.teams.exports.data import plain
from quiz.teams.exports.drawn import drawn
from quiz.teams.telling.values import Section, Told

TEMPLATES = Path(__file__).parent
POINTS_PER_INCH = 144.0
NOT_IN_THE_FACE = re.compile(
    "[^\n\x20-\x7e\xa0-\u017f\u0391-\u03a1\u03a3-\u03c9\u0410-\u044f\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac\u2122]"
)
"""PDF/UA wants every character to be legible, and the face has Latin, Greek and Cyrillic."""


@cache
def _fonts() -> typst.Fonts:
    """One family that comes with the service: the same pages on every machine."""
    folder = Path(str(files("font_source_sans_pro").joinpath("files")))
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def pdf_of(told: Told) -> bytes:
    """The report: tagged, with title and language, after PDF/UA-1. Needs an app's context."""
    drawings = {name: drawn_of(section) for name, section in told.pictures.items()}
    return _compiled(
        "report.typ",
        {"told": plain(told), "drawings": drawings, "day": f"{told.day.day} {told.day:%B %Y}"},
        "pdf",
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(told.day, time(), UTC),
    )


def png_of(section: Section) -> bytes:
    """One drawing with its key. Needs an app's context."""
    return _compiled("drawing.typ", {"drawing": drawn_of(section)}, "png", ppi=POINTS_PER_INCH)


def drawn_of(section: Section) -> dict[str, Any]:
    """Raises ValueError for a section without a drawing."""
    if section.picture is None:
        raise ValueError(f"{section.name} has no drawing")
    return drawn(section.picture).plain()


def legible(data: dict[str, Any]) -> str:
    """As JSON. A character that the face does not have, which only a typed name can bring, stands
    as a question mark; the other files have it as it was typed."""
    return NOT_IN_THE_FACE.sub("?", json.dumps(data, ensure_ascii=False))


def _compiled(template: str, data: dict[str, Any], kind: Any, **more: Any) -> bytes:
    compiler = typst.Compiler(str(TEMPLATES / template), str(TEMPLATES), font_paths=_fonts())
    made = compiler.compile(format=kind, sys_inputs={"data": legible(data)}, **more)
    if not isinstance(made, bytes):
        raise TypeError(f"{template} gave no single file")
    return made
