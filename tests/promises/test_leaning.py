"""No page, file or stream shows the leaning of an option to anybody who answers, leads or hosts.

The options get leanings that no text has; then every address that links lead to is read.
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
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import update
from werkzeug.test import TestResponse

from quiz.authors import preview
from quiz.bank.items import Bank, Leaning, Scenario
from quiz.bank.store import ContentStore
from quiz.database import Database
from quiz.teams.models import ReviewGroup
from quiz.vocabulary import Role
from tests.live import completed_session
from tests.live.response_text import body_text
from tests.live.steps import host_session, join_session, move, vote
from tests.people.steps import signed_in
from tests.selfcheck.steps import answer, reach_scenarios
from tests.teams.blocks import blocks
from tests.teams.stored_reviews import lead, review, visits
from tests.visitor import Visitor

MARK = "Leaning7f3a"
"""Stands for a leaning: no text has it."""
MOST_PAGES = 150


def marked(scenario: Any) -> Any:
    leaning = cast(Leaning, MARK)
    options = tuple(replace(option, leaning=leaning) for option in scenario.options)
    return replace(scenario, options=options)


def with_marks(bank: Bank) -> Bank:
    """The bank with a leaning on every option, in every place that has options."""
    items = {one: marked(item) for one, item in bank.items.items()}
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
    """The bank that is served, with a leaning on every option."""
    store.bank = with_marks(store.bank)
    return store.bank


def text_of(response: TestResponse) -> str:
    """Everything that somebody could read in a response."""
    if response.mimetype == "application/pdf":
        pages = PdfReader(BytesIO(response.data)).pages
        return "\n".join(page.extract_text() for page in pages)
    if "spreadsheet" in response.mimetype:
        with ZipFile(BytesIO(response.data)) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if response.mimetype.startswith("image/"):
        return response.data.decode("latin-1")
    return body_text(response)


def reachable(visitor: Visitor, *starts: str) -> dict[str, str]:
    """The text of everything that links and pictures lead to from these addresses."""
    found: dict[str, str] = {}
    waiting = list(starts)
    while waiting and len(found) < MOST_PAGES:
        address = waiting.pop(0)
        if address in found or address.startswith(("/signout", "/static")):
            continue
        response = visitor.client.get(address, follow_redirects=True)
        assert response.status_code == 200, address
        found[address] = text_of(response)
        if response.mimetype == "text/html":
            waiting += links(found[address], response.request.path)
    return found


def links(page: str, here: str) -> Iterator[str]:
    for tag in BeautifulSoup(page, "html.parser").find_all(["a", "img", "source"]):
        there = str(tag.get("href") or tag.get("src") or "")
        parts = urlsplit(urldefrag(there).url)
        if not parts.netloc and not parts.scheme and (parts.path or parts.query):
            yield (parts.path or here) + (f"?{parts.query}" if parts.query else "")


def shows(pages: dict[str, str], words: str) -> bool:
    """Whether some page has these words, wherever a line of it ends."""
    return any(
        squeezed(words) in squeezed(BeautifulSoup(text, "html.parser").get_text(" "))
        for text in pages.values()
    )


def squeezed(text: str) -> str:
    return re.sub(r"[\s\xa0\u00ad-]+", "", text)


def no_leaning_in(pages: dict[str, str]) -> None:
    assert not [address for address, text in pages.items() if squeezed(MARK) in squeezed(text)]


def test_a_person_s_check_shows_none(visitor: Visitor, bank: Bank) -> None:
    reach_scenarios(visitor)
    pages = {}
    for number in range(12):
        pages[visitor.path] = visitor.response.text
        answer(visitor, right=bool(number % 2))
    visitor.send()
    pages |= reachable(visitor, "/check/feedback")
    item = bank.form("A").items[0]
    assert shows(pages, item.key.reason)
    assert "/check/scenario/12/why" in pages
    no_leaning_in(pages)


def test_a_live_session_shows_none(app: Flask, bank: Bank) -> None:
    scenario = bank.form("A").items[0]
    contested = bank.contested[0]
    host = host_session(app, f"{scenario.id} {contested.id}")
    guests = [join_session(app, host) for _ in range(6)]
    here = host.path
    streams = [f"{here}/display/events", f"{here}/events", f"{here}/state", f"{here}/display/state"]
    pages: dict[str, str] = {}

    def look() -> None:
        for address in (here, f"{here}/display", *streams):
            pages[f"{address} {len(pages)}"] = text_of(host.client.get(address))
        for address in ("/play", "/play/state", "/play/events"):
            pages[f"{address} {len(pages)}"] = text_of(guests[0].client.get(address))

    look()
    move(host, "next", "next")
    for guest in guests:
        vote(guest, scenario.best)
    for _ in range(8):
        move(host, "next")
        look()
    pages |= reachable(host, f"{here}/guide.pdf")
    assert shows(pages, scenario.key.text)
    assert shows(pages, scenario.prompt)
    no_leaning_in(pages)


def test_a_session_that_has_ended_shows_none(app: Flask, bank: Bank) -> None:
    host, guests = completed_session.completed_session(app)
    pages = reachable(host, host.path)
    for end in (".pdf", ".xlsx"):
        assert any(address.endswith(f"/after{end}") for address in pages)
    pages |= reachable(guests[0], "/play/feedback")
    assert shows(pages, bank.form("A").items[0].key.reason)
    no_leaning_in(pages)


def test_a_team_review_shows_none(app: Flask, bank: Bank, database: Database) -> None:
    me = lead(database)
    there = review(database, me, blocks(bank, [34, 26], seed=3))
    with database.begin(writes=True) as session:
        session.execute(update(ReviewGroup).values(answered=34 + 26))
        session.commit()
    pages = reachable(visits(app, me), f"/teams/{there}/results", f"/teams/{there}/preview")
    for end in ("pdf", "xlsx", "csv", "json"):
        assert any(address.endswith(f"/results.{end}") for address in pages)
    no_leaning_in(pages)


def test_public_pages_and_those_of_content_owners_show_none(
    app: Flask, visitor: Visitor, bank: Bank
) -> None:
    pages = reachable(visitor, "/", "/guidance", "/join", "/schema/scenarios.json")
    pages |= reachable(signed_in(app, Role.OWNER), "/admin/content")
    assert shows(pages, bank.form("A").items[0].title)
    no_leaning_in(pages)


@pytest.mark.own_app
def test_authors_see_it(app: Flask, bank: Bank) -> None:
    """The mark would be found if it were there."""
    scenario: Scenario = bank.form("A").items[0]
    shown = app.test_cli_runner().invoke(args=["scenarios", "show", scenario.id]).output
    assert shown.count(MARK) == 4
    preview.add_to(app)
    with pytest.raises(AssertionError):
        no_leaning_in(reachable(Visitor(app), preview.ADDRESS))
