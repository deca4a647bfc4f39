"""The CPD note and the page for supervision: page, text, Word and PDF have only what was chosen."""

import json
import re
from dataclasses import asdict, replace
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm
from pypdf import PdfReader

from quiz.answers import record
from quiz.bank.content_file import ContentError
from quiz.bank.cpd_forms import CpdFact
from quiz.bank.load import SCENARIOS, load
from quiz.clock import long_date, today
from quiz.documents.paper_words import paper_words
from quiz.documents.quotations import for_paper
from quiz.documents.typeset import pdf
from quiz.questions.scenario_form import MarkedResponse
from quiz.selfcheck.documents.finished_check import FinishedCheck, set_words
from quiz.selfcheck.documents.note import note_fields, quoted
from quiz.selfcheck.documents.supervision import supervision_page
from quiz.selfcheck.documents.word import word
from quiz.selfcheck.feedback import StandAnswers
from quiz.vocabulary import Certainty
from tests.selfcheck.steps import (
    BANK,
    code_of,
    finish,
    reach_answers,
    reach_scenarios,
    stored_attempt,
)
from tests.visitor import Visitor, normalize_space

ASKED = BANK.forms[0].short
OF_FOUR = "of 4 answers matched the guidance"
STOOD = "Have done it: yes"
PERSONAL = (OF_FOUR, "Have done it", "sure", "not right", "You said")
"""Words of feedback that say something about the person."""


@pytest.fixture
def finished(visitor: Visitor) -> Visitor:
    """Somebody who has looked people up out of curiosity, and was sure and wrong twice."""
    reach_scenarios(visitor, length="short")
    with stored_attempt(visitor) as (session, current):
        stands = {f"{item.id}_{asked}": "yes" for item in BANK.stand for asked in ("ok", "done")}
        record.answer_stand(session, current.attempt, stands)
    return finish(visitor, [(False, "4"), (True, "4"), (True, "1"), (False, "4")])


def file(visitor: Visitor, address: str) -> bytes:
    """A file of this visitor's, which nobody may cache and which is named after its day."""
    response = visitor.client.get(address)
    name, ending = address.rpartition("/")[2].split(".")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert f'"{name}-{today().isoformat()}.{ending}"' in response.headers["Content-Disposition"]
    return response.data


def read_pdf(content: bytes) -> tuple[str, PdfReader]:
    reader = PdfReader(BytesIO(content))
    return normalize_space(" ".join(page.extract_text() for page in reader.pages)), reader


def read_word(content: bytes) -> str:
    return normalize_space(" ".join(p.text for p in Document(BytesIO(content)).paragraphs))


def note_texts(visitor: Visitor) -> dict[str, str]:
    """The note as text, as a Word file, and as a PDF."""
    visitor.get("/check/cpd-note")
    return {
        "text": normalize_space(visitor.page.select_one("#note-text").get_text()),
        "docx": read_word(file(visitor, "/check/cpd-note.docx")),
        "pdf": read_pdf(file(visitor, "/check/cpd-note.pdf"))[0],
    }


def supervision_texts(visitor: Visitor) -> dict[str, str]:
    """What is printed of the page, and the PDF."""
    visitor.get("/check/supervision")
    sheet = visitor.page.find(id="page")
    return {
        "page": normalize_space(sheet.get_text(" ")),
        "pdf": read_pdf(file(visitor, "/check/supervision.pdf"))[0],
    }


def test_the_note_has_facts_prompts_and_nothing_about_the_person(finished: Visitor) -> None:
    prompts = [field.prompt for field in BANK.cpd_forms[0].fields if field.prompt]
    for kind, text in note_texts(finished).items():
        for fact in (long_date(today()), "4 scenarios (set 1)", *(i.topic.title for i in ASKED)):
            assert fact in text, kind
        for pointer in (pointer for item in ASKED for pointer in item.pointers):
            assert pointer.place.split()[-1] in text, kind
        for prompt in prompts:
            assert normalize_space(prompt) in text, kind
        assert not [word for word in PERSONAL if word in text], kind
        assert not [item.title for item in ASKED if item.title in text], kind


