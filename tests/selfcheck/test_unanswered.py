"""Prepared pages: the same bytes as rendered pages, and nothing of one person for another."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from quiz.browser import prepared
from quiz.browser.browser_session import ATTEMPT, NOT_SHOWN, REMEMBERED, SHARED
from quiz.clock import seconds
from quiz.content import store
from quiz.people.guard import SIGNED_IN
from quiz.selfcheck import views
from tests.selfcheck.steps import answer, start, walk_to_scenarios
from tests.visitor import Visitor

CSRF = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
NEW_ID = re.compile(r'name="attempt"[^>]* value="([^"]+)"')
TOKENS = "input[name=csrf_token], input[name=form_tag], input[name=attempt]"

PLACES = (
    "/",
    "/check/confidence",
    "/check/scenario/1",
    "/check/scenario/2",  # it says once that the browser forgets the place
    "/check/about",
    "/check/stand",
)


def pages_until(visitor: Visitor, end: str) -> Iterator[str]:
    """The start page, and each page of a check up to one, filled in page by page."""
    yield visitor.get("/").response.text
    if end == "/":
        return
    start(visitor)
    while visitor.path != end:
        yield visitor.response.text
        if visitor.path.startswith("/check/scenario"):
            answer(visitor)
        elif visitor.path == "/check/confidence":
            visitor.send(aware="yes", understanding="no", casework="no", asking="no")
        else:
            visitor.send(leave_out="yes")
    yield visitor.response.text


def without_tokens(page: str) -> str:
    """CSRF tokens and the ids of new checks are new on each page."""
    return NEW_ID.sub("", CSRF.sub("", page))


def pieces(app: Flask) -> Iterator[str]:
    known = app.extensions[prepared.PREPARED]
    for page in known.pages.values():
        yield from (piece.decode() for piece in page)


@pytest.mark.parametrize("device", [{}, {SHARED: True}, {REMEMBERED: seconds()}])
@pytest.mark.parametrize("place", PLACES)
def test_a_prepared_page_has_the_bytes_of_a_rendered_one(
    app: Flask, monkeypatch: pytest.MonkeyPatch, place: str, device: dict[str, int]
) -> None:
    for visitor in (Visitor(app), Visitor(app)):  # the second gets what the first one's was made of
        with visitor.client.session_transaction() as cookie:
            cookie.update(device)
        *_, joined = pages_until(visitor, place)
    assert list(pieces(app))
    monkeypatch.setattr(views, "may_be_prepared", lambda **_: False)
    rendered = visitor.get(place).response.text
    assert without_tokens(joined) == without_tokens(rendered)
    assert 0 < len(CSRF.findall(joined)) == len(CSRF.findall(rendered))


def test_nothing_of_one_person_is_in_the_prepared_pages_or_on_anothers(app: Flask) -> None:
    seen: list[str] = []
    private: list[set[str]] = []
    for visitor in (Visitor(app), Visitor(app)):
        own = set()
        for page in pages_until(visitor, "/check/stand"):
            seen.append(page)
            fields = visitor.page.select(TOKENS)
            own |= {str(box["value"]) for box in fields}
            with visitor.client.session_transaction() as cookie:
                own |= {cookie[name] for name in (ATTEMPT, "csrf_token") if name in cookie}
        private.append(own)
    first, second = private
    assert len(app.extensions[prepared.PREPARED].pages) == len(seen) / 2 == 16
    everything = "".join(pieces(app))
    assert not [one for one in first | second if one in everything]
    assert not [one for one in first if one in "".join(seen[16:])]
    assert not [one for one in second if one in "".join(seen[:16])]


def test_each_person_has_their_own_order_of_options(app: Flask) -> None:
    orders = {tuple(walk_to_scenarios(Visitor(app)).choices("option")) for _ in range(8)}
    assert len(orders) > 1


@pytest.mark.parametrize("key", [SIGNED_IN, "_flashes", "device", "turn", "a later key"])
def test_whoever_has_more_in_the_cookie_gets_a_rendered_page(visitor: Visitor, key: str) -> None:
    assert key not in NOT_SHOWN
    walk_to_scenarios(visitor)
    visitor.app.extensions[prepared.PREPARED] = None
    with visitor.client.session_transaction() as cookie:
        cookie[key] = {SIGNED_IN: {"token": "", "began": 0, "seen": 0}, "turn": 0}.get(key, [])
    visitor.get(visitor.path)
    assert visitor.app.extensions[prepared.PREPARED] is None


def test_an_answered_scenario_is_rendered_with_the_answer(visitor: Visitor) -> None:
    answer(walk_to_scenarios(visitor))
    visitor.get("/check/scenario/1")
    assert visitor.page.select("input[name=option][checked]")


def test_pages_are_made_anew_when_the_content_is_read_again(visitor: Visitor) -> None:
    walk_to_scenarios(visitor)
    earlier = visitor.app.extensions[prepared.PREPARED]
    store(visitor.app).bank = bank = replace(earlier.bank)
    visitor.get(visitor.path)
    assert visitor.app.extensions[prepared.PREPARED].bank is bank
    assert len(visitor.app.extensions[prepared.PREPARED].pages) == 1


def test_the_number_of_prepared_pages_is_limited(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "MOST_PAGES", 2)
    walk_to_scenarios(visitor)
    for _ in range(3):
        answer(visitor)
    assert len(visitor.app.extensions[prepared.PREPARED].pages) <= 2
