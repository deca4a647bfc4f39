"""A told picture as an accessible PDF for a board, and a single drawing as PNG. Typst sets both.

What the report says goes in as data and is never read as markup, so no name can break the report
or reach a file.
"""

import json
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


def _compiled(template: str, data: dict[str, Any], kind: Any, **more: Any) -> bytes:
    compiler = typst.Compiler(str(TEMPLATES / template), str(TEMPLATES), font_paths=_fonts())
    made = compiler.compile(format=kind, sys_inputs={"data": json.dumps(data)}, **more)
    if not isinstance(made, bytes):
        raise TypeError(f"{template} gave no single file")
    return made
