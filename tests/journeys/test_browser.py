"""The check in a real browser: with and without scripts, by keyboard, small and enlarged."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, Response
from pypdf import PdfReader

from tests.journeys.conftest import DESK, ENLARGED, PHONE, SMALL
from tests.journeys.person import Person


def walks_through(person: Person, scenarios: int = 12) -> Person:
    """Go through a check of 12 or 4 scenarios. Every third answer is wrong."""
    person.starts("full" if scenarios == 12 else "short")
    person.sees_no_sideways_scrolling().presses("Continue")
    person.sees_no_sideways_scrolling().chooses("risk_ok", "yes").presses("Continue")
    while "/confidence/" in person.path:
        person.sees_no_sideways_scrolling().chooses("answer", "yes").presses("Continue")
    for number in range(1, scenarios + 1):
        assert person.path == f"/check/scenario/{number}"
        person.sees_no_sideways_scrolling()
        person.answers(right=number % 3 > 0, certainty=str(number % 4 + 1))
    person.sees_no_sideways_scrolling().presses("See my feedback")
    assert person.path == "/check/feedback"
    assert f"You got {scenarios - scenarios // 3} of {scenarios}" in person.words
    return person.sees_no_sideways_scrolling()


EVERY_WAY = {
    "phone": {"viewport": PHONE},
    "no-scripts": {"viewport": PHONE, "java_script_enabled": False},
    "320-px": {"viewport": SMALL},
    "400-percent": {"viewport": ENLARGED},
    "desk": {"viewport": DESK},
    "high-contrast": {"viewport": DESK, "forced_colors": "active"},
    "reduced-motion-dark": {"reduced_motion": "reduce", "color_scheme": "dark"},
}


# The length of a text matters most where there is least room.
WITH_EVERY_TEXT = {"phone", "400-percent"}


@pytest.mark.parametrize(
    ("person", "way"),
    [(options, way) for way, options in EVERY_WAY.items()],
    ids=EVERY_WAY,
    indirect=["person"],
)
def test_the_whole_check_every_way(person: Person, way: str, everything: bool) -> None:
    """Every way meets every kind of page; two ways meet every scenario of a form."""
    walks_through(person, 12 if everything or way in WITH_EVERY_TEXT else 4)


def test_no_request_leaves_the_site_and_the_console_is_empty(person: Person) -> None:
    external: list[str] = []
    said: list[str] = []

    def watch(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(person.address).netloc:
            external.append(request.url)

    person.page.on("request", watch)
    person.page.on("console", lambda message: said.append(message.text))
    person.page.on("pageerror", lambda error: said.append(str(error)))
    person.axe = False
    walks_through(person, 4)
    assert external == []
    assert said == []


def test_pages_are_light(person: Person) -> None:
    sent: list[tuple[str, int]] = []

    def weigh(response: Response) -> None:
        sizes = response.request.sizes()
        sent.append((response.url, sizes["responseBodySize"] + sizes["responseHeadersSize"]))

    person.page.on("response", weigh)
    person.axe = False
    person.opens("/")
    person.page.wait_for_load_state("networkidle")
    assert 0 < sum(size for _, size in sent) < 60_000, sent
    sent.clear()
    walks_through(person)
    assert max(size for _, size in sent) < 10_000, sorted(sent, key=lambda one: -one[1])[:3]
    again = [(url, size) for url, size in sent if "/static/" in url and size]
    assert again == [], "built files are fetched once"


def test_the_keyboard_alone(person: Person) -> None:
    keyboard = person.page.keyboard

    def presses_through() -> None:
        """Tab to the button that sends the page, and press it."""
        for _ in range(60):
            keyboard.press("Tab")
            if person.page.evaluate("document.activeElement.matches('main form button')"):
                with person.page.expect_navigation():
                    keyboard.press("Enter")
                return
        raise AssertionError(f"{person.path}: the button cannot be reached")

    def chooses_each() -> None:
        """Tab to each question's first answer and choose it with the space bar."""
        names: set[str] = set()
        for _ in range(60):
            keyboard.press("Tab")
            name = person.page.evaluate("document.activeElement.name || ''")
            if person.page.evaluate("document.activeElement.type === 'radio'"):
                keyboard.press("Space")
                names.add(name)
            elif names:
                return

    person.opens("/")
    keyboard.press("Tab")
    assert person.page.evaluate("document.activeElement.textContent") == "Skip to main content"
    presses_through()
    presses_through()
    presses_through()
    while "/confidence/" in person.path:
        chooses_each()
        presses_through()
    for number in range(1, 13):
        assert person.path == f"/check/scenario/{number}"
        chooses_each()
        person.page.focus('input[name="option"]:checked')
        keyboard.press("3")
        assert person.page.is_checked('input[name="certainty"][value="3"]')
        presses_through()
    presses_through()
    assert person.path == "/check/feedback"


