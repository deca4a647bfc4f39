"""Questions from phones: a phone without scripts, the host's page, and the room's screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe_violations
from tests.journeys.live.sessions import DESK, PHONE, HostedSession, wait_for_position
from tests.journeys.person import Person
from tests.server import Server

QUESTION = "May we look at the page of a parent?"


@pytest.mark.repeats
def test_a_question_reaches_the_host_and_then_the_room(
    hosted: HostedSession, server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport=DESK)
    hosted.sign_in(page, server)
    host = Person(page, server.address).opens(f"{hosted.path}/questions")
    host.presses("Let phones send questions").opens(hosted.path)
    screen = page.context.new_page()
    screen.goto(f"{server.address}{hosted.path}/display")
    phone = Person(open_page(viewport=PHONE, java_script_enabled=False), server.address)
    phone.opens("/join").page.fill("#code", hosted.code)
    phone.presses("Join").follows(phone.page.get_by_role("link", name="Ask the host a question"))
    phone.page.fill("textarea", QUESTION)
    assert QUESTION in phone.presses("Send").words
    expect(page.locator(".question__text")).to_have_text(QUESTION)
    assert axe_violations(page) == []
    assert QUESTION not in screen.content()
    host.follows(page.locator('button[value^="shown "]'))
    expect(screen.locator("h1")).to_have_text(QUESTION)
    assert axe_violations(screen) == []
    screen.keyboard.press("PageDown")
    wait_for_position(screen, "lobby-0-0")
    assert QUESTION not in screen.content()
    host.opens(f"{hosted.path}/questions").follows(page.locator('button[value^="answered "]'))
    host.looks().sees_no_sideways_scrolling()
