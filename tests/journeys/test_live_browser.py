"""A whole session in real browsers: host, projector, and three phones in trouble.

One phone runs no scripts, one gets no events, one is offline for twenty seconds.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask import session as cookie
from playwright.sync_api import Browser, BrowserContext, Page, Route
from playwright.sync_api import TimeoutError as NotInTime

from quiz import create_app, database
from quiz.clock import today
from quiz.config import from_environment
from quiz.database import Database
from quiz.live.session import store
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import Asked, Move, Plan
from quiz.people import accounts, guard
from quiz.vocabulary import Role
from tests.browser import axe_violations
from tests.journeys.person import Person
from tests.live.way import CONTESTED, ITEM
from tests.server import Server

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
WALL = {"width": 1920, "height": 1080}
OFFLINE_SECONDS = 20
SOON = 5000


@pytest.fixture
def server(shared_server: Server) -> Server:
    return shared_server


@pytest.fixture
def app(server: Server) -> Iterator[Flask]:
    """The same service in this process, to make the session and sign its host in."""
    instance = str(server.log_file.parent)
    settings = {"INSTANCE": instance, "DATABASE_URL": server.database_url}
    made = create_app(from_environment(settings))
    yield made
    opened: Database = made.extensions["database"]
    opened.close()


@pytest.fixture
def hosted(app: Flask) -> tuple[str, str, str]:
    """The host's page, the session's code, and the cookie of the host's browser."""
    return made(app, Asked(ITEM.id, ITEM.revision))


def made(app: Flask, *asked: Asked) -> tuple[str, str, str]:
    with app.test_request_context(method="POST"):
        session = database.session()
        email = "tess@council.example"
        host = accounts.find_by_email(session, email) or accounts.add(
            session, email, "Tess", [Role.TRAINER], today()
        )
        guard.sign_in(host)
        plan = Plan(asked)
        live = store.make(session, host, "Tuesday morning", plan, today())
        page, code = f"/host/{live.id}", str(live.code)
        session.commit()
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return page, code, signer.dumps(dict(cookie))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Any]:
    opened: list[BrowserContext] = []

    def open_(**options: Any) -> Page:
        opened.append(browser.new_context(**options))
        return opened[-1].new_page()

    yield open_
    for context in opened:
        context.close()


def stands_at(page: Page, place: str, timeout: float = SOON) -> None:
    page.wait_for_selector(f'[data-place="{place}"]', timeout=timeout)


class Room:
    """Everybody in it. looks: each view is held to the accessibility rules."""

    def __init__(self, host: Person, wall: Person, phones: dict[str, Person]) -> None:
        self.host, self.wall, self.phones = host, wall, phones

    def moves(self, place: str) -> None:
        """The host presses the first button; all see it who are on a line."""
        with self.host.page.expect_navigation():
            self.host.page.locator(".hosting__buttons button").first.click()
        self.sees(place)

    def sees(self, place: str) -> None:
        everybody = {"host": self.host, "wall": self.wall, **self.phones}
        for name, one in everybody.items():
            if not one.scripts and one.page.locator("main form").count():
                # A form is never taken away: who has no scripts asks where the session is.
                one.follows(one.page.get_by_role("link", name="See where the session is now"))
            elif not one.scripts and one.page.get_by_role("link", name="Look now").count():
                # So does who will not wait until the page, read in peace, asks for itself.
                one.follows(one.page.get_by_role("link", name="Look now"))
            try:
                stands_at(one.page, place, timeout=3 * SOON)
            except NotInTime:
                pytest.fail(f"{name} does not see {place}: {one.words[:200]}")
            one.looks().sees_no_sideways_scrolling()

    def answer(self, letter: str, certainty: str) -> None:
        for phone in self.phones.values():
            phone.page.wait_for_selector('input[name="option"]')
            phone.chooses("option", f"{ITEM.id}.{letter}").chooses("certainty", certainty)
            phone.page.get_by_role("button", name="Send", exact=True).click()
            phone.page.wait_for_selector("text=Your answer is kept")


