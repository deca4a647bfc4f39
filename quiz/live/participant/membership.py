"""Who takes part in this browser, and in which session."""

import hashlib
import secrets
from dataclasses import dataclass

from flask import request
from flask import session as cookie

from quiz import database
from quiz.config import current_settings
from quiz.live.session import store
from quiz.live.session.models import LiveSession, Participant

LIVE = "live"
"""The cookie's key of the participant's token. Leaving a check does not touch it."""
BROWSER = "live_browser"
"""The key of the random number from which that token is made, in each session another one."""


class NotJoined(Exception):
    """This browser takes part in no session."""


class OtherSession(Exception):
    """What was sent belongs to a session that this browser took part in before."""


@dataclass(frozen=True)
class Playing:
    """A participant and the session, as this request found them."""

    who: Participant
    live: LiveSession

    @property
    def mark(self) -> str:
        """What each form carries, so that an old tab cannot answer in another session."""
        return hashlib.sha256(f"mark:{self.who.id}".encode()).hexdigest()[:8]


def _id(token: str) -> str:
    return store.participant_id(current_settings().secret_key, token)


def playing_if_any() -> Playing | None:
    """Who takes part here. While a form is sent, the session does not move on."""
    token = cookie.get(LIVE)
    if not token:
        return None
    sends = request.method == "POST"
    found = store.find_participant(database.session(), _id(token), to_answer=sends)
    return Playing(*found) if found else None


def playing() -> Playing:
    """Who takes part here. Raises NotJoined, or OtherSession for what belongs to another one."""
    found = playing_if_any()
    if found is None:
        raise NotJoined
    if request.method == "POST" and request.form.get("mark") != found.mark:
        raise OtherSession
    return found


def expect() -> None:
    """Give a browser that looks at the door its random number already.

    If the answer to its joining is lost on the way, it joins again as the same participant.
    """
    if not cookie.get(BROWSER):
        cookie[BROWSER] = secrets.token_hex()


def take_part(live: LiveSession) -> None:
    """Let this browser take part in a session, as the same participant whenever it joins again:
    also when it took part in another one meanwhile."""
    expect()
    secret = current_settings().secret_key
    cookie[LIVE] = store.participant_token(secret, cookie[BROWSER], live)
    store.join(database.session(), live, _id(cookie[LIVE]))
