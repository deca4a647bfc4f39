"""The CPD note as a Word file, to complete there."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import zip_longest
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm

from quiz.languages.sentences import ENGLISH
from quiz.selfcheck.documents.note import NO_NAMES, NoteField

LANGUAGE = "en-GB"
A4, MARGIN = (Mm(210), Mm(297)), Mm(20)
AUTHOR = "Before You Look"


def word(title: str, fields: Sequence[NoteField], day: date) -> bytes:
    """A Word file with headings and lists that a screen reader knows, dated ``day``.

    Text goes in as text; it is never read as a field or as markup.
    """
    document = Document()
    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = A4
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = MARGIN
    about = document.core_properties
    about.title, about.language, about.author, about.comments = title, LANGUAGE, AUTHOR, ""
    about.created = about.modified = datetime.combine(day, time())
    about.last_modified_by = AUTHOR
    default = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    properties = default.find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(_language(LANGUAGE))
    document.add_heading(title, level=0)
    for field in fields:
        document.add_heading(field.heading, level=1)
        for part in field.parts:
            if part.label:
                document.add_paragraph(f"{part.label}:")
            for line, language in zip_longest(part.lines, part.languages):
                paragraph = document.add_paragraph(
                    line, style="List Bullet" if part.label else None
                )
                if language and language != ENGLISH.code:
                    paragraph.runs[0]._r.get_or_add_rPr().append(_language(language))
        if field.prompt:
            document.add_paragraph().add_run(f"[{field.prompt}]").italic = True
            document.add_paragraph()
    document.add_paragraph(NO_NAMES)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _language(tag: str) -> Any:
    """The language of text, for Word's spelling and for screen readers."""
    found = OxmlElement("w:lang")
    found.set(qn("w:val"), tag)
    return found
