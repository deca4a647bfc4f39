"""No page, file or stream shows an option's leaning to participants, leads or trainers.

Every option gets a marker as its leaning; then the tests read every linked address.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, cast
from urllib.parse import urldefrag, urlsplit
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from docx import Document
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import update
from werkzeug.test import TestResponse

from quiz import clock
from quiz.authors import preview
from quiz.bank.items import Bank, Leaning, Scenario
from quiz.bank.store import ContentStore
from quiz.browser.browser_session import REMEMBERED
from quiz.storage.database import Database
from quiz.teams.models import ReviewGroup
from quiz.vocabulary import Role
from tests.live import completed_session
from tests.live.response_text import body_text
from tests.live.steps import join_session, move, open_screen, vote
from tests.live.stored_steps import host_session
from tests.people.steps import sign_in, signed_in
from tests.selfcheck.steps import answer, leave_out_survey, reach_scenarios
from tests.teams.blocks import blocks
from tests.teams.stored_reviews import lead, review
from tests.visitor import Visitor

MARK = "Leaning7f3a"
"""The marker: a leaning that occurs in no text."""
MOST_PAGES = 150


def marked(scenario: Any) -> Any:
    leaning = cast(Leaning, MARK)
    options = tuple(replace(option, leaning=leaning) for option in scenario.options)
    return replace(scenario, options=options)


def with_marks(bank: Bank) -> Bank:
    """The bank with the marker on every option."""
    items = {item_id: marked(item) for item_id, item in bank.items.items()}
    forms = tuple(
        replace(
            form,
            items=tuple(items[item.id] for item in form.items),
            short=tuple(items[item.id] for item in form.short),
        )
        for form in bank.forms
    )
    kept = {key: marked(item) for key, item in bank.kept.items()}
    contested = tuple(marked(one) for one in bank.contested)
    return replace(bank, items=items, forms=forms, kept=kept, contested=contested)


@pytest.fixture
def bank(store: ContentStore) -> Bank:
    """The served bank, with the marker on every option."""
    store.bank = with_marks(store.bank)
    return store.bank


def text_of(response: TestResponse) -> str:
    """All text of a response."""
    if response.mimetype == "application/pdf":
        pages = PdfReader(BytesIO(response.data)).pages
        return "\n".join(page.extract_text() for page in pages)
    if "spreadsheet" in response.mimetype or "presentation" in response.mimetype:
        with ZipFile(BytesIO(response.data)) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if "wordprocessing" in response.mimetype:
        return "\n".join(p.text for p in Document(BytesIO(response.data)).paragraphs)
    if response.mimetype.startswith("image/"):
        return response.data.decode("latin-1")
    return body_text(response)


def reachable(visitor: Visitor, *starts: str) -> dict[str, str]:
    """The text of every page and file linked from these addresses, by address."""
    texts: dict[str, str] = {}
    queue = list(starts)
    while queue and len(texts) < MOST_PAGES:
        address = queue.pop(0)
        if address in texts or address.startswith(("/signout", "/static")):
            continue
        # The pages of sources are alike: one of them is enough.
        if address.startswith("/guidance/sources/") and any("/sources/" in one for one in texts):
            continue
        response = visitor.client.get(address, follow_redirects=True)
        assert response.status_code == 200, address
        texts[address] = text_of(response)
        if response.mimetype == "text/html":
            queue += links(texts[address], response.request.path)
    return texts


def links(page: str, path: str) -> Iterator[str]:
    """The page's links within the service."""
    for tag in BeautifulSoup(page, "html.parser").find_all(["a", "img", "source"]):
        target = str(tag.get("href") or tag.get("src") or "")
        parts = urlsplit(urldefrag(target).url)
        if not parts.netloc and not parts.scheme and (parts.path or parts.query):
            yield (parts.path or path) + (f"?{parts.query}" if parts.query else "")


def shows(pages: dict[str, str], words: str) -> bool:
    """Whether a page has these words, ignoring line breaks."""
    texts = (BeautifulSoup(page, "html.parser").get_text(" ") for page in pages.values())
    return any(without_spaces(words) in without_spaces(text) for text in texts)


