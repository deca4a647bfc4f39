"""A clicker that sends one press as two, and a slow line: each press moves the session once."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from tests.journeys.live.sessions import (
    DESK,
    SETTLES,
    HostedSession,
    ParticipantPhone,
    open_lobby_screen,
    press_key,
    settle,
    wait_for_position,
)
from tests.server import Server

BOUNCES = (60, 200)
"""Milliseconds from a press to the second one that a worn clicker sends."""
SLOW = 800
MOVE = "**/screen/*/move"


@pytest.fixture
def screen(hosted: HostedSession, server: Server, open_page: Callable[..., Page]) -> Page:
    return open_lobby_screen(hosted, server, open_page)


def press_badly(screen: Page, key: str, *waits: int) -> None:
    """Press a key, and again after each of these times, by the page's clock."""
    settle(screen)
    # A moment ahead: a clock cannot stop in the past, and a busy machine is slow to stop it.
    screen.clock.pause_at(screen.evaluate("Date.now()") / 1000 + 1)
    screen.keyboard.press(key)
    for wait in waits or BOUNCES:
        screen.clock.run_for(wait)
        screen.keyboard.press(key)
    screen.clock.resume()


def shows(screen: Page, name: str) -> None:
    assert screen.get_attribute("body", "data-shown") == name


def test_a_press_that_comes_twice_counts_once(
    app: Flask, hosted: HostedSession, phone: ParticipantPhone, screen: Page
) -> None:
    onward, closing = screen.locator('[data-moves="onward"]'), screen.locator("[data-closing]")
    press_badly(screen, "PageDown")
    wait_for_position(screen, "before-0-0")
    press_badly(screen, "PageDown")
    expect(closing).to_contain_text("Closing in")
    press_badly(screen, "PageUp")
    expect(closing).to_have_count(0)
    wait_for_position(screen, "before-0-0")
    phone.host_moves("next")
    wait_for_position(screen, "open-0-1")
    press_badly(screen, "PageUp")
    shows(screen, "back")
    press_badly(screen, "PageUp")
    shows(screen, "")
    for key, name in (("b", "blank"), ("Escape", ""), ("q", "code"), ("q", "")):
        press_badly(screen, key)
        shows(screen, name)
    press_badly(screen, "p")
    expect(screen.locator(".display__paused")).to_be_visible()
    press_badly(screen, "p")
    expect(screen.locator(".display__paused")).to_have_count(0)
    wait_for_position(screen, "open-0-1")
    settle(screen)
    screen.mouse.move(300, 300)  # the buttons appear
    onward.dblclick()
    expect(closing).to_contain_text("Closing in")
    wait_for_position(screen, "open-0-1")
    phone.host_moves("keep_open", "next", "skip", "next", "next")
    wait_for_position(screen, "change-0-1")
    press_badly(screen, "PageDown")
    shows(screen, "end")
    wait_for_position(screen, "change-0-1")


def test_on_a_slow_line_nothing_more_is_sent_until_the_new_state_is_here(
    hosted: HostedSession, screen: Page
) -> None:
    delayed: list[Route] = []
    screen.route(MOVE, lambda route: delayed.append(route))
    with screen.expect_request(MOVE):
        press_badly(screen, "PageDown", 60, SLOW)
    screen.wait_for_timeout(100)  # the request has begun; a second one would be here by now
    assert len(delayed) == 1
    delayed[0].continue_()
    wait_for_position(screen, "before-0-0")
    screen.keyboard.press("ArrowRight")  # made for the lobby
    screen.wait_for_timeout(100)
    assert len(delayed) == 1


def test_a_press_a_second_later_counts_also_while_a_reply_is_stuck(
    hosted: HostedSession, screen: Page
) -> None:
    stuck: list[Route] = []
    screen.route("**/screen/*/state", lambda route: stuck.append(route))
    press_badly(screen, "PageDown")
    wait_for_position(screen, "before-0-0")  # by its event
    press_key(screen, "PageDown")
    expect(screen.locator("[data-closing]")).to_contain_text("Closing in")
    press_key(screen, "PageDown")
    wait_for_position(screen, "open-0-1")
    assert stuck


def test_the_main_button_says_what_the_last_answer_changed(
    phone: ParticipantPhone,
    hosted: HostedSession,
    server: Server,
    screen: Page,
    open_page: Callable[..., Page],
) -> None:
    host = open_page(viewport=DESK)
    hosted.sign_in(host, server)
    host.goto(f"{server.address}{hosted.path}")
    phone.open_first_vote()
    main = (
        screen.locator('[data-moves="onward"]'),
        host.locator(".hosting__buttons > button").first,
    )
    for button in main:
        expect(button).to_contain_text("Close in 10 seconds")
    folded = host.locator(".hosting__buttons details").first
    folded.locator("summary").click()
    main[1].focus()
    phone.choose("b", "2")
    phone.send()
    for button in main:
        expect(button).to_contain_text("Close the vote")
        expect(button).to_have_attribute("value", "next")
    assert folded.get_attribute("open") is not None
    assert host.evaluate("document.activeElement.value") == "close_soon"
    phone.host_moves("pause")  # a co-host
    expect(host.get_by_role("button", name="Go on after the pause")).to_be_visible()
    expect(folded).to_have_text(re.compile("End the session now"))
    assert folded.get_attribute("open") is None, "the one that was open stood here"
    two_clicks_are_one_press(host)


def two_clicks_are_one_press(host: Page) -> None:
    """On the host's page in a pause; and after a press on an old page, reload sends nothing."""
    host.wait_for_timeout(SETTLES)
    for act in (
        host.get_by_role("button", name="Go on after the pause").dblclick,
        host.go_back,
        host.reload,
    ):
        act()
        expect(host.get_by_role("button", name="Close the vote").first).to_be_visible()
    banner = host.locator(".govuk-notification-banner")
    expect(banner).to_have_count(0)
    host.evaluate("document.querySelector('#moves [name=version]').value = '0'")
    host.get_by_role("button", name="Pause").click()
    expect(banner).to_contain_text("the session had moved on already")
    host.reload()
    expect(host.get_by_role("button", name="Pause")).to_be_visible()
    expect(banner).to_have_count(0)
