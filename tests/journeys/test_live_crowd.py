"""A room that answers at once, on a real server: nothing is lost, doubled or mixed up.

The host presses buttons in this process, on the same database and with the same secret; whoever
answers does so over the wire.
"""

import os
import random
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from quiz import create_app
from quiz.config import from_environment
from quiz.live.session.models import LiveAnswer, LiveSession, Participant
from tests.conftest import Stored
from tests.journeys.form_filler import FormFiller, first_form
from tests.live.way import ITEM, code, hosting, move, open_vote
from tests.server import Server, running
from tests.visitor import Visitor

ROOM = 130
TRIES = 20


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return tmp_path / "instance"


@pytest.fixture
def app(server: Server, database_url: str, instance: Path) -> Iterator[Flask]:
    """The same service in this process, for the host."""
    app = create_app(from_environment({"INSTANCE": str(instance), "DATABASE_URL": database_url}))
    app.testing = True
    yield app
    app.extensions["database"].close()


def joins(address: str, code: str, seed: int) -> FormFiller:
    one = FormFiller(address, random.Random(seed))
    _, page = one.asks("GET", "/join", {})
    path, page = one.asks("POST", "/join", _filled(one, page) | {"code": code})
    assert path == "/play"
    return one


def _filled(one: FormFiller, page: str) -> dict[str, str]:
    form = first_form(page)
    assert form is not None, page
    return one.fills_in(form)


def opens(one: FormFiller) -> dict[str, str]:
    """The open vote's form, filled in but not yet sent."""
    _, page = one.asks("GET", "/play", {})
    return _filled(one, page)


def sends(one: FormFiller, data: dict[str, str]) -> str:
    _, page = one.asks("POST", "/play", data)
    assert "Your answer is kept" in page
    return page


def room(address: str, host: Visitor, many: int) -> list[FormFiller]:
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(lambda seed: joins(address, code(host), seed), range(many)))


def chosen(forms: list[dict[str, str]]) -> list[tuple[str, int]]:
    return sorted((form["option"].rpartition(".")[2], int(form["certainty"])) for form in forms)


def kept(stored: list[LiveAnswer], round_: int = 1) -> list[tuple[str, int]]:
    return sorted((row.option, row.certainty) for row in stored if row.round == round_)


def test_a_room_answers_at_once_and_each_answer_is_one_row(
    server: Server, app: Flask, stored: Stored
) -> None:
    host = hosting(app)
    people = room(server.address, host, ROOM)
    open_vote(host)
    with ThreadPoolExecutor(16) as pool:
        forms = list(pool.map(opens, people))
    all_at_once = threading.Barrier(ROOM)

    def press(one: FormFiller, form: dict[str, str]) -> str:
        all_at_once.wait(30)
        return sends(one, form)

    with ThreadPoolExecutor(ROOM) as pool:
        pages = list(pool.map(press, people, forms))
    assert len(pages) == ROOM
    assert f"{ROOM} of {ROOM} answered" in host.get(host.path).words
    assert kept(stored(LiveAnswer)) == chosen(forms)
    assert len(stored(Participant)) == ROOM
    assert "ERROR" not in server.log
    move(host, "next")
    for one, form in zip(people[:3], forms, strict=False):
        other = form | {"certainty": "1" if form["certainty"] != "1" else "4"}
        status, _, page = one.once("POST", "/play", other)
        assert status == 409
        assert "was not kept" in page
    assert kept(stored(LiveAnswer)) == chosen(forms)


def test_a_worker_killed_in_the_middle_of_a_question_loses_nothing(
    server: Server, app: Flask, stored: Stored
) -> None:
    host = hosting(app)
    people = room(server.address, host, 40)
    open_vote(host)
    with ThreadPoolExecutor(16) as pool:
        forms = list(pool.map(opens, people))
    for _ in range(TRIES):  # to send an answer again changes nothing
        with ThreadPoolExecutor(16) as pool:
            sending = pool.map(sends, people, forms)
            for pid in server.workers:
                os.kill(pid, signal.SIGKILL)
            list(sending)
        if any(one.retries for one in people):
            break
    assert sum(one.retries for one in people) > 0, "no kill was felt: the test proves nothing"
    assert kept(stored(LiveAnswer)) == chosen(forms)
    assert len(stored(Participant)) == 40


def test_after_a_restart_everybody_is_where_they_were(database_url: str, instance: Path) -> None:
    settings = {"DATABASE_URL": database_url}
    with running(instance, **settings) as server:
        app = create_app(from_environment({"INSTANCE": str(instance), **settings}))
        host = hosting(app)
        people = room(server.address, host, 6)
        open_vote(host)
        forms = [opens(one) for one in people]
        for one, form in zip(people[:3], forms, strict=False):
            sends(one, form)
    with running(instance, **settings) as server:
        for one in people:
            one.address = server.address
        for one, form in zip(people, forms, strict=True):
            sends(one, form)
        words = {option.id: option.text for option in ITEM.options}
        for one, form in zip(people, forms, strict=True):
            _, page = one.asks("GET", "/play", {})
            own = BeautifulSoup(page, "html.parser").select_one(".own")
            assert own is not None
            assert words[form["option"].rpartition(".")[2]] in own.get_text()
        assert "6 of 6 answered" in host.get(host.path).words
        with app.extensions["database"].begin(writes=False) as session:
            live = session.scalars(select(LiveSession)).one()
            assert (live.phase, live.version) == ("open", 2)
    app.extensions["database"].close()
