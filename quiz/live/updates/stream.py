"""Server-sent events: one watcher in each process finds changes and sends them to all listeners.

The state is in the database, so any process can serve any browser. The watcher runs only while
somebody listens. A fragment is rendered once for each session, kind of viewer and language that is
listened in; all streams of these send the same bytes. A stream holds no database session, and
nothing in it belongs to one person.
"""

import errno
import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from random import randint
from typing import NamedTuple

from flask import Response

from quiz.live.updates.press_signal import PressSignal

TICK = 0.15
"""Seconds between two queries for changes."""
GLANCE = 0.01
"""Seconds between two looks at the signal that makes the next query come at once."""
BEAT = 15.0
"""Seconds after which a silent stream sends a beat, so that no proxy closes it."""
PADDING = ":" + " " * 2048 + "\n"
"""Some proxies hold back a response until they have two kilobytes of it."""
RETRY = (400, 1600)
"""Milliseconds until a browser reconnects: at random, so that not all reconnect at once."""
BEAT_EVENT = b"event: beat\ndata: here\n\n"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Snapshot:
    """What one kind of viewer of one session sees now. id: it changes exactly when that changes."""

    id: str
    fragment: str

    @property
    def event(self) -> bytes:
        """The event ``state``: one line of data for each line of the fragment."""
        data = "\n".join(f"data: {line}" for line in self.fragment.splitlines() or [""])
        return f"event: state\nid: {self.id}\n{data}\n\n".encode()


@lru_cache(256)
def is_current(known: str | None, id_: str) -> bool:
    """Whether the known id is this one or a newer one: another process may have sent a newer one.

    An id is a version, then counts, with points between them; none of them ever gets smaller.
    """
    both = [known or "", id_]
    if not all(re.fullmatch(r"\d{1,9}(\.\d{1,9})*", one, re.ASCII) for one in both):
        return known == id_
    known_numbers, numbers = ([int(number) for number in one.split(".")] for one in both)
    return known_numbers >= numbers


class Key(NamedTuple):
    """What a stream is about: a session, the kind of viewer, and the code of a language."""

    session_id: str
    viewer: str
    language: str


FindChanges = Callable[[Mapping[Key, str | None]], Mapping[Key, Snapshot | None]]
"""Given the last id of each channel that has listeners, what changed; None: session deleted."""


@dataclass
class Channel:
    """What all listeners share that view one session in the same way and language.

    ``changed`` is set by the next change, which puts a new one in its place. So all listeners wake
    at once; with a condition each would wait for the lock of those before it.
    """

    changed: threading.Event = field(default_factory=threading.Event)
    id: str | None = None
    event: bytes = b""
    listeners: int = 0
    ended: bool = False

    def publish(self, snapshot: Snapshot | None) -> None:
        """Send this to every listener; None ends their streams."""
        if snapshot is None:
            self.ended = True
        else:
            # The event first: a listener that sees the new id must not send the old event.
            self.event, self.id = snapshot.event, snapshot.id
        changed, self.changed = self.changed, threading.Event()
        changed.set()

    def wait(self, known: str | None, seconds: float) -> bool:
        """Wait for something newer than the known id. False: nothing came within ``seconds``."""
        end = time.monotonic() + seconds
        while True:
            changed = self.changed  # before the look: what comes after it sets this one
            if self._has_news(known):
                return True
            if not changed.wait(max(0.0, end - time.monotonic())):
                return self._has_news(known)

    def _has_news(self, known: str | None) -> bool:
        return self.ended or (self.id is not None and not is_current(known, self.id))


