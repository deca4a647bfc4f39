"""A trainer's way in a real browser: make, rehearse, use again, hold, and take away.

Every page is looked at on a phone and on a desk: it keeps the accessibility rules and never scrolls
sideways.
"""

import random
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext
from pypdf import PdfReader

from quiz import create_app
from quiz.config import from_environment
from quiz.database import Database
from quiz.people import accounts
from quiz.vocabulary import Role
from tests.journeys.form_filler import FormFiller, first_form
from tests.journeys.person import Person
from tests.live.way import BANK, ITEM
from tests.people.way import PASSWORD, account
from tests.server import Server

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1200, "height": 900}
WALL = {"width": 1920, "height": 1080}
EMAIL = "making@council.example"
MANY = 6
RIGHT = ITEM.option(ITEM.best)
OPTION = re.compile(rf'value="{ITEM.id}\.[abcd]"')


class Looker(Person):
    """Looks at each page twice: as wide as a phone, and as wide as a desk."""

    def looks(self) -> Person:
        here = self.page.viewport_size
        for size in (PHONE, DESK) if here == PHONE else (DESK, PHONE):
            if self.page.viewport_size != size:
                self.page.set_viewport_size(size)  # type: ignore[arg-type]
            super().looks().sees_no_sideways_scrolling()
        return self


@pytest.fixture
def server(shared_server: Server) -> Server:
    return shared_server


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]
    yield context
    context.close()


@pytest.fixture
def has_account(server: Server) -> None:
    """The trainer has an account on the service, with a password."""
    settings = {"INSTANCE": str(server.log_file.parent), "DATABASE_URL": server.database_url}
    app: Flask = create_app(from_environment(settings))
    opened: Database = app.extensions["database"]
    with opened.begin(writes=False) as session:
        known = accounts.find_by_email(session, EMAIL)
    if known is None:
        account(app, Role.TRAINER, email=EMAIL, name="Mara", password=PASSWORD)
    opened.close()


@pytest.fixture
def trainer(context: BrowserContext, server: Server, has_account: None) -> Person:
    """Signed in, in front of the list of sessions."""
    trainer = Looker(context.new_page(), server.address)
    trainer.page.goto(f"{server.address}/host")
    trainer.page.get_by_label("Email address").fill(EMAIL)
    trainer.page.get_by_label("Password", exact=True).fill(PASSWORD)
    trainer.presses("Sign in")
    assert trainer.path == "/host"
    return trainer


def link(person: Person, name: str) -> Person:
    return person.follows(person.page.get_by_role("link", name=name))


def goes_on(trainer: Person) -> Person:
    """Press the first of the host's buttons and wait for what follows."""
    page, buttons = trainer.page, trainer.page.locator(".hosting__buttons button")
    version = page.locator(".hosting__part").get_attribute("data-version")
    with page.expect_navigation():
        buttons.first.click()
    assert not trainer.path.endswith("/move"), trainer.words
    if page.locator(".hosting__part").count():
        page.wait_for_selector(f'.hosting__part[data-version="{int(version or 0) + 1}"]')
    return trainer


def phase(trainer: Person) -> str:
    place = trainer.page.locator("[data-place]").first.get_attribute("data-place")
    return str(place).partition("-")[0]


def test_making_rehearsing_and_using_again(trainer: Person, browser: Browser) -> None:
    trainer.presses("Make a session")
    trainer.chooses("template", "20").presses("Continue")
    assert "20 minutes" in trainer.words
    trainer.presses("Make the session")
    assert "Enter a title" in trainer.words
    trainer.page.get_by_label("Title").fill("Monday morning")
    trainer.presses("Make the session")
    made = trainer.path
    assert "A chart is shown from 5 answers" in trainer.words
    link(trainer, "Raise this number")
    trainer.page.get_by_label("Fewest answers for a chart").fill("8")
    trainer.presses("Raise it")
    assert "A chart is shown from 8 answers" in trainer.words
    rehearses(trainer, browser)
    trainer.opens(made)
    link(trainer, "Use it again").presses("Make the session")
    assert trainer.path != made
    assert "Monday morning (again)" in trainer.words
    assert "A chart is shown from 8 answers" in trainer.words
    trainer.opens("/host")
    assert trainer.page.locator(".hosted li").count() == 2, "the rehearsal left nothing"


def rehearses(trainer: Person, browser: Browser) -> None:
    """From the session's page through a whole rehearsal, back to the list."""
    link(trainer, "Rehearse alone").presses("Start the rehearsal")
    assert "The participants are made up" in trainer.words
    # In a window of its own: a page behind another is drawn late.
    signed_in = trainer.page.context.storage_state()
    window = browser.new_context(storage_state=signed_in, viewport=WALL)  # type: ignore[arg-type]
    room = Person(window.new_page(), trainer.address).opens(f"{trainer.path}/room")
    seen = [phase(trainer)]
    while "/host/" in goes_on(trainer).path:
        seen.append(phase(trainer))
        room.page.wait_for_selector(f'[data-phase="{seen[-1]}"]')
        if seen.count(seen[-1]) == 1:
            trainer.looks()
            room.looks()
            for size in (PHONE, WALL):
                room.page.set_viewport_size(size)  # type: ignore[arg-type]
                room.sees_no_sideways_scrolling()
    window.close()
    scenario = ["open", "closed", "certainty", "first", "discuss", "open_again", "both", "best"]
    assert [one for one in seen if one in scenario][:8] == scenario
    assert "The rehearsal is over" in trainer.words


