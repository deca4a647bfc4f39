"""Copying the link and the invitation: with the clipboard, without it, and by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.live.sessions import DESK, HostedSession
from tests.server import Server

REFUSED = "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))"
INSECURE = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
NOTHING = f"{INSECURE}; document.execCommand = () => false"
COPIED = "Copied"
MARKED = "This browser did not copy it. The text is marked: copy it with your keyboard or menu."


def host_page(
    open_page: Callable[..., Page],
    hosted: HostedSession,
    server: Server,
    script: str,
    **options: Any,
) -> Page:
    page = open_page(viewport=DESK, **options)
    page.add_init_script(script)
    hosted.sign_in(page, server)
    page.goto(f"{server.address}{hosted.path}")
    return page


def press(page: Page, name: str, said: str) -> None:
    """Press a button, and wait for what is said beside it, and only there."""
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".copying", has_text=name).get_by_role("status").first).to_have_text(said)
    assert page.locator(".copying [role=status]:not(:empty)").count() == 1


@pytest.mark.repeats
def test_what_is_copied_can_be_pasted(
    open_page: Callable[..., Page], hosted: HostedSession, server: Server
) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    for script in ("", REFUSED):
        page = host_page(open_page, hosted, server, script, permissions=allowed)
        press(page, "Copy invitation", COPIED)
        title, link, by_hand, promise = page.evaluate("navigator.clipboard.readText()").split("\n")
        assert title == "Tuesday morning"
        assert link.endswith(f"{server.address}/join/{hosted.code}")
        assert hosted.code in by_hand.replace(" ", "")
        assert "nobody asks your name" in promise


@pytest.mark.parametrize(
    ("script", "said"),
    [pytest.param(INSECURE, COPIED, marks=pytest.mark.repeats), (NOTHING, MARKED)],
)
def test_without_a_clipboard_the_text_is_marked(
    script: str,
    said: str,
    open_page: Callable[..., Page],
    hosted: HostedSession,
    server: Server,
) -> None:
    page = host_page(open_page, hosted, server, script)
    press(page, "Copy link", said)
    press(page, "Copy link to the screen", said)
    press(page, "Copy link", said)
    marked = page.evaluate("getSelection().toString().trim()")
    assert marked == f"{server.address}/join/{hosted.code}"
