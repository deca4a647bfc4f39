"""Server-sent events: one watcher a process reads what changed and tells every listener at once.

State is in the database, so any process can serve anyone. The watcher runs only while somebody
listens. What is to be seen is rendered once for each session and audience; every stream sends the
same bytes. A stream holds no database session, and nothing in it belongs to one person.
"""

import errno
import logging
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from random import randint

from flask import Response

TICK = 0.15
"""Seconds between two looks at the database."""
BEAT = 15.0
"""Seconds after which a silent stream says that it is there, so that no proxy cuts it off."""
PADDING = ":" + " " * 2048 + "\n"
"""Some proxies pass nothing on until they have two kilobytes."""
RETRY = (400, 1600)
"""Milliseconds, at random, until a browser comes back, so that not all come at once."""
BEAT_EVENT = b"event: beat\ndata: here\n\n"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Update:
    """What one audience of one session is to see. id: the same exactly while it is the same."""

    id: str
    fragment: str

    @property
    def event(self) -> bytes:
        """As the event ``state``, one line of data for each line."""
        data = "\n".join(f"data: {line}" for line in self.fragment.splitlines() or [""])
        return f"event: state\nid: {self.id}\n{data}\n\n".encode()


def is_as_new(known: str | None, id_: str) -> bool:
    """Whether what is known is this, or newer: the watcher may not have looked since.

    An id is whole numbers that only grow, with points between them: a version, then counts.
    """
    both = [known or "", id_]
    if not all(re.fullmatch(r"\d{1,9}(\.\d{1,9})*", one, re.ASCII) for one in both):
        return known == id_
    had, has = ([int(number) for number in one.split(".")] for one in both)
    return had >= has


Key = tuple[str, str]
"""A session's id, and the audience that looks at it."""
Look = Callable[[Mapping[Key, str | None]], Mapping[Key, Update | None]]
"""Given the channels listened to and the id that each has now, what has changed; None: it ended."""


@dataclass
class Channel:
    """What all listeners of one audience of one session share."""

    changed: threading.Condition = field(default_factory=threading.Condition)
    id: str | None = None
    event: bytes = b""
    listeners: int = 0
    ended: bool = False

    def tell(self, seen: Update | None) -> None:
        """Give this to everybody who listens; None ends their streams."""
        with self.changed:
            if seen is None:
                self.ended = True
            else:
                self.id, self.event = seen.id, seen.event
            self.changed.notify_all()

    def wait(self, known: str | None, seconds: float) -> bool:
        """Whether there is something other than what is known, after so many seconds at most."""
        with self.changed:
            return self.changed.wait_for(lambda: self._is_news_to(known), seconds)

    def _is_news_to(self, known: str | None) -> bool:
        return self.ended or (self.id is not None and not is_as_new(known, self.id))


class Watcher:
    """Looks for changes on behalf of every stream of this process."""

    def __init__(self, look: Look, tick: float = TICK, beat: float = BEAT) -> None:
        self._look, self._tick, self._beat = look, tick, beat
        self._channels: dict[Key, Channel] = {}
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._blind = False

    @property
    def listeners(self) -> int:
        """How many streams are open."""
        with self._lock:
            return sum(channel.listeners for channel in self._channels.values())

    def stream(
        self, key: Key, known: str | None = None, may: Callable[[], bool] = lambda: True
    ) -> Iterator[bytes]:
        """The bytes of one stream. known: the id of what the browser has on its screen already.

        may: whether whoever listens may go on; asked before each event, beats too, and the stream
        ends with a no. The browser then asks anew, and is told why.

        The first event comes at once, also when nothing is new: a browser that hears nothing knows
        that events do not reach it. Only the newest state is kept for a slow line, never a queue.
        """
        channel = self._join(key)
        try:
            yield f"{PADDING}retry: {randint(*RETRY)}\n\n".encode()  # noqa: S311 - no secret
            yield BEAT_EVENT
            while not self._stopping.is_set():
                news = channel.wait(known, self._beat)
                if self._stopping.is_set():
                    break
                if channel.ended or not _allowed(may):
                    return
                if not news:
                    yield BEAT_EVENT
                    continue
                known, event = channel.id, channel.event
                yield event
            # A line that ended well would be kept for another request, and a stop would wait for
            # it. As a reset it is simply closed, and the browser comes back by itself.
            raise ConnectionResetError(errno.ECONNRESET, "the server stops")
        finally:
            self._leave(key, channel)

    def stop(self) -> None:
        """End every stream now, because the server stops; then nothing looks any more."""
        self._stopping.set()
        self._wake.set()
        with self._lock:
            channels, looking = list(self._channels.values()), self._thread
        for channel in channels:
            channel.tell(None)
        if looking:
            looking.join()

    def _join(self, key: Key) -> Channel:
        with self._lock:
            channel = self._channels.setdefault(key, Channel())
            channel.listeners += 1
            if self._thread is None and not self._stopping.is_set():
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
        while channels := self._listened_to():
            self._tell(channels, self._news(channels))
            self._wake.wait(self._tick)
            self._wake.clear()

    def _news(self, channels: Mapping[Key, Channel]) -> Mapping[Key, Update | None]:
        try:
            news = self._look({key: channel.id for key, channel in channels.items()})
        except Exception as error:
            # A database that is away for a moment must not end what everybody looks at.
            if not self._blind:
                log.error("the watcher cannot look: %s", type(error).__name__)
            self._blind = True
            return {}
        self._blind = False
        return news

    def _tell(self, channels: Mapping[Key, Channel], news: Mapping[Key, Update | None]) -> None:
        for key, seen in news.items():
            if seen is None:
                with self._lock:  # whoever comes back gets a channel of their own
                    self._channels.pop(key, None)
            channels[key].tell(seen)

    def _listened_to(self) -> dict[Key, Channel]:
        """The channels that somebody listens to; when there are none, the watcher ends."""
        with self._lock:
            if self._stopping.is_set() or not self._channels:
                self._thread = None
                return {}
            return dict(self._channels)


def _allowed(may: Callable[[], bool]) -> bool:
    """Nobody is let on who cannot be asked about: the browser comes back and is asked anew."""
    try:
        return may()
    except Exception as error:
        log.error("a stream ends, for nobody can say who listens: %s", type(error).__name__)
        return False


def respond(events: Iterable[bytes]) -> Response:
    """A response that nothing on the way should keep, change or wait for."""
    return Response(
        events,
        mimetype="text/event-stream",
        headers={"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"},
    )
