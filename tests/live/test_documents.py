"""Guide, handout, workbook, chart images and CPD note, read back with independent libraries."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from quiz.documents import typeset
from quiz.live.documents import data
from quiz.live.documents.cpd_note import NO_NAMES, PROMPTS, note
from quiz.live.documents.ended_session import EndedSession
from quiz.live.documents.guide import guide
from quiz.live.documents.workbook import workbook
from quiz.live.results.summary import NOT_ASKED, confidence_summary, scenario_summaries
from quiz.live.session.aggregate import confidence
from quiz.live.session.models import LONGEST_TITLE
from quiz.live.session.plan_scenarios import scenario_of
from quiz.vocabulary import Answer, Strand
from tests.live.dates import DAY
from tests.live.ended_session import BANK, HOSTILE, PLAN, best_option, ended_aggregate

ADDRESSES = {letter: f"https://look.example/guidance/{letter}" for letter in "ABCDEFGH"}
DOCUMENTS = {
    "guide": lambda: typeset.pdf("live/documents/guide.typ", guide(BANK, PLAN, HOSTILE, DAY), DAY),
    "handout": lambda: typeset.pdf(
        "live/documents/handout.typ",
        data.handout(EndedSession(BANK, PLAN, ended_aggregate(), HOSTILE, DAY), DAY, ADDRESSES),
        DAY,
    ),
}


@pytest.fixture(scope="module", params=sorted(DOCUMENTS))
def document(request: pytest.FixtureRequest) -> tuple[str, PdfReader]:
    return request.param, PdfReader(BytesIO(DOCUMENTS[request.param]()))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_pdf_is_tagged_titled_and_in_british_english(document: tuple[str, PdfReader]) -> None:
    name, reader = document
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert HOSTILE in str(reader.metadata.title)
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata, name


def test_markup_in_a_title_is_printed_as_text(document: tuple[str, PdfReader]) -> None:
    _, reader = document
    assert '#panic("x") *b* @ref $1/0$' in words(reader)


@pytest.mark.parametrize("letters", range(LONGEST_TITLE - 30, LONGEST_TITLE + 1, 6))
def test_a_long_title_leaves_room_for_the_page_number(letters: int) -> None:
    title = ("Looking families up, a morning for everybody " * 9)[: letters - 1] + "."
    found = data.handout(EndedSession(BANK, PLAN, ended_aggregate(), title, DAY), DAY, ADDRESSES)
    pages = PdfReader(BytesIO(typeset.pdf("live/documents/handout.typ", found, DAY))).pages
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()


def test_the_guide_has_all_sources_and_prompts() -> None:
    found = words(PdfReader(BytesIO(DOCUMENTS["guide"]())))
    for asked in PLAN.scenarios:
        scenario = scenario_of(BANK, asked)
        for pointer in scenario.pointers:
            assert pointer.place.split()[-1] in found
        assert " ".join(scenario.prompt.split()) in found
    assert found.count("Best answer:") == 6
    assert "Second vote: 1 minutes" not in found


def test_the_handout_has_only_what_was_asked() -> None:
    found = words(PdfReader(BytesIO(DOCUMENTS["handout"]())))
    titles = [scenario_of(BANK, asked).title for asked in PLAN.scenarios]
    assert [title in found for title in titles] == [True, True, True, False, False, False, False]
    assert "Best answer: 4 of 10, then 9 of 11." in found
    assert "3 of 10 were sure, and wrong. Now 1 of 11." in found
    assert "fewer than 5 people answered" in found


def test_the_handout_names_the_briefings_of_what_was_asked() -> None:
    reader = PdfReader(BytesIO(DOCUMENTS["handout"]()))
    links = {
        mark.get_object()["/A"]["/URI"] for page in reader.pages for mark in page.get("/Annots", ())
    }
    asked = {scenario_of(BANK, one).topic.id for one in PLAN.scenarios[:3]}
    assert {link for link in links if link in ADDRESSES.values()} == {
        ADDRESSES[letter] for letter in asked
    }
    for letter, briefing in zip("ABCDEFGH", BANK.briefings, strict=True):
        assert (briefing.rule in words(reader)) == (letter in asked)


def test_the_same_session_gives_the_same_bytes() -> None:
    assert DOCUMENTS["handout"]() == DOCUMENTS["handout"]()


def test_the_workbook_has_the_counts_and_no_formula() -> None:
    made = load_workbook(
        BytesIO(workbook(EndedSession(BANK, PLAN, ended_aggregate(), HOSTILE, DAY), DAY))
    )
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert HOSTILE in [cell.value for cell in cells]
    assert made.sheetnames == ["Summary", "Votes", "Confidence", "Guidance"]
    rows = [row for row in made["Votes"].iter_rows(min_row=2, values_only=True) if row[0] == 1]
    best = scenario_of(BANK, PLAN.scenarios[0]).option(best_option(PLAN, 0)).text
    # Guessing, unsure, fairly sure, very sure, all, sure and wrong: as in ended_session.py.
    assert {row[2:5]: row[5:] for row in rows if row[3] == best} == {
        ("First vote", best, "yes"): (1, 0, 0, 3, 4, 0),
        ("Second vote", best, "yes"): (0, 0, 9, 0, 9, 0),
    }
    assert sum(row[9] for row in rows if row[2] == "First vote") == 10
    assert sum(row[10] for row in rows if row[2] == "First vote") == 3


def test_no_sheet_has_a_vote_that_was_not_shown() -> None:
    made = load_workbook(
        BytesIO(workbook(EndedSession(BANK, PLAN, ended_aggregate(), "Title", DAY), DAY))
    )
    rows = list(made["Votes"].iter_rows(min_row=2, values_only=True))
    assert {(row[0], row[2]) for row in rows} == {
        (1, "First vote"),
        (1, "Second vote"),
        (2, "First vote"),
    }
    ratings = list(made["Confidence"].iter_rows(min_row=2, values_only=True))
    # No, partly, yes, not my work, of 10 people: 3 said yes before and 6 after.
    assert [row[2:] for row in ratings] == [(7, 0, 3, 0, 10)] * 4 + [(4, 0, 6, 0, 10)] * 4


def test_a_title_that_looks_like_a_formula_is_a_text_cell() -> None:
    made = load_workbook(
        BytesIO(workbook(EndedSession(BANK, PLAN, ended_aggregate(), "=1+1", DAY), DAY))
    )
    title = made["Summary"]["B2"]
    assert (title.value, title.data_type, title.quotePrefix) == ("=1+1", "s", True)


def test_every_chart_that_may_be_shown_has_an_image() -> None:
    images = data.chart_images(EndedSession(BANK, PLAN, ended_aggregate(), "Title", DAY))
    assert sorted(images) == ["confidence", "scenario-1", "scenario-2"]
    for name in images:
        image = Image.open(BytesIO(typeset.png("live/documents/chart_image.typ", images[name])))
        assert image.format == "PNG"
        assert image.width == 1280
        colours = image.convert("RGB").getcolors(image.width * image.height)
        assert colours is not None
        assert len(colours) > 20


def test_summaries_say_why_a_chart_is_missing() -> None:
    summaries = scenario_summaries(BANK, PLAN, ended_aggregate())
    assert [one.was_asked for one in summaries] == [True, True, True, False, False, False, False]
    assert summaries[3].note == NOT_ASKED
    too_few = "Fewer than 5 people answered on phones, so their votes are not shown."
    assert summaries[2].note == too_few
    assert summaries[1].note == (
        "In one vote fewer than 5 people answered on phones, so it is not shown."
    )
    assert [len(one.charts) for one in summaries] == [2, 1, 0, 0, 0, 0, 0]


def test_a_change_in_confidence_is_of_the_same_people() -> None:
    found = confidence_summary(BANK, ended_aggregate(), 5)
    assert found is not None
    assert found.change is not None
    assert [row.before.count.numbers for row in found.change.rows] == ["3 of 10"] * 4
    assert [row.after.count.numbers for row in found.change.rows] == ["6 of 10"] * 4


def test_every_document_says_which_question_too_few_answered() -> None:
    """16 people, at least 6 for a chart, of whom 4 are aware and were asked if they understand."""
    every = dict.fromkeys(Strand, Answer.YES)
    unaware = {s: Answer.NO for s in Strand if s != Strand.UNDERSTANDING}
    ratings = {str(n): every if n < 4 else unaware for n in range(16)}
    aggregate = replace(ended_aggregate(), confidence=confidence(ratings, ratings, 6))
    plan = replace(PLAN, minimum=6)
    found = confidence_summary(BANK, aggregate, 6)
    assert found is not None
    assert found.change is not None
    assert len(found.change.rows) == 3
    numbers = [found.change.numbers(row.before) for row in found.change.rows]
    assert numbers == ["4 of 16, 25\xa0%"] * 3
    few = "Fewer than 6 answered this one"
    for chart in found.charts:
        assert [bar.words == few for bar in chart.bars] == [False, True, False, False]
    summaries = data.handout(EndedSession(BANK, plan, aggregate, "Title", DAY), DAY, ADDRESSES)
    paper = typeset.pdf("live/documents/handout.typ", summaries, DAY)
    assert words(PdfReader(BytesIO(paper))).count(few) == 2
    made = load_workbook(BytesIO(workbook(EndedSession(BANK, plan, aggregate, "Title", DAY), DAY)))
    rows = list(made["Confidence"].iter_rows(min_row=2, values_only=True))
    assert [row[2:] for row in rows][:2] == [(12, 0, 4, 0, 16), ("", "", "", "", few)]
    assert len(rows) == 8


def test_the_cpd_note_has_facts_and_blanks_and_no_score() -> None:
    asked = [scenario_of(BANK, one) for one in PLAN.scenarios[:2]]
    found = note("Looking people up", DAY, asked)
    assert "Looking people up" in found
    assert "1 March 2027" in found
    for scenario in asked:
        assert f"- {scenario.topic.title}" in found
        assert all(pointer.place in found for pointer in scenario.pointers)
    assert all(f"{heading}\n[{prompt}]" in found for heading, prompt in PROMPTS)
    assert found.endswith(f"{NO_NAMES}\n")
    # It has no option and no score.
    assert not [o.text for scenario in asked for o in scenario.options if o.text in found]
    assert "of 2" not in found


@pytest.mark.parametrize("title", ["Tea ☕ and 🦊", "مرحبا", "漢字", "a\u202eb", "Łódź – Größe"])
def test_any_title_can_be_printed(title: str) -> None:
    made = typeset.pdf("live/documents/guide.typ", guide(BANK, PLAN, title, DAY), DAY)
    legible = title if title.startswith(("Łódź", "Tea")) else "?"
    assert legible in str(PdfReader(BytesIO(made)).metadata)
