"""A lead's pages in a real browser, at two widths, checked against accessibility rules."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route

from quiz import create_app
from quiz.content import store
from quiz.settings.config import Settings
from quiz.storage.database import Database, upgrade
from quiz.teams.box.submission import items_of
from quiz.teams.models import Review
from quiz.teams.sharing.models import OfferKind
from tests.browser import axe_violations
from tests.conftest import SECRET
from tests.teams.actions import signed_in
from tests.teams.blocks import blocks
from tests.teams.sharing.steps import offer, share
from tests.teams.stored_reviews import lead, on, review
from tests.visitor import Visitor

ROOT = "http://results.test"
NAMES = ["none", "six", "fourteen", "sixty", "split", "compare", "all", "list", "long"]
OF_SEVERAL_LEADS = ["organisation", "deputies", "offer"]
NARROW = 320
WIDE = [pytest.param(name, 1200, marks=pytest.mark.repeats) for name in NAMES]
# The results of six and of split groups have everything that these have.
LIKE_OTHERS = {"none", "fourteen", "sixty"}
CASES = [
    *WIDE,
    *(
        pytest.param(name, NARROW, marks=[pytest.mark.repeats] * (name in LIKE_OTHERS))
        for name in (*NAMES, *OF_SEVERAL_LEADS)
    ),
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Visitor, dict[str, str]]]:
    """A lead with one review of each size, and the addresses of their pages."""
    there = tmp_path_factory.mktemp("looks")
    app = create_app(Settings(SECRET, f"sqlite:///{there / 'quiz.sqlite3'}", there))
    app.testing = True
    kept = app.extensions["database"]
    upgrade(kept)
    bank, me = store(app).bank, lead(kept)
    for name in ("Sam", "Lou"):
        review(kept, lead(kept, name), blocks(bank, [30]))
    six, fourteen = (review(kept, me, blocks(bank, [size], size)) for size in (6, 14))
    later = [on(block, block.opened_on.replace(year=2027)) for block in blocks(bank, [34, 26], 3)]
    with kept.begin(writes=True) as session:
        session.get_one(Review, fourteen).items = json.dumps(items_of(bank.form("A")))
        session.commit()
    sixty = review(kept, me, later, name="A name as long as a name of a team can be, " * 2)
    split = review(kept, me, blocks(bank, [12, 14, 5], groups=["Social workers", "Others", ""]))
    second = review(kept, me, blocks(bank, [22], 7, form="B"), form="B")
    long = review(kept, me, name=100 * "W")
    shared, offered = _sharing(kept, me, second)
    yield (
        signed_in(app, me),
        {
            "none": f"/teams/{review(kept, me)}/results",
            "six": f"/teams/{six}/results",
            "fourteen": f"/teams/{fourteen}/results",
            "sixty": f"/teams/{sixty}/results",
            "split": f"/teams/{split}/results",
            "compare": f"/teams/compare?first={sixty}&second={second}",
            "all": "/teams/all",
            "list": "/teams",
            "long": f"/teams/{long}",
            "organisation": "/teams/organisation",
            "deputies": f"/teams/{shared}/deputies",
            "offer": f"/teams/offers/{offered}",
        },
    )
    kept.close()


def _sharing(kept: Database, me: str, mine: str) -> tuple[str, str]:
    """My review with a deputy and an offer, and a review that is offered to me."""
    dee, sue = lead(kept, "Dee"), lead(kept, "Sue")
    share(kept, mine, dee, OfferKind.DEPUTY)
    offer(kept, mine, sue, OfferKind.LEAD)
    theirs = review(kept, dee, form="C")
    offer(kept, theirs, me, OfferKind.DEPUTY)
    return mine, theirs


def shown(page: Page, visitor: Visitor, path: str) -> None:
    """Open a page in the browser with the app's own answer, without a server."""
    answer = visitor.client.get(path)
    assert answer.status_code == 200
    app: Flask = visitor.app

    def respond(route: Route) -> None:
        asked = urlsplit(route.request.url).path
        if asked.startswith("/static/"):
            route.fulfill(path=Path(str(app.static_folder), asked.removeprefix("/static/")))
        else:
            route.fulfill(status=200, headers=dict(answer.headers), body=answer.data)

    page.route("**/*", respond)
    page.goto(ROOT + path)


@pytest.mark.parametrize(("name", "width"), CASES)
def test_a_page_fits_and_is_accessible(
    browser: Browser,
    pages: tuple[Visitor, dict[str, str]],
    name: str,
    width: int,
    everything: bool,
) -> None:
    visitor, paths = pages
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    shown(page, visitor, paths[name])
    # Both sizes have the same document.
    found = axe_violations(page) if everything or width == NARROW else []
    assert found == [], [(v["id"], v["nodes"][0]["html"]) for v in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


SCREEN = 844


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.repeats] * (name in LIKE_OTHERS))
        for name in ("six", "fourteen", "sixty", "split")
    ],
)
def test_a_phone_shows_the_answer_first_and_six_screens_in_all(
    browser: Browser, pages: tuple[Visitor, dict[str, str]], name: str
) -> None:
    visitor, paths = pages
    context = browser.new_context(viewport={"width": 390, "height": SCREEN})
    page = context.new_page()
    shown(page, visitor, paths[name])
    lines = page.locator(".results__first")
    assert lines.count() == 3
    last = lines.last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= SCREEN
    assert page.locator(".chart:visible").count() == 1
    assert page.locator(".chart:visible .chart__label").count() <= 5
    assert page.locator("details[open]").count() == 0
    assert page.evaluate("document.documentElement.scrollHeight") <= 6 * SCREEN
    context.close()


def test_a_scenario_in_the_table_leads_to_its_text(
    browser: Browser, pages: tuple[Visitor, dict[str, str]]
) -> None:
    visitor, paths = pages
    page = browser.new_page()
    shown(page, visitor, paths["fourteen"])
    page.locator("#scenarios-heading").click()
    link = page.locator("th a").first
    text = page.locator(str(link.get_attribute("href")))
    assert not text.is_visible()
    link.click()
    assert text.locator("strong", has_text="Best answer:").is_visible()
    page.close()


def test_a_qr_code_stays_dark_on_white_where_colours_are_forced(
    browser: Browser, pages: tuple[Visitor, dict[str, str]]
) -> None:
    visitor, paths = pages
    context = browser.new_context(color_scheme="dark", forced_colors="active")
    page = context.new_page()
    shown(page, visitor, f"{paths['long']}/codes")
    code = page.locator("svg.qr").first
    colours = code.evaluate(
        "e => [getComputedStyle(e).backgroundColor,"
        " getComputedStyle(e.querySelector('path')).stroke]"
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    context.close()
