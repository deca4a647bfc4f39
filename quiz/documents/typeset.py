"""Accessible PDF and PNG, typeset by Typst from a template and plain data.

Text goes in as data and is never read as markup, so no title or name can break a document or reach
a file outside this package.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.assets import BUILD

if TYPE_CHECKING:  # Typst takes 7 MB: it is loaded for the first document
    import typst

PACKAGE = Path(__file__).parent.parent
POINTS_PER_INCH = 144.0
NOT_IN_THE_FACE = re.compile(
    "[^"
    "\n\x20-\x7e\xa0-\u017f"  # Latin
    "\u01a0\u01a1\u01af\u01b0\u01cd-\u01dd\u01e2-\u01e7\u01ea\u01eb\u01ee-\u01f0\u01f4\u01f5\u01f7-\u0201"
    "\u0204\u0205\u0208-\u020d\u0218-\u021f\u0226\u0227\u1e02\u1e03\u1e06\u1e07\u1e0a-\u1e11\u1e16\u1e17\u1e1e-\u1e2b"
    "\u1e32-\u1e3b\u1e3e-\u1e49\u1e52\u1e53\u1e56-\u1e63\u1e66\u1e67\u1e6a-\u1e6f\u1e72\u1e73\u1e7e-\u1e85"
    "\u1e8e-\u1e97\u1e9e-\u1ef9"  # more Latin
    "\u0300-\u0304\u0306-\u030c\u0323\u0326-\u0328"  # standalone accents
    "\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce"  # Greek
    "\u0400-\u045f\u0490\u0491"  # Cyrillic
    "\u2010-\u2015\u2018-\u201e\u2022\u2026\u2032\u2033\u20ac\u2122\u2212"
    "]"
)
"""PDF/UA allows no character without a glyph; these are in the regular and the bold face."""
ESCAPED = re.compile(r'\\(?:(["\\/nrt])|u[0-9a-f]{4}|[bf])')
"""Escapes in JSON: characters that can be typeset, or control characters."""


@cache
def _fonts() -> "typst.Fonts":
    """Only the typeface that is built with the assets: the same pages on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[BUILD])


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
    """One image."""
    return _compiled(template, data, "png", ppi=POINTS_PER_INCH)


def legible(data: Mapping[str, Any]) -> str:
    """The data as JSON: accents joined to their letters (NFC), and a question mark for each
    character that the typeface lacks.

    Only a typed title or name can contain one; files that are not typeset keep it."""
    composed = unicodedata.normalize("NFC", json.dumps(data, ensure_ascii=False))
    written = NOT_IN_THE_FACE.sub("?", composed)
    return ESCAPED.sub(lambda found: found[0] if found[1] else "?", written)


def _compiled(template: str, data: Mapping[str, Any], kind: Any, **more: Any) -> bytes:
    import typst

    compiler = typst.Compiler(str(PACKAGE / template), str(PACKAGE), font_paths=_fonts())
    made = compiler.compile(format=kind, sys_inputs={"data": legible(data)}, **more)
    if not isinstance(made, bytes):
        raise TypeError(f"{template} gave no single file")
    return made
