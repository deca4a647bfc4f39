"""Accessible PDF and PNG, set by Typst from a template of ours and plain data.

What a paper says goes in as data and is never read as markup, so no title or name can break it
or reach a file outside this package.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

PACKAGE = Path(__file__).parent.parent
POINTS_PER_INCH = 144.0
NOT_IN_THE_FACE = re.compile(
    "[^\n\x20-\x7e\xa0-\u017f\u0391-\u03a1\u03a3-\u03c9\u0410-\u044f\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac\u2122]"
)
"""PDF/UA wants every character to be legible, and the face has Latin, Greek and Cyrillic."""
ESCAPED = re.compile(r'\\(?:(["\\/nrt])|u[0-9a-f]{4}|[bf])')
"""What JSON writes with a backslash: signs that can be set in type, or control characters."""


@cache
def _fonts() -> typst.Fonts:
    """One family that comes with the service: the same pages on every machine."""
    folder = Path(str(files("font_source_sans_pro").joinpath("files")))
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def pdf(template: str, data: Mapping[str, Any], day: date) -> bytes:
    """A tagged PDF after PDF/UA-1, dated ``day``. ``template``: its path below the package."""
    return _compiled(
        template,
        data,
        "pdf",
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(day, time(), UTC),
    )


def png(template: str, data: Mapping[str, Any]) -> bytes:
    """A single picture."""
    return _compiled(template, data, "png", ppi=POINTS_PER_INCH)


def legible(data: Mapping[str, Any]) -> str:
    """As JSON. A character that the face does not have, which only a typed title or name can bring,
    stands as a question mark; files that are not set in type have it as it was typed."""
    written = NOT_IN_THE_FACE.sub("?", json.dumps(data, ensure_ascii=False))
    return ESCAPED.sub(lambda found: found[0] if found[1] else "?", written)


def _compiled(template: str, data: Mapping[str, Any], kind: Any, **more: Any) -> bytes:
    compiler = typst.Compiler(str(PACKAGE / template), str(PACKAGE), font_paths=_fonts())
    made = compiler.compile(format=kind, sys_inputs={"data": legible(data)}, **more)
    if not isinstance(made, bytes):
        raise TypeError(f"{template} gave no single file")
    return made
