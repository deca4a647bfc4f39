"""The watcher of a process: every listener gets the newest state, and only that."""

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator, Mapping

import pytest

from quiz.live.updates.stream import BEAT_EVENT, Key, Snapshot, Watcher, is_current, respond

DISPLAY = Key("a session", "display", "en")
PARTICIPANT = Key("a session", "participant", "en")


class Source:
    """The current snapshots, and how often the watcher asked for them."""

    def __init__(self) -> None:
        self.shown: dict[Key, Snapshot | None] = {}
        self.queries = 0
        self.fails = False

    def find_changes(self, known: Mapping[Key, str | None]) -> Mapping[Key, Snapshot | None]:
        self.queries += 1
        if self.fails:
            raise OSError("the database is away")
        return {
            key: snapshot
            for key, snapshot in self.shown.items()
            if key in known and (snapshot is None or snapshot.id != known[key])
        }


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def watcher(source: Source) -> Iterator[Watcher]:
    made = Watcher(source.find_changes, tick=0.01, beat=0.2)
    yield made
    made.stop()


def states(stream: Iterator[bytes], count: int) -> list[bytes]:
    """The next state events; beats are left out."""
    found: list[bytes] = []
    while len(found) < count:
        event = next(stream)
        if b"event: state" in event:
            found.append(event)
    return found


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(300):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("the condition did not come true")


def test_an_event_follows_the_standard() -> None:
    """HTML living standard, 9.2.5: a line of data for each line, and a blank line at the end."""
    snapshot = Snapshot("7", "<p>one\n\ntwo</p>")
    assert snapshot.event == b"event: state\nid: 7\ndata: <p>one\ndata: \ndata: two</p>\n\n"
    assert Snapshot("0", "").event == b"event: state\nid: 0\ndata: \n\n"


def test_a_stream_starts_with_padding_for_proxies_and_a_beat(
    watcher: Watcher,
) -> None:
    stream = watcher.stream(PARTICIPANT)
    opening = next(stream)
    assert opening.startswith(b":")
    assert len(opening) > 2048
    lines = opening.splitlines()
    assert lines[1].startswith(b"retry: ")
    assert 400 <= int(lines[1].removeprefix(b"retry: ")) <= 1600
    assert next(stream) == BEAT_EVENT


def test_every_listener_gets_the_same_bytes(watcher: Watcher, source: Source) -> None:
    streams = [watcher.stream(PARTICIPANT) for _ in range(5)]
    for stream in streams:
        next(stream)
    assert watcher.listeners == 5
    source.shown[PARTICIPANT] = Snapshot("1", "first")
    events = [states(stream, 1)[0] for stream in streams]
    assert events == [Snapshot("1", "first").event] * 5
    source.shown[PARTICIPANT] = Snapshot("2", "second")
    assert [states(stream, 1)[0] for stream in streams] == [Snapshot("2", "second").event] * 5


def test_each_kind_of_viewer_gets_its_own_fragment(watcher: Watcher, source: Source) -> None:
    source.shown = {
        PARTICIPANT: Snapshot("1", "for phones"),
        DISPLAY: Snapshot("1.3.2", "for the display"),
    }
    assert b"for phones" in states(watcher.stream(PARTICIPANT), 1)[0]
    assert b"for the display" in states(watcher.stream(DISPLAY), 1)[0]


def test_a_slow_connection_gets_only_the_newest_state(watcher: Watcher, source: Source) -> None:
    slow, quick = watcher.stream(PARTICIPANT), watcher.stream(PARTICIPANT)
    source.shown[PARTICIPANT] = Snapshot("0", "before")
    assert b"before" in states(slow, 1)[0]
    for number in range(1, 21):
        source.shown[PARTICIPANT] = Snapshot(str(number), f"state {number}")
        states(quick, 1)
    assert states(slow, 1) == [Snapshot("20", "state 20").event]


def test_a_state_that_the_browser_has_is_not_sent_again(watcher: Watcher, source: Source) -> None:
    source.shown[PARTICIPANT] = Snapshot("4", "the same")
    stream = watcher.stream(PARTICIPANT, known="4")
    first = [next(stream) for _ in range(4)]  # padding, beat, and two beats after silence
    assert all(b"event: state" not in event for event in first)
    assert first[-1] == BEAT_EVENT
    source.shown[PARTICIPANT] = Snapshot("5", "another")
    assert states(stream, 1) == [Snapshot("5", "another").event]


