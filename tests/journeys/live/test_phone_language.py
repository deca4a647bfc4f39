"""A live session on a phone of 320 pixels in the made-up language: it fits, and axe finds nothing.

What each phase shows comes as an event, so it is in the language of the page that it comes to.
"""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from quiz.answers.record import Given
from quiz.live.session import store, votes
from quiz.live.session.models import LiveSession
from quiz.storage import database
from quiz.vocabulary import Certainty
from tests.browser import axe_violations
from tests.journeys.conftest import SMALL
from tests.journeys.live.sessions import (
    SOON,
    HostedSession,
    ParticipantPhone,
    wait_for_position,
)
from tests.languages.english_left import english_left
from tests.server import Server, running

CODE = "en-XA"
TITLE = "Tuesday morning"
OTHERS = 9
"""With the phone enough for exact counts."""
USUAL = {"aware": "yes", "understanding": "partly", "casework": "no", "asking": "yes"}

pytestmark = pytest.mark.repeats


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    instance = tmp_path_factory.mktemp("languages") / "instance"
    url = f"sqlite:///{instance / 'quiz.sqlite3'}"
    with running(instance, DATABASE_URL=url, LANGUAGES=f"en,{CODE}") as server:
        yield server


def look(page: Page, position: str = "") -> None:
    """The page is wholly in the language, fits, and is accessible."""
    if position:
        wait_for_position(page, position)
    where = position or page.url
    assert page.locator("html").get_attribute("lang") == CODE
    assert english_left(page.content().replace(TITLE, "")) == set(), where
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], where
    assert axe_violations(page) == [], where


def others_vote(app: Flask, session_id: str) -> None:
    """Nine more people are in the session, and answer the open vote."""
    with app.test_request_context(method="POST"):
        session = database.session()
        live = session.get_one(LiveSession, session_id)
        planned = live.plan.scenarios[live.state.step]
        for number in range(OTHERS):
            id_ = f"{number:064x}"
            store.join(session, live, id_)
            found = store.find_participant(session, id_, to_answer=True)
            assert found
            option, level = "abcd"[number % 4], Certainty(1 + number % 4)
            given = Given(planned.item, planned.revision, option, level, look_up=False)
            assert votes.answer(session, live, found[0], live.state.round, given)
        session.commit()


def test_a_phone_in_the_made_up_language(
    app: Flask, server: Server, hosted: HostedSession, open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport=SMALL)
    page.goto(f"{server.address}/join")
    page.locator(f"a[hreflang='{CODE}']").click()
    look(page)
    page.fill("#code", hosted.code)
    page.locator("main form button:not([name])").click()
    look(page, "lobby-0-0")
    phone = ParticipantPhone(page, app, hosted.id)
    phone.host_moves("next")
    look(page, "before-0-0")
    for name, value in USUAL.items():
        page.check(f"input[name={name}][value={value}]")
    send = page.locator("form[data-complete] button")
    send.click()
    page.wait_for_selector("[data-kept]", timeout=SOON)
    look(page)
    phone.host_moves("next")
    look(page, "open-0-1")
    phone.choose("b", "4")
    page.context.set_offline(True)
    send.click()
    page.wait_for_selector("form p[data-offline]", timeout=SOON)
    look(page)
    page.context.set_offline(False)
    page.wait_for_selector("[data-kept]", timeout=2 * SOON)
    others_vote(app, hosted.id)
    phone.host_moves("close_soon")
    page.wait_for_selector("[data-seconds]", timeout=SOON)
    look(page)
    for phase in ("closed", "certainty", "first", "discuss"):
        phone.host_moves("next")
        look(page, f"{phase}-0-1")
    phone.host_moves("next")
    look(page, "open_again-0-2")
    page.locator(".keep-answer button").click()
    page.wait_for_selector("[data-kept]", timeout=SOON)
    others_vote(app, hosted.id)
    phone.host_moves("pause")
    page.wait_for_selector("[data-shared=pause] p", timeout=SOON)
    look(page)
    phone.host_moves("resume", "next")
    look(page, "both-0-2")
    phone.host_moves("next")
    look(page, "best-0-2")
    phone.host_moves("next")
    look(page, "after-0-2")
    phone.host_moves("next")
    look(page, "change-0-2")
    phone.host_moves("next")
    look(page, "end-0-2")
    for path in ("/play/feedback", "/play/keep", "/join?share=1"):
        page.goto(f"{server.address}{path}")
        look(page)