def test_changing_the_option_clears_the_certainty(person: Person) -> None:
    person.starts("short").reaches_the_scenarios()
    options = person.page.locator('input[name="option"]')
    options.nth(0).check()
    person.chooses("certainty", "4")
    options.nth(1).check()
    assert person.page.locator('input[name="certainty"]:checked').count() == 0
    assert "say again how sure you are" in person.words
    person.looks().chooses("certainty", "2")
    assert "say again how sure you are" not in person.words


def test_a_certainty_chosen_first_stays(person: Person) -> None:
    person.starts("short").reaches_the_scenarios().chooses("certainty", "4")
    person.page.locator('input[name="option"]').nth(1).check()
    assert person.page.is_checked('input[name="certainty"][value="4"]')


def test_number_keys_work_only_in_the_two_questions(person: Person) -> None:
    person.starts("short").reaches_the_scenarios()
    person.page.keyboard.press("3")
    assert person.page.locator('input[name="certainty"]:checked').count() == 0


def test_an_incomplete_page_returns_with_the_focus_on_the_first_error(person: Person) -> None:
    person.starts("short").reaches_the_scenarios()
    person.chooses("certainty", "2").presses("Continue")
    assert person.page.title().startswith("Error: ")
    assert person.page.evaluate("document.activeElement.textContent").find("problem") > 0
    assert person.page.is_checked('input[name="certainty"][value="2"]')
    person.page.get_by_role("link", name="Choose the answer you think is best").click()
    assert person.page.evaluate("document.activeElement.name") == "option"


def test_back_forward_reload_and_a_second_tab(
    person: Person, contexts: list[BrowserContext]
) -> None:
    person.axe = False
    person.starts().reaches_the_scenarios()
    person.answers(right=True, certainty="3").answers(right=True, certainty="3")
    person.page.go_back()
    assert person.path == "/check/scenario/2"
    assert person.page.is_checked('input[name="certainty"][value="3"]')
    person.page.go_forward()
    person.page.reload()
    assert person.path == "/check/scenario/3"
    second = Person(contexts[0].new_page(), person.address, axe=False).opens("/check/scenario/3")
    second.answers(right=False, certainty="1")
    assert second.path == "/check/scenario/4"
    person.answers(right=True, certainty="4")
    assert person.path == "/check/scenario/4"
    person.page.go_back()
    assert person.page.is_checked('input[name="certainty"][value="4"]')


def test_save_leave_and_come_back_on_another_device(
    person: Person, browser: Browser, contexts: list[BrowserContext]
) -> None:
    person.starts().reaches_the_scenarios().answers(right=True, certainty="3")
    main = person.page.get_by_role("main")
    person.follows(main.get_by_role("link", name="Save and come back later"))
    person.presses("Give me my five words")
    code = person.page.inner_text("#return-code")
    person.opens("/check/leave").presses("Leave this device")
    assert person.path == "/check/left"
    contexts.append(browser.new_context(viewport=DESK))
    elsewhere = Person(contexts[-1].new_page(), person.address).opens("/check/return")
    elsewhere.page.fill("#code", f" {code.title()} ")
    elsewhere.presses("Continue")
    assert elsewhere.path == "/check/scenario/2"
    elsewhere.opens("/check/delete").presses("Delete my answers")
    elsewhere.opens("/check/return").page.fill("#code", code)
    elsewhere.presses("Continue")
    assert "We do not know these five words" in elsewhere.words


@pytest.mark.parametrize(
    "path",
    ["/privacy", "/accessibility", "/guidance", "/guidance/D", "/check/return", "/nowhere"],
)
@pytest.mark.parametrize(
    "person", [{"viewport": SMALL}, {"viewport": DESK}], ids=["small", "desk"], indirect=True
)
def test_the_other_pages(person: Person, path: str) -> None:
    person.opens(path).sees_no_sideways_scrolling()


@pytest.mark.parametrize("letter", "ABCDEFGH")
def test_a_briefing_prints_on_one_sheet(person: Person, letter: str) -> None:
    person.opens(f"/guidance/{letter}")
    sheets = PdfReader(BytesIO(person.page.pdf(format="A4", print_background=True))).pages
    assert len(sheets) == 1
