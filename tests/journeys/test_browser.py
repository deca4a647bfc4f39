"""The check in a real browser: with and without scripts, by keyboard, small and enlarged."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, Response
from pypdf import PdfReader

from tests.journeys.conftest import DESK, ENLARGED, PHONE, SMALL
from tests.journeys.person import Person, TwoSizes
from tests.server import Server

SCENARIOS = 12


def walks_through(person: Person, every_page: bool) -> Person:
    """Go through a check. Every third answer is wrong.

    Without ``every_page`` the browser opens two scenarios, and plain requests answer the others.
    """
    answers_confidence(person.starts().sees_no_sideways_scrolling())
    opened = SCENARIOS if every_page else 2
    for number in range(1, opened + 1):
        assert person.path == f"/check/scenario/{number}"
        person.sees_no_sideways_scrolling()
        person.answers(right=number % 3 > 0, certainty=str(number % 4 + 1))
    if not every_page:
        person.opens(answers_scenarios(person, first=opened + 1))
    assert person.path == "/check/about"
    person.sees_no_sideways_scrolling().chooses("looked", "yes").presses("Continue")
    person.sees_no_sideways_scrolling().presses("Leave this page out")
    person.sees_no_sideways_scrolling().presses("See my feedback")
    assert person.path == "/check/feedback"
    assert "8 of 12 right" in person.words
    return person.sees_no_sideways_scrolling()


def answers_confidence(person: Person) -> Person:
    """Answer the confidence questions. The second appears once the first is answered with yes."""
    follow_up = person.page.locator('input[name="understanding"]').first
    assert follow_up.is_visible() != person.scripts
    person.chooses("aware", "no")
    assert follow_up.is_visible() != person.scripts
    for name in ("aware", "understanding", "casework", "asking"):
        person.chooses(name, "yes")
    return person.looks().presses("Continue")


def answers_scenarios(person: Person, first: int) -> str:
    """Answer the scenarios from this number on by plain requests; the next page's path."""
    path = person.path
    with person.without_pages() as requests:
        for number in range(first, SCENARIOS + 1):
            path, _ = requests.sends(
                f"/check/scenario/{number}",
                option="best" if number % 3 else "other",
                certainty=str(number % 4 + 1),
            )
    return path


EVERY_WAY = {
    "no-scripts": {"viewport": PHONE, "java_script_enabled": False},
    "320-px": {"viewport": SMALL},
    "400-percent": {"viewport": ENLARGED},
    "desk": {"viewport": DESK},
    "high-contrast": {"viewport": DESK, "forced_colors": "active"},
    "reduced-motion-dark": {"reduced_motion": "reduce", "color_scheme": "dark"},
}
# Every text is laid out below, high contrast is on a desk, too, and no style is for the dark.
LIKE_OTHERS = {"320-px", "400-percent", "desk", "reduced-motion-dark"}


@pytest.mark.parametrize(
    "person", [{"forced_colors": "active", "color_scheme": "dark"}], indirect=True
)
def test_the_words_of_the_start_picture_have_the_colour_of_text(person: Person) -> None:
    person.axe = False
    fill, text = person.opens("/").page.evaluate(
        "[getComputedStyle(document.querySelector('.start__words text')).fill,"
        " getComputedStyle(document.body).color]"
    )
    assert fill == text == "rgb(255, 255, 255)"


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(options, marks=[pytest.mark.repeats] * (way in LIKE_OTHERS))
        for way, options in EVERY_WAY.items()
    ],
    ids=EVERY_WAY,
    indirect=True,
)
def test_the_whole_check_every_way(person: Person, everything: bool) -> None:
    """Every way meets every kind of page; `--everything` opens and checks every page."""
    walks_through(person, everything)


