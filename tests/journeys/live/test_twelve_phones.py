"""Phones with a difficulty, in Chromium: alone, and with `--everything` twelve in one session.

One phone is shared by two people, one runs no scripts, one blocks cookies, and one is offline when
the host closes a vote in ten seconds. The phone without scripts is also in `test_session.py`.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import ARGS, axe_violations
from tests.journeys.live.sessions import (
    DESK,
    PHONE,
    SOON,
    HostedSession,
    ParticipantPhone,
    press_next,
    wait_for_position,
)
from tests.journeys.person import Person
from tests.live.steps import ITEM
from tests.server import Server

SCREEN = {"width": 1280, "height": 720}
OTHERS = 8
CLOSED_WITHIN = 30_000
"""Milliseconds in which the service closes a vote after the ten seconds, on a busy machine."""
NO_COOKIES = {"profile": {"default_content_setting_values": {"cookies": 2}}}
"""The setting of Chromium that blocks every cookie."""
WRONG = next(option.id for option in ITEM.options if option.id != ITEM.best)


class Room:
    """The host, the room's screen, and the phones that joined."""

    def __init__(self, host: Person, screen: Page, hosted: HostedSession) -> None:
        self.host, self.screen, self.code = host, screen, hosted.code
        self.shared, self.plain, self.offline = (host,) * 3
        self.others: list[Person] = []

    def move_to(self, *positions: str) -> None:
        """The host presses the button for the next step, and the room's screen follows."""
        for position in positions:
            press_next(self.host.page)
            wait_for_position(self.screen, position, timeout=3 * SOON)

    def see(self, position: str) -> None:
        """Every phone in a browser sees this position; one without scripts looks for itself."""
        look_now(self.plain)
        for person in (self.shared, self.plain, self.offline, *self.others):
            wait_for_position(person.page, position, timeout=3 * SOON)
            person.looks().sees_no_sideways_scrolling()

    def counts(self, words: str) -> None:
        counts = self.screen.locator(".display__counts")
        expect(counts).to_have_text(re.compile(words), timeout=3 * SOON)


def answer(letter: str, certainty: str, *people: Person) -> None:
    for person in people:
        person.chooses("option", f"{ITEM.id}.{letter}").chooses("certainty", certainty)
        person.page.get_by_role("button", name="Send", exact=True).click()
        expect(person.page.locator("[data-kept]")).to_have_text("Your answer is kept")


def look_now(person: Person) -> None:
    links = ("See where the session is now", "Look now")
    person.follows(person.page.locator(",".join(f'main a:text-is("{link}")' for link in links)))


def join(person: Person, code: str) -> Person:
    person.page.fill("#code", code)
    return person.presses("Join")


@pytest.fixture
def room(server: Server, hosted: HostedSession, open_page: Callable[..., Page]) -> Room:
    """Eleven phones have joined; the twelfth cannot."""
    host = open_page(viewport=DESK)
    hosted.sign_in(host, server)
    screen = host.context.new_page()
    screen.set_viewport_size(SCREEN)  # type: ignore[arg-type]
    room = Room(Person(host, server.address, axe=False), screen, hosted)

    def phone(**options: bool) -> Person:
        page = open_page(viewport=PHONE, **options)
        return join(Person(page, server.address, axe=False).opens("/join"), hosted.code)

    room.shared, room.offline = phone(), phone()
    room.plain = phone(java_script_enabled=False)
    room.others = [phone() for _ in range(OTHERS)]
    room.others[0].axe = True  # the other phones see the same pages
    room.host.opens(hosted.path)
    screen.goto(f"{server.address}{hosted.path}/display")
    return room


@pytest.fixture
def blocked(browser: Browser, server: Server, tmp_path: Path) -> Iterator[Person]:
    """A phone that blocks cookies. Chromium has this setting for a profile only."""
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(NO_COOKIES))
    context = browser.browser_type.launch_persistent_context(
        str(tmp_path),
        executable_path=os.environ["CHROMIUM"],
        args=ARGS,
        chromium_sandbox=False,
        viewport=PHONE,  # type: ignore[arg-type]
    )
    yield Person(context.pages[0], server.address)
    context.close()


def test_a_phone_that_blocks_cookies_is_told_so(blocked: Person, hosted: HostedSession) -> None:
    join(blocked.opens("/join"), hosted.code)
    assert blocked.page.context.cookies() == []
    assert "your browser blocks cookies: allow them for this address" in blocked.words
    assert blocked.page.input_value("#code") == hosted.code, "the code is not typed again"
    blocked.sees_no_sideways_scrolling().opens("/play")
    assert "if it blocks them, allow them for this address" in blocked.words


def test_a_phone_offline_at_the_close_learns_what_happened(
    phone: ParticipantPhone, server: Server
) -> None:
    phone.page.clock.install()
    phone.open_first_vote()
    phone.choose(WRONG, "4")
    phone.host_moves("close_soon")
    goes_offline(phone.page)
    phone.page.clock.run_for(11_000)
    # Only the page's clock has moved, so a press would let phones send first.
    phone.host_moves("keep_open", "next")
    is_offline_at_the_close(phone.page)
    phone.page.context.set_offline(False)
    phone.page.clock.run_for(3_000)
    learns_what_happened(Person(phone.page, server.address))


