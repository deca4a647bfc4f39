"""What is taken along in another language."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from pypdf import PdfReader

from quiz.languages.catalogues import language
from quiz.languages.formats import long_date
from quiz.languages.sentences import written_in
from tests.selfcheck.steps import reach_feedback
from tests.visitor import Visitor


def languages_of_parts(part: Any) -> Iterator[str]:
    """The languages of the parts of a PDF that have one of their own."""
    part = part.get_object() if hasattr(part, "get_object") else part
    if isinstance(part, dict):
        if "/Lang" in part:
            yield str(part["/Lang"])
        part = [part["/K"]] if "/K" in part else []
    if isinstance(part, list):
        for one in part:
            yield from languages_of_parts(one)


def test_what_is_taken_along_is_in_the_language_and_marks_what_it_quotes(
    visitor: Visitor,
) -> None:
    reach_feedback(visitor, [(True, "3"), (False, "4"), (False, "1"), (True, "2")], length="short")
    visitor.get("/language/cy?next=/check/cpd-note")
    note = visitor.page.select_one("#note-text")
    assert note is not None
    today = date.today()  # noqa: DTZ011 - as the service writes it
    with written_in(language("cy")):
        in_welsh = long_date(today)
    assert in_welsh in note.text
    assert "Hunanwiriad ar-lein gydag adborth: 4 o senarios (set 1)" in note.text
    assert "Enw’r hyfforddiant neu’r dysgu" in note.text, "the headings that are translated"
    assert "Beth yw’r canllawiau a phwy sy’n eu goruchwylio" in note.text
    marked = {part["lang"] for part in note.select("[lang]")}
    assert marked == {"en-GB"}
    assert all("Beth" not in part.text for part in note.select("[lang]"))
    paper = PdfReader(BytesIO(visitor.client.get("/check/cpd-note.pdf").data)).trailer["/Root"]
    assert paper["/Lang"] == "cy"
    assert {"en-GB"} == set(languages_of_parts(paper["/StructTreeRoot"]))
    file = Document(BytesIO(visitor.client.get("/check/cpd-note.docx").data))
    assert file.core_properties.language == "cy"
    tags = {str(tag) for one in file.paragraphs for tag in one._p.xpath(".//w:lang/@w:val")}
    assert tags == {"en-GB"}
    england = visitor.get("/check/cpd-note").send(headings="england").page.select_one("#note-text")
    assert england
    assert "Short description, and why it is relevant" in [
        one.text for one in england.select("[lang=en-GB]")
    ]
    made = PdfReader(BytesIO(visitor.client.get("/check/supervision.pdf").data))
    words = " ".join(made.pages[0].extract_text().split())
    assert f"Ar {in_welsh} gwnes hunanwiriad" in words
    assert "Dau gwestiwn i siarad amdanynt" in words
    assert "Tudalen 1 o 1" in words
    assert made.trailer["/Root"]["/Lang"] == "cy"
    assert {"en-GB"} == set(languages_of_parts(made.trailer["/Root"]["/StructTreeRoot"])), "rules"
    rules = visitor.get("/check/supervision").page.select("article ul:first-of-type li")
    assert {rule.get("lang") for rule in rules} == {"en-GB"}
