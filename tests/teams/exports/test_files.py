"""Every file states what the page states, and no review name breaks one."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from quiz.spreadsheets.sheets import BEGINS_A_FORMULA
from quiz.teams.exports.data import json_of
from quiz.teams.exports.pdf import pdf_of, png_of
from quiz.teams.exports.table import csv_of
from quiz.teams.exports.workbook import xlsx_of
from quiz.teams.results.build_report import build_report
from quiz.teams.results.report import Report, statements
from tests.teams.blocks import Review
from tests.teams.reports import BANK, SIZES, report_of

HOSTILE = [
    '=HYPERLINK("http://evil.example","Pay")',
    "Duty;=1+1",
    "\r=1",
    '#read("/etc/passwd") #panic() $x$ *b* `r` //c',
    "Ünïcodé 团队 \u202e abc",
    "[]:*?/\\'" * 12,
    "Duty\x01 team\x00\x08\x7f \\u0001",
    "-2",
    "@SUM(A1)",
    "\tcmd",
    "  =1+1",
    ']#import "evil.typ": *[',
    '"; DROP TABLE block; --',
    "<script>alert(1)</script>&amp;",
    "../../etc/passwd\n\nX-Header: 1",
]
DIFFERENT = 7
"""So many first names are each of another kind; the others repeat one of these."""


def cells(found: Report) -> list[str]:
    """Every statement without its likely range."""
    return [one.cell.words for one in statements(found)]


def pdf(found: Report) -> bytes:
    """The report's PDF, with addresses as the service gives them."""
    topics = [one.letter for one in found.suggestions]
    return pdf_of(found, {one: f"https://look.council.example/guidance/{one}" for one in topics})


def squeezed(text: str) -> str:
    """Without white space and hyphens, at which a line may break."""
    return re.sub(r"[\s\xa0\u00ad-]+", "", text)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_the_csv_has_every_statement(sizes: list[int]) -> None:
    found = report_of(sizes)
    content = csv_of(found)
    assert content.startswith(b"\xef\xbb\xbfgroup,section,about,figure,low,high,of,words,likely")
    rows = rows_of(content)[1:]
    assert [(row["words"], row["likely"]) for row in rows] == [
        (one.cell.words, one.cell.likely) for one in statements(found)
    ]
    for row, one in zip(rows, statements(found), strict=True):
        count = one.cell.count
        numbers = [str(n) for n in (count.low, count.high, count.of)] if count else [""] * 3
        assert [row["low"], row["high"], row["of"]] == numbers


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_the_json_has_every_statement(sizes: list[int]) -> None:
    found = report_of(sizes)
    made = json.loads(json_of(found))
    stated = [
        (part["group"], section["heading"], row["about"], one["figure"], one["words"])
        for part in made["parts"]
        for section in part["sections"]
        for row in section["rows"]
        for one in row["figures"]
    ]
    assert stated == [
        (one.group, one.section, one.about, one.figure, one.cell.words)
        for one in statements(found)
        if one.group and one.figure
    ]
    assert made["headline"] == list(found.headline)
    assert made["summary"] == list(found.summary)
    assert made["do_not_say"] == list(found.limits.not_say)
    numbers = [n for n in json_numbers(made) if not isinstance(n, int)]
    assert numbers == [], "only whole numbers, so no midpoint"


def json_numbers(made: object) -> Iterator[object]:
    if isinstance(made, dict):
        for value in made.values():
            yield from json_numbers(value)
    elif isinstance(made, list):
        for value in made:
            yield from json_numbers(value)
    elif isinstance(made, int | float):
        yield made


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_the_workbook_has_every_statement(sizes: list[int]) -> None:
    found = report_of(sizes)
    book = load_workbook(BytesIO(xlsx_of(found)))
    values = [cell.value for sheet in book for row in sheet for cell in row]
    for one in statements(found):
        if one.figure == "Read":
            continue  # a reading fills several cells: source, words, how checked
        assert one.cell.words in values
        if one.cell.likely:
            assert one.cell.likely in values
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet["A1"].font.bold
        assert (sheet.column_dimensions["A"].width or 0) > 10
    assert book.properties.title == found.title


def foot(page: PageObject) -> float:
    """How far above the page's foot its last line stands, in points; A4 has 842. Without the line
    at the foot, which every page has."""
    heights: list[float] = []

    def visit(text: str, page: list[float], line: list[float], *_: object) -> None:
        height = page[3] * line[5] + page[5]
        if text.strip() and height > FOOTER:
            heights.append(height)

    page.extract_text(visitor_text=visit)
    return min(heights)


