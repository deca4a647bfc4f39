"""A vote's timer: shown to the host and on the display, and never on a phone."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from quiz.live.session import timer
from quiz.live.session.moves import Move, moves
from quiz.live.session.phases import Phase, SessionState
from quiz.live.session.plan import Plan, PlannedScenario
from tests.live.response_text import body_text
from tests.live.room_steps import START, FakeClock
from tests.live.steps import ITEM, OTHER, join_session, move, open_screen, signed_in, vote
from tests.visitor import Visitor

SCENARIOS = (PlannedScenario(ITEM.id, ITEM.revision), PlannedScenario(OTHER.id, OTHER.revision))
TIMED = Plan(SCENARIOS, timer=90)
UNTIMED = Plan(SCENARIOS)


class Run:
    """A run of a session, with a clock that the test sets."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.state, self.now = plan, SessionState(), START
        self.timer: int | None = None

    def move(self, *wanted: Move) -> "Run":
        for one in wanted:
            target = moves(self.state, self.plan)[one]
            self.timer = timer.after_move(self.timer, self.state, target, self.plan, self.now)
            self.state = target
        return self

    def wait(self, seconds: int) -> "Run":
        self.now += seconds
        return self

    @property
    def left(self) -> int | None:
        return timer.left(self.timer, self.state, self.now)

    @property
    def shown(self) -> str:
        return "nothing" if self.left is None else timer.words(self.left)


def at_the_vote(plan: Plan = TIMED) -> Run:
    return Run(plan).move(Move.NEXT, Move.NEXT)


def test_it_starts_with_the_vote() -> None:
    run = Run(TIMED)
    assert run.shown == "nothing"
    assert run.move(Move.NEXT).shown == "nothing"
    assert run.wait(600).move(Move.NEXT).shown == "1:30"
    assert run.wait(25).shown == "1:05"
    assert run.wait(64).shown == "0:01"
    assert run.wait(1).shown == "0:00"
    assert run.wait(3600).shown == "0:00", "it does not go below zero"
    assert run.state.takes_answers, "it closes nothing"


def test_a_pause_stops_it_and_it_continues_from_there() -> None:
    run = at_the_vote().wait(20).move(Move.PAUSE)
    assert run.shown == "1:10"
    assert run.wait(3600).shown == "1:10"
    assert run.move(Move.RESUME).shown == "1:10"
    assert run.wait(70).shown == "0:00"


def test_a_pause_after_its_end_adds_no_time() -> None:
    run = at_the_vote().wait(500).move(Move.PAUSE)
    assert run.shown == "0:00"
    assert run.wait(60).move(Move.RESUME).shown == "0:00"


@pytest.mark.parametrize("wanted", [Move.NEXT, Move.BACK, Move.END])
def test_it_ends_when_the_vote_closes(wanted: Move) -> None:
    assert at_the_vote().wait(10).move(wanted).shown == "nothing"


def test_it_ends_with_a_session_that_ends_during_a_pause() -> None:
    assert at_the_vote().move(Move.PAUSE, Move.END).shown == "nothing"


def test_every_vote_gets_the_full_time() -> None:
    run = at_the_vote().wait(80).move(Move.NEXT).wait(5).move(Move.REOPEN)
    assert (run.state.phase, run.shown) == (Phase.OPEN, "1:30")
    run.wait(80).move(*[Move.NEXT] * 5)
    assert (run.state.phase, run.shown) == (Phase.OPEN_AGAIN, "1:30")
    run.wait(80).move(Move.NEXT, Move.REOPEN)
    assert (run.state.phase, run.shown) == (Phase.OPEN_AGAIN, "1:30")
    run.wait(80).move(Move.NEXT, Move.NEXT, Move.NEXT)
    assert (run.state.phase, run.state.step, run.shown) == (Phase.OPEN, 1, "1:30")
    run = at_the_vote().wait(80).move(Move.SKIP)
    assert (run.state.phase, run.state.step, run.shown) == (Phase.OPEN, 1, "1:30")


def test_a_plan_without_a_timer_shows_none() -> None:
    run = at_the_vote(UNTIMED)
    for wanted in (Move.PAUSE, Move.RESUME, Move.NEXT, Move.REOPEN):
        assert (run.timer, run.shown) == (None, "nothing")
        run.move(wanted)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (1, "0:01"), (59, "0:59"), (60, "1:00"), (65, "1:05"), (600, "10:00")],
)
def test_it_is_shown_in_minutes_and_seconds(seconds: int, shown: str) -> None:
    assert timer.words(seconds) == shown


@given(st.integers(0, 10_000))
def test_the_words_add_up_to_the_seconds(seconds: int) -> None:
    minutes, _, rest = timer.words(seconds).partition(":")
    assert len(rest) == 2
    assert 60 * int(minutes) + int(rest) == seconds


