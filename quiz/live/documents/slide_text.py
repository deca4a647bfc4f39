"""Text on slides: paragraphs with their size and language."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.util import Inches, Pt

from quiz.languages.sentences import language

WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.6)
TITLE_HEIGHT = Inches(1.1)
INK, TEAL = RGBColor(0x14, 0x21, 0x2B), RGBColor(0x12, 0x3C, 0x3A)
PROOFED_IN = {"cy": MSO_LANGUAGE_ID.WELSH}
"""Which language PowerPoint checks the spelling in; English where it is not listed."""


class SlideLine(NamedTuple):
    """A paragraph: its text, its size in points, and the code of its language; None for that of
    the slides."""

    text: str
    size: int
    language: str | None = None


def write_lines(
    slide: Any,
    lines: Sequence[SlideLine],
    width: int = WIDTH - 2 * MARGIN,
    bold: int | None = None,
) -> None:
    """Paragraphs below the title. bold: the number of one of them."""
    top = TITLE_HEIGHT + MARGIN // 2
    box = slide.shapes.add_textbox(MARGIN, top, width, HEIGHT - top - MARGIN)
    frame = box.text_frame
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        paragraph.space_after = Pt(8)
        write_line(paragraph, line, bold=number == bold)


def write_line(paragraph: Any, line: SlideLine, *, bold: bool = False) -> None:
    """Add one line to a paragraph."""
    run = paragraph.add_run()
    run.text = line.text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(line.size), bold, TEAL if bold else INK
    code = line.language or language().code
    run.font.language_id = PROOFED_IN.get(code, MSO_LANGUAGE_ID.ENGLISH_UK)
