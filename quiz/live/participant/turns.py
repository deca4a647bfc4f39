"""Several people take turns on one phone in a session, and each is one participant.

From the first hand-over the browser keeps the random numbers of all of them, with nothing about
anybody. The person who has the phone can take any turn, so such a phone shows nobody's answers.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import session as cookie

from quiz.browser import browser_session
from quiz.browser.browser_session import BROWSER, LIVE_TURNS, PARTICIPANT
from quiz.live.session import archive, store
from quiz.live.session.models import LiveSession
from quiz.settings.config import current_settings
from quiz.storage import database

MOST_TURNS = 6
NEW = "new"
"""The turn of somebody who has not had the phone yet."""


@dataclass(frozen=True)
class Turns:
    """Of this phone in a session. browsers: a random number for each person; empty for those who
    have left, so that the others keep their numbers."""

    live: LiveSession
    browsers: tuple[str, ...]

    @property
    def people(self) -> Mapping[int, str]:
        """The random numbers of those who take turns, by the number of the person, from 1."""
        return {number: browser for number, browser in enumerate(self.browsers, 1) if browser}

    @property
    def current(self) -> int:
        """The number of the person who has the phone now; 0 after a hand-over."""
        here = cookie.get(BROWSER) if PARTICIPANT in cookie else None
        return next((number for number, browser in self.people.items() if browser == here), 0)

    @property
    def next_browser(self) -> str:
        """The random number of the next new person. It is made from those of the others, so that a
        button pressed twice makes one person."""
        return hashlib.sha256(f"next person:{' '.join(self.browsers)}".encode()).hexdigest()

    @property
    def takes_more(self) -> bool:
        """Whether somebody new can join on this phone."""
        return self.live.code is not None and len(self.people) < MOST_TURNS


def kept(values: Mapping[str, Any] = cookie) -> Turns | None:
    """The turns in this browser; None on a phone of one's own, and once the answers are deleted.
    values: those of a cookie; this request's if it is not given."""
    session_id, *browsers = values.get(LIVE_TURNS) or [""]
    session = database.session()
    live = session.get(LiveSession, session_id) if session_id else None
    if live is None or (live.closed_on and archive.is_archived(session, live)):
        return None
    return Turns(live, tuple(browsers))


def kept_of(live: LiveSession) -> Turns | None:
    """The same, if they are of this session."""
    found = kept() if LIVE_TURNS in cookie else None
    return found if found and found.live.id == live.id else None


def of(live: LiveSession) -> Turns:
    """The same; on a phone of one's own, of its one person."""
    return kept_of(live) or Turns(live, (cookie[BROWSER],))


def note(live: LiveSession) -> None:
    """Somebody has joined: on a shared phone they are one of its people.

    A phone that was shared in another session gets a new number. With the old one it would come
    back there as a phone of one's own, and show the answers of the last person who had it.
    """
    found = kept_of(live)
    if found is None:
        if cookie.pop(LIVE_TURNS, None):
            cookie[BROWSER] = secrets.token_hex()
    elif cookie[BROWSER] not in found.browsers:
        cookie[LIVE_TURNS] = [live.id, *found.browsers, cookie[BROWSER]]


def hand_over(live: LiveSession | None) -> None:
    """Forget the person who has the phone, except that it has a turn in this session."""
    found = of(live) if live else kept()
    browser_session.leave_device()
    if found:
        cookie[LIVE_TURNS] = [found.live.id, *found.browsers]


def leave(number: int) -> None:
    """One person leaves this phone for good, and the others keep their turns.

    If it is the one who has the phone, nobody has it after that. Their answers stay.
    """
    found = kept()
    if found is None or number not in found.people:
        return
    if number == found.current:
        browser_session.leave_device()
    rest = ["" if here == number else one for here, one in enumerate(found.browsers, 1)]
    cookie[LIVE_TURNS] = [found.live.id, *rest]
    if not any(rest):
        cookie.pop(LIVE_TURNS)


def participant_ids(values: Mapping[str, Any]) -> set[str]:
    """The ids that everybody who has a turn in this cookie can have as a participant."""
    keys = current_settings().keys
    tokens = {(secret, values[PARTICIPANT]) for secret in keys if values.get(PARTICIPANT)}
    if found := kept(values):
        tokens |= {
            (secret, store.participant_token(secret, browser, found.live))
            for secret in keys
            for browser in found.people.values()
        }
    return {store.participant_id(secret, token) for secret, token in tokens}
