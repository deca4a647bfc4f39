"""The host's pages in the made-up language: set-up, the session, and what comes after it."""

import re

from flask import Flask

from tests.languages.english_left import english_left
from tests.live import stored_steps
from tests.live.steps import CONTESTED, ITEM, OTHER, position, signed_in
from tests.visitor import Visitor

MASTHEAD = {"Account", "Live sessions", "Sign out"}
CODE = re.compile("[A-Z0-9]{3} [A-Z0-9]{3}")
TITLE = "7–8"
"""What the host types has no English words."""


def left_on(visitor: Visitor) -> set[str]:
    """What is left in English on a page; not codes to join."""
    found = english_left(visitor.response.text) - MASTHEAD
    return {text for text in found if not CODE.fullmatch(text)}


def test_no_english_is_left_on_set_up_pages(app: Flask) -> None:
    left: dict[str, set[str]] = {}
    host = signed_in(app, "7")

    def look(path: str = "") -> Visitor:
        if path:
            host.get(path)
        if found := left_on(host):
            left[path or host.path] = found
        return host

    host.get("/language/en-XA?next=/host")
    look("/host")
    look("/host/new")
    for query in ("agenda=45", "agenda=none", "form=A", "topics=A,B&after=A", "strands=casework"):
        look(f"/host/new?{query}")
    host.get("/host/new?agenda=20").send(title="", timer="1", minimum="1", days="400")
    assert len(host.errors) == 4
    look()
    look(f"/host/scenarios/{ITEM.id}")
    look(f"/host/scenarios/{CONTESTED.id}")
    positions = {f"position_{one.id}": str(n) for n, one in enumerate((ITEM, OTHER, CONTESTED), 1)}
    host.get("/host/new?agenda=none").send(title=TITLE, **positions)
    path = host.path
    for page in ("rehearse", "minimum", "template", "cohost", "delete", "jump", "screen"):
        look(f"{path}/{page}")
    host.get(f"{path}/cohost").send(email="nobody@council.example")
    look()
    host.get(f"{path}/questions").send(press="allow")
    look()
    host.get(f"{path}/template").send()
    look("/host/new")
    host.get(str(host.page.select_one('a[href*="/change"]')["href"]))  # type: ignore[index]
    look()
    look("/host")
    look("/host/all")
    look(f"/host/{'0' * 32}/minimum")
    assert not left, set().union(*left.values())


def test_no_english_is_left_while_a_session_runs_and_after_it(app: Flask) -> None:
    """Two votes with charts, a count of hands, questions, a pause, and the end."""
    left: dict[str, set[str]] = {}
    host = stored_steps.host_session(app, f"{ITEM.id} {CONTESTED.id}", "7")
    path = host.path
    with stored_steps.writing(host) as session:
        stored_steps.session_of(session, host).title = TITLE
        session.commit()
    guests = [stored_steps.join_session(app, host) for _ in range(12)]

    def look(at: str = path) -> None:
        host.get(at)
        if found := left_on(host):
            left[f"{at.removeprefix(path)} {position(host) if at == path else ''}"] = found

    def go(*moves: str) -> None:
        for name in moves:
            stored_steps.move(host.get(path), name)
            look()

    host.get("/language/en-XA?next=/host")
    go("next", "next")
    for number, guest in enumerate(guests):
        stored_steps.vote(guest, "abcd"[number % 4], "1234"[number % 4])
    go("pause", "resume", "next")
    look(f"{path}/hands")
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
    look(f"{path}/pledges")
    look(f"{path}/after")
    look("/host/all")
    assert not left, set().union(*left.values())
