"""A trainer in a real browser: sets up, rehearses, copies and hosts a session, and downloads files.

No page scrolls sideways on a phone or a desktop. Accessibility is checked on the phone, where
nothing is left out; `--everything` checks it on the desktop, too.
"""

import random
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, ViewportSize
from pypdf import PdfReader

from quiz import create_app
from quiz.people import accounts
from quiz.settings.config import from_environment
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.journeys.form_filler import FormFiller
from tests.journeys.live.sessions import press_next
from tests.journeys.live.setup_order import put_in_order
from tests.journeys.person import DESK, PHONE, Person, TwoSizes
from tests.live.steps import BANK, ITEM
from tests.people.steps import PASSWORD, account
from tests.server import Server

DISPLAY: ViewportSize = {"width": 1920, "height": 1080}
EMAIL = "mara@council.example"
PARTICIPANTS = 6
SENTENCE = "More than half of the 6 were sure, and wrong. Now fewer than half."
RIGHT = ITEM.option(ITEM.best)
OPTION = re.compile(rf'value="{ITEM.id}\.[abcd]"')


@pytest.fixture
def server(shared_server: Server) -> Server:
    return shared_server


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=DESK)
    yield context
    context.close()


@pytest.fixture
def has_account(server: Server) -> None:
    """The trainer has an account with a password."""
    settings = {"INSTANCE": str(server.log_file.parent), "DATABASE_URL": server.database_url}
    app: Flask = create_app(from_environment(settings))
    opened: Database = app.extensions["database"]
    with opened.begin(writes=False) as session:
        known = accounts.find_by_email(session, EMAIL)
    if known is None:
        account(app, Role.TRAINER, email=EMAIL, name="Mara", password=PASSWORD)
    opened.close()


@pytest.fixture
def trainer(context: BrowserContext, server: Server, has_account: None, everything: bool) -> Person:
    """A trainer who is signed in and sees the list of sessions."""
    trainer = TwoSizes(context.new_page(), server.address, axe_in_both=everything)
    trainer.page.goto(f"{server.address}/host")
    trainer.page.get_by_label("Email address").fill(EMAIL)
    trainer.page.get_by_label("Password", exact=True).fill(PASSWORD)
    trainer.presses("Sign in")
    assert trainer.path == "/host"
    return trainer


def follow_link(person: Person, name: str) -> Person:
    return person.follows(person.page.get_by_role("link", name=name))


def press_first_button(trainer: Person) -> Person:
    """Press the host's button for the next step and wait for the next phase."""
    page = trainer.page
    version = page.locator(".hosting__part").get_attribute("data-version")
    press_next(page)
    assert not trainer.path.endswith("/move"), trainer.words
    if page.locator(".hosting__part").count():
        page.wait_for_selector(f'.hosting__part[data-version="{int(version or 0) + 1}"]')
    return trainer


def position(trainer: Person) -> str:
    position = trainer.page.locator("[data-position]").first.get_attribute("data-position")
    return str(position).partition("-")[0]


@pytest.mark.repeats
def test_setting_up_rehearsing_and_copying(
    trainer: Person, browser: Browser, everything: bool
) -> None:
    follow_link(trainer, "Start from a template, a set or one by one")
    trainer.chooses("agenda", "20").presses("Continue")
    assert "20 minutes" in trainer.words
    put_in_order(trainer)
    trainer.presses("Make the session")
    assert "Enter a title" in trainer.words
    trainer.page.get_by_label("Title").fill("Monday morning")
    trainer.presses("Make the session")
    session_path = trainer.path
    assert "A chart is shown from 5 answers" in trainer.words
    follow_link(trainer, "Raise this number")
    trainer.page.get_by_label("Fewest answers for a chart").fill("8")
    trainer.presses("Raise it")
    assert "A chart is shown from 8 answers" in trainer.words
    rehearse(trainer, browser, every_scenario=everything)
    trainer.opens(session_path)
    follow_link(trainer, "Use it again").presses("Make the session")
    assert trainer.path != session_path
    assert "Monday morning (again)" in trainer.words
    assert "A chart is shown from 8 answers" in trainer.words
    trainer.opens("/host")
    assert trainer.page.locator(".list-rows li").count() == 2, "the rehearsal is deleted"


def rehearse(trainer: Person, browser: Browser, every_scenario: bool) -> None:
    """Rehearse the whole session, from its page and back to the list.

    Without ``every_scenario``, plain requests move through the second scenario. The display's
    accessibility in each phase is checked in a real session (test_session.py).
    """
    follow_link(trainer, "Rehearse alone").presses("Start the rehearsal")
    assert "The participants are made up" in trainer.words
    # In a window of its own, because browsers update background pages late.
    signed_in = trainer.page.context.storage_state()
    window = browser.new_context(storage_state=signed_in, viewport=DISPLAY)
    display = Person(window.new_page(), trainer.address).opens(f"{trainer.path}/display")
    display.axe = every_scenario
    phases = [position(trainer)]
    while "/host/" in press_first_button(trainer).path:
        phases.append(position(trainer))
        display.page.wait_for_selector(f'[data-phase="{phases[-1]}"]')
        if phases.count(phases[-1]) == 1:
            trainer.looks()
            display.looks()
            for size in (PHONE, DISPLAY):
                display.page.set_viewport_size(size)
                display.sees_no_sideways_scrolling()
        if phases[-1] == "best" and phases.count("best") == 1 and not every_scenario:
            path = trainer.path
            with trainer.without_pages() as requests:
                requests.sends(path, move="next")
                move(requests, path, to="best")
            trainer.page.goto(trainer.address + path)
    window.close()
    scenario = ["open", "closed", "certainty", "first", "discuss", "open_again", "both", "best"]
    assert [name for name in phases if name in scenario][:8] == scenario
    assert "The rehearsal is over" in trainer.words