class Watcher:
    """Finds changes for all streams of this process, in one thread."""

    def __init__(self, find_changes: FindChanges, tick: float = TICK, beat: float = BEAT) -> None:
        self.signal = PressSignal()
        self._find_changes, self._tick, self._beat = find_changes, tick, beat
        self._channels: dict[Key, Channel] = {}
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._failing = False
        self._looked_at = 0.0

    @property
    def lag(self) -> float:
        """Seconds since the last look for changes; 0 while nobody listens."""
        with self._lock:
            return time.monotonic() - self._looked_at if self._thread else 0.0

    @property
    def listeners(self) -> int:
        """How many streams are open."""
        with self._lock:
            return sum(channel.listeners for channel in self._channels.values())

    def stream(
        self, key: Key, known: str | None = None, is_allowed: Callable[[], bool] = lambda: True
    ) -> Iterator[bytes]:
        """The bytes of one stream. known: the id of what the browser shows already.

        is_allowed: permission check before each event, beats included; False ends the stream. The
        browser then asks for the page, and gets the reason.

        A beat comes at once, even when there is no news: a browser that gets nothing knows that
        events do not reach it. A slow connection gets the newest state only, never a queue.

        Raises ConnectionResetError when the server stops, which breaks the connection: if the
        stream ended normally, the connection would stay open for another request, and the stop
        would wait for it. The browser reconnects by itself.
        """
        channel = self._join(key)
        try:
            yield f"{PADDING}retry: {randint(*RETRY)}\n\n".encode()  # noqa: S311 - no secret
            yield BEAT_EVENT
            while not self._stopping.is_set():
                has_news = channel.wait(known, self._beat)
                if self._stopping.is_set():
                    break
                if channel.ended or not _is_allowed(is_allowed):
                    return
                if not has_news:
                    yield BEAT_EVENT
                    continue
                known, event = channel.id, channel.event
                yield event
            raise ConnectionResetError(errno.ECONNRESET, "the server stops")
        finally:
            self._leave(key, channel)

    def stop(self) -> None:
        """End every stream and the watcher's thread, because the server stops."""
        self._stopping.set()
        self._wake.set()
        with self._lock:
            channels, thread = list(self._channels.values()), self._thread
        for channel in channels:
            channel.publish(None)
        if thread:
            thread.join()

    def _join(self, key: Key) -> Channel:
        with self._lock:
            channel = self._channels.setdefault(key, Channel())
            channel.listeners += 1
            if self._thread is None and not self._stopping.is_set():
                self._looked_at = time.monotonic()
                self._thread = threading.Thread(target=self._watch, daemon=True)
                self._thread.start()
        if channel.id is None:
            self._wake.set()
        return channel

    def _leave(self, key: Key, channel: Channel) -> None:
        with self._lock:
            channel.listeners -= 1
            if not channel.listeners and self._channels.get(key) is channel:
                del self._channels[key]

    def _watch(self) -> None:
        while channels := self._channels_or_end():
            known = self.signal.last
            self._publish(channels, self._changes(channels))
            self._looked_at = time.monotonic()
            self._rest(known)

    def _rest(self, known: bytes) -> None:
        """Wait until the next query: for a tick, or for a signal after the known one."""
        end = time.monotonic() + self._tick
        while not self._wake.wait(min(GLANCE, self._tick)):
            if self.signal.last != known or time.monotonic() >= end:
                return
        self._wake.clear()

    def _changes(self, channels: Mapping[Key, Channel]) -> Mapping[Key, Snapshot | None]:
        try:
            changes = self._find_changes({key: channel.id for key, channel in channels.items()})
        except Exception as error:
            # The database may be away for a moment: the streams stay open, and it is logged once.
            if not self._failing:
                log.error("live updates: cannot read changes: %s", type(error).__name__)
            self._failing = True
            return {}
        self._failing = False
        return changes

    def _publish(
        self, channels: Mapping[Key, Channel], changes: Mapping[Key, Snapshot | None]
    ) -> None:
        for key, snapshot in changes.items():
            if snapshot is None:
                with self._lock:  # a browser that reconnects gets a new channel
                    self._channels.pop(key, None)
            channels[key].publish(snapshot)

    def _channels_or_end(self) -> dict[Key, Channel]:
        """The channels that have listeners; without any, the thread ends."""
        with self._lock:
            if self._stopping.is_set() or not self._channels:
                self._thread = None
                return {}
            return dict(self._channels)


def _is_allowed(check: Callable[[], bool]) -> bool:
    """The result of a permission check; False when the check itself fails."""
    try:
        return check()
    except Exception as error:
        log.error("live updates: stream closed, permission unknown: %s", type(error).__name__)
        return False


def respond(events: Iterable[bytes]) -> Response:
    """A response that no proxy should store, transform or buffer."""
    return Response(
        events,
        mimetype="text/event-stream",
        headers={"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"},
    )