FOOTER = 60


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_the_pdf_has_every_statement(app: Flask, sizes: list[int]) -> None:
    found = report_of(sizes)
    pages = PdfReader(BytesIO(pdf(found))).pages
    assert max(map(foot, pages)) < 500, "no page is nearly empty"
    first = squeezed(pages[0].extract_text())
    text = squeezed("".join(page.extract_text() for page in pages))
    for one in statements(found):
        if one.figure == "Read":
            continue
        assert squeezed(one.cell.words) in text, one
        assert squeezed(one.cell.likely) in text
    assert found.overview
    assert found.overview.chart
    for words in (
        *(*found.headline, found.overview.chart.caption, found.who_is_missing),
        *(one.why for one in found.suggestions),
    ):
        assert squeezed(words) in first, "the answer is on the first page"


def walk(node: object) -> Iterator[DictionaryObject]:
    """Every element of a PDF's structure tree."""
    if isinstance(node, IndirectObject):
        node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from walk(child)
    elif isinstance(node, DictionaryObject):
        yield node
        if "/K" in node:
            yield from walk(node["/K"])


def test_the_pdf_is_tagged_for_screen_readers(app: Flask) -> None:
    found = report_of([60])
    content = pdf(found)
    reader = PdfReader(BytesIO(content))
    root = reader.root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"] is not None
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not None
    assert reader.metadata is not None
    assert reader.metadata.title == f"What the answers of a team show: {found.title}"
    assert b"pdfuaid" in content
    elements = list(walk(root["/StructTreeRoot"]))
    kinds = [str(element.get("/S")) for element in elements]
    assert kinds.count("/H1") + kinds.count("/H2") >= 7
    sections = [s for part in found.parts for s in part.sections]
    assert kinds.count("/Table") >= len([section for section in sections if section.rows])
    assert "/TH" in kinds
    figures = [element for element in elements if element.get("/S") == "/Figure"]
    assert figures
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_the_same_report_gives_the_same_bytes(app: Flask) -> None:
    once, again = report_of([16, 14]), report_of([16, 14])
    for made_by in (pdf, xlsx_of, csv_of, json_of):
        assert made_by(once) == made_by(again)
    for section in once.charts.values():
        assert png_of(section, once) == png_of(section, again)
    created = PdfReader(BytesIO(pdf(once))).metadata
    assert created is not None
    assert str(created.creation_date)[:10] == "2026-11-20"


def test_sheet_names_have_whole_words() -> None:
    places = ["Newly qualified social worker", "Newly qualified senior practitioner"]
    found = report_of([14, 12], groups=places)
    names = load_workbook(BytesIO(xlsx_of(found))).sheetnames
    assert [name for name in names if "Newly" in name] == [
        *("Said and shown, Newly…", "Topics, Newly qualified senior…"),
        *("Said and shown, Newly… 2", "Topics, Newly qualified social…"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.repeats] * (number >= DIFFERENT))
        for number, name in enumerate(HOSTILE)
    ],
)
def test_no_name_breaks_a_file(app: Flask, name: str) -> None:
    found = report_of([12, 14, 5], name, groups=[name, "Everyone else", ""])
    reader = PdfReader(BytesIO(pdf(found)))
    assert len(reader.pages) > 1
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    assert "root:" not in text
    for row in rows_of(csv_of(found)):
        for value in row.values():
            assert not value.lstrip(" ").startswith(BEGINS_A_FORMULA)
            assert ";=" not in value, "a spreadsheet that expects semicolons divides it there"
    book = load_workbook(BytesIO(xlsx_of(found)))
    for sheet in book:
        for line in sheet:
            for cell in line:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                if isinstance(cell.value, str) and cell.value.lstrip(" ").startswith(
                    BEGINS_A_FORMULA
                ):
                    assert cell.quotePrefix
    assert json.loads(json_of(found))["review"] == name
    for section in found.charts.values():
        assert png_of(section, found).startswith(b"\x89PNG")


def test_there_are_no_files_without_an_opened_block(app: Flask) -> None:
    empty = build_report(Review(), [], BANK)
    makers: list[Callable[[Report], bytes]] = [pdf, xlsx_of]
    for made_by in makers:
        with pytest.raises(ValueError, match="nothing is opened"):
            made_by(empty)
    assert replace(empty, title="x").charts == {}
