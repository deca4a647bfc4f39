"""Two nodes whose clocks differ by a minute refuse nothing, and a clock set back loses no check."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any

import pytest
from flask import Flask

from quiz import clock
from quiz.answers.models import Attempt
from quiz.clock import CLOCKS_DIFFER_SECONDS
from quiz.live.session import store
from quiz.live.session.timer import CLOSING_SECONDS, GRACE_SECONDS
from quiz.live.updates import broadcast
from quiz.people.models import LoginSession
from quiz.retention import CHECK
from quiz.storage import database_clock
from quiz.storage.database import Database
from quiz.storage.last_run import LastRun
from quiz.vocabulary import Device, Role
from tests.conftest import Stored
from tests.live.steps import session_path
from tests.live.stored_steps import host_session, open_vote
from tests.people.steps import PASSWORD, account
from tests.people.steps import sign_in as sign_in_as
from tests.selfcheck.steps import answer, code_of, reach_answers, reach_scenarios, start
from tests.signin.steps import advance_clock
from tests.teams import actions
from tests.visitor import Visitor

DAY = 24 * 60 * 60
Nodes = Callable[[Visitor], Visitor]


@pytest.fixture
def nodes(monkeypatch: pytest.MonkeyPatch) -> Nodes:
    """Let two nodes answer a visitor in turn; the clock of one is a minute ahead."""
    fast = [False]

    def between(visitor: Visitor) -> Visitor:
        opened = visitor.client.open

        def to_the_other(*given: Any, **more: Any) -> Any:
            fast[0] = not fast[0]
            with monkeypatch.context() as node:
                if fast[0]:
                    advance_clock(node, CLOCKS_DIFFER_SECONDS)
                return opened(*given, **more)

        monkeypatch.setattr(visitor.client, "open", to_the_other)
        return visitor

    return between


@pytest.mark.parametrize("device", list(Device))
def test_a_check_on_two_nodes(app: Flask, nodes: Nodes, device: Device) -> None:
    visitor = nodes(Visitor(app))
    visitor.get("/").send(length="short", feedback="end", device=device.value)
    assert visitor.path == "/check/confidence"
    assert visitor.get("/check/confidence").status == 200


def test_scenarios_on_two_nodes(app: Flask, nodes: Nodes) -> None:
    visitor = nodes(reach_scenarios(Visitor(app), length="short"))
    visitor.get("/check/scenario/1")
    for number in (2, 3, 4):
        assert answer(visitor).path == f"/check/scenario/{number}"


def test_an_account_on_two_nodes(app: Flask, nodes: Nodes) -> None:
    visitor = nodes(Visitor(app))
    sign_in_as(visitor, account(app, Role.TRAINER, password=PASSWORD))
    for _ in range(3):
        assert visitor.get("/account").path == "/account"


def test_a_device_passed_round_on_two_nodes(app: Flask, database: Database, nodes: Nodes) -> None:
    lead = actions.lead(database)
    review = actions.made(database, lead, actions.wanted(5, releases=1, passed_round=True))
    visitor = nodes(actions.signed_in(app, lead))
    visitor.get(f"/teams/{review}/device").send()
    visitor.get("/device").send()
    for _ in range(3):
        assert visitor.get("/device/turn").status == 200


@pytest.mark.both_databases
@pytest.mark.parametrize("wrong_by", [CLOCKS_DIFFER_SECONDS, -CLOCKS_DIFFER_SECONDS])
def test_a_vote_closes_after_ten_seconds_of_the_clock_that_all_nodes_share(
    app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch, wrong_by: int
) -> None:
    """One node takes the press, and another, whose clock is wrong, looks what is due."""
    host = open_vote(host_session(app)).send(move="close_soon")
    id_ = session_path(host).rpartition("/")[2]
    advance_clock(monkeypatch, wrong_by)
    assert seconds_shown(host, "[data-seconds]") in range(8, 11)
    assert due(database, id_, after=0) == 0
    assert due(database, id_, after=CLOSING_SECONDS + GRACE_SECONDS + 1) == 1


def seconds_shown(host: Visitor, where: str) -> int:
    (shown,) = host.get(session_path(host)).page.select(where)
    return int(shown.get_text())


def due(database: Database, id_: str, after: int) -> int:
    """How many votes are due to close some seconds after now, by the database's clock."""
    with database.begin(writes=False) as session, pytest.MonkeyPatch.context() as later:
        now = database_clock.seconds(session)
        later.setattr(database_clock, "seconds", lambda _session: now + after)
        return len(store.due_to_close(session, [id_]))