def test_the_note_has_what_was_ticked_and_keeps_the_ticks(finished: Visitor) -> None:
    ticked = ASKED[1]
    finished.get("/check/cpd-note").send(headings="wales", surprises=ticked.id, result="y")
    assert finished.filled_in()["surprises"] == ticked.id
    for kind, text in note_texts(finished).items():
        assert "How long it took" in text, kind
        assert f"2 {OF_FOUR}" in text, kind
        assert normalize_space(f"“{ticked.title}”: {ticked.rule}") in text, kind
        assert not [item.title for item in ASKED if item != ticked and item.title in text], kind
    finished.send(headings="")
    assert finished.status == 422
    assert finished.filled_in()["surprises"] == ticked.id


def test_supervision_sees_rules_and_questions_and_nothing_else(finished: Visitor) -> None:
    for kind, text in supervision_texts(finished).items():
        assert "Two questions to talk about" in text, kind
        assert long_date(today()) in text, kind
        assert "set 1" in text, kind
        for item in ASKED:
            assert normalize_space(item.rule or "") in text, kind
            assert item.title not in text, kind
        assert not [word for word in PERSONAL if word in text], kind


@pytest.mark.parametrize(("result", "stands"), [*product(("", "y"), repeat=2)])
def test_supervision_sees_what_was_chosen(finished: Visitor, result: str, stands: str) -> None:
    rule = ASKED[2]
    finished.get("/check/supervision").send(rules=rule.id, result=result, stands=stands)
    for kind, text in supervision_texts(finished).items():
        assert (OF_FOUR in text) == bool(result), kind
        assert (STOOD in text) == bool(stands), kind
        shown = [item for item in ASKED if normalize_space(item.rule or "") in text]
        assert shown == [rule], kind


def test_nothing_is_offered_of_a_stand_that_was_not_taken(visitor: Visitor) -> None:
    reach_answers(visitor, length="short").send().get("/check/supervision")
    assert visitor.page.find("input", attrs={"name": "stands"}) is None


@pytest.mark.parametrize("address", ["cpd-note", "cpd-note.docx", "cpd-note.pdf"])
def test_before_the_end_there_is_no_note(visitor: Visitor, address: str) -> None:
    reach_scenarios(visitor, length="short").get(f"/check/{address}")
    assert visitor.path == "/check/scenario/1"


def test_ticks_end_with_the_check_and_do_not_come_back_with_its_words(finished: Visitor) -> None:
    finished.get("/check/supervision").send(result="y")
    code = code_of(finished)
    finished.get("/check/leave").send()
    assert finished.client.get("/check/supervision.pdf").status_code == 403
    finished.get("/check/return").send(code=code)
    assert not [text for text in supervision_texts(finished).values() if OF_FOUR in text]


@pytest.mark.parametrize("address", ["cpd-note", "supervision"])
def test_a_pdf_is_tagged_titled_and_in_british_english(finished: Visitor, address: str) -> None:
    _, reader = read_pdf(file(finished, f"/check/{address}.pdf"))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_the_word_file_has_headings_lists_language_and_no_author(finished: Visitor) -> None:
    document = Document(BytesIO(file(finished, "/check/cpd-note.docx")))
    styles = [p.style.name for p in document.paragraphs if p.style]
    assert styles[0] == "Title"
    assert abs((document.sections[0].page_width or 0) - Mm(210)) < Mm(1), "A4"
    assert styles.count("Heading 1") == len(BANK.cpd_forms[0].fields)
    assert "List Bullet" in styles
    about = document.core_properties
    assert (about.title, about.language) == ("A note for my CPD record", "en-GB")
    assert (about.author, about.comments) == ("Before You Look", "")
    assert about.created is not None
    assert about.created.date() == today()
    assert set(re.findall(r'w:lang [^>]*w:val="([^"]+)"', document.styles.element.xml)) == {"en-GB"}