@given(st.integers(15, 600), st.lists(st.integers(0, 400), max_size=12))
def test_seconds_in_a_pause_do_not_count(seconds: int, waits: list[int]) -> None:
    """Compared with a stopwatch that the same moves stop and start."""
    run, ran, running = at_the_vote(Plan(SCENARIOS, timer=seconds)), 0, True
    for wait in waits:
        run.wait(wait)
        ran += wait if running else 0
        assert run.left == max(0, seconds - ran)
        run.move(Move.PAUSE if running else Move.RESUME)
        running = not running
        assert run.left == max(0, seconds - ran)


@given(st.booleans(), st.lists(st.tuples(st.integers(0, 99), st.integers(0, 9)), max_size=40))
def test_after_any_moves_it_runs_exactly_while_a_timed_vote_is_open(
    timed: bool, presses: list[tuple[int, int]]
) -> None:
    run = Run(TIMED if timed else UNTIMED)
    for wait, pressed in presses:
        allowed = list(moves(run.state, run.plan))
        if not allowed:
            break
        run.wait(wait).move(allowed[pressed % len(allowed)])
        is_open = run.state.phase in (Phase.OPEN, Phase.OPEN_AGAIN)
        left = run.left
        assert (left is not None) == (timed and is_open)
        assert left is None or 0 <= left <= 90


# Over the service


def timed(app: Flask, seconds: str = "90") -> Visitor:
    """A host in the lobby of a session of one scenario, whose votes are timed."""
    host = signed_in(app).get("/host/new?agenda=none")
    host.send(title="Timed", timer=seconds, **{f"position_{ITEM.id}": "1"})
    assert host.status == 200, host.errors
    return host


def shown(host: Visitor) -> set[str]:
    """What the timer shows on the host's page and the display, in page, events and polling."""
    found = set()
    places = (host.path.removesuffix("/move"), open_screen(host))
    for path in (place + part for place in places for part in ("", "/state", "/events")):
        text = body_text(host.client.get(path))
        timers = BeautifulSoup(text, "html.parser").select('[role="timer"] b')
        found.add(" and ".join(one.get_text() for one in timers) or "nothing")
    return found


def test_host_and_display_show_it_during_the_vote(app: Flask, fake_clock: FakeClock) -> None:
    host = timed(app)
    assert shown(host) == {"nothing"}
    move(host, "next")
    assert shown(host) == {"nothing"}
    move(host, "next")
    assert shown(host) == {"1:30"}
    fake_clock.now += 25
    move(host, "pause")
    fake_clock.now += 1000
    assert shown(host) == {"1:05"}
    move(host, "resume")
    fake_clock.now += 5
    assert shown(host) == {"1:00"}
    move(host, "next")
    assert shown(host) == {"nothing"}


def test_a_session_without_a_timer_shows_none(app: Flask, fake_clock: FakeClock) -> None:
    host = timed(app, seconds="")
    move(host, "next", "next")
    assert shown(host) == {"nothing"}


def test_the_page_counts_down_by_the_services_clock(app: Flask, fake_clock: FakeClock) -> None:
    """The script needs the service's current time, and the second at which the time is up."""
    host = timed(app)
    move(host, "next", "next")
    fake_clock.now += 7
    for path in (host.path, open_screen(host)):
        page = BeautifulSoup(host.client.get(path).text, "html.parser")
        (now,), (until,) = page.select("[data-now]"), page.select("[data-until]")
        assert (now["data-now"], until["data-until"]) == (str(START + 7), str(START + 90))
    move(host, "pause")
    assert not host.page.select("[data-until]"), "in a pause the script must not count down"


def test_no_phone_gets_the_timer(app: Flask, fake_clock: FakeClock) -> None:
    host = timed(app)
    guest = join_session(app, host)
    move(host, "next")
    for press in ("next", "pause", "resume"):
        move(host, press)
        fake_clock.now += 25
        sent = [
            body_text(guest.client.get(path))
            for path in ("/play", "/play?change=1", "/play/state", "/play/events")
        ]
        # A phone has the service's clock, for a question that closes, and no timer.
        clock_words = ("timer", "data-until", "left.", "Time is up", str(START + 90))
        for text in sent:
            assert not [one for one in clock_words if one in text]


def test_an_answer_after_the_end_of_the_timer_counts(app: Flask, fake_clock: FakeClock) -> None:
    host = timed(app, seconds="15")
    guest = join_session(app, host)
    move(host, "next", "next")
    fake_clock.now += 3000
    vote(guest, "b", "4")
    assert "Your answer is kept" in guest.words
    assert "1 of 1 answered" in host.get(host.path).words
    assert shown(host) == {"Time is up."}
    assert "Time is up. The vote stays open until the host closes it." in host.words
