"""Many people answer at once on a real server: no answer is lost, doubled or mixed up.

The host uses the service in this process, with the same database and secret. Participants send real
requests to the server.
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
from quiz.live.session.models import LiveAnswer, LiveSession, Participant
from quiz.settings.config import from_environment
from tests.conftest import Stored
from tests.journeys.form_filler import FormFiller, first_form
from tests.live.steps import ITEM, code, move, open_vote
from tests.live.stored_steps import host_session
from tests.server import Server, running
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases

TRIES = 20


@pytest.fixture
def many(everything: bool) -> int:
    """How many participants."""
    return 130 if everything else 48


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


def join(address: str, code: str, seed: int) -> FormFiller:
    participant = FormFiller(address, random.Random(seed))
    _, page = participant.asks("GET", "/join", {})
    path, page = participant.asks("POST", "/join", _filled_in(participant, page) | {"code": code})
    assert path == "/play"
    return participant


def _filled_in(participant: FormFiller, page: str) -> dict[str, str]:
    form = first_form(page)
    assert form is not None, page
    return participant.fills_in(form)


def fill_in_vote(participant: FormFiller) -> dict[str, str]:
    """The open vote's form, filled in but not yet sent."""
    _, page = participant.asks("GET", "/play", {})
    return _filled_in(participant, page)


def send(participant: FormFiller, data: dict[str, str]) -> str:
    _, page = participant.asks("POST", "/play", data)
    assert "Your answer is kept" in page
    return page


def join_many(address: str, host: Visitor, count: int) -> list[FormFiller]:
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(lambda seed: join(address, code(host), seed), range(count)))


def sent_answers(forms: list[dict[str, str]]) -> list[tuple[str, int]]:
    return sorted((form["option"].rpartition(".")[2], int(form["certainty"])) for form in forms)


def stored_answers(rows: list[LiveAnswer], round_: int = 1) -> list[tuple[str, int]]:
    return sorted((row.option, row.certainty) for row in rows if row.round == round_)


@pytest.mark.runs_on("postgresql")
def test_answers_at_the_same_moment_are_one_row_each(
    server: Server, app: Flask, stored: Stored, many: int
) -> None:
    host = host_session(app)
    people = join_many(server.address, host, many)
    open_vote(host)
    with ThreadPoolExecutor(16) as pool:
        forms = list(pool.map(fill_in_vote, people))
    barrier = threading.Barrier(many)

    def send_together(participant: FormFiller, form: dict[str, str]) -> str:
        barrier.wait(30)
        return send(participant, form)

    with ThreadPoolExecutor(many) as pool:
        pages = list(pool.map(send_together, people, forms))
    assert len(pages) == many
    assert f"{many} of {many} answered" in host.get(host.path).words
    assert stored_answers(stored(LiveAnswer)) == sent_answers(forms)
    assert len(stored(Participant)) == many
    assert server.errors == []
    move(host, "next")
    for participant, form in zip(people[:3], forms, strict=False):
        other = form | {"certainty": "1" if form["certainty"] != "1" else "4"}
        status, _, page = participant.once("POST", "/play", other)
        assert status == 409
        assert "was not kept" in page
    assert stored_answers(stored(LiveAnswer)) == sent_answers(forms)


@pytest.mark.runs_on("postgresql")
def test_a_killed_worker_loses_no_answer(
    server: Server, app: Flask, stored: Stored, everything: bool
) -> None:
    many = 40 if everything else 24
    host = host_session(app)
    people = join_many(server.address, host, many)
    open_vote(host)
    with ThreadPoolExecutor(16) as pool:
        forms = list(pool.map(fill_in_vote, people))
    for _ in range(TRIES):  # sending an answer again changes nothing
        with ThreadPoolExecutor(16) as pool:
            sending = pool.map(send, people, forms)
            for pid in server.workers:
                os.kill(pid, signal.SIGKILL)
            list(sending)
        if any(participant.retries for participant in people):
            break
    assert sum(participant.retries for participant in people) > 0, (
        "no request was interrupted, so this tested nothing"
    )
    assert stored_answers(stored(LiveAnswer)) == sent_answers(forms)
    assert len(stored(Participant)) == many


@pytest.mark.runs_on("sqlite")
def test_a_restart_loses_nothing(database_url: str, instance: Path) -> None:
    settings = {"DATABASE_URL": database_url}
    with running(instance, **settings) as server:
        app = create_app(from_environment({"INSTANCE": str(instance), **settings}))
        host = host_session(app)
        people = join_many(server.address, host, 6)
        open_vote(host)
        forms = [fill_in_vote(participant) for participant in people]
        for participant, form in zip(people[:3], forms, strict=False):
            send(participant, form)
    with running(instance, **settings) as server:
        for participant in people:
            participant.address = server.address
        for participant, form in zip(people, forms, strict=True):
            send(participant, form)
        words = {option.id: option.text for option in ITEM.options}
        for participant, form in zip(people, forms, strict=True):
            _, page = participant.asks("GET", "/play", {})
            own = BeautifulSoup(page, "html.parser").select_one(".participant-answer")
            assert own is not None
            assert words[form["option"].rpartition(".")[2]] in own.get_text()
        assert "6 of 6 answered" in host.get(host.path).words
        with app.extensions["database"].begin(writes=False) as session:
            live = session.scalars(select(LiveSession)).one()
            assert (live.phase, live.version) == ("open", 2)
    app.extensions["database"].close()
