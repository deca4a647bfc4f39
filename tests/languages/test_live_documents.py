"""The papers and files of a live session in the made-up language: only the content is English."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID
from pypdf import PdfReader

import quiz
from quiz.bank.translated import translated
from quiz.clock import long_date
from quiz.documents import typeset
from quiz.languages.catalogues import language
from quiz.languages.made_up import CLOSE, OPEN
from quiz.languages.sentences import written_in
from quiz.live.documents import data
from quiz.live.documents.ended_session import EndedSession
from quiz.live.documents.guide import guide
from quiz.live.documents.sheets import sheets
from quiz.live.documents.slides import slides
from quiz.live.documents.workbook import workbook
from tests.live import stored_steps
from tests.live.dates import DAY
from tests.live.ended_session import BANK, PLAN, ended_aggregate
from tests.live.steps import ITEM
from tests.live.text_of_files import ADDRESSES

TITLE = "7–8"
MADE_UP = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
WORD = re.compile(r"[A-Za-z]{3,}")
NOT_WORDS = {"references", "sources", "places", "address", "url", "shade"}
"""Keys of what is in the register of sources, which is in English, and of what nobody reads."""
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
IN_TYPST = {"Source Sans 3", "Noto Emoji"}
TYPST = sorted((Path(quiz.__file__).parent / "live" / "documents").glob("*.typ"))


def texts(thing: object) -> Iterator[str]:
    """Every text in the content, or in the data of a paper, without the register."""
    if isinstance(thing, str):
        yield thing
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from texts(getattr(thing, one.name))
    elif isinstance(thing, dict):
        for key, value in thing.items():
            if key not in NOT_WORDS:
                yield from texts(value)
    elif isinstance(thing, list | tuple | frozenset):
        for one in thing:
            yield from texts(one)


CONTENT = sorted(
    {
        *(text for one in (*BANK.items.values(), *BANK.contested) for text in texts(one)),
        *texts([BANK.briefings, BANK.topics, BANK.confidence]),
        long_date(DAY),  # Babel has no months for a made-up language
    },
    key=len,
    reverse=True,
)


def english(words: Iterator[str]) -> set[str]:
    """What is neither made up nor content."""
    found = set()
    for text in words:
        rest, before = text, ""
        while rest != before:  # a sentence may be inside another
            before, rest = rest, MADE_UP.sub("", rest)
        for known in CONTENT:
            rest = rest.replace(known, "") if known and known in rest else rest
        if WORD.search(rest):
            found.add(text)
    return found


def session() -> EndedSession:
    return EndedSession(BANK, PLAN, ended_aggregate(), TITLE, DAY)


def test_papers_have_no_english_but_the_content() -> None:
    with written_in(language("en-XA")):
        papers = {
            "guide": guide(BANK, PLAN, TITLE, DAY),
            "sheets": sheets(BANK, PLAN, TITLE, DAY),
            "handout": data.handout(session(), DAY, ADDRESSES),
            "charts": data.chart_images(session()),
        }
        images = papers["charts"].values()
        assert typeset.png("live/documents/chart_image.typ", next(iter(images)))
    for name, values in papers.items():
        json.dumps(values)
        assert english(texts(values)) == set(), name


def test_each_part_of_a_paper_has_its_own_language() -> None:
    """Topics are translated before scenarios are, and stand beside them."""
    with written_in(language("cy")):
        bank = translated(BANK, language("cy"))
        ended = EndedSession(bank, PLAN, ended_aggregate(), TITLE, DAY)
        after = data.handout(ended, DAY, ADDRESSES)
        pages = guide(bank, PLAN, TITLE, DAY)["pages"]
    assert {one["title_lang"] for one in after["briefings"]} == {"cy"}
    assert {one["lang"] for one in after["briefings"]} == {"en"}
    assert {one["topic_lang"] for one in pages} == {"cy"}
    assert any("mae’r ddolen yn mynd i gopi" in one["notes"] for one in after["sources"])
    assert not any("ddolen" in one["about"] for one in after["sources"])


def test_slides_and_papers_mark_what_they_quote_in_english() -> None:
    with written_in(language("cy")):
        bank = translated(BANK, language("cy"))
        ended = EndedSession(bank, PLAN, ended_aggregate(), TITLE, DAY)
        deck = Presentation(BytesIO(slides(ended, DAY)))
        paper = data.handout(ended, DAY, ADDRESSES)
        timetable = guide(bank, PLAN, TITLE, DAY)["timetable"]
        made = typeset.pdf("live/documents/handout.typ", paper, DAY)
    frames = [
        shape.text_frame for one in deck.slides for shape in one.shapes if shape.has_text_frame
    ]
    frames += [one.notes_slide.notes_text_frame for one in deck.slides]
    runs = [run for frame in frames for one in frame.paragraphs for run in one.runs]
    title, place = ended.scenarios[0].scenario.title, paper["pages"][0]["references"][0]["where"]
    tongues = {run.text: run.font.language_id for run in runs}
    assert tongues[title] == tongues[place] == MSO_LANGUAGE_ID.ENGLISH_UK
    assert tongues["1. "] == MSO_LANGUAGE_ID.WELSH
    assert {"words": title, "lang": "en"} in paper["quoted"]
    assert {"words": place, "lang": "en"} in paper["quoted"]
    assert {one["lang"] for one in timetable if title in one["what"]} == {"en"}
    assert timetable[0]["lang"] == "cy"
    (page, *_) = PdfReader(BytesIO(made)).pages
    contents = page.get_contents()
    assert contents is not None
    assert b"/Lang(en-GB)" in contents.get_data(), "inside a Welsh sentence"


def test_workbook_and_slides_have_no_english_but_the_content() -> None:
    with written_in(language("en-XA")):
        book = load_workbook(BytesIO(workbook(session(), DAY)))
        deck = Presentation(BytesIO(slides(session(), DAY)))
    sheet_names = iter(book.sheetnames)
    guidance = book.worksheets.pop()
    heads = [str(cell.value) for cell in next(guidance.iter_rows(max_row=1))]
    cells = [
        str(cell.value)
        for sheet in book.worksheets[:-1]
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert english(iter([*cells, *heads, *sheet_names])) == set()
    shown = [
        paragraph.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        if not any(one.source.title in paragraph.text for one in BANK.pointers)
    ]
    notes = [
        line
        for slide in deck.slides
        for line in slide.notes_slide.notes_text_frame.text.splitlines()
    ]
    assert english(iter([*shown, *notes])) == set()


@pytest.mark.parametrize("template", TYPST, ids=lambda path: path.name)
def test_a_paper_gets_its_words_as_data(template: Path) -> None:
    code = re.sub(r"//.*", "", template.read_text("utf-8"))
    literals = {text for text in LITERAL.findall(code) if re.search("[A-Z][a-z]| ", text.strip())}
    assert literals - IN_TYPST == set()


def test_the_papers_of_a_welsh_host_have_welsh_names_and_the_welsh_name_of_the_service(
    app: Flask,
) -> None:
    host = stored_steps.host_session(app, ITEM.id, "7")
    host.client.get("/language/cy?next=/host")
    for address, name in (("guide.pdf", "canllaw"), ("sheets.pdf", "taflenni")):
        response = host.client.get(f"{host.path}/{address}")
        assert f'filename="{name}-' in response.headers["Content-Disposition"]
        assert PdfReader(BytesIO(response.data)).metadata["/Author"] == "Cyn i Chi Edrych"
