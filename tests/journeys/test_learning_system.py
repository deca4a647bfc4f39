"""A course in a learning system on another site, and the check, in a real browser: its rules for
cookies and frames hold, which requests of a test client do not know."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from quiz import create_app
from quiz.settings.config import from_environment
from quiz.vocabulary import Role
from tests.browser import axe_violations
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.person import Person
from tests.learning.lti import simulator as simulators
from tests.learning.lti.simulator import DL, Simulator
from tests.learning.lti.steps import register
from tests.people.steps import signed_in
from tests.server import Server

ANOTHER_SITE = "localhost"
"""The service is at 127.0.0.1, so this is another site for the browser."""


def connect(server: Server, simulator: Simulator) -> tuple[str, str]:
    """Register each at the other; returns the learning system's id, and an administrator's
    cookie."""
    simulator.tool = server.address
    app = create_app(from_environment(server.environ))
    platform = register(app, simulator, simulators.new_key("ours"))
    cookie = signed_in(app, Role.ADMINISTRATOR).client.get_cookie("before-you-look")
    app.extensions["database"].close()
    assert cookie
    return platform, cookie.value


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()
    page.wait_for_load_state()


def looked_at(page: Page) -> None:
    assert axe_violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, page.url


def answer_short_check(page: Page) -> None:
    page.get_by_text("More choices").click()
    page.get_by_label("About four minutes: four scenarios").check()
    press(page, "Start")
    for name in ("aware", "casework", "asking"):
        page.locator(f"input[name={name}]").first.check()
    press(page, "Continue")
    for _ in range(4):
        page.locator("input[name=option]").first.check()
        page.locator("input[name=certainty]").first.check()
        press(page, "Continue")
    page.locator("main form button").first.click()
    page.wait_for_url("**/check/feedback")


@pytest.mark.only_test_all
def test_a_course_opens_the_check_and_learns_that_it_is_finished(
    server: Server, browser: Browser, contexts: list[BrowserContext]
) -> None:
    with simulators.running(simulators.new_key("theirs"), ANOTHER_SITE) as simulator:
        connect(server, simulator)
        contexts.append(browser.new_context(viewport=PHONE))
        course = contexts[0].new_page()
        course.goto(f"{simulator.issuer}/course")
        with contexts[0].expect_page() as opened:
            course.get_by_role("button").click()
        page = opened.value
        page.wait_for_url("**/lti/begin")
        looked_at(page)
        press(page, "Continue")
        answer_short_check(page)
        page.get_by_role("link", name="Tell it that I have finished").click()
        page.wait_for_url("**/lti/completion")
        looked_at(page)
        press(page, "Send it")
        expect(page.get_by_text("Council Learning knows that you have finished.")).to_be_visible()
        assert [(one["scoreGiven"], one["scoreMaximum"]) for one in simulator.scores] == [(1, 1)]


@pytest.mark.only_test_all
def test_in_a_frame_it_opens_a_tab_and_the_check_of_this_browser_stays(
    server: Server, browser: Browser, contexts: list[BrowserContext]
) -> None:
    with simulators.running(simulators.new_key("theirs"), ANOTHER_SITE) as simulator:
        connect(server, simulator)
        contexts.append(browser.new_context(viewport=DESK))
        own = contexts[0].new_page()
        own.goto(server.address)
        press(own, "Start")
        course = contexts[0].new_page()
        course.goto(f"{simulator.issuer}/framed-course")
        frame = course.frame_locator("iframe")
        with contexts[0].expect_page() as opened:
            frame.get_by_role("button", name="Open it in a new tab").click()
        page = opened.value
        page.wait_for_url("**/lti/begin")
        looked_at(page)
        press(page, "Yes, it is mine")
        page.wait_for_url("**/check/confidence")


@pytest.mark.only_test_all
def test_a_course_maker_chooses_in_a_frame_without_cookies(
    server: Server, browser: Browser, contexts: list[BrowserContext]
) -> None:
    with simulators.running(simulators.new_key("theirs"), ANOTHER_SITE) as simulator:
        connect(server, simulator)
        contexts.append(browser.new_context(viewport=DESK))
        course = contexts[0].new_page()
        course.goto(f"{simulator.issuer}/edit-course")
        frame = course.frame_locator("iframe")
        frame.get_by_label("Set 2").check()
        frame.get_by_role("button", name="Continue").click()
        frame.get_by_role("button", name="Add it to the course").click()
        expect(frame.get_by_role("heading", name="Link added")).to_be_visible()
        (link,) = simulator.links[0][f"{DL}content_items"]
        assert link["custom"] == {"form": "B"}


@pytest.mark.only_test_all
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_pages_of_administrators_fit_and_are_accessible(
    server: Server, browser: Browser, contexts: list[BrowserContext], size: ViewportSize
) -> None:
    with simulators.running(simulators.new_key("theirs"), ANOTHER_SITE) as simulator:
        platform, cookie = connect(server, simulator)
        contexts.append(browser.new_context(viewport=size))
        kept = {"name": "before-you-look", "value": cookie, "url": server.address}
        contexts[0].add_cookies([kept])  # type: ignore[list-item]
        person = Person(contexts[0].new_page(), server.address)
        page = f"/admin/learning/{platform}"
        for path in ("/lti", "/admin/learning", "/admin/learning/new", page, f"{page}/remove"):
            person.opens(path)
            assert person.path == path
        person.opens("/lti/login?iss=https://unknown.example")
        assert "We could not open this" in person.words
