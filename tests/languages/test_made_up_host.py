"""The host's pages in the made-up language: set-up, the session, and what comes after it."""

import re

import pytest
from flask import Flask

from quiz.clock import today
from quiz.live.session import store
from quiz.live.session.moves import Move
from tests.languages.english_left import english_left
from tests.live import stored_steps
from tests.live.steps import CONTESTED, ITEM, OTHER, signed_in
from tests.visitor import Visitor

CODE = re.compile("[A-Z0-9]{3} [A-Z0-9]{3}")
TITLE = "7–8"
"""What the host types has no English words."""


class Reader:
    """A host who reads pages, and notes what is left in English on them."""

    def __init__(self, host: Visitor) -> None:
        self.host, self.left = host, dict[str, set[str]]()
        host.client.get("/language/en-XA?next=/host")

    def look(self, path: str, **sent: str) -> None:
        """Open a page. sent: what its form is sent with, to read the page that comes back."""
        if sent:
            self.host.get(path).send(**sent)
            response = self.host.response
        else:  # the markup of these pages is checked in English
            response = self.host.client.get(path)
        found = english_left(response.text)
        if found := {text for text in found if not CODE.fullmatch(text)}:
            self.left[path] = found


@pytest.mark.repeats
def test_no_english_is_left_on_set_up_pages(app: Flask) -> None:
    host = signed_in(app, "7")
    reader = Reader(host)
    reader.look("/host/new")
    reader.look("/host/new?topics=A,B&after=A")
    reader.look("/host/new?agenda=20", title="", timer="1", minimum="1", days="400")
    assert len(host.errors) == 4
    reader.look(f"/host/scenarios/{ITEM.id}")
    reader.look(f"/host/scenarios/{CONTESTED.id}")
    positions = {f"position_{one.id}": str(n) for n, one in enumerate((ITEM, OTHER, CONTESTED), 1)}
    host.get("/host/new?agenda=none").send(title=TITLE, **positions)
    path = host.path
    for page in ("rehearse", "minimum", "template", "delete", "jump", "screen"):
        reader.look(f"{path}/{page}")
    reader.look(f"{path}/cohost", email="nobody@council.example")
    reader.look(f"{path}/questions", press="allow")
    reader.look(f"{path}/template", shared="y")
    change = host.page.select_one('a[href*="/change"]')
    assert change is not None
    for page in (str(change["href"]), "/host", "/host/all", f"/host/{'0' * 32}/minimum"):
        reader.look(page)
    assert not reader.left, set().union(*reader.left.values())


@pytest.mark.repeats
def test_no_english_is_left_while_a_session_runs_and_after_it(app: Flask) -> None:
    """Two votes with charts, a count of hands, a pause, too few answers, and the end."""
    host = stored_steps.host_session(app, f"{ITEM.id} {CONTESTED.id}", "7")
    path, reader = host.path, Reader(host)
    guests = [stored_steps.join_session(app, host) for _ in range(10)]

    def go(*moves: str) -> None:
        for name in moves:
            with stored_steps.writing(host) as session:
                live = stored_steps.session_of(session, host)
                live.title = TITLE
                assert store.move(session, live, Move(name), live.screen_version, today())
                session.commit()
            reader.look(path)

    go("next", "next")
    for number, guest in enumerate(guests):
        stored_steps.vote(guest, "abcd"[number % 4], "1234"[number % 4])
    go("pause", "resume", "next")
    reader.look(f"{path}/hands")
    go("next", "next", "next", "next")
    for guest in guests:
        stored_steps.vote(guest, ITEM.best)
    go("next", "next", "back", "next", "next")
    for guest in guests[:3]:
        stored_steps.vote(guest, "b")
    go("next", "next", "skip", "next")
    for guest in guests:
        stored_steps.rate(guest)
    go("next", "next")
    for page in (f"{path}/pledges", f"{path}/after", "/host/all"):
        reader.look(page)
    assert not reader.left, set().union(*reader.left.values())