def test_what_surprised_in_welsh_is_marked_in_the_note_s_files() -> None:
    items = [replace(ASKED[0], language="cy"), ASKED[1]]
    marked = [MarkedResponse(item, 1, item.key, Certainty(4), look_up=False) for item in items]
    check = FinishedCheck(marked, today(), "ours")
    ticked = {item.id for item in items}
    fields = note_fields(BANK.cpd_forms[0], check, ticked, with_result=False)
    marks = quoted(BANK.cpd_forms[0], check)
    assert set(marks.values()) == {"cy"}
    made = Document(BytesIO(word("A note", fields, marks, today())))
    runs = [
        (run.text, run._r.xpath("w:rPr/w:lang/@w:val")) for p in made.paragraphs for run in p.runs
    ]
    assert [tags for text, tags in runs if ASKED[0].title in text] == [["cy"]]
    assert [tags for text, tags in runs if ASKED[1].title in text] == [[]]
    paper = {**paper_words(), "title": "A note", "foot": "", "last": "", "quoted": for_paper(marks)}
    data = {**paper, "fields": [asdict(one) for one in fields]}
    assert pdf("selfcheck/documents/cpd_note.typ", data, today())


def test_a_rule_in_welsh_is_marked_on_the_page_for_supervision() -> None:
    items = [replace(ASKED[0], language="cy"), ASKED[1]]
    marked = [MarkedResponse(item, 1, item.key, Certainty(4), look_up=False) for item in items]
    page = supervision_page(FinishedCheck(marked, today(), "ours"), (), (), with_result=False)
    assert {one.language for one in page.rules} == {"cy", None}
    assert {one["lang"] for one in page.data["rules"]} == {"cy", "en"}
    assert pdf("selfcheck/documents/supervision.typ", page.data, today())


@pytest.mark.parametrize("form", [form.id for form in BANK.forms])
def test_supervision_fits_on_one_side_with_everything_chosen(form: str) -> None:
    marked = [
        MarkedResponse(item, number, item.key, Certainty(4), look_up=False)
        for number, item in enumerate(BANK.form(form).items, 1)
    ]
    check = FinishedCheck(marked, today(), "set 1")
    stands = [StandAnswers(item, "Not answered", "Not answered") for item in BANK.stand]
    page = supervision_page(check, (), stands, with_result=True)
    made = pdf("selfcheck/documents/supervision.typ", page.data, today())
    assert len(PdfReader(BytesIO(made)).pages) == 1
    assert len(page.rules) == len({item.rule for item in BANK.form(form).items})


def field(heading: str, *facts: str) -> dict[str, object]:
    return {"heading": heading, "facts": facts, "prompt": None}


def local_file(folder: Path, **changed: object) -> Path:
    """An organisation's file with headings of its own."""
    fields = [field(fact.value, fact) for fact in CpdFact]
    row = {"id": "own", "regulator": "Us", "about": "Ours.", "fields": fields, **changed}
    path = folder / "local.json"
    path.write_text(json.dumps({"cpd_forms": [row]}))
    return path


def test_an_organisation_can_have_headings_of_its_own(tmp_path: Path) -> None:
    assert [form.id for form in load(SCENARIOS, local_file(tmp_path)).cpd_forms] == ["own"]


@pytest.mark.parametrize(
    ("fields", "finding"),
    [
        (
            [{"heading": "All", "facts": [f for f in CpdFact if f != "date"], "prompt": None}],
            "date",
        ),
        ([{"heading": "All", "facts": [*CpdFact], "prompt": None}] * 2, "in one field, not in 2"),
        (
            [
                {"heading": "All", "facts": [*CpdFact], "prompt": None},
                {"heading": "Empty", "facts": [], "prompt": None},
            ],
            "“Empty” has neither facts nor a prompt",
        ),
        ([{"heading": "All", "facts": [*CpdFact, "score"], "prompt": None}], "score"),
    ],
)
def test_wrong_headings_are_refused_with_their_place(
    tmp_path: Path, fields: object, finding: str
) -> None:
    with pytest.raises(ContentError, match=finding) as refused:
        load(SCENARIOS, local_file(tmp_path, fields=fields))
    assert "cpd_forms[0] (own)" in str(refused.value)


def test_a_set_is_named_only_where_it_has_all_scenarios() -> None:
    one, other = BANK.forms[:2]
    assert set_words(BANK, "B", other.short, second=False) == "set 2"
    assert set_words(BANK, "B", one.short, second=False) == ""
    assert set_words(BANK, "B", one.short, second=True) == "a second look"
    assert set_words(BANK, "L", (), second=False) == "my organisation’s own"