def without_spaces(text: str) -> str:
    return re.sub(r"[\s\xa0\u00ad-]+", "", text)


def no_leaning_in(pages: dict[str, str]) -> None:
    assert not [address for address, text in pages.items() if MARK in without_spaces(text)]


def test_a_person_s_check_shows_none(visitor: Visitor, bank: Bank) -> None:
    reach_scenarios(visitor)
    with visitor.client.session_transaction() as cookie:
        cookie[REMEMBERED] = clock.seconds()  # one's own phone: the start page closes nothing
    pages = {}
    for number in range(12):
        pages[visitor.path] = visitor.response.text
        answer(visitor, right=bool(number % 2))
    leave_out_survey(visitor).send()
    pages |= reachable(visitor, "/check/feedback")
    item = bank.form("A").items[0]
    assert shows(pages, item.key.reason)
    assert "/check/scenario/12/why" in pages
    no_leaning_in(pages)


def test_a_live_session_shows_none(app: Flask, bank: Bank) -> None:
    scenario = bank.form("A").items[0]
    contested = bank.contested[0]
    host = host_session(app, f"{scenario.id} {contested.id}")
    participants = [join_session(app, host) for _ in range(6)]
    here = host.path
    screen = open_screen(host)
    streams = [f"{screen}/events", f"{here}/events", f"{here}/state", f"{screen}/state"]
    pages: dict[str, str] = {}

    def look() -> None:
        for address in (here, screen, *streams):
            pages[f"{address} {len(pages)}"] = text_of(host.client.get(address))
        for address in ("/play", "/play/state", "/play/events"):
            pages[f"{address} {len(pages)}"] = text_of(participants[0].client.get(address))

    look()
    move(host, "next", "next")
    for participant in participants:
        vote(participant, scenario.best)
    for _ in range(8):
        move(host, "next")
        look()
    pages |= reachable(host, f"{here}/guide.pdf")
    assert shows(pages, scenario.key.text)
    assert shows(pages, scenario.prompt)
    no_leaning_in(pages)


def test_a_session_that_has_ended_shows_none(app: Flask, bank: Bank) -> None:
    host, participants = completed_session.completed_session(app)
    pages = reachable(host, host.path)
    for end in (".pdf", ".xlsx", ".pptx"):
        assert any(address.endswith(f"/after{end}") for address in pages)
    pages |= reachable(participants[0], "/play/feedback")
    assert shows(pages, bank.form("A").items[0].key.reason)
    no_leaning_in(pages)


def test_a_team_review_shows_none(app: Flask, bank: Bank, database: Database) -> None:
    owner = lead(database)
    review_id = review(database, owner, blocks(bank, [34, 26], seed=3))
    with database.begin(writes=True) as session:
        session.execute(update(ReviewGroup).values(answered=34 + 26))
        session.commit()
    pages = reachable(
        sign_in(Visitor(app), owner), f"/teams/{review_id}/results", f"/teams/{review_id}/preview"
    )
    for end in ("pdf", "xlsx", "csv", "json"):
        assert any(address.endswith(f"/results.{end}") for address in pages)
    no_leaning_in(pages)


def test_public_pages_and_content_owners_pages_show_none(
    app: Flask, visitor: Visitor, bank: Bank
) -> None:
    pages = reachable(visitor, "/", "/guidance", "/join", "/schema/scenarios.json")
    pages |= reachable(signed_in(app, Role.OWNER), "/admin/content")
    assert shows(pages, bank.form("A").items[0].title)
    no_leaning_in(pages)


@pytest.mark.own_app
def test_authors_see_it(app: Flask, bank: Bank) -> None:
    """Proves that the other tests would find the marker."""
    scenario: Scenario = bank.form("A").items[0]
    shown = app.test_cli_runner().invoke(args=["scenarios", "show", scenario.id]).output
    assert shown.count(MARK) == 4
    preview.add_to(app)
    with pytest.raises(AssertionError):
        no_leaning_in(reachable(Visitor(app), preview.ADDRESS))
