"""A whole session by the keys of the room's screen alone, as by a clicker, in a real browser."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from quiz.live.session import rehearsal
from quiz.live.session.models import LiveSession
from quiz.storage import database
from tests.browser import axe_violations
from tests.journeys.live.sessions import (
    SCREEN,
    HostedSession,
    open_lobby_screen,
    press_key,
    settle,
    wait_for_position,
)
from tests.live.steps import ITEM
from tests.server import Server

WAY = [
    *("before-0-0", "open-0-1", "closed-0-1", "certainty-0-1", "first-0-1", "discuss-0-1"),
    *("open_again-0-2", "both-0-2", "best-0-2", "after-0-2", "change-0-2"),
]
ONWARD = ("PageDown", "ArrowRight", "Space")


@pytest.fixture
def screen(hosted: HostedSession, server: Server, open_page: Callable[..., Page]) -> Page:
    """The room's screen, which its host has opened, in its lobby."""
    return open_lobby_screen(hosted, server, open_page)


def sees(screen: Page, name: str) -> None:
    expect(screen.locator(f'[data-panel="{name}"] >> visible=true').first).to_be_visible()
    assert axe_violations(screen) == []


def made_up_participants(app: Flask, hosted: HostedSession, answer: bool) -> None:
    """Let made-up participants join and answer every question, or answer no more."""
    with app.test_request_context(method="POST"):
        session = database.session()
        live = session.get_one(LiveSession, hosted.id)
        live.rehearsal = answer
        rehearsal.add_participants(session, live)
        session.commit()


def test_a_whole_session_by_the_keys_of_the_screen(
    app: Flask, hosted: HostedSession, screen: Page
) -> None:
    made_up_participants(app, hosted, answer=True)
    assert axe_violations(screen) == []
    press_key(screen, "?")
    sees(screen, "keys")
    press_key(screen, "PageUp")  # there is nothing before the lobby
    for number, position in enumerate(WAY):
        if position == "closed-0-1":  # one of them has not answered
            begins_to_close(screen)
        press_key(screen, ONWARD[number % len(ONWARD)])
        wait_for_position(screen, position)
        if position == "open-0-1":
            through_a_pause(screen)
        if position == "first-0-1":
            back_and_on(screen)
        if position == "best-0-2":
            reads_what_is_behind_it(screen)
    made_up_participants(app, hosted, answer=False)
    press_key(screen, "PageDown")
    sees(screen, "end")
    press_key(screen, "PageUp")
    expect(screen.locator('[data-panel="end"]')).to_be_hidden()
    for _ in range(2):
        press_key(screen, "PageDown")
    wait_for_position(screen, "end-0-2")
    assert screen.locator("button:visible, [data-joining]").count() == 0
    assert ITEM.prompt not in screen.content()


def through_a_pause(screen: Page) -> None:
    """A blank screen, the code, and a pause, in the middle of a vote."""
    story = screen.locator(".display__part > .display__story")
    press_key(screen, "b")
    expect(screen.locator("header")).to_be_hidden()
    press_key(screen, "PageDown")
    expect(story).to_be_visible()
    press_key(screen, "q")
    expect(screen.locator(".display__qr")).to_be_visible()
    expect(story).to_be_hidden()
    press_key(screen, "Escape")
    press_key(screen, "p")
    expect(screen.locator(".display__paused")).to_have_text("We have paused.")
    expect(screen.locator(".display__qr")).to_be_visible()
    settle(screen)
    screen.get_by_role("button", name="10 minutes", exact=True).click()
    expect(screen.locator(".display__paused")).to_contain_text("until")
    assert axe_violations(screen) == []
    press_key(screen, "PageDown")
    expect(story).to_be_visible()
    press_key(screen, "PageUp")
    sees(screen, "back")
    press_key(screen, "PageUp")  # two presses of the same key lose no vote
    expect(screen.locator('[data-panel="back"]')).to_be_hidden()
    wait_for_position(screen, "open-0-1")


def begins_to_close(screen: Page) -> None:
    """The first press gives people ten seconds, and Back takes it back."""
    counts_down = screen.locator("[data-closing]")
    press_key(screen, "PageDown")
    expect(counts_down).to_contain_text("Closing in")
    press_key(screen, "PageUp")
    expect(counts_down).to_have_count(0)
    press_key(screen, "PageDown")
    expect(counts_down).to_contain_text("Closing in")


def back_and_on(screen: Page) -> None:
    press_key(screen, "PageUp")
    wait_for_position(screen, "certainty-0-1")
    press_key(screen, "ArrowRight")
    wait_for_position(screen, "first-0-1")


def reads_what_is_behind_it(screen: Page) -> None:
    for key, name in (("r", "reasons"), ("s", "sources"), ("o", "options")):
        press_key(screen, key)
        sees(screen, name)
    screen.reload()
    sees(screen, "options")
    press_key(screen, "Escape")
    expect(screen.locator('[data-panel="options"]')).to_be_hidden()


def test_without_a_script_the_buttons_are_links_and_forms(
    hosted: HostedSession, server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport=SCREEN, java_script_enabled=False)
    hosted.sign_in(page, server)
    page.goto(f"{server.address}{hosted.path}/display")
    page.locator('[data-moves="onward"]').click()
    wait_for_position(page, "before-0-0")
    page.get_by_role("button", name="Close in 10 seconds").click()
    page.locator('[data-moves="onward"]').click()  # a second press closes now
    wait_for_position(page, "open-0-1")
    page.get_by_role("link", name="B blank").click()
    assert not page.locator(".display__part > .display__story").is_visible()
    page.get_by_role("link", name="The screen is blank. Show it again.").click()
    page.get_by_role("link", name="? keys").click()
    assert page.locator('[data-panel="keys"]').first.is_visible()
    page.locator('[data-moves="back"]').click()
    page.get_by_role("button", name="Leave it out").click()
    wait_for_position(page, "before-0-1")
