"""A whole live session in real browsers: host, display and phones with problems.

One phone runs no scripts, one gets no events, and one is offline for a while. Eight participants
send plain requests; with `--everything` three of them have browsers, too.
"""

import random
import time
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, Route
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from quiz.live.session.plan import PlannedScenario
from tests.browser import axe_violations
from tests.journeys.form_filler import FormFiller
from tests.journeys.live.sessions import (
    DESK,
    PHONE,
    SOON,
    HostedSession,
    ParticipantPhone,
    announced,
    create_session,
    press_next,
    wait_for_position,
)
from tests.journeys.person import Person
from tests.live.steps import CONTESTED, ITEM
from tests.server import Server

DISPLAY = {"width": 1920, "height": 1080}
OFFLINE_SECONDS = 20
OFFLINE_SECONDS_IN_SHORT = 8
WRONG = next(option.id for option in ITEM.options if option.id != ITEM.best)


class Everybody:
    """The browsers of everybody in a session.

    axe checks the display and one phone, and with `--everything` the host's page.
    """

    def __init__(
        self, host: Person, display: Person, phones: dict[str, Person], others: list[FormFiller]
    ) -> None:
        self.host, self.display, self.phones, self.others = host, display, phones, others

    def move_to(self, position: str) -> None:
        """The host presses the button for the next step, and everybody sees the new position."""
        press_next(self.host.page)
        self.see(position)

    def see(self, position: str) -> None:
        browsers = {"host": self.host, "display": self.display, **self.phones}
        for name, person in browsers.items():
            if not person.scripts:
                self._refresh(person)
            try:
                wait_for_position(person.page, position, timeout=3 * SOON)
            except PlaywrightTimeout:
                pytest.fail(f"{name} does not see {position}: {person.words[:200]}")
            person.looks().sees_no_sideways_scrolling()

    def _refresh(self, person: Person) -> None:
        """Without scripts, a page with a form does not refresh, and other pages take their time."""
        for link in ("See where the session is now", "Look now"):
            found = person.page.get_by_role("link", name=link)
            if found.count():
                person.follows(found)
                return

    def answer(self, letter: str, certainty: str) -> None:
        for phone in self.phones.values():
            phone.page.wait_for_selector('input[type="radio"][name="option"]')
            phone.chooses("option", f"{ITEM.id}.{letter}").chooses("certainty", certainty)
            phone.page.get_by_role("button", name="Send", exact=True).click()
            phone.page.wait_for_selector("text=Your answer is kept")
        for other in self.others:
            _, text = other.sends("/play", option=f"{ITEM.id}.{letter}", certainty=certainty)
            assert "Your answer is kept" in text


@pytest.fixture
def everybody(
    server: Server, hosted: HostedSession, open_page: Callable[..., Page], everything: bool
) -> Everybody:
    """A host, the display, and eleven participants who have joined, three or six with a phone.

    Ten of them are enough for exact counts while one is offline.
    """
    host_page = open_page(viewport=DESK)
    hosted.sign_in(host_page, server)
    host = Person(host_page, server.address, axe=everything)
    host.opens(hosted.path)
    display_page = host_page.context.new_page()
    display_page.set_viewport_size(DISPLAY)  # type: ignore[arg-type]
    display = Person(display_page, server.address)
    display.opens(f"{hosted.path}/display")
    working = 3 if everything else 0
    phones = {}
    for name, options in {
        "no scripts": {"java_script_enabled": False},
        "no events": {},
        "offline": {},
        **{f"working {n}": {} for n in range(working)},
    }.items():
        page = open_page(viewport=PHONE, **options)
        if name == "no events":
            page.route("**/play/events*", _abort)
        # The other phones see the same pages, so one is checked for accessibility.
        phones[name] = Person(page, server.address, axe=name == "no events")
        phones[name].opens("/join").page.fill("#code", hosted.code)
        phones[name].presses("Join")
    others = [FormFiller(server.address, random.Random(n)) for n in range(8 - working)]
    for other in others:
        other.sends("/join", code=hosted.code)
    return Everybody(host, display, phones, others)