def test_a_polled_reply_has_the_clock_that_all_nodes_share(
    app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = open_vote(host_session(app))
    advance_clock(monkeypatch, CLOCKS_DIFFER_SECONDS)
    with database.begin(writes=False) as session:
        now = database_clock.seconds(session)
    polled = host.client.get(f"{session_path(host)}/state")
    assert int(polled.headers[broadcast.CLOCK]) - now in range(10)


def test_a_clock_set_back_keeps_an_open_check(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        advance_clock(before, 2 * DAY)
        visitor = reach_scenarios(Visitor(app))
    assert answer(visitor.get("/check/scenario/1")).path == "/check/scenario/2"


def test_a_clock_set_back_signs_out(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sign-in could otherwise last until the time that was wrong."""
    with monkeypatch.context() as before:
        advance_clock(before, 2 * DAY)
        visitor = sign_in_as(Visitor(app), account(app, Role.TRAINER, password=PASSWORD))
        assert visitor.get("/account").path == "/account"
    assert visitor.get("/account").path == "/signin"


@pytest.mark.parametrize(("ago", "recent"), [(-61, False), (-60, True), (9, True), (10, False)])
def test_what_is_recent(ago: int, recent: bool) -> None:
    assert clock.is_recent(clock.seconds() - ago, 10) is recent


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Set the clock to so many seconds after the next midnight in UTC."""
    midnight = datetime.combine(clock.today() + timedelta(days=1), time(), UTC)

    def to(seconds: float) -> None:
        now = midnight + timedelta(seconds=seconds)

        class Moved(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> "Moved":
                return cls.fromtimestamp(now.timestamp(), tz)

        monkeypatch.setattr(clock, "datetime", Moved)
        monkeypatch.setattr(clock.time, "time", now.timestamp)

    return to


def test_daily_tasks_of_a_clock_that_goes_back_over_midnight(
    app: Flask, stored: Stored, set_clock: Callable[[float], None], caplog: pytest.LogCaptureFixture
) -> None:
    """Each day's tasks run, nothing is held back, and nothing is deleted before its time."""
    set_clock(-30)
    start(Visitor(app))
    date_back(app, CHECK.period)
    start(Visitor(app))
    assert len(stored(Attempt)) == 2, "the last day on which it is kept"
    set_clock(20)
    start(Visitor(app))
    assert len(stored(Attempt)) == 2, "the old one is deleted"
    tomorrow = clock.today()
    set_clock(-20)
    date_back(app, CHECK.period - timedelta(days=1))
    start(Visitor(app))
    set_clock(40)
    start(Visitor(app))
    assert len(stored(Attempt)) == 4
    assert [(one.day, one.held_until) for one in stored(LastRun)] == [(tomorrow, None)]
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


def date_back(app: Flask, age: timedelta) -> None:
    """Date every check back."""
    database: Database = app.extensions["database"]
    with database.begin(writes=True) as session:
        session.query(Attempt).update({Attempt.started_on: clock.today() - age})
        session.commit()


def test_a_sign_in_after_midnight_counts_when_the_clock_goes_back_before_it(
    app: Flask, stored: Stored, set_clock: Callable[[float], None]
) -> None:
    set_clock(15)
    visitor = sign_in_as(Visitor(app), account(app, Role.TRAINER, password=PASSWORD))
    for seconds in (-40, 70, 5):
        set_clock(seconds)
        assert visitor.get("/account").path == "/account"
    set_clock(-50)
    assert visitor.get("/account").path == "/signin", "more than a minute"
    assert len(stored(LoginSession)) == 1


def test_a_check_and_its_code_when_the_clock_goes_back_over_midnight(
    app: Flask, set_clock: Callable[[float], None]
) -> None:
    set_clock(5)
    visitor = reach_answers(Visitor(app), length="short")
    set_clock(-3600)
    assert visitor.send().path == "/check/feedback"
    code = code_of(visitor)
    again = Visitor(app)
    assert again.get("/check/return").send(code=code).path == "/check/feedback"
