"""A made-up live session for the pictures: a host, the display, a phone, and other people."""

import random
from collections.abc import Sequence

from playwright.sync_api import Browser, Page, ViewportSize

from docs.pictures.in_language import context
from quiz import create_app
from quiz.bank.items import Contested, Item
from quiz.bank.load import load
from quiz.languages.sentences import gettext
from quiz.settings.config import from_environment
from quiz.vocabulary import Role
from tests.journeys.form_filler import FormFiller, first_form
from tests.people.steps import PASSWORD, account
from tests.server import Server

NAME = "quiz.council.example"
EMAIL = "tess@council.example"
BANK = load()
ITEM, CONTESTED = BANK.form("A").items[0], BANK.contested[0]
DISPLAY: ViewportSize = {"width": 1920, "height": 1080}
DESK: ViewportSize = {"width": 1100, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SCALE = 0.625
"""The display's picture is smaller: the screen can be read from the back of a room."""

Vote = tuple[str, int]
"""An option's letter and a certainty, from 1 to 4."""


class PicturedSession:
    """A session of three scenarios, the second of which is contested: its host, who is signed in,
    and its participants. email: the host's, another in each session."""

    def __init__(self, browser: Browser, server: Server, count: int, *, email: str = EMAIL) -> None:
        settings = {"INSTANCE": str(server.log_file.parent), **server.environ}
        app = create_app(from_environment(settings))
        account(app, Role.TRAINER, email=email, name="Tess", password=PASSWORD)
        app.extensions["database"].close()
        self.address = f"http://{NAME}"
        desk = context(browser, viewport=DESK)
        self.host = desk.new_page()
        self._create(email)
        code = self.host.inner_text(".hosting__code")
        self.people = [FormFiller(server.address, random.Random(n)) for n in range(count)]
        for participant in self.people:
            send(participant, "/join", code=code)
        display = context(
            browser,
            storage_state=desk.storage_state(),
            viewport=DISPLAY,
            device_scale_factor=SCALE,
        )
        self.display = display.new_page()
        self.display.goto(f"{self.host.url}/display")
        phone = context(browser, viewport=PHONE)
        self.phone = phone.new_page()
        self.phone.goto(f"{self.address}/join")
        self.phone.fill("#code", code)
        press(self.phone, "Join")

    def _create(self, email: str) -> None:
        page = self.host
        page.goto(f"{self.address}/host/new?agenda=20")
        page.get_by_label(gettext("Email address")).fill(email)
        page.get_by_label(gettext("Password"), exact=True).fill(PASSWORD)
        press(page, "Sign in")
        page.goto(f"{self.address}/host/new?agenda=20")
        page.get_by_label(gettext("Title"), exact=True).fill("Tuesday morning")
        for box in page.locator(".scenario-choices input").all():
            box.evaluate("box => box.value = ''")
        page.locator(f"#position_{ITEM.id}").evaluate("box => box.value = '1'")
        for number, item in enumerate((CONTESTED, BANK.form("A").items[2]), start=2):
            page.locator(f"#position_{item.id}").evaluate(f"box => box.value = '{number}'")
        press(page, "Make the session")

    def move_to(self, phase: str) -> str:
        """Press the host's button for the next step until all screens show this phase."""
        while not self.host.locator(f'.hosting__part[data-position^="{phase}-"]').count():
            self._press("next")
        return self._seen(phase)

    def press(self, move: str, phase: str) -> str:
        """Press one of the host's buttons, and wait until all screens show this phase."""
        self._press(move)
        return self._seen(phase)

    def _press(self, move: str) -> None:
        with self.host.expect_navigation():
            self.host.locator(f'button[name="move"][value="{move}"]').first.evaluate(
                "button => button.click()"  # some are folded
            )
        self.host.wait_for_timeout(500)

    def _seen(self, phase: str) -> str:
        for page in (self.display, self.phone):
            page.wait_for_selector(f'[data-phase="{phase}"]')
            page.wait_for_timeout(500)
        return phase

    def close(self) -> None:
        for page in (self.host, self.display, self.phone):
            page.context.close()

    def vote(self, votes: Sequence[Vote], item: Item | Contested = ITEM) -> None:
        """Each of the first participants sends one of these votes."""
        for participant, (letter, certainty) in zip(self.people, votes, strict=False):
            send(participant, "/play", option=f"{item.id}.{letter}", certainty=str(certainty))


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=gettext(button), exact=True).click()


def send(participant: FormFiller, path: str, **fields: str) -> None:
    """Fill in the page's form with these fields and send it."""
    form = first_form(participant.asks("GET", path, {})[1])
    assert form is not None
    participant.asks("POST", path, participant.fills_in(form) | fields)
