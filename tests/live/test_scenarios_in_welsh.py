"""A scenario that an organisation wrote in Welsh is marked in the files of a session in English."""

from dataclasses import replace
from io import BytesIO

from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID

from quiz.live.documents import data
from quiz.live.documents.ended_session import EndedSession
from quiz.live.documents.guide import guide
from quiz.live.documents.sheets import sheets
from quiz.live.documents.slides import slides
from tests.live.dates import DAY
from tests.live.ended_session import BANK, PLAN, ended_aggregate
from tests.live.text_of_files import ADDRESSES

FIRST, SECOND = (BANK.items[one.item] for one in PLAN.scenarios[:2])
WELSH = replace(FIRST, language="cy")
IN_WELSH = replace(
    BANK,
    items={**BANK.items, WELSH.id: WELSH},
    kept={**BANK.kept, (WELSH.id, WELSH.revision): WELSH},
    forms=tuple(
        replace(form, items=tuple(WELSH if item.id == WELSH.id else item for item in form.items))
        for form in BANK.forms
    ),
)


def test_papers_mark_it() -> None:
    session = EndedSession(IN_WELSH, PLAN, ended_aggregate(), "A morning", DAY)
    found = guide(IN_WELSH, PLAN, "A morning", DAY)
    assert [page["lang"] for page in found["pages"]][:2] == ["cy", "en"]
    languages = {part["what"]: part["lang"] for part in found["timetable"]}
    assert languages[f"1. {WELSH.title}"] == "cy"
    assert languages[f"2. {SECOND.title}"] == "en"
    assert data.handout(session, DAY, ADDRESSES)["pages"][0]["lang"] == "cy"
    assert sheets(IN_WELSH, PLAN, "A morning", DAY)["sheets"][0]["lang"] == "cy"


def test_slides_mark_it_for_spelling() -> None:
    session = EndedSession(IN_WELSH, PLAN, ended_aggregate(), "A morning", DAY)
    made = Presentation(BytesIO(slides(session, DAY)))
    runs = [
        (run.text, run.font.language_id)
        for slide in made.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    welsh = {text for text, language in runs if language == MSO_LANGUAGE_ID.WELSH}
    english = {text for text, language in runs if language == MSO_LANGUAGE_ID.ENGLISH_UK}
    assert {WELSH.vignette, WELSH.question, WELSH.title, WELSH.key.text} <= welsh
    assert {SECOND.vignette, SECOND.question, "A morning"} <= english
    assert not [text for text in welsh if FIRST.pointers[0].source.title in text]
