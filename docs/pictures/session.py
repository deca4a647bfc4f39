"""A made-up live session for the pictures: a host, the display, a phone, and other people."""

import random
from collections.abc import Sequence

from playwright.sync_api import Browser, Page, ViewportSize

from quiz import create_app
from quiz.bank.load import load
from quiz.config import from_environment
from quiz.vocabulary import Role
from tests.journeys.form_filler import FormFiller, first_form
from tests.people.steps import PASSWORD, account
from tests.server import Server

NAME = "quiz.council.example"
EMAIL = "tess@council.example"
ITEM = load().form("A").items[0]
DISPLAY: ViewportSize = {"width": 1920, "height": 1080}
DESK: ViewportSize = {"width": 1100, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SCALE = 0.625
"""The display's picture is smaller: the screen can be read from the back of a room."""

Vote = tuple[str, int]
"""An option's letter and a certainty, from 1 to 4."""


class PicturedSession:
    """A session of three scenarios: its host, who is signed in, and its participants."""

    def __init__(self, browser: Browser, server: Server, count: int) -> None:
        settings = {"INSTANCE": str(server.log_file.parent), **server.environ}
        app = create_app(from_environment(settings))
        account(app, Role.TRAINER, email=EMAIL, name="Tess", password=PASSWORD)
        app.extensions["database"].close()
        self.address = f"http://{NAME}"
        desk = browser.new_context(viewport=DESK)
        self.host = desk.new_page()
        self._create()
        code = self.host.inner_text(".hosting__code")
        self.people = [FormFiller(server.address, random.Random(n)) for n in range(count)]
        for participant in self.people:
            send(participant, "/join", code=code)
        display = browser.new_context(
            storage_state=desk.storage_state(),
            viewport=DISPLAY,
            device_scale_factor=SCALE,
        )
        self.display = display.new_page()
        self.display.goto(f"{self.host.url}/display")
        phone = browser.new_context(viewport=PHONE)
        self.phone = phone.new_page()
        self.phone.goto(f"{self.address}/join")
        self.phone.fill("#code", code)
        press(self.phone, "Join")

    def _create(self) -> None:
        page = self.host
        page.goto(f"{self.address}/host/new?agenda=20")
        page.get_by_label("Email address").fill(EMAIL)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        press(page, "Sign in")
        page.goto(f"{self.address}/host/new?agenda=20")
        page.get_by_label("Title").fill("Tuesday morning")
        for box in page.locator(".scenario-choices input").all():
            box.evaluate("box => box.value = ''")
        page.locator(f"#position_{ITEM.id}").evaluate("box => box.value = '1'")
        for number, item in enumerate(load().form("A").items[1:3], start=2):
            page.locator(f"#position_{item.id}").evaluate(f"box => box.value = '{number}'")
        press(page, "Make the session")

    def move_to(self, phase: str) -> None:
        """Press the host's first button until all three screens show this phase."""
        while not self.host.locator(f'.hosting__part[data-position^="{phase}-"]').count():
            with self.host.expect_navigation():
                self.host.locator(".hosting__buttons button").first.click()
            self.host.wait_for_timeout(500)
        for page in (self.display, self.phone):
            page.wait_for_selector(f'[data-phase="{phase}"]')
            page.wait_for_timeout(500)

    def vote(self, votes: Sequence[Vote]) -> None:
        """Each participant sends one of these votes."""
        for participant, (letter, certainty) in zip(self.people, votes, strict=True):
            send(participant, "/play", option=f"{ITEM.id}.{letter}", certainty=str(certainty))


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def send(participant: FormFiller, path: str, **fields: str) -> None:
    """Fill in the page's form with these fields and send it."""
    form = first_form(participant.asks("GET", path, {})[1])
    assert form is not None
    participant.asks("POST", path, participant.fills_in(form) | fields)