@pytest.fixture
def room(server: Server, hosted: tuple[str, str, str], open_page: Any) -> Room:
    page, code, signed_in = hosted
    host_page = open_page(viewport=DESK)
    host_page.context.add_cookies(
        [{"name": "before-you-look", "value": signed_in, "url": server.address}]
    )
    host = Person(host_page, server.address)
    host.opens(page)
    wall_page = host_page.context.new_page()
    wall_page.set_viewport_size(WALL)  # type: ignore[arg-type]
    wall = Person(wall_page, server.address)
    wall.opens(f"{page}/room")
    phones = {}
    for name, options in {
        "no scripts": {"java_script_enabled": False},
        "no events": {},
        "offline": {},
        **{f"well {n}": {} for n in range(3)},
    }.items():
        phone = open_page(viewport=PHONE, **options)
        if name == "no events":
            phone.route("**/play/events*", _blocked)
        phones[name] = Person(phone, server.address)
        phones[name].opens("/join").page.fill("#code", code)
        phones[name].presses("Join")
    return Room(host, wall, phones)


def _blocked(route: Route) -> None:
    route.abort()


def test_a_whole_session(room: Room) -> None:
    room.sees("lobby-0-0")
    room.wall.page.locator(".room__counts", has_text="6 here").wait_for(timeout=SOON)
    room.moves("before-0-0")
    room.moves("open-0-1")
    offline = room.phones["offline"]
    offline.page.context.set_offline(True)
    offline.page.wait_for_selector("[data-live-notice]:not([hidden])")
    others = {name: one for name, one in room.phones.items() if name != "offline"}
    everybody, room.phones = room.phones, others
    room.answer("a", "4")
    room.wall.page.locator(".room__counts", has_text="5 of 6 answered").wait_for(timeout=SOON)
    for place in ("closed-0-1", "certainty-0-1", "first-0-1", "discuss-0-1"):
        room.moves(place)
    offline.page.wait_for_timeout(OFFLINE_SECONDS * 1000)
    assert offline.page.locator('[data-place="open-0-1"]').count() == 1
    offline.page.context.set_offline(False)
    stands_at(offline.page, "discuss-0-1")
    offline.page.wait_for_selector("[data-live-notice]", state="hidden")
    room.phones = everybody
    room.moves("open_again-0-2")
    room.answer(ITEM.best, "3")
    room.moves("both-0-2")
    assert room.wall.page.locator(".bars__one").count() == 8
    assert ITEM.option(ITEM.best).reason not in room.wall.page.content()
    room.moves("best-0-2")
    assert "6 votes for the best answer, all of them sure" in room.wall.words
    assert "5 votes, all of them sure and wrong" in room.phones["no events"].words
    assert ITEM.option(ITEM.best).reason in room.phones["no events"].page.content()
    room.moves("after-0-2")
    room.moves("change-0-2")
    codes = [
        room.host.page.locator(".hosting__code"),
        room.wall.page.locator(".room__code, .room__qr"),
    ]
    assert [code.count() for code in codes] == [1, 2]
    room.moves("end-0-2")
    assert [code.count() for code in codes] == [0, 0], "another session may have the code by now"


def test_a_form_that_is_being_filled_in_is_left_alone(room: Room) -> None:
    room.host.axe = room.wall.axe = False
    room.moves("before-0-0")
    room.moves("open-0-1")
    phone = room.phones["well 0"]
    phone.chooses("option", f"{ITEM.id}.b")
    host = room.host.page
    for button in ("Pause", "Go on after the pause"):
        with host.expect_navigation():
            host.get_by_role("button", name=button, exact=True).click()
        phone.page.wait_for_timeout(1000)
    assert phone.page.locator(f'input[value="{ITEM.id}.b"]').is_checked()
    phone.chooses("certainty", "2")
    phone.page.get_by_role("button", name="Send", exact=True).click()
    phone.page.wait_for_selector("text=Your answer is kept")


