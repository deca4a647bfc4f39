"""The self-check and a team review in other languages in a browser: no English, and it fits."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from quiz import create_app
from quiz.content import store
from quiz.settings.config import Settings
from tests.browser import Browser, axe_violations
from tests.conftest import SECRET
from tests.journeys.conftest import SMALL
from tests.languages.english_left import english_left
from tests.server import Server, running
from tests.teams import actions
from tests.teams import stored_reviews as stored
from tests.teams.blocks import blocks

GO_ON = "main form .govuk-button:not([popovertarget]):not([name])"
AFTER = ("/check/scenario/1/why", "/check/save", "/check/second-look", "/check/leave", "/")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    instance = tmp_path_factory.mktemp("languages") / "instance"
    instance.mkdir()
    (instance / "secret_key").write_text(SECRET, "ascii")
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


NAME = "⟦Ñáɱé⟧"


@pytest.fixture
def lead(server: Server) -> tuple[dict[str, Any], str, list[str]]:
    """A signed-in lead's cookie, with a closed review of sixty people and one of twenty, and a new
    one of five people; its codes."""
    instance = server.log_file.parent
    app = create_app(Settings(SECRET, server.database_url, instance))
    database = app.extensions["database"]
    me, bank = stored.lead(database, f"{NAME}{id(app)}"), store(app).bank
    for form, people in (("B", [34, 26]), ("C", [22])):
        stored.review(database, me, blocks(bank, people, form=form), form=form, name=NAME)
    review = actions.made(database, me, actions.wanted(5, name=NAME, note=NAME, about_you=True))
    codes = [code for _, code in actions.codes_of(database, review)]
    for code in codes[1:]:
        actions.submit_copy(database, review, code, actions.all_right())
    held = actions.signed_in(app, me).client.get_cookie("before-you-look")
    assert held
    database.close()
    return {"name": held.key, "value": held.value, "url": server.address}, review, codes


@pytest.mark.repeats
@pytest.mark.parametrize("code", ["cy", "en-XA"])
def test_a_review_in_a_language(
    server: Server,
    browser: Browser,
    contexts: list[BrowserContext],
    lead: tuple[dict[str, Any], str, list[str]],
    code: str,
) -> None:
    cookie, review, invitations = lead
    contexts += [browser.new_context(viewport=SMALL) for _ in range(2)]
    contexts[0].add_cookies([cookie])  # type: ignore[list-item]
    leads, member = (context.new_page() for context in contexts)
    for page, path in ((leads, "/teams"), (member, f"/review/{invitations[0]}")):
        page.goto(f"{server.address}{path}")
        page.locator(f"a[hreflang='{code}']").click()
        look(page, code)
    for path in ("new", review, *(f"{review}/{page}" for page in BEFORE)):
        leads.goto(f"{server.address}/teams/{path}")
        look(leads, code)
    _answer(member, code)
    member.goto(f"{server.address}/review/put-in")
    look(member, code)
    member.locator(GO_ON).click()
    look(member, code)
    for path in (f"{review}/results", review, "compare", "all", "organisation"):
        leads.goto(f"{server.address}/teams/{path}")
        look(leads, code)
    leads.goto(f"{server.address}/teams/compare")
    leads.locator("main form button").click()
    look(leads, code)


BEFORE = ("codes", "invite", "preview", "preview/3", "deputies", "more-people", "close")


def _answer(member: Page, code: str) -> None:
    """From the invitation to the feedback."""
    member.locator(GO_ON).click()
    while "/check/feedback" not in member.url:
        if "/check/scenario" in member.url:
            member.locator("input[name=option]").first.check()
            member.locator("input[name=certainty]").last.check()
        elif "/check/confidence" in member.url:
            look(member, code)
            for name in ("aware", "casework", "asking"):
                member.check(f"input[name={name}][value=no]")
        member.locator(GO_ON).click()
    look(member, code)
