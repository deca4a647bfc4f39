"""Feedback and the second look in a real browser."""

from io import BytesIO

import pytest
from playwright.sync_api import BrowserContext
from pypdf import PdfReader
from sqlalchemy import create_engine, text

from tests.journeys.conftest import DESK, PHONE, SMALL
from tests.journeys.person import Person, begin
from tests.server import Server


@pytest.mark.starts_first
def test_feedback_after_each_scenario(person: Person, everything: bool) -> None:
    person.begins(feedback="each")
    opened = 4 if everything else 2
    for number in range(1, opened + 1):
        person.answers(right=False, certainty="4")
        assert person.path == f"/check/scenario/{number}/why"
        person.sees_no_sideways_scrolling().presses("Continue")
    with person.without_pages() as requests:
        for number in range(opened + 1, 5):
            path, _ = requests.sends(f"/check/scenario/{number}", option="other", certainty="4")
            assert path == f"/check/scenario/{number}/why"
    person.opens("/check/answers")
    person.presses("See my feedback")
    assert "0 of 4 right" in person.words
    person.follows(person.page.locator(".levels__mark").first).presses("Back to my feedback")
    assert person.path == "/check/feedback"
    person.page.locator(".rule__why summary").first.click()
    person.looks()
    person.follows(person.page.locator(".rule__more a[href^='/guidance']").first)
    person.sees_no_sideways_scrolling()
    assert person.path.startswith("/guidance/")
    person.follows(person.page.get_by_role("link", name="Back to my check"))
    assert person.path == "/check/feedback"


def test_folded_reasons_are_printed(person: Person) -> None:
    person.answers_without_pages(*[("other", "4")] * 4).opens("/check/feedback")
    reason = person.page.locator(".rule__why .reasons").first
    assert not reason.is_visible()
    person.page.emulate_media(media="print")
    assert reason.is_visible()
    assert not person.page.locator(".masthead__link").is_visible()
    assert "Have done it" not in person.words, "a print may go to a supervisor"


# The number of screens of a phone, with everything folded, and of A4 pages.
PATTERNS = {
    "all wrong, very sure": ([("other", "4")], 5),
    "all right, very sure": ([("best", "4")], 2),
    "all unsure": ([("best", "2"), ("other", "2")], 5),
    "mixed": ([("best", "4"), ("other", "4"), ("best", "2"), ("other", "1")], 5),
}


def test_the_feedback_is_short(person: Person, contexts: list[BrowserContext]) -> None:
    person.axe = False
    for name, (answers, screens) in PATTERNS.items():
        contexts[0].clear_cookies()
        with person.opens("/").without_pages() as requests:
            path = begin(requests, "full", "end")
            for option, certainty in answers * (12 // len(answers)):
                path, _ = requests.sends(path, option=option, certainty=certainty)
            while path != "/check/feedback":
                path, _ = requests.sends(path)
        person.opens(path)
        height = person.page.evaluate("document.documentElement.scrollHeight")
        assert height <= screens * PHONE["height"], (name, height)
        printed = PdfReader(BytesIO(person.page.pdf(format="A4"))).pages
        assert len(printed) <= 3, (name, len(printed))


@pytest.mark.parametrize(
    "person",
    [
        pytest.param({"viewport": SMALL}, marks=pytest.mark.repeats),
        {"viewport": DESK, "java_script_enabled": False},
    ],
    ids=["small", "no-scripts"],
    indirect=True,
)
def test_a_second_look_on_a_later_day(person: Person, shared_server: Server) -> None:
    person.answers_without_pages(*[("other", "4")] * 3, ("best", "4")).opens("/check/feedback")
    person.follows(person.page.get_by_role("link", name="Take a second look"))
    assert person.path == "/check/second-look"
    person.sees_no_sideways_scrolling()
    assert person.page.get_by_role("button", name="Start the second look").count() == 0
    with person.page.expect_download() as download:
        person.page.get_by_role("link", name="Add three days to your calendar").click()
    assert download.value.suggested_filename == "second-look.ics"
    engine = create_engine(shared_server.database_url)
    with engine.begin() as connection:  # two days later
        connection.execute(text("UPDATE attempt SET finished_on = date(finished_on, '-2 days')"))
    engine.dispose()
    person.opens("/check/feedback")
    person.follows(person.page.get_by_role("link", name="Take a second look"))
    person.sees_no_sideways_scrolling().presses("Start the second look")
    for number in (1, 2, 3):
        assert person.path == f"/check/scenario/{number}"
        person.answers(right=True, certainty="3")
    person.presses("See my feedback").sees_no_sideways_scrolling()
    assert "3 of 3 right" in person.words