def _abort(route: Route) -> None:
    route.abort()


@pytest.mark.starts_first
def test_a_whole_session(everybody: Everybody, everything: bool) -> None:
    host, display = everybody.host.page, everybody.display
    counts = display.page.locator(".display__counts")
    everybody.see("lobby-0-0")
    counts.filter(has_text="11 here").wait_for(timeout=SOON)
    everybody.move_to("before-0-0")
    everybody.move_to("open-0-1")
    offline = everybody.phones["offline"]
    offline.page.context.set_offline(True)
    seconds = OFFLINE_SECONDS if everything else OFFLINE_SECONDS_IN_SHORT
    offline_until = time.monotonic() + seconds
    offline.page.wait_for_selector("[data-live-notice]:not([hidden])")
    phones = everybody.phones
    everybody.phones = {name: phone for name, phone in phones.items() if phone is not offline}
    everybody.answer(WRONG, "4")
    counts.filter(has_text="10 of 11 answered").wait_for(timeout=SOON)
    for position in ("closed-0-1", "certainty-0-1", "first-0-1", "discuss-0-1"):
        everybody.move_to(position)
    offline.page.wait_for_timeout(max(0, offline_until - time.monotonic()) * 1000)
    assert offline.page.locator('[data-position="open-0-1"]').count() == 1
    offline.page.context.set_offline(False)
    wait_for_position(offline.page, "discuss-0-1")
    offline.page.wait_for_selector("[data-live-notice]", state="hidden")
    everybody.phones = phones
    everybody.move_to("open_again-0-2")
    everybody.answer(ITEM.best, "3")
    everybody.move_to("both-0-2")
    assert display.page.locator(".bars__one").count() == 8
    assert ITEM.option(ITEM.best).reason not in display.page.content()
    everybody.move_to("best-0-2")
    assert "10 of 10 were sure, and wrong.\nNow nobody." in display.page.inner_text("h1")
    assert "11 votes for the best answer, all of them sure" in phones["no events"].words
    assert "10 votes, all of them sure and wrong" in phones["no events"].words
    assert ITEM.option(ITEM.best).reason in phones["no events"].page.content()
    everybody.move_to("after-0-2")
    everybody.move_to("change-0-2")
    codes = [
        host.locator(".hosting__code"),
        display.page.locator(".display__code, .display__qr"),
    ]
    assert [code.count() for code in codes] == [1, 2]
    everybody.move_to("end-0-2")
    assert [code.count() for code in codes] == [0, 0], "another session may have the code now"


def test_an_update_does_not_replace_a_form_that_is_being_filled_in(phone: ParticipantPhone) -> None:
    page = phone.page
    phone.open_first_vote()
    page.check(f'input[value="{ITEM.id}.b"]')
    for move in ("pause", "resume"):
        phone.host_moves(move)
        page.wait_for_timeout(1000)
    assert page.locator(f'input[value="{ITEM.id}.b"]').is_checked()
    page.check('input[name="certainty"][value="2"]')
    phone.send()
    page.wait_for_selector("text=Your answer is kept")


def test_pages_about_a_contested_scenario_are_accessible(
    app: Flask, server: Server, open_page: Callable[..., Page]
) -> None:
    scenario = PlannedScenario(CONTESTED.id, CONTESTED.revision, contested=True)
    hosted = create_session(app, scenario)
    phone = ParticipantPhone.join(open_page(viewport=PHONE), app, server, hosted)
    host = open_page(viewport=DESK)
    hosted.sign_in(host, server)
    display = host.context.new_page()
    phone.host_moves("next", "next", "pause")
    for page, path in ((host, hosted.path), (display, f"{hosted.path}/display")):
        page.goto(server.address + path)
        assert axe_violations(page) == []
    phone.host_moves("resume", "next", "skip")
    for page in (host, display, phone.page):
        wait_for_position(page, "best-0-1")
        assert axe_violations(page) == []
    assert announced(host).startswith("The room sees that guidance differs here")