# A session that is held


def joins(address: str, code: str, seed: int) -> FormFiller:
    one = FormFiller(address, random.Random(seed))
    sends(one, "/join", code=code)
    return one


def sends(one: FormFiller, page: str, **said: str) -> str:
    """Fill in the page's form and send it; the page that comes."""
    _, text = one.asks("GET", page, {})
    form = first_form(text)
    assert form is not None, text
    return one.asks("POST", page, one.fills_in(form) | said)[1]


def all_answer(people: list[FormFiller], letters: str, certainty: str) -> None:
    for one, letter in zip(people, letters, strict=True):
        shown = sends(one, "/play", option=f"{ITEM.id}.{letter}", certainty=certainty)
        assert "Your answer is kept" in shown


def hosting_one_scenario(trainer: Person, title: str) -> str:
    """A session of one scenario, in its lobby; gives its code."""
    trainer.page.goto(f"{trainer.address}/host/new?template=none")
    trainer.page.get_by_label("Title").fill(title)
    for folded in trainer.page.locator("main details:not(.places details)").all():
        folded.locator("> summary").click()
    trainer.looks()
    trainer.page.fill(f"#position_{ITEM.id}", "1")
    trainer.presses("Make the session")
    return trainer.page.inner_text(".hosting__code")


def downloaded(trainer: Person, name: str, to: Path) -> bytes:
    with trainer.page.expect_download() as coming:
        trainer.page.get_by_role("link", name=name).first.click()
    coming.value.save_as(to / coming.value.suggested_filename)
    return (to / coming.value.suggested_filename).read_bytes()


def words_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def held(trainer: Person, server: Server) -> tuple[Person, list[FormFiller]]:
    """A session that is over. Six answered: two right, then five."""
    code = hosting_one_scenario(trainer, "Tuesday noon")
    people = [joins(server.address, code, seed) for seed in range(MANY)]
    wrong = next(option.id for option in ITEM.options if option.id != ITEM.best)
    goes_on(trainer)
    for one in people:
        sends(one, "/play", aware="yes", understanding="yes", casework="no", asking="no")
    goes_on(trainer)
    all_answer(people, ITEM.best * 2 + wrong * 4, "4")
    for _ in range(5):
        goes_on(trainer)
    all_answer(people, wrong + ITEM.best * 5, "3")
    for _ in range(3):
        goes_on(trainer)
    assert phase(trainer) == "after"
    for one in people:
        sends(one, "/play", aware="yes", understanding="yes", casework="yes", asking="no")
    goes_on(trainer)
    goes_on(trainer).looks()
    assert "The session has ended" in trainer.words
    return trainer, people


def test_holding_one_and_what_is_left_of_it(
    held: tuple[Person, list[FormFiller]], browser: Browser, tmp_path: Path
) -> None:
    trainer, people = held
    link(trainer, "Summary, handout and figures")
    assert "Best answer: 2 of 6, then 5 of 6. Sure and wrong: 4, then 1." in trainer.words
    takes_away(trainer, tmp_path)
    trainer.page.get_by_label("Days until the answers are deleted").fill("7")
    trainer.presses("Change the day")
    own_feedback(browser, trainer.address, people[0])
    link(trainer, "Delete now").chooses("what", "answers").presses("Delete")
    assert "Best answer: 2 of 6, then 5 of 6." in trainer.words, "the sums stay"


def takes_away(trainer: Person, to: Path) -> None:
    """Handout, figures, guide and picture: each is a file that says what the page says."""
    handout = words_of(downloaded(trainer, "Handout with the guidance (PDF)", to))
    assert ITEM.title in handout
    assert "2 of 6, then 5 of 6" in handout
    book = load_workbook(BytesIO(downloaded(trainer, "The figures (Excel)", to)))
    votes = list(book["Votes"].iter_rows(min_row=2, values_only=True))
    assert sum(row[9] for row in votes if row[2] == "First vote") == MANY
    assert ITEM.title in words_of(downloaded(trainer, "Facilitator’s guide (PDF)", to))
    for name in ("scenario-1", "confidence"):
        address = f"{trainer.path.removesuffix('/after')}/pictures/{name}.png"
        trainer.page.locator(f'a[href="{address}"]').wait_for()
    assert downloaded(trainer, "This picture (PNG)", to).startswith(b"\x89PNG")


def own_feedback(browser: Browser, address: str, one: FormFiller) -> None:
    """A participant's own page, and a copy of it under five words."""
    context = browser.new_context()
    context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in one.cookies.items()]
    )
    participant = Looker(context.new_page(), address).opens("/play")
    link(participant, "Your own answers, with the best answers and the guidance")
    assert "You chose the best answer in 0 of 1, and were sure of something else in 1." in (
        participant.words
    )
    assert RIGHT.reason in participant.words
    assert BANK.items[ITEM.id].topic.title in participant.page.input_value("#cpd")
    link(participant, "Keep a copy under five words").presses("Keep a copy")
    words = participant.page.inner_text("#return-code")
    assert len(words.split()) == 5
    context.close()
    context = browser.new_context()
    later = Looker(context.new_page(), address).opens("/check/return")
    later.page.locator("main input[type=text]").fill(words)
    later.presses("Continue")
    assert later.path == "/check/feedback"
    assert "0 of 1" in later.words
    context.close()
