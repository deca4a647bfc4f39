"""One watcher a process: what it sees is told to every listener, the newest and nothing else."""

import threading
import time
from collections.abc import Iterator, Mapping

import pytest

from quiz.live.updates.stream import BEAT_EVENT, Key, Snapshot, Watcher, is_current, respond

ROOM: Key = ("a session", "room")
PLAY: Key = ("a session", "play")


class Board:
    """What is to be seen now, and how often somebody looked."""

    def __init__(self) -> None:
        self.shown: dict[Key, Snapshot | None] = {}
        self.looks = 0
        self.fails = False

    def look(self, known: Mapping[Key, str | None]) -> Mapping[Key, Snapshot | None]:
        self.looks += 1
        if self.fails:
            raise OSError("the database is away")
        return {
            key: seen
            for key, seen in self.shown.items()
            if key in known and (seen is None or seen.id != known[key])
        }


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def watcher(board: Board) -> Iterator[Watcher]:
    made = Watcher(board.look, tick=0.01, beat=0.2)
    yield made
    made.stop()


def states(stream: Iterator[bytes], many: int) -> list[bytes]:
    """So many events that say what is to be seen; beats are passed over."""
    found: list[bytes] = []
    while len(found) < many:
        event = next(stream)
        if b"event: state" in event:
            found.append(event)
    return found


def wait_until(true: object) -> None:
    assert callable(true)
    for _ in range(300):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come to that")


def test_an_event_is_written_as_the_standard_has_it() -> None:
    """HTML living standard, 9.2.5: a line of data for each line, and a blank line at the end."""
    seen = Snapshot("7", "<p>one\n\ntwo</p>")
    assert seen.event == b"event: state\nid: 7\ndata: <p>one\ndata: \ndata: two</p>\n\n"
    assert Snapshot("0", "").event == b"event: state\nid: 0\ndata: \n\n"


def test_a_stream_begins_with_what_wakes_a_proxy_and_then_says_that_it_is_there(
    watcher: Watcher,
) -> None:
    stream = watcher.stream(PLAY)
    opening = next(stream)
    assert opening.startswith(b":")
    assert len(opening) > 2048
    lines = opening.splitlines()
    assert lines[1].startswith(b"retry: ")
    assert 400 <= int(lines[1].removeprefix(b"retry: ")) <= 1600
    assert next(stream) == BEAT_EVENT


def test_every_listener_is_told_the_same_bytes(watcher: Watcher, board: Board) -> None:
    streams = [watcher.stream(PLAY) for _ in range(5)]
    for stream in streams:
        next(stream)
    assert watcher.listeners == 5
    board.shown[PLAY] = Snapshot("1", "first")
    told = [states(stream, 1)[0] for stream in streams]
    assert told == [Snapshot("1", "first").event] * 5
    board.shown[PLAY] = Snapshot("2", "second")
    assert [states(stream, 1)[0] for stream in streams] == [Snapshot("2", "second").event] * 5


def test_audiences_do_not_hear_each_other(watcher: Watcher, board: Board) -> None:
    board.shown = {PLAY: Snapshot("1", "for phones"), ROOM: Snapshot("1.3.2", "for the room")}
    assert b"for phones" in states(watcher.stream(PLAY), 1)[0]
    assert b"for the room" in states(watcher.stream(ROOM), 1)[0]


def test_a_slow_line_gets_the_newest_and_no_queue(watcher: Watcher, board: Board) -> None:
    slow, quick = watcher.stream(PLAY), watcher.stream(PLAY)
    board.shown[PLAY] = Snapshot("0", "before")
    assert b"before" in states(slow, 1)[0]
    for number in range(1, 21):
        board.shown[PLAY] = Snapshot(str(number), f"state {number}")
        states(quick, 1)
    assert states(slow, 1) == [Snapshot("20", "state 20").event]


def test_who_has_seen_it_is_not_sent_it_again(watcher: Watcher, board: Board) -> None:
    board.shown[PLAY] = Snapshot("4", "the same")
    stream = watcher.stream(PLAY, known="4")
    first = [next(stream) for _ in range(4)]  # opening, beat, and beats after silence
    assert all(b"event: state" not in event for event in first)
    assert first[-1] == BEAT_EVENT
    board.shown[PLAY] = Snapshot("5", "another")
    assert states(stream, 1) == [Snapshot("5", "another").event]