def test_a_phone_that_is_handed_over_shows_nothing_of_the_first_person(
    phone: ParticipantPhone, hosted: HostedSession, server: Server
) -> None:
    person = Person(phone.page, server.address, axe=False)
    phone.open_first_vote()
    answer(WRONG, "4", person)
    phone.host_moves("next")
    wait_for_position(phone.page, "closed-0-1")
    hand_over(person)


@pytest.mark.repeats
def test_twelve_phones(room: Room, blocked: Person) -> None:
    """The parts of this have tests of their own, in this file and in test_session.py."""
    join(blocked.opens("/join"), room.code)
    assert "your browser blocks cookies" in blocked.words
    room.counts("^11 here$")
    room.see("lobby-0-0")
    room.move_to("before-0-0", "open-0-1")
    room.see("open-0-1")
    first_vote(room)
    hand_over(room.shared)
    room.move_to("certainty-0-1", "first-0-1", "discuss-0-1", "open_again-0-2")
    room.see("open_again-0-2")
    assert "In the first vote you chose" in room.plain.words
    for newcomer in (room.shared, room.offline):
        assert "In the first vote you chose" not in newcomer.words
    answer(ITEM.best, "3", room.shared, room.plain, room.offline, *room.others)
    room.counts("^11 of 11 answered$")  # not twelve: the first person has handed the phone over
    room.move_to("both-0-2", "best-0-2")
    assert "10 of 10 were sure, and wrong.\nNow nobody." in room.screen.inner_text("h1")
    assert "Not all the same people answered both times" in room.screen.inner_text("main")
    room.see("best-0-2")
    assert "11 votes for the best answer, all of them sure" in room.offline.words
    room.move_to("after-0-2", "change-0-2", "end-0-2")
    for person, sees_first in ((room.shared, False), (room.plain, True), (room.offline, False)):
        person.opens("/play").follows(person.page.get_by_role("link", name="See your answers"))
        assert "You chose the best answer in 1 of 1" in person.words
        assert ("Your first vote" in person.words) is sees_first


def first_vote(room: Room) -> None:
    """Ten send an answer; the offline phone has a complete one when the host closes the vote."""
    assert "Press Send as soon as you have chosen" in room.plain.words
    answer(WRONG, "4", room.shared, room.plain, *room.others)
    room.counts("^10 of 11 answered$")
    page = room.offline.page
    room.offline.chooses("option", f"{ITEM.id}.{WRONG}").chooses("certainty", "4")
    with room.host.page.expect_navigation():
        room.host.page.locator('.hosting__buttons button[value="close_soon"]').click()
    for seen in (room.host.page, room.screen, room.shared.page):
        expect(seen.locator("[data-closing]")).to_contain_text("Closing in", timeout=3 * SOON)
    goes_offline(page)
    for seen in (room.host.page, room.screen, room.shared.page):
        wait_for_position(seen, "closed-0-1", timeout=CLOSED_WITHIN)
    is_offline_at_the_close(page)
    page.context.set_offline(False)
    learns_what_happened(room.offline)


def goes_offline(page: Page) -> None:
    """The phone has seen that the vote closes in ten seconds, and loses its connection."""
    expect(page.locator("[data-closing]")).to_contain_text("Closing in", timeout=3 * SOON)
    page.context.set_offline(True)


def is_offline_at_the_close(page: Page) -> None:
    """The phone counts no seconds that it cannot know, and promises no more than it can keep."""
    said = page.locator("[data-closing-offline]")
    expect(said).to_contain_text("You are offline. The question is closing.")
    expect(said).to_contain_text("It counts if the question is still open then.")
    expect(page.locator("[data-closing]")).to_be_hidden()
    words = page.locator("form [data-offline]")
    expect(words).to_contain_text("No connection just now")
    expect(words).to_contain_text("counts if the question is still open then")
    assert axe_violations(page) == []


def learns_what_happened(offline: Person) -> None:
    """The vote was closed without this phone's answer, and its page says so."""
    heading = "This question is closed, so your answer was not kept"
    expect(offline.page.locator("h1")).to_have_text(heading, timeout=3 * SOON)
    assert "You had not sent an answer to it before" in offline.words
    offline.looks().presses("See where the session is now")
    assert "You did not answer this one" in offline.words


def hand_over(shared: Person) -> None:
    """The shared phone goes to a second person, who sees nothing of the first."""
    expect(shared.page.get_by_text("You chose")).to_be_visible(timeout=3 * SOON)
    shared.opens("/join").presses("I am somebody else")
    assert "Who has this phone now?" in shared.words
    shared.presses("Somebody new")
    wait_for_position(shared.page, "closed-0-1")
    assert "You did not answer this one" in shared.words
    for _ in range(3):
        shared.page.go_back()
        assert "You chose" not in shared.words
    shared.opens("/play")
