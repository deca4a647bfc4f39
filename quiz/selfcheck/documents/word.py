"""The CPD note as a Word file, to complete there."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm

from quiz.documents.quotations import Quotations, pieces
from quiz.languages import sentences
from quiz.languages.sentences import gettext
from quiz.selfcheck.documents.note import NO_NAMES, NoteField

A4, MARGIN = (Mm(210), Mm(297)), Mm(20)


def word(title: str, fields: Sequence[NoteField], quoted: Quotations, day: date) -> bytes:
    """A Word file with headings and lists that a screen reader knows, dated ``day``. quoted: what
    is in another language than the page.

    Text goes in as text; it is never read as a field or as markup.
    """
    document = Document()
    _set_up(document, title, day)
    document.add_heading(title, level=0)
    for field in fields:
        _write(document.add_heading(level=1), field.heading, quoted)
        for part in field.parts:
            if part.label:
                document.add_paragraph(f"{part.label}:")
            for line in part.lines:
                style = "List Bullet" if part.label else None
                _write(document.add_paragraph(style=style), line, quoted)
        if field.prompt:
            _write(document.add_paragraph(), f"[{field.prompt}]", quoted)
            document.add_paragraph()
    document.add_paragraph(str(NO_NAMES))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Any, title: str, day: date) -> None:
    """The sheet, what the file says of itself, and its language."""
    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = A4
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = MARGIN
    about, tag = document.core_properties, sentences.language().tag
    about.title, about.language, about.comments = title, tag, ""
    about.author = gettext("Before You Look")
    about.created = about.modified = datetime.combine(day, time())
    about.last_modified_by = about.author
    default = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    properties = default.find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(_language(tag))


def _write(paragraph: Any, words: str, quoted: Quotations) -> None:
    """Write words into a paragraph, each piece in its language. A prompt is in italics."""
    for piece, tag in pieces(words, quoted):
        run = paragraph.add_run(piece)
        run.italic = True if words.startswith("[") else None
        if tag != sentences.language().tag:
            run._r.get_or_add_rPr().append(_language(tag))


def _language(tag: str) -> Any:
    """The language of text, for Word's spelling and for screen readers."""
    found = OxmlElement("w:lang")
    found.set(qn("w:val"), tag)
    return found
