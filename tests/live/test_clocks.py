"""A server clock that is wrong: by an hour or a day, all the time or suddenly."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from quiz import clock
from quiz.live.session.models import LiveAnswer, LiveSession, Participant
from quiz.storage import database_clock
from tests.conftest import Stored
from tests.live.steps import (
    ITEM,
    OTHER,
    join_session,
    move,
    open_screen,
    position,
    rate,
    signed_in,
    vote,
)
from tests.visitor import Visitor

HOUR = 60 * 60
DAY = 24 * HOUR
TIMER = 90

SetClock = Callable[[int], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Makes the clock of service and database wrong by some seconds; it also dates cookies."""
    real = time.time

    def set_(wrong_by: int) -> None:
        class Wrong(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> "Wrong":
                return cls.fromtimestamp(time.time(), tz)

        monkeypatch.setattr(time, "time", lambda: real() + wrong_by)
        monkeypatch.setattr(clock, "datetime", Wrong)
        monkeypatch.setattr(database_clock, "seconds", lambda _session: clock.seconds())

    return set_


def hosting_timed(app: Flask) -> Visitor:
    host = signed_in(app).get("/host/new?agenda=none")
    places = {f"position_{ITEM.id}": "1", f"position_{OTHER.id}": "2"}
    host.send(title="Timed", timer=str(TIMER), **places)
    assert host.status == 200, host.errors
    return host


def seconds_left(host: Visitor, path: str) -> int:
    text = host.client.get(path).text
    (shown,) = BeautifulSoup(text, "html.parser").select('[role="timer"] b')
    if shown.get_text() == "Time is up.":
        return 0
    minutes, _, rest = shown.get_text().partition(":")
    return 60 * int(minutes) + int(rest)


def answers(stored: Stored) -> list[tuple[int, str, int]]:
    return sorted((row.round, row.option, row.certainty) for row in stored(LiveAnswer))


@pytest.mark.parametrize(
    "wrong_by",
    [HOUR, -DAY, *(pytest.param(other, marks=pytest.mark.repeats) for other in (-HOUR, DAY))],
)
def test_a_clock_that_is_always_wrong_changes_nothing(
    app: Flask, stored: Stored, set_clock: SetClock, wrong_by: int
) -> None:
    set_clock(wrong_by)
    today = datetime.now(UTC).date()
    host = hosting_timed(app)
    page = host.path
    guests = [join_session(app, host) for _ in range(5)]
    move(host, "next")
    for guest in guests:
        rate(guest)
    move(host, "next")
    for guest in guests:
        vote(guest, ITEM.best, "4")
    assert "5 of 5 answered" in host.get(page).words
    screen = open_screen(host)
    for path in (page, f"{page}/state", screen, f"{screen}/state"):
        assert TIMER - 30 < seconds_left(host, path) <= TIMER
    move(host, *["next"] * 4)
    for guest in guests:
        vote(guest, ITEM.best, "3")
    move(host, "end")
    assert answers(stored) == [(1, ITEM.best, 4)] * 5 + [(2, ITEM.best, 3)] * 5
    opened = stored(LiveSession)[0].opened_on
    assert abs(opened - today) <= timedelta(days=1), "the date is at most a day off"
    for guest in guests:
        guest.get("/play/feedback")
        assert "You chose the best answer in 1 of 1" in guest.words
    assert len(stored(Participant)) == 5


@pytest.mark.parametrize(("first", "then"), [(0, HOUR), (-HOUR, 0), (0, HOUR // 60)])
def test_a_clock_that_jumps_ahead_during_a_vote_loses_no_answer(
    app: Flask, stored: Stored, set_clock: SetClock, first: int, then: int
) -> None:
    set_clock(first)
    host = hosting_timed(app)
    page = host.path
    early, late = join_session(app, host), join_session(app, host)
    move(host, "next", "next")
    vote(early, "a", "1")
    form = late.get("/play").filled_in()
    set_clock(then)
    late.post("/play", form | {"option": f"{ITEM.id}.c", "certainty": "2"})
    vote(early, "b", "4")
    latest = join_session(app, host.get(page))
    vote(latest, "d", "3")
    assert "3 of 3 answered" in host.get(page).words
    assert seconds_left(host, page) <= max(0, TIMER - (then - first))
    assert answers(stored) == [(1, "b", 4), (1, "c", 2), (1, "d", 3)]
    move(host, "pause", "resume", "next", "reopen")
    assert TIMER - 30 < seconds_left(host, page) <= TIMER, "the next vote gets the full time"
    assert position(early.get("/play")) == "open-0-2"


@pytest.mark.parametrize("days", [1, -1])
def test_midnight_during_a_vote_loses_no_answer(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    host = hosting_timed(app)
    guest = join_session(app, host)
    move(host, "next", "next")
    vote(guest, "a", "1")
    real = clock.today()
    wrong = real + timedelta(days=days)
    for module in list(sys.modules.values()):
        if getattr(module, "today", None) is clock.today and module is not clock:
            monkeypatch.setattr(module, "today", lambda: wrong)
    monkeypatch.setattr(clock, "today", lambda: wrong)
    vote(guest, ITEM.best, "4")
    move(host, "end")
    (live,) = stored(LiveSession)
    assert (live.opened_on, live.closed_on) == (real, wrong)
    assert answers(stored) == [(1, ITEM.best, 4)], "nothing was archived before it was due"
    assert "1 person joined" in host.get(f"{host.path}/after").words