def test_the_whole_check_on_a_phone(person: Person) -> None:
    """Every page: accessible and light, with an empty console, and no request leaves the site."""
    page, external, messages = person.page, list[str](), list[str]()
    sent: list[tuple[str, int]] = []

    def watch(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(person.address).netloc:
            external.append(request.url)

    def weigh(response: Response) -> None:
        sizes = response.request.sizes()
        sent.append((response.url, sizes["responseBodySize"] + sizes["responseHeadersSize"]))

    page.on("request", watch)
    page.on("response", weigh)
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(person.address)
    page.wait_for_load_state("networkidle")
    assert 0 < sum(size for _, size in sent) < 60_000, sent
    sent.clear()
    walks_through(person, every_page=True)
    for document in ("cpd-note", "supervision"):
        person.opens(f"/check/{document}").page.locator("summary").click()
        person.looks().sees_no_sideways_scrolling()
    assert external == []
    assert messages == []
    assert max(size for _, size in sent) < 10_000, sorted(sent, key=lambda one: -one[1])[:3]
    again = [(url, size) for url, size in sent if "/static/" in url and size]
    assert again == [], "built files are fetched once"


@pytest.mark.parametrize(
    "person",
    [{"viewport": SMALL}, {"viewport": ENLARGED}],
    ids=["small", "enlarged"],
    indirect=True,
)
def test_every_text_fits(person: Person) -> None:
    """The length of a text matters most where there is least room."""
    person.axe = False
    person.begins("full")
    assert answers_scenarios(person, first=1) == "/check/about"
    for number in range(1, SCENARIOS + 1):
        person.opens(f"/check/scenario/{number}").sees_no_sideways_scrolling()
        assert person.page.locator('input[name="option"]').count() == 4


def test_the_keyboard_alone(person: Person, everything: bool) -> None:
    keyboard = person.page.keyboard

    def presses_through() -> None:
        """Tab to the button that sends the page, and press it."""
        for _ in range(60):
            keyboard.press("Tab")
            if person.page.evaluate(
                "document.activeElement.matches('main form button[type=submit]')"
            ):
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
    chooses_each()
    presses_through()
    opened = SCENARIOS if everything else 2
    for number in range(1, opened + 1):
        assert person.path == f"/check/scenario/{number}"
        chooses_each()
        person.page.focus('input[name="option"]:checked')
        keyboard.press("3")
        assert person.page.is_checked('input[name="certainty"][value="3"]')
        presses_through()
    person.opens(answers_scenarios(person, first=opened + 1))
    for path in ("/check/about", "/check/stand", "/check/answers"):
        assert person.path == path
        presses_through()
    assert person.path == "/check/feedback"


def test_changing_the_option_clears_the_certainty(person: Person) -> None:
    person.begins()
    options = person.page.locator('input[name="option"]')
    options.nth(0).check()
    person.chooses("certainty", "4")
    options.nth(1).check()
    assert person.page.locator('input[name="certainty"]:checked').count() == 0
    assert "say again how sure you are" in person.words
    person.looks().chooses("certainty", "2")
    assert "say again how sure you are" not in person.words


def test_a_certainty_chosen_first_stays(person: Person) -> None:
    person.axe = False
    person.begins().chooses("certainty", "4")
    person.page.locator('input[name="option"]').nth(1).check()
    assert person.page.is_checked('input[name="certainty"][value="4"]')


def test_number_keys_work_only_in_the_two_questions(person: Person) -> None:
    person.axe = False
    person.begins()
    person.page.keyboard.press("3")
    assert person.page.locator('input[name="certainty"]:checked').count() == 0


def test_an_incomplete_page_returns_with_the_focus_on_the_first_error(person: Person) -> None:
    person.begins()
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
    person.begins()
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
    person.begins().answers(right=True, certainty="3")
    main = person.page.get_by_role("main")
    person.follows(main.get_by_role("link", name="Remember it on this phone"))
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
    assert "no check has these five" in elsewhere.words


def test_the_other_pages(
    shared_server: Server, browser: Browser, contexts: list[BrowserContext], everything: bool
) -> None:
    contexts.append(browser.new_context(viewport=SMALL))
    page = contexts[0].new_page()
    person = TwoSizes(page, shared_server.address, sizes=(SMALL, DESK), axe_in_both=everything)
    for path in (
        "/privacy",
        "/accessibility",
        "/glossary",
        "/help/team-review",
        "/guidance",
        "/guidance/D",
        "/check/return",
        "/no",
    ):
        person.opens(path)


def test_each_briefing_prints_on_one_sheet(person: Person) -> None:
    sheets = {}
    for letter in "ABCDEFGH":
        person.opens(f"/guidance/{letter}")
        printed = person.page.pdf(format="A4", print_background=True)
        sheets[letter] = len(PdfReader(BytesIO(printed)).pages)
    assert sheets == dict.fromkeys("ABCDEFGH", 1)
