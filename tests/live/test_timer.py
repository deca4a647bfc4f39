"""A vote's timer: minutes and seconds for host and room, and nothing of it on any phone."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from quiz import clock
from quiz.live.session import timer
from quiz.live.session.moves import Move, moves
from quiz.live.session.phases import Phase, SessionState
from quiz.live.session.plan import Plan, PlannedScenario
from tests.live.response_text import body_text
from tests.live.steps import ITEM, OTHER, join_session, move, signed_in, vote
from tests.visitor import Visitor

BEGUN = 1_800_000_000
SCENARIOS = (PlannedScenario(ITEM.id, ITEM.revision), PlannedScenario(OTHER.id, OTHER.revision))
TIMED = Plan(SCENARIOS, timer=90)
UNTIMED = Plan(SCENARIOS)


class Walk:
    """A session that a host moves on, at whatever second."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.state, self.now = plan, SessionState(), BEGUN
        self.timer: int | None = None

    def goes(self, *wanted: Move) -> "Walk":
        for one in wanted:
            led = moves(self.state, self.plan)[one]
            self.timer = timer.after_move(self.timer, self.state, led, self.plan, self.now)
            self.state = led
        return self

    def waits(self, seconds: int) -> "Walk":
        self.now += seconds
        return self

    @property
    def shown(self) -> str:
        left = timer.left(self.timer, self.state, self.plan, self.now)
        return "nothing" if left is None else timer.words(left)


def at_the_vote(plan: Plan = TIMED) -> Walk:
    return Walk(plan).goes(Move.NEXT, Move.NEXT)


def test_it_starts_with_the_vote_and_not_before() -> None:
    walk = Walk(TIMED)
    assert walk.shown == "nothing"
    assert walk.goes(Move.NEXT).shown == "nothing"
    assert walk.waits(600).goes(Move.NEXT).shown == "1:30"
    assert walk.waits(25).shown == "1:05"
    assert walk.waits(64).shown == "0:01"
    assert walk.waits(1).shown == "0:00"
    assert walk.waits(3600).shown == "0:00", "never fewer than none"
    assert walk.state.takes_answers, "it closes nothing"


def test_a_pause_stops_it_and_it_goes_on_from_there() -> None:
    walk = at_the_vote().waits(20).goes(Move.PAUSE)
    assert walk.shown == "1:10"
    assert walk.waits(3600).shown == "1:10"
    assert walk.goes(Move.RESUME).shown == "1:10"
    assert walk.waits(70).shown == "0:00"


def test_a_pause_after_its_time_gives_no_time_back() -> None:
    walk = at_the_vote().waits(500).goes(Move.PAUSE)
    assert walk.shown == "0:00"
    assert walk.waits(60).goes(Move.RESUME).shown == "0:00"


@pytest.mark.parametrize("wanted", [Move.NEXT, Move.BACK, Move.END])
def test_it_goes_with_the_vote(wanted: Move) -> None:
    assert at_the_vote().waits(10).goes(wanted).shown == "nothing"


def test_it_goes_with_a_vote_that_ends_in_a_pause() -> None:
    assert at_the_vote().goes(Move.PAUSE, Move.END).shown == "nothing"


def test_every_vote_has_its_own_whole_time() -> None:
    walk = at_the_vote().waits(80).goes(Move.NEXT).waits(5).goes(Move.REOPEN)
    assert (walk.state.phase, walk.shown) == (Phase.OPEN, "1:30")
    walk.waits(80).goes(*[Move.NEXT] * 5)
    assert (walk.state.phase, walk.shown) == (Phase.OPEN_AGAIN, "1:30")
    walk.waits(80).goes(Move.NEXT, Move.REOPEN)
    assert (walk.state.phase, walk.shown) == (Phase.OPEN_AGAIN, "1:30")
    walk.waits(80).goes(Move.NEXT, Move.NEXT, Move.NEXT)
    assert (walk.state.phase, walk.state.step, walk.shown) == (Phase.OPEN, 1, "1:30")
    walk = at_the_vote().waits(80).goes(Move.SKIP)
    assert (walk.state.phase, walk.state.step, walk.shown) == (Phase.OPEN, 1, "1:30")


def test_a_plan_without_one_has_none_anywhere() -> None:
    walk = at_the_vote(UNTIMED)
    for wanted in (Move.PAUSE, Move.RESUME, Move.NEXT, Move.REOPEN):
        assert (walk.timer, walk.shown) == (None, "nothing")
        walk.goes(wanted)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (1, "0:01"), (59, "0:59"), (60, "1:00"), (65, "1:05"), (600, "10:00")],
)
def test_its_words(seconds: int, shown: str) -> None:
    assert timer.words(seconds) == shown


@given(st.integers(0, 10_000))
def test_its_words_say_every_second(seconds: int) -> None:
    minutes, _, rest = timer.words(seconds).partition(":")
    assert len(rest) == 2
    assert 60 * int(minutes) + int(rest) == seconds