class Moving:
    """One phone, and a host without a browser, so that a test can say what comes when."""

    def __init__(self, app: Flask, page: str, phone: Page) -> None:
        self.app, self.id, self.phone = app, page.rpartition("/")[2], phone

    def moves(self, *moves: str) -> "Moving":
        for one in moves:
            with self.app.test_request_context(method="POST"):
                session = database.session()
                live = session.get_one(LiveSession, self.id)
                assert store.move(session, live, Move(one), live.version, today())
                session.commit()
        return self

    def asks(self) -> None:
        """The phone comes out of a pocket, and asks where the session is."""
        self.phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def holds(self, address: str) -> list[Route]:
        """What is asked of an address from now on waits, until the test goes on with it."""
        held: list[Route] = []
        self.phone.route(address, lambda route: held.append(route))
        return held

    def until(self, held: list[Route]) -> Route:
        for _ in range(SOON // 20):
            if held:
                return held[-1]
            self.phone.wait_for_timeout(20)
        raise AssertionError("nothing was asked")

    def chooses(self, letter: str, certainty: str) -> None:
        self.phone.check(f'input[value="{ITEM.id}.{letter}"]')
        self.phone.check(f'input[name="certainty"][value="{certainty}"]')

    def sends(self) -> None:
        self.phone.get_by_role("button", name="Send", exact=True).click()

    def has_an_answer_on_its_way(self) -> list[Route]:
        """The first vote is open, and what the phone sends is held back."""
        self.moves("next", "next")
        stands_at(self.phone, "open-0-1")
        self.chooses("b", "2")
        held = self.holds("**/play")
        self.sends()
        self.until(held)
        return held


@pytest.fixture
def moving(app: Flask, server: Server, hosted: tuple[str, str, str], open_page: Any) -> Moving:
    page, code, _ = hosted
    return Moving(app, page, joins(open_page(viewport=PHONE), server, code))


def joins(phone: Page, server: Server, code: str) -> Page:
    Person(phone, server.address, axe=False).opens("/join").page.fill("#code", code)
    phone.get_by_role("button", name="Join", exact=True).click()
    stands_at(phone, "lobby-0-0")
    return phone


def test_an_older_reply_takes_nothing_newer_away(moving: Moving) -> None:
    phone = moving.phone
    moving.moves("next", "next")
    stands_at(phone, "open-0-1")
    held = moving.holds("**/play/state")
    moving.asks()
    route = moving.until(held)
    reply = route.fetch()
    moving.moves("next")
    stands_at(phone, "closed-0-1")
    route.fulfill(response=reply)
    phone.wait_for_timeout(300)
    assert phone.locator('[data-place="closed-0-1"]').count() == 1


def test_what_is_said_to_an_answer_may_come_after_the_host_has_moved_on(moving: Moving) -> None:
    phone, held = moving.phone, moving.has_an_answer_on_its_way()
    route = held[-1]
    reply = route.fetch()
    moving.moves("pause")
    phone.wait_for_selector('[data-stamp="3"]')
    route.fulfill(response=reply)
    phone.wait_for_selector("text=The session is paused")
    phone.wait_for_selector("text=Your answer is kept")


def said(phone: Page) -> str:
    """What a screen reader was told last."""
    return phone.locator("[data-live-said]").inner_text()


def test_a_late_answer_is_told_that_it_was_late(moving: Moving) -> None:
    phone, held = moving.phone, moving.has_an_answer_on_its_way()
    route = held[-1]
    moving.moves("next")
    stands_at(phone, "closed-0-1")
    held.clear()
    route.continue_()
    moving.until(held).continue_()  # sent once more, as a page
    phone.wait_for_selector("text=so your answer was not kept", timeout=SOON)


def test_a_form_that_is_refused_says_what_is_missing_and_is_sent_then(moving: Moving) -> None:
    phone = moving.phone
    moving.moves("next", "next")
    stands_at(phone, "open-0-1")
    phone.check(f'input[value="{ITEM.id}.b"]')
    moving.sends()
    phone.wait_for_selector(".govuk-error-summary", timeout=SOON)
    assert axe_violations(phone) == []
    assert phone.locator(f'input[value="{ITEM.id}.b"]').is_checked()
    moving.asks()
    phone.wait_for_timeout(300)
    assert phone.locator(".govuk-error-message").count() == 1, "it stays until it is put right"
    phone.check('input[name="certainty"][value="3"]')
    phone.evaluate(
        "for (const one of document.querySelectorAll('[name=csrf_token]')) one.value = 'old'"
    )
    with phone.expect_navigation():
        moving.sends()
    phone.wait_for_selector(".govuk-error-summary", timeout=SOON)
    moving.sends()
    phone.wait_for_selector("text=Your answer is kept", timeout=SOON)


def test_an_answer_is_changed_in_peace_and_what_happens_is_said(moving: Moving) -> None:
    phone = moving.phone
    moving.moves("next", "next")
    stands_at(phone, "open-0-1")
    # The form was pushed, and has the same comforts as one that came with its page.
    phone.check(f'input[value="{ITEM.id}.b"]')
    phone.keyboard.press("2")
    assert phone.locator('input[name="certainty"][value="2"]').is_checked()
    phone.check(f'input[value="{ITEM.id}.c"]')
    assert phone.locator('input[name="certainty"]:checked').count() == 0
    assert "say again how sure" in phone.locator(".say-again").inner_text()
    phone.keyboard.press("3")
    moving.sends()
    phone.wait_for_selector("text=Your answer is kept", timeout=SOON)
    assert said(phone) == "Your answer is kept"
    assert phone.evaluate("document.activeElement.textContent") == "Your answer is kept"
    moving.moves("pause")
    phone.wait_for_selector("text=The session is paused", timeout=SOON)
    assert said(phone).startswith("The session is paused")
    assert axe_violations(phone) == []
    moving.moves("resume")
    phone.get_by_role("link", name="Change my answer").click()
    stands_at(phone, "open-0-1")
    moving.asks()
    phone.wait_for_timeout(500)
    assert phone.locator(f'input[value="{ITEM.id}.c"]').is_checked()
    moving.moves("next")
    stands_at(phone, "closed-0-1")


def test_a_contested_scenario_is_talked_over_on_pages_for_everybody(
    app: Flask, server: Server, open_page: Any
) -> None:
    page, code, signed_in = made(app, Asked(CONTESTED.id, CONTESTED.revision, contested=True))
    moving = Moving(app, page, joins(open_page(viewport=PHONE), server, code))
    host = open_page(viewport=DESK)
    host.context.add_cookies(
        [{"name": "before-you-look", "value": signed_in, "url": server.address}]
    )
    wall = host.context.new_page()
    moving.moves("next", "next", "pause")
    for one, path in ((host, page), (wall, f"{page}/room")):
        one.goto(server.address + path)
        assert axe_violations(one) == []
    moving.moves("resume", "next", "skip")
    for one in (host, wall, moving.phone):
        stands_at(one, "best-0-1")
        assert axe_violations(one) == []
    assert said(host).startswith("The room sees what speaks for each answer")


def passes(phone: Page, seconds: int) -> None:
    """So much time goes by for the page's script, with some for its requests."""
    for _ in range(seconds * 2):
        phone.clock.run_for(500)
        phone.wait_for_timeout(10)


def test_where_a_proxy_holds_events_back_the_page_asks_for_itself(moving: Moving) -> None:
    phone = moving.phone
    phone.clock.install()
    held = moving.holds("**/play/events*")
    phone.reload()
    moving.until(held)
    moving.moves("next")
    passes(phone, 4)
    assert phone.locator('[data-place="lobby-0-0"]').count() == 1
    passes(phone, 6)
    stands_at(phone, "before-0-0")


def test_where_events_are_refused_a_phone_asks_no_more_than_one_phone_may(moving: Moving) -> None:
    phone, asked = moving.phone, {"events": 0, "state": 0}

    def refuse(route: Route) -> None:
        asked["events"] += 1
        route.fulfill(status=502, body="no")

    def count(route: Route) -> None:
        asked["state"] += 1
        route.continue_()

    phone.clock.install()
    phone.route("**/play/events*", refuse)
    phone.route("**/play/state", count)
    phone.reload()
    passes(phone, 55)
    assert asked["events"] == 2, "tried again once, and then not for a minute"
    assert 15 <= asked["state"] <= 28, "every two to three seconds"
