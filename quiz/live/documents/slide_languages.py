"""The language of each text on slides, in which PowerPoint reads it out and checks its spelling."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from pptx.enum.lang import MSO_LANGUAGE_ID

from quiz.documents.quotations import Quotations, pieces
from quiz.languages.sentences import language

PROOFED_IN = {"cy": MSO_LANGUAGE_ID.WELSH}
"""By tag; English where it is not listed."""


def mark_languages(presentation: Any, quoted: Quotations) -> None:
    """Give each run of each slide and its notes its language. What is quoted becomes a run."""
    for paragraph in _paragraphs(presentation):
        for run in paragraph.runs:
            _split(run, quoted)
        for run in paragraph.runs:
            tag = quoted.get(run.text, language().tag)
            run.font.language_id = PROOFED_IN.get(tag, MSO_LANGUAGE_ID.ENGLISH_UK)


def _paragraphs(presentation: Any) -> Iterator[Any]:
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield from shape.text_frame.paragraphs
            elif shape.has_chart:
                yield from shape.chart.chart_title.text_frame.paragraphs
        yield from slide.notes_slide.notes_text_frame.paragraphs


def _split(run: Any, quoted: Quotations) -> None:
    """A run for each piece of the text, each with the look of the whole."""
    first, *others = [text for text, _ in pieces(run.text, quoted)] or [""]
    last = run._r
    for text in others:
        one = deepcopy(run._r)
        one.t.text = text
        last.addnext(one)
        last = one
    run.text = first