@given(st.integers(15, 600), st.lists(st.integers(0, 400), max_size=12))
def test_only_the_seconds_out_of_a_pause_count(seconds: int, waits: list[int]) -> None:
    """Beside it runs a stopwatch that the same presses stop and start."""
    walk, ran, running = at_the_vote(Plan(SCENARIOS, timer=seconds)), 0, True
    for wait in waits:
        walk.waits(wait)
        ran += wait if running else 0
        assert timer.left(walk.timer, walk.state, walk.plan, walk.now) == max(0, seconds - ran)
        walk.goes(Move.PAUSE if running else Move.RESUME)
        running = not running
        assert timer.left(walk.timer, walk.state, walk.plan, walk.now) == max(0, seconds - ran)


@given(st.booleans(), st.lists(st.tuples(st.integers(0, 99), st.integers(0, 9)), max_size=40))
def test_whatever_the_host_does_it_is_there_exactly_while_a_timed_vote_is_open(
    timed: bool, presses: list[tuple[int, int]]
) -> None:
    walk = Walk(TIMED if timed else UNTIMED)
    for wait, pressed in presses:
        allowed = list(moves(walk.state, walk.plan))
        if not allowed:
            break
        walk.waits(wait).goes(allowed[pressed % len(allowed)])
        is_open = walk.state.phase in (Phase.OPEN, Phase.OPEN_AGAIN)
        left = timer.left(walk.timer, walk.state, walk.plan, walk.now)
        assert (left is not None) == (timed and is_open)
        assert left is None or 0 <= left <= 90


# Over the service


class Hands:
    """The service's clock, turned by hand."""

    now = BEGUN

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    held = Hands()
    monkeypatch.setattr(clock, "seconds", held)
    # The cookie says when somebody signed in; so does the one that a test makes.
    monkeypatch.setattr("tests.people.way.seconds", held)
    return held


def timed(app: Flask, seconds: str = "90") -> Visitor:
    """A host in the lobby of a session of one scenario, whose votes are timed."""
    host = signed_in(app).get("/host/new?template=none")
    host.send(title="Timed", timer=seconds, **{f"position_{ITEM.id}": "1"})
    assert host.status == 200, host.errors
    return host


def shown(host: Visitor) -> set[str]:
    """What the timer says to the host and to the room, on the page and in what follows it."""
    said = set()
    for path in ("", "/state", "/events", "/room", "/room/state", "/room/events"):
        text = body_text(host.client.get(host.path.removesuffix("/move") + path))
        timers = BeautifulSoup(text, "html.parser").select('[role="timer"] b')
        said.add(" and ".join(one.get_text() for one in timers) or "nothing")
    return said


def test_host_and_room_see_it_from_vote_to_close(app: Flask, hands: Hands) -> None:
    host = timed(app)
    assert shown(host) == {"nothing"}
    move(host, "next")
    assert shown(host) == {"nothing"}
    move(host, "next")
    assert shown(host) == {"1:30"}
    hands.now += 25
    move(host, "pause")
    hands.now += 1000
    assert shown(host) == {"1:05"}
    move(host, "resume")
    hands.now += 5
    assert shown(host) == {"1:00"}
    move(host, "next")
    assert shown(host) == {"nothing"}


def test_an_untimed_session_shows_none(app: Flask, hands: Hands) -> None:
    host = timed(app, seconds="")
    move(host, "next", "next")
    assert shown(host) == {"nothing"}


def test_the_page_counts_by_the_services_clock(app: Flask, hands: Hands) -> None:
    """What the script counts from: the second it is, and the second at which the time is up."""
    host = timed(app)
    move(host, "next", "next")
    hands.now += 7
    for path in (host.path, f"{host.path}/room"):
        page = BeautifulSoup(host.client.get(path).text, "html.parser")
        (now,), (until,) = page.select("[data-now]"), page.select("[data-until]")
        assert (now["data-now"], until["data-until"]) == (str(BEGUN + 7), str(BEGUN + 90))
    move(host, "pause")
    assert not host.page.select("[data-until]"), "a timer that stands is not counted on"


def test_no_phone_is_told_of_it(app: Flask, hands: Hands) -> None:
    host = timed(app)
    guest = join_session(app, host)
    move(host, "next")
    for press in ("next", "pause", "resume"):
        move(host, press)
        hands.now += 25
        told = [
            body_text(guest.client.get(path))
            for path in ("/play", "/play?change=1", "/play/state", "/play/events")
        ]
        clock_words = ("timer", "data-now", "data-until", "left.", "Time is up", str(BEGUN)[:8])
        for text in told:
            assert not [one for one in clock_words if one in text]


def test_an_answer_after_its_time_is_kept(app: Flask, hands: Hands) -> None:
    host = timed(app, seconds="15")
    guest = join_session(app, host)
    move(host, "next", "next")
    hands.now += 3000
    vote(guest, "b", "4")
    assert "Your answer is kept" in guest.words
    assert "1 of 1 answered" in host.get(host.path).words
    assert shown(host) == {"Time is up"}
    assert "Time is up . The vote stays open until the host closes it." in host.words