def test_a_session_that_is_gone_ends_its_streams(watcher: Watcher, board: Board) -> None:
    stream = watcher.stream(PLAY)
    next(stream)
    board.shown[PLAY] = None
    assert BEAT_EVENT in list(stream)
    assert watcher.listeners == 0


def test_who_may_not_listen_any_more_is_told_nothing_more(watcher: Watcher, board: Board) -> None:
    may = {"one": True, "other": True}
    one, other = (watcher.stream(ROOM, None, lambda name=name: may[name]) for name in may)
    board.shown[ROOM] = Snapshot("1", "for both")
    assert b"for both" in states(one, 1)[0]
    assert b"for both" in states(other, 1)[0]
    may["one"] = False
    board.shown[ROOM] = Snapshot("2", "for the other alone")
    assert b"for the other alone" in states(other, 1)[0]
    assert next(one, None) is None
    may["other"] = False
    assert not [event for event in other if b"state" in event], "it ends in silence, too"
    assert watcher.listeners == 0


def test_whoever_cannot_be_asked_about_is_told_nothing(
    watcher: Watcher, board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> bool:
        raise OSError("the database is away")

    board.shown[ROOM] = Snapshot("1", "for hosts")
    assert not [event for event in watcher.stream(ROOM, None, away) if b"state" in event]
    assert "OSError" in caplog.text
    assert "away" not in caplog.text


def test_stopping_breaks_every_line_at_once(board: Board) -> None:
    """Not an end but a break: an ended line would be kept open for another request."""
    watcher = Watcher(board.look, tick=0.01, beat=60)
    broken: list[str] = []

    def listen() -> None:
        try:
            for _ in watcher.stream(PLAY):
                pass
        except ConnectionResetError as error:
            broken.append(str(error))

    listeners = [threading.Thread(target=listen) for _ in range(3)]
    for listener in listeners:
        listener.start()
    wait_until(lambda: watcher.listeners == 3)
    watcher.stop()
    for listener in listeners:
        listener.join(timeout=5)
        assert not listener.is_alive()
    assert len(broken) == 3
    looks = board.looks
    time.sleep(0.1)
    assert board.looks == looks, "the database may be closed now"
    listen()  # who comes now is sent away at once
    assert len(broken) == 4
    assert watcher.listeners == 0


def test_a_listener_who_leaves_is_forgotten_and_nobody_looks_for_nobody(
    watcher: Watcher, board: Board
) -> None:
    stream = watcher.stream(PLAY)
    next(stream)
    wait_until(lambda: board.looks > 0)
    stream.close()  # type: ignore[attr-defined]
    assert watcher.listeners == 0
    time.sleep(0.1)
    looks = board.looks
    time.sleep(0.2)
    assert board.looks == looks
    board.shown[PLAY] = Snapshot("1", "back")
    assert b"back" in states(watcher.stream(PLAY), 1)[0]


def test_a_database_that_is_away_ends_nothing(
    watcher: Watcher, board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    board.fails = True
    stream = watcher.stream(PLAY)
    next(stream)
    wait_until(lambda: board.looks > 2)
    board.shown[PLAY] = Snapshot("1", "there again")
    board.fails = False
    assert b"there again" in states(stream, 1)[0]
    assert "cannot read changes: OSError" in caplog.text
    assert caplog.text.count("cannot read changes") == 1
    assert "away" not in caplog.text


def test_nothing_on_the_way_keeps_changes_or_waits_for_it() -> None:
    response = respond([b"data: x\n\n"])
    assert response.mimetype == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-store, no-transform"
    assert response.headers["X-Accel-Buffering"] == "no"
    assert "Content-Length" not in response.headers


@pytest.mark.parametrize(
    ("known", "id_", "as_new"),
    [
        (None, "1", False),
        ("1", "1", True),
        ("1", "2", False),
        ("10", "9", True),
        ("5.3.2", "5.3.2", True),
        ("5.3.1", "5.3.2", False),
        ("5.9.9", "6.0.0", False),
        ("6.0.0", "5.9.9", True),
        ("nonsense", "1", False),
        ("٣", "1", False),
        ("9" * 40, "1", False),
    ],
)
def test_who_knows_something_newer_is_not_sent_back(
    known: str | None, id_: str, as_new: bool
) -> None:
    assert is_current(known, id_) is as_new
