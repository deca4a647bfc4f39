"""A session on paper and in sheets, read back with other people's libraries."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from quiz.documents import typeset
from quiz.live.documents import data
from quiz.live.documents.cpd_note import NO_NAMES, PROMPTS, note
from quiz.live.documents.guide import guide
from quiz.live.documents.workbook import workbook
from quiz.live.results.recap import NOT_ASKED, confidence_recap, recaps
from quiz.live.session.aggregate import confidence
from quiz.live.session.models import LONGEST_TITLE
from quiz.live.session.plans import scenario_of
from quiz.vocabulary import Answer, Strand
from tests.live.day import DAY
from tests.live.over import BANK, HOSTILE, PLAN, best_of, session

PAPERS = {
    "guide": lambda: typeset.pdf("live/documents/guide.typ", guide(BANK, PLAN, HOSTILE, DAY), DAY),
    "handout": lambda: typeset.pdf(
        "live/documents/handout.typ", data.handout(BANK, PLAN, session(), HOSTILE, DAY, DAY), DAY
    ),
}


@pytest.fixture(scope="module", params=sorted(PAPERS))
def paper(request: pytest.FixtureRequest) -> tuple[str, PdfReader]:
    return request.param, PdfReader(BytesIO(PAPERS[request.param]()))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_paper_is_tagged_titled_and_in_british_english(paper: tuple[str, PdfReader]) -> None:
    name, reader = paper
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/MarkedResponse"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert HOSTILE in str(reader.metadata.title)
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata, name


def test_a_hostile_title_is_words(paper: tuple[str, PdfReader]) -> None:
    _, reader = paper
    assert '#panic("x") *b* @ref $1/0$' in words(reader)


@pytest.mark.parametrize("letters", range(LONGEST_TITLE - 30, LONGEST_TITLE + 1, 6))
def test_a_long_title_does_not_part_a_page_from_its_number(letters: int) -> None:
    title = ("Looking families up, a morning for everybody " * 9)[: letters - 1] + "."
    told = data.handout(BANK, PLAN, session(), title, DAY, DAY)
    pages = PdfReader(BytesIO(typeset.pdf("live/documents/handout.typ", told, DAY))).pages
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()


def test_the_guide_has_all_that_its_leader_needs() -> None:
    found = words(PdfReader(BytesIO(PAPERS["guide"]())))
    for asked in PLAN.scenarios:
        scenario = scenario_of(BANK, asked)
        for pointer in scenario.pointers:
            assert pointer.place.split()[-1] in found
        assert " ".join(scenario.prompt.split()) in found
    assert found.count("Best answer:") == 6
    assert "Second vote: 1 minutes" not in found


def test_the_handout_has_what_was_asked_and_no_more() -> None:
    found = words(PdfReader(BytesIO(PAPERS["handout"]())))
    titles = [scenario_of(BANK, asked).title for asked in PLAN.scenarios]
    assert [title in found for title in titles] == [True, True, True, False, False, False, False]
    assert "Best answer: 4 of 10, then 7 of 9." in found
    assert "Sure and wrong: 3, then 1." in found
    assert "fewer than 5 people answered" in found


def test_the_same_session_gives_the_same_bytes() -> None:
    assert PAPERS["handout"]() == PAPERS["handout"]()


def test_the_workbook_has_the_counts_and_no_formula() -> None:
    made = load_workbook(BytesIO(workbook(BANK, PLAN, session(), HOSTILE, DAY, DAY)))
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert HOSTILE in [cell.value for cell in cells]
    assert made.sheetnames == ["Summary", "Votes", "Confidence", "Guidance"]
    rows = [row for row in made["Votes"].iter_rows(min_row=2, values_only=True) if row[0] == 1]
    best = scenario_of(BANK, PLAN.scenarios[0]).option(best_of(PLAN, 0)).text
    # Guessing, unsure, fairly sure, very sure, all, sure and wrong: as over.py has them.
    assert {row[2:5]: row[5:] for row in rows if row[3] == best} == {
        ("First vote", best, "yes"): (1, 0, 0, 3, 4, 0),
        ("Second vote", best, "yes"): (0, 0, 7, 0, 7, 0),
    }
    assert sum(row[9] for row in rows if row[2] == "First vote") == 10
    assert sum(row[10] for row in rows if row[2] == "First vote") == 3


def test_what_was_not_shown_is_in_no_sheet() -> None:
    made = load_workbook(BytesIO(workbook(BANK, PLAN, session(), "Title", DAY, DAY)))
    rows = list(made["Votes"].iter_rows(min_row=2, values_only=True))
    assert {(row[0], row[2]) for row in rows} == {
        (1, "First vote"),
        (1, "Second vote"),
        (2, "First vote"),
    }
    said = list(made["Confidence"].iter_rows(min_row=2, values_only=True))
    # No, partly, yes, not my work, of 10 people: 3 said yes before and 6 after.
    assert [row[2:] for row in said] == [(7, 0, 3, 0, 10)] * 4 + [(4, 0, 6, 0, 10)] * 4


def test_a_formula_guard_marks_the_cell_as_text() -> None:
    made = load_workbook(BytesIO(workbook(BANK, PLAN, session(), "=1+1", DAY, DAY)))
    title = made["Summary"]["B2"]
    assert (title.value, title.data_type, title.quotePrefix) == ("=1+1", "s", True)


def test_pictures_are_there_for_what_is_shown() -> None:
    told, found = recaps(BANK, PLAN, session()), confidence_recap(BANK, session(), 5)
    pictures = data.pictures(told, found)
    assert sorted(pictures) == ["confidence", "scenario-1", "scenario-2"]
    for name in pictures:
        image = Image.open(BytesIO(typeset.png("live/documents/picture.typ", pictures[name])))
        assert image.format == "PNG"
        assert image.width == 1280
        colours = image.convert("RGB").getcolors(image.width * image.height)
        assert colours is not None
        assert len(colours) > 20


def test_recaps_say_why_there_is_nothing() -> None:
    told = recaps(BANK, PLAN, session())
    assert [one.was_asked for one in told] == [True, True, True, False, False, False, False]
    assert told[3].note == NOT_ASKED
    assert told[2].note == "Fewer than 5 people answered, so nothing is shown."
    assert told[1].note == "Of one vote: fewer than 5 people answered, so nothing is shown."
    assert [len(one.charts) for one in told] == [2, 1, 0, 0, 0, 0, 0]


def test_confidence_of_the_same_people_is_a_change() -> None:
    found = confidence_recap(BANK, session(), 5)
    assert found is not None
    assert found.change is not None
    assert [row.before.count.numbers for row in found.change.rows] == ["3 of 10"] * 4
    assert [row.after.count.numbers for row in found.change.rows] == ["6 of 10"] * 4


def test_of_a_question_that_few_answered_that_is_said_everywhere() -> None:
    """8 people, at least 6 for a chart, of whom 4 are aware and were asked if they understand."""
    every = dict.fromkeys(Strand, Answer.YES)
    unaware = {s: Answer.NO for s in Strand if s != Strand.UNDERSTANDING}
    ratings = {str(n): every if n < 4 else unaware for n in range(8)}
    summed = replace(session(), confidence=confidence(ratings, ratings, 6))
    plan = replace(PLAN, minimum=6)
    found = confidence_recap(BANK, summed, 6)
    assert found is not None
    assert found.change is not None
    assert len(found.change.rows) == 3
    said = [found.change.numbers(row.before) for row in found.change.rows]
    assert said == ["4 of 8"] * 3, "a number, and no word for how many that is"
    few = "Fewer than 6 answered this one"
    for chart in found.charts:
        assert [bar.words == few for bar in chart.bars] == [False, True, False, False]
    told = data.handout(BANK, plan, summed, "Title", DAY, DAY)
    paper = typeset.pdf("live/documents/handout.typ", told, DAY)
    assert words(PdfReader(BytesIO(paper))).count(few) == 2
    made = load_workbook(BytesIO(workbook(BANK, plan, summed, "Title", DAY, DAY)))
    rows = list(made["Confidence"].iter_rows(min_row=2, values_only=True))
    assert [row[2:] for row in rows][:2] == [(4, 0, 4, 0, 8), ("", "", "", "", few)]
    assert len(rows) == 8


def test_a_note_for_cpd_has_facts_and_blanks_and_no_score() -> None:
    asked = [scenario_of(BANK, one) for one in PLAN.scenarios[:2]]
    found = note("Looking people up", DAY, asked)
    assert "Looking people up" in found
    assert "1 March 2027" in found
    for scenario in asked:
        assert f"- {scenario.topic.title}" in found
        assert all(pointer.place in found for pointer in scenario.pointers)
    assert all(f"{heading}\n[{prompt}]" in found for heading, prompt in PROMPTS)
    assert found.endswith(f"{NO_NAMES}\n")
    # Neither what was chosen nor how it turned out is in it.
    assert not [o.text for scenario in asked for o in scenario.options if o.text in found]
    assert "of 2" not in found


@pytest.mark.parametrize("title", ["Tea ☕ and 🦊", "مرحبا", "漢字", "a\u202eb", "Łódź – Größe"])
def test_any_title_can_be_set(title: str) -> None:
    made = typeset.pdf("live/documents/guide.typ", guide(BANK, PLAN, title, DAY), DAY)
    legible = title if title.startswith("Łódź") else "?"
    assert legible in str(PdfReader(BytesIO(made)).metadata)
