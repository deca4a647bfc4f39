"""Notes which phones are here: in memory, and every few seconds in one write for all of them.

A page that follows a session is a GET, and a GET changes nothing. So what it says, that its page is
open, is kept in memory, and this module writes the newest minute of all phones of this process
together, apart from any request. If a process is killed, its phones are noted by their next beat.
"""

import logging
import threading
import time

from flask import current_app

from quiz import clock
from quiz.live.session import phones
from quiz.storage.database import Database

EXTENSION = "presence"
EVERY = 15.0
"""Seconds between two writes of a process; a stream beats as often."""

log = logging.getLogger(__name__)


class Presence:
    """The phones that this process has seen since its last write."""

    def __init__(self, database: Database, every: float = EVERY) -> None:
        self._database, self._every = database, every
        self._lock = threading.Lock()
        self._seen: set[str] = set()
        self._written = time.monotonic()

    def saw(self, *participants: str) -> bool:
        """Note that the page of these participants is open: of several, if they share a phone.
        Always True: it ends no stream.

        Must not be called while this request holds a session that writes.
        """
        with self._lock:
            self._seen.update(participants)
            if time.monotonic() - self._written < self._every:
                return True
            batch, self._seen, self._written = self._seen, set(), time.monotonic()
        try:
            with self._database.begin(writes=True) as session:
                minute = phones.minute_of(clock.seconds())
                phones.forget_gone(session, minute)
                phones.keep(session, batch, minute)
                session.commit()
        except Exception as error:  # the next write notes them again
            log.warning("cannot note who is here: %s", type(error).__name__)
        return True


def presence() -> Presence:
    """The presence of this process."""
    found: Presence = current_app.extensions[EXTENSION]
    return found
