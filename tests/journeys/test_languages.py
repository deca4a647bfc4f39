"""The self-check in other languages in a browser: no English is left, and it fits."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser import Browser, axe_violations
from tests.journeys.conftest import SMALL
from tests.languages.english_left import english_left
from tests.server import Server, running

GO_ON = "main form .govuk-button:not([popovertarget]):not([name])"
AFTER = ("/check/scenario/1/why", "/check/save", "/check/second-look", "/check/leave", "/")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    instance = tmp_path_factory.mktemp("languages") / "instance"
    url = f"sqlite:///{instance / 'quiz.sqlite3'}"
    with running(instance, DATABASE_URL=url, LANGUAGES="en,cy,en-XA") as server:
        yield server


def look(page: Page, code: str) -> None:
    where = f"{code} {page.url}"
    assert page.locator("html").get_attribute("lang") == code
    assert axe_violations(page) == [], where
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= SMALL["width"], f"{where} is {width} px wide"
    if code == "en-XA":
        assert english_left(page.content()) == set(), where


@pytest.mark.only_test_all
@pytest.mark.parametrize("code", ["cy", "en-XA"])
def test_the_check_in_a_language(
    server: Server, browser: Browser, contexts: list[BrowserContext], code: str
) -> None:
    contexts.append(browser.new_context(viewport=SMALL))
    page = contexts[0].new_page()
    page.goto(f"{server.address}/")
    page.locator(f"a[hreflang='{code}']").click()
    look(page, code)
    page.locator(GO_ON).click()
    page.locator(GO_ON).click()
    look(page, code)  # with errors
    for name, value in (("aware", "yes"), ("understanding", "no"), ("casework", "yes")):
        page.check(f"input[name={name}][value={value}]")
    page.check("input[name=asking][value=partly]")
    page.locator(GO_ON).click()
    for number in range(12):
        if number < 2:
            look(page, code)
        page.locator("input[name=option]").nth(number % 4).check()
        page.locator("input[name=certainty]").nth(number % 4).check()
        page.locator(GO_ON).click()
    for _ in ("about", "stand", "answers"):
        look(page, code)
        page.locator(GO_ON).click()
    assert page.url.endswith("/check/feedback")
    look(page, code)
    for path in AFTER:
        page.goto(f"{server.address}{path}")
        look(page, code)
