"""Live sessions for the browser journeys: a session, and one participant's phone."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from flask import session as cookie
from playwright.sync_api import Page, Request, Route, expect

from quiz.clock import today
from quiz.live.session import store
from quiz.live.session.models import LiveSession
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.live.session.press import known_press, press
from quiz.people import accounts, guard
from quiz.storage import database
from quiz.vocabulary import Role
from tests.browser import of_a_page
from tests.journeys.person import Person
from tests.live.steps import BANK, ITEM
from tests.server import Server

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
SCREEN = {"width": 1280, "height": 720}
SETTLES = 500
"""Milliseconds: a little more than in assets/live.js and display.js."""
SOON = 5000
"""Milliseconds within which a page must show a change."""
EMAIL = "tess@council.example"


@dataclass(frozen=True)
class HostedSession:
    """A session: the path of its host's page, its code, and the cookie of its host's browser."""

    path: str
    code: str
    cookie: str

    @property
    def id(self) -> str:
        return self.path.rpartition("/")[2]

    def sign_in(self, page: Page, server: Server) -> None:
        """Give a browser the host's cookie."""
        page.context.add_cookies(
            [{"name": "before-you-look", "value": self.cookie, "url": server.address}]
        )


def create_session(app: Flask, *scenarios: PlannedScenario) -> HostedSession:
    """A new session of these scenarios, with its host signed in."""
    with app.test_request_context(method="POST"):
        session = database.session()
        host = accounts.find_by_email(session, EMAIL) or accounts.add(
            session, EMAIL, "Tess", [Role.TRAINER], today()
        )
        guard.sign_in(host)
        live = store.create(session, host, "Tuesday morning", Plan(scenarios), today())
        path, code = f"/host/{live.id}", str(live.code)
        session.commit()
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return HostedSession(path, code, signer.dumps(dict(cookie)))


def wait_for_position(page: Page, position: str, timeout: float = SOON) -> None:
    """Wait until the page shows this position of the session: phase, scenario and round."""
    page.wait_for_selector(f'[data-position="{position}"]', timeout=timeout)


def open_lobby_screen(
    hosted: HostedSession, server: Server, open_page: Callable[..., Page]
) -> Page:
    """The room's screen, which its host has opened, in its lobby. The test moves its clock."""
    page = open_page(viewport=SCREEN)
    page.clock.install()
    hosted.sign_in(page, server)
    page.goto(f"{server.address}{hosted.path}/display")
    wait_for_position(page, "lobby-0-0")
    return page


def settle(screen: Page) -> None:
    """Let the time pass in which a press would count as made for the state before this one."""
    expect(screen.locator("[data-live][aria-busy=true]")).to_have_count(0)
    screen.clock.fast_forward(SETTLES)


def press_key(screen: Page, key: str) -> None:
    """Press a key of the room's screen, as somebody who has seen what it shows now."""
    settle(screen)
    screen.keyboard.press(key)


def press_next(page: Page) -> None:
    """Press the host's button for the next step. The one that ends the session asks first."""
    asks = page.locator(".hosting__end--next")
    if asks.count():
        asks.locator("summary").click()
    button = page.locator('.hosting__end--next button, .hosting__buttons button[value="next"]')
    with page.expect_navigation():
        button.first.click()


def announced(page: Page) -> str:
    """The last announcement to screen readers."""
    return page.locator("[data-live-announcement]").inner_text()


class ParticipantPhone:
    """One participant's phone. The host has no browser, so a test decides what happens when."""

    def __init__(self, page: Page, app: Flask, session_id: str) -> None:
        self.page, self.app, self.session_id = page, app, session_id

    @classmethod
    def join(
        cls, page: Page, app: Flask, server: Server, hosted: HostedSession
    ) -> "ParticipantPhone":
        """Join the session with this page."""
        Person(page, server.address, axe=False).opens("/join").page.fill("#code", hosted.code)
        page.get_by_role("button", name="Join", exact=True).click()
        wait_for_position(page, "lobby-0-0")
        return cls(page, app, hosted.id)

    def host_moves(self, *moves: str) -> None:
        """The host presses these buttons."""
        for move in moves:
            with self.app.test_request_context(method="POST"):
                session = database.session()
                live = session.get_one(LiveSession, self.session_id)
                wanted = known_press(move)
                assert wanted
                assert press(session, live, BANK, wanted, live.screen_version, today())
                session.commit()

    def open_first_vote(self) -> None:
        """The host opens the first vote, and the phone shows it."""
        self.host_moves("next", "next")
        wait_for_position(self.page, "open-0-1")

    def is_hidden(self) -> None:
        """Another tab comes to the front, or the phone is locked."""
        self._set_hidden("true")

    def becomes_visible(self) -> None:
        """The page becomes visible again, so it fetches its part."""
        self._set_hidden("false")

    def _set_hidden(self, hidden: str) -> None:
        change = (
            f"Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
        of_a_page(self.page, lambda: self.page.evaluate(change))

    def delay_requests(self, address: str) -> list[Route]:
        """From now on, requests to this address wait until the test continues them."""
        delayed: list[Route] = []
        self.page.route(address, lambda route: delayed.append(route))
        return delayed

    def wait_for_request(self, delayed: list[Route]) -> Route:
        """The latest delayed request, as soon as there is one."""
        for _ in range(SOON // 20):
            if delayed:
                return delayed[-1]
            self.page.wait_for_timeout(20)
        raise AssertionError("the page sent no request")

    def choose(self, letter: str, certainty: str) -> None:
        self.page.check(f'input[value="{ITEM.id}.{letter}"]')
        self.page.check(f'input[name="certainty"][value="{certainty}"]')

    def send(self) -> None:
        self.page.get_by_role("button", name="Send", exact=True).click()

    def send_delayed_answer(self) -> list[Route]:
        """Answer the first vote; the request waits until the test continues it."""
        self.open_first_vote()
        self.choose("b", "2")
        delayed = self.delay_requests("**/play")
        self.send()
        self.wait_for_request(delayed)
        return delayed

    def pass_time(self, seconds: int) -> None:
        """Advance the clock of the page's script, in steps that wait for the replies to polls."""
        polls: set[Request] = set()

        def sent(request: Request) -> None:
            if request.url.endswith("/state"):
                polls.add(request)

        def ended(request: Request) -> None:
            polls.discard(request)

        self.page.on("request", sent)
        self.page.on("requestfinished", ended)
        self.page.on("requestfailed", ended)
        for _ in range(seconds * 2):
            self.page.clock.run_for(500)
            self.page.wait_for_timeout(10)
            while polls:
                self.page.wait_for_timeout(10)
