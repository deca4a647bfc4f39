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

from quiz.documents import glyphs
from quiz.languages.sentences import gettext
from quiz.web.assets import BUILD

if TYPE_CHECKING:  # Typst takes 7 MB: it is loaded for the first document
    import typst

PACKAGE = Path(__file__).parent.parent
POINTS_PER_INCH = 144.0
ESCAPED = re.compile(r'\\(?:(["\\/nrt])|u[0-9a-f]{4}|[bf])')
"""Escapes in JSON: characters that can be typeset, or control characters."""


@cache
def _fonts() -> "typst.Fonts":
    """Only the typefaces that are built with the assets: the same pages on every machine."""
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
    character that the typefaces lack.

    Only a typed title or name can contain one; files that are not typeset keep it."""
    composed = unicodedata.normalize("NFC", json.dumps(data, ensure_ascii=False))
    written = glyphs.missing().sub("?", composed)
    return ESCAPED.sub(lambda found: found[0] if found[1] else "?", written)


def _compiled(template: str, data: Mapping[str, Any], kind: Any, **more: Any) -> bytes:
    import typst

    compiler = typst.Compiler(str(PACKAGE / template), str(PACKAGE), font_paths=_fonts())
    given = {"data": legible(data), "product": gettext("Before You Look")}
    made = compiler.compile(format=kind, sys_inputs=given, **more)
    if not isinstance(made, bytes):
        raise TypeError(f"{template} gave no single file")
    return made
