"""One device is passed round in a real browser: Back shows nothing of the person before."""

from uuid import uuid4

import pytest
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, BrowserContext

from quiz import create_app
from quiz.browser.browser_session import DEVICE
from quiz.settings.config import Settings
from quiz.storage.database import connect
from tests.journeys.conftest import PHONE
from tests.journeys.person import Person
from tests.server import Server
from tests.teams import actions


@pytest.fixture
def device(shared_server: Server, browser: Browser, contexts: list[BrowserContext]) -> Person:
    """A browser on which a lead has opened a review."""
    opened, instance = connect(shared_server.database_url), shared_server.log_file.parent
    secret = (instance / "secret_key").read_text("ascii").strip()
    lead = actions.lead(opened, f"{uuid4().hex}@example.org")
    review = actions.made(opened, lead, actions.wanted(6, passed_round=True), secret)
    opened.close()
    app = create_app(Settings(secret, "sqlite:///nowhere", instance))
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer
    held = {"name": "before-you-look", "value": str(signer.dumps({DEVICE: review}))}
    app.extensions["database"].close()
    contexts.append(browser.new_context(viewport=PHONE))
    contexts[0].add_cookies([{**held, "url": shared_server.address}])  # type: ignore[list-item,typeddict-item]
    return Person(contexts[0].new_page(), shared_server.address)


def begins(device: Person) -> Person:
    device.opens("/device").presses("I am the next person").presses("Start")
    return device


def rates(device: Person) -> None:
    while "/check/confidence" in device.path:
        for asked in ("aware", "casework", "asking"):
            device.chooses(asked, "no")
        device.presses("Continue")


def goes_back_to_the_beginning(device: Person, question: str) -> set[str]:
    """Press Back until the browser has no earlier page; the paths that were shown.

    Nowhere has this question an answer, and nowhere is feedback: the person of this turn gave none.
    """
    shown = set()
    while device.page.url != "about:blank":
        assert device.page.locator(f'[name="{question}"]:checked').count() == 0, device.path
        assert "You got" not in device.words, device.path
        shown.add(device.path)
        device.page.go_back()
        device.page.wait_for_load_state()
    return shown


def test_back_shows_nothing_of_the_turn_before(device: Person, everything: bool) -> None:
    device.axe = everything  # the test below has the same pages
    begins(device)
    if everything:
        rates(device)
        while "/check/scenario" in device.path:
            device.answers(right=True, certainty="3")
        device.presses("See my feedback")
        device.follows(device.page.get_by_role("link", name="See what would go in the box").first)
        device.presses("Put a copy in the box")
        device.opens("/check/feedback")
        assert "You got" in device.words
    else:
        device.chooses("aware", "yes")  # and leaves it there
    device.follows(device.page.get_by_role("link", name="End my turn").first)
    device.presses("End my turn")
    device.page.go_back()
    device.page.wait_for_url("**/device")
    begins(device)
    if everything:
        rates(device)
    shown = goes_back_to_the_beginning(device, "option" if everything else "answer")
    assert "/check/feedback" not in shown


def test_a_turn_ends_by_itself_without_a_press(device: Person) -> None:
    begins(device)
    device.page.clock.install()
    device.page.reload()
    device.page.clock.fast_forward("04:30")
    assert "Are you still there?" in device.page.inner_text("[data-turn-notice]")
    device.looks()
    device.page.mouse.click(5, 300)
    assert device.page.inner_text("[data-turn-notice]") == ""
    device.page.clock.fast_forward("04:00")
    assert "/check" in device.path
    device.page.clock.fast_forward("01:01")
    device.page.wait_for_url("**/device")
    assert device.opens("/check/save").path == "/device"
