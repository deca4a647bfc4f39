"""A made-up live session for the pictures: a host, the room's screen, a phone, and others."""

import random
from collections.abc import Sequence

from playwright.sync_api import Browser, Page, ViewportSize

from quiz import create_app
from quiz.bank.load import load
from quiz.config import from_environment
from quiz.vocabulary import Role
from tests.journeys.form_filler import FormFiller, first_form
from tests.people.way import PASSWORD, account
from tests.server import Server

NAME = "quiz.council.example"
EMAIL = "tess@council.example"
ITEM = load().form("A").items[0]
WALL: ViewportSize = {"width": 1920, "height": 1080}
DESK: ViewportSize = {"width": 1100, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SCALED = 0.625
"""How large the picture of the wall is: what is read from the back is read small, too."""

Vote = tuple[str, int]
"""An option's letter, and how sure."""


class Room:
    """A session of three scenarios with its people; the host is signed in at a desk."""

    def __init__(self, browser: Browser, server: Server, many: int) -> None:
        settings = {"INSTANCE": str(server.log_file.parent), **server.environ}
        app = create_app(from_environment(settings))
        account(app, Role.TRAINER, email=EMAIL, name="Tess", password=PASSWORD)
        app.extensions["database"].close()
        self.address = f"http://{NAME}"
        desk = browser.new_context(viewport=DESK)
        self.host = desk.new_page()
        self._makes()
        code = self.host.inner_text(".hosting__code")
        self.people = [FormFiller(server.address, random.Random(n)) for n in range(many)]
        for one in self.people:
            sends(one, "/join", code=code)
        wall = browser.new_context(
            storage_state=desk.storage_state(),
            viewport=WALL,
            device_scale_factor=SCALED,
        )
        self.wall = wall.new_page()
        self.wall.goto(f"{self.host.url}/room")
        phone = browser.new_context(viewport=PHONE)
        self.phone = phone.new_page()
        self.phone.goto(f"{self.address}/join")
        self.phone.fill("#code", code)
        press(self.phone, "Join")

    def _makes(self) -> None:
        page = self.host
        page.goto(f"{self.address}/host/new?template=20")
        page.get_by_label("Email address").fill(EMAIL)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        press(page, "Sign in")
        page.goto(f"{self.address}/host/new?template=20")
        page.get_by_label("Title").fill("Tuesday morning")
        for box in page.locator(".places input").all():
            box.evaluate("box => box.value = ''")
        page.locator(f"#position_{ITEM.id}").evaluate("box => box.value = '1'")
        for number, item in enumerate(load().form("A").items[1:3], start=2):
            page.locator(f"#position_{item.id}").evaluate(f"box => box.value = '{number}'")
        press(page, "Make the session")

    def moves(self, to: str) -> None:
        """The host presses the first button until all three screens are in this phase."""
        while not self.host.locator(f'.hosting__part[data-place^="{to}-"]').count():
            with self.host.expect_navigation():
                self.host.locator(".hosting__buttons button").first.click()
            self.host.wait_for_timeout(500)
        for page in (self.wall, self.phone):
            page.wait_for_selector(f'[data-phase="{to}"]')
            page.wait_for_timeout(500)

    def votes(self, given: Sequence[Vote]) -> None:
        for one, (letter, certainty) in zip(self.people, given, strict=True):
            sends(one, "/play", option=f"{ITEM.id}.{letter}", certainty=str(certainty))


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def sends(one: FormFiller, page: str, **said: str) -> None:
    form = first_form(one.asks("GET", page, {})[1])
    assert form is not None
    one.asks("POST", page, one.fills_in(form) | said)