def move(host: FormFiller, path: str, to: str) -> None:
    """The host moves on to a phase by plain requests."""
    text = ""
    while f'data-phase="{to}"' not in text:
        _, text = host.sends(path, move="next")


# A session with participants


def join(address: str, code: str, seed: int) -> FormFiller:
    participant = FormFiller(address, random.Random(seed))
    participant.sends("/join", code=code)
    return participant


def all_answer(people: list[FormFiller], letters: str, certainty: str) -> None:
    for participant, letter in zip(people, letters, strict=True):
        _, response = participant.sends("/play", option=f"{ITEM.id}.{letter}", certainty=certainty)
        assert "Your answer is kept" in response


def create_session(trainer: Person, title: str) -> str:
    """Create a session of one scenario; its code."""
    trainer.page.goto(f"{trainer.address}/host/new?agenda=none")
    trainer.page.get_by_label("Title").fill(title)
    for topic in trainer.page.locator("main details:not(.scenario-choices details)").all():
        topic.locator("> summary").click()
    trainer.looks()
    trainer.page.fill(f"#position_{ITEM.id}", "1")
    trainer.presses("Make the session")
    return trainer.page.inner_text(".hosting__code")


def download(trainer: Person, name: str, to: Path) -> bytes:
    with trainer.page.expect_download() as expected:
        trainer.page.get_by_role("link", name=name).first.click()
    expected.value.save_as(to / expected.value.suggested_filename)
    return (to / expected.value.suggested_filename).read_bytes()


def pdf_words(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def ended(trainer: Person, server: Server) -> tuple[Person, list[FormFiller]]:
    """A session that has ended. Of six participants, two were right and then five."""
    code = create_session(trainer, "Tuesday noon")
    people = [join(server.address, code, seed) for seed in range(PARTICIPANTS)]
    wrong = next(option.id for option in ITEM.options if option.id != ITEM.best)
    path = trainer.path
    with trainer.without_pages() as host:
        move(host, path, to="before")
        for participant in people:
            participant.sends("/play", aware="yes", understanding="yes", casework="no", asking="no")
        move(host, path, to="open")
        all_answer(people, ITEM.best * 2 + wrong * 4, "4")
        move(host, path, to="open_again")
        all_answer(people, wrong + ITEM.best * 5, "3")
        move(host, path, to="after")
        for participant in people:
            participant.sends(
                "/play", aware="yes", understanding="yes", casework="yes", asking="no"
            )
        move(host, path, to="change")
    trainer.page.goto(trainer.address + path)
    press_first_button(trainer).looks()
    assert "The session has ended" in trainer.words
    return trainer, people


@pytest.mark.starts_first
def test_hosting_and_the_summary(
    ended: tuple[Person, list[FormFiller]], browser: Browser, tmp_path: Path
) -> None:
    trainer, people = ended
    follow_link(trainer, "Summary, handout and figures")
    assert SENTENCE in trainer.words
    check_downloads(trainer, tmp_path)
    trainer.page.get_by_label("Days until the answers are deleted").fill("7")
    trainer.presses("Change the day")
    check_feedback(browser, trainer.address, people[0])
    follow_link(trainer, "Delete now").chooses("what", "answers").presses("Delete")
    assert SENTENCE in trainer.words, "the totals stay"


def check_downloads(trainer: Person, to: Path) -> None:
    """Handout, figures, guide and charts: each file has the same content as the page."""
    handout = pdf_words(download(trainer, "Handout with the guidance (PDF)", to))
    assert ITEM.title in handout
    assert SENTENCE in handout
    book = load_workbook(BytesIO(download(trainer, "The figures (Excel)", to)))
    votes = list(book["Votes"].iter_rows(min_row=2, values_only=True))
    counts = {row[9] for row in votes if row[2] == "First vote"}
    assert counts == {"fewer than half of the 6", "more than half of the 6"}
    assert ITEM.title in pdf_words(download(trainer, "Facilitator’s guide (PDF)", to))
    for name in ("scenario-1", "confidence"):
        address = f"{trainer.path.removesuffix('/after')}/charts/{name}.png"
        trainer.page.locator(f'a[href="{address}"]').wait_for()
    assert download(trainer, "This chart (PNG)", to).startswith(b"\x89PNG")


def check_feedback(browser: Browser, address: str, joined: FormFiller) -> None:
    """A participant's own answers, and a copy of them under five words."""
    context = browser.new_context()
    context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in joined.cookies.items()]
    )
    participant = TwoSizes(context.new_page(), address).opens("/play")
    follow_link(participant, "See your answers")
    assert "You chose the best answer in 0 of 1, and were sure of another answer in 1." in (
        participant.words
    )
    assert RIGHT.reason in participant.words
    topic = BANK.items[ITEM.id].topic
    assert topic.title in participant.page.inner_text("#cpd")
    participant.page.locator(f'main a[href="/guidance/{topic.id}"]').wait_for()
    follow_link(participant, "Keep a copy under five words").presses("Keep a copy")
    words = participant.page.inner_text("#return-code")
    assert len(words.split()) == 5
    context.close()
    context = browser.new_context()
    later = TwoSizes(context.new_page(), address).opens("/check/return")
    later.page.locator("main input[type=text]").fill(words)
    later.presses("Continue")
    assert later.path == "/check/feedback"
    assert "0 of 1" in later.words
    context.close()