def test_deleting_a_session_ends_its_streams(watcher: Watcher, source: Source) -> None:
    stream = watcher.stream(PARTICIPANT)
    next(stream)
    source.shown[PARTICIPANT] = None
    assert BEAT_EVENT in list(stream)
    assert watcher.listeners == 0


def test_a_stream_ends_when_its_permission_check_fails(watcher: Watcher, source: Source) -> None:
    allowed = {"one": True, "other": True}
    one, other = (
        watcher.stream(DISPLAY, None, lambda name=name: allowed[name]) for name in allowed
    )
    source.shown[DISPLAY] = Snapshot("1", "for both")
    assert b"for both" in states(one, 1)[0]
    assert b"for both" in states(other, 1)[0]
    allowed["one"] = False
    source.shown[DISPLAY] = Snapshot("2", "for the other alone")
    assert b"for the other alone" in states(other, 1)[0]
    assert next(one, None) is None
    allowed["other"] = False
    assert not [event for event in other if b"state" in event], "a stream without news ends, too"
    assert watcher.listeners == 0


def test_a_stream_ends_when_its_permission_check_raises(
    watcher: Watcher, source: Source, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> bool:
        raise OSError("the database is away")

    source.shown[DISPLAY] = Snapshot("1", "for hosts")
    assert not [event for event in watcher.stream(DISPLAY, None, away) if b"state" in event]
    assert "OSError" in caplog.text
    assert "away" not in caplog.text


def test_stopping_breaks_every_connection_at_once(source: Source) -> None:
    """A stream that ended normally would keep its connection open for another request."""
    watcher = Watcher(source.find_changes, tick=0.01, beat=60)
    broken: list[str] = []

    def listen() -> None:
        try:
            for _ in watcher.stream(PARTICIPANT):
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
    queries = source.queries
    time.sleep(0.1)
    assert source.queries == queries, "the thread has ended, so the database may be closed"
    listen()  # a new listener is refused at once
    assert len(broken) == 4
    assert watcher.listeners == 0


def test_the_watcher_stops_when_its_last_listener_leaves(watcher: Watcher, source: Source) -> None:
    stream = watcher.stream(PARTICIPANT)
    next(stream)
    wait_until(lambda: source.queries > 0)
    stream.close()  # type: ignore[attr-defined]
    assert watcher.listeners == 0
    time.sleep(0.1)
    queries = source.queries
    time.sleep(0.2)
    assert source.queries == queries
    source.shown[PARTICIPANT] = Snapshot("1", "back")
    assert b"back" in states(watcher.stream(PARTICIPANT), 1)[0]


def test_a_database_error_ends_no_stream_and_is_logged_once(
    watcher: Watcher, source: Source, caplog: pytest.LogCaptureFixture
) -> None:
    source.fails = True
    stream = watcher.stream(PARTICIPANT)
    next(stream)
    wait_until(lambda: source.queries > 2)
    source.shown[PARTICIPANT] = Snapshot("1", "there again")
    source.fails = False
    assert b"there again" in states(stream, 1)[0]
    assert "cannot read changes: OSError" in caplog.text
    assert caplog.text.count("cannot read changes") == 1
    assert "away" not in caplog.text


def test_a_response_must_not_be_stored_changed_or_buffered() -> None:
    response = respond([b"data: x\n\n"])
    assert response.mimetype == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-store, no-transform"
    assert response.headers["X-Accel-Buffering"] == "no"
    assert "Content-Length" not in response.headers


@pytest.mark.parametrize(
    ("known", "id_", "current"),
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
def test_an_older_state_never_replaces_a_newer_one(
    known: str | None, id_: str, current: bool
) -> None:
    assert is_current(known, id_) is current


def test_a_signal_of_another_process_is_seen_before_the_next_look(source: Source) -> None:
    """A press reaches the screens of the process that took it, and of its siblings, at once."""
    watcher = Watcher(source.find_changes, tick=60, beat=60)
    source.shown[DISPLAY] = Snapshot("1", "<p>before</p>")
    stream = watcher.stream(DISPLAY)
    states(stream, 1)
    source.shown[DISPLAY] = Snapshot("2", "<p>after</p>")
    sibling = multiprocessing.get_context("fork").Process(target=watcher.signal.send)
    sibling.start()
    assert b"after" in states(stream, 1)[0]
    sibling.join()
    watcher.stop()
