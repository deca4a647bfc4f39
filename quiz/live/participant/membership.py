"""Which session this browser takes part in, and as which participant."""

import hashlib
import secrets
from dataclasses import dataclass

from flask import request
from flask import session as cookie

from quiz.browser.browser_session import BROWSER, PARTICIPANT
from quiz.live.participant import turns
from quiz.live.session import store
from quiz.live.session.models import LiveSession, Participant
from quiz.settings.config import current_settings
from quiz.storage import database


class NotJoined(Exception):
    """This browser takes part in no session."""


class OtherSession(Exception):
    """The form belongs to a session that this browser took part in before."""


@dataclass(frozen=True)
class Membership:
    """A participant and their session. turn: their number on a phone that several people share,
    from 1; 0 on a phone of their own."""

    participant: Participant
    live: LiveSession
    turn: int = 0

    @property
    def is_shared(self) -> bool:
        """Whether others take turns on this phone: then it shows nobody's answers."""
        return self.turn > 0

    @property
    def form_tag(self) -> str:
        """A hidden field of each form, so that an old tab cannot answer in another session."""
        return hashlib.sha256(f"mark:{self.participant.id}".encode()).hexdigest()[:8]


def current_membership() -> Membership | None:
    """The membership of this browser, if any. During a POST the session's row is locked."""
    found = participant_of_token(cookie.get(PARTICIPANT, ""))
    if found is None:
        return None
    shared = turns.kept_of(found[1])
    return Membership(*found, turn=shared.current if shared else 0)


def participant_of_token(token: str) -> tuple[Participant, LiveSession] | None:
    """The participant with this token, and their session; locked as in ``current_membership``."""
    is_post = request.method == "POST"
    ids = (store.participant_id(secret, token) for secret in current_settings().keys if token)
    found = (store.find_participant(database.session(), id_, to_answer=is_post) for id_ in ids)
    return next(filter(None, found), None)


def require_membership() -> Membership:
    """The membership of this browser.

    Raises NotJoined if it has none, and OtherSession for a form from another session.
    """
    membership = current_membership()
    if membership is None:
        raise NotJoined
    if request.method == "POST" and request.form.get("form_tag") != membership.form_tag:
        raise OtherSession
    return membership


def ensure_browser_number() -> None:
    """Give this browser its random number before it joins.

    So if the response to joining is lost, the browser can join again as the same participant.
    """
    if not cookie.get(BROWSER):
        cookie[BROWSER] = secrets.token_hex()


def join_session(live: LiveSession) -> None:
    """Let this browser take part.

    It is always the same participant of this session, even if it took part in another one since.
    """
    ensure_browser_number()
    turns.note(live)
    session, (newest, *older) = database.session(), current_settings().keys

    def token(secret: str) -> str:
        return store.participant_token(secret, cookie[BROWSER], live)

    def has_joined(secret: str) -> bool:
        id_ = store.participant_id(secret, token(secret))
        return store.find_participant(session, id_, to_answer=False) is not None

    secret = next(filter(has_joined, older), newest)
    cookie[PARTICIPANT] = token(secret)
    store.join(session, live, store.participant_id(secret, cookie[PARTICIPANT]))


def hand_over() -> None:
    """The person who has this phone leaves it to somebody else, and may come back to their turn."""
    membership = current_membership()
    turns.hand_over(membership.live if membership else None)


def take_turn(wanted: str) -> bool:
    """Let a person have this phone: one of those who had it, by number, or “new” for another.

    False, and nothing changes, if there is no such turn.
    """
    membership = current_membership()
    found = turns.of(membership.live) if membership else turns.kept()
    if found is None:
        return False
    browsers = {str(number): browser for number, browser in found.people.items()}
    if wanted == turns.NEW and found.takes_more:
        ensure_browser_number()
        browsers[wanted] = cookie[BROWSER]
        if cookie[BROWSER] in found.browsers:
            browsers[wanted] = found.next_browser
    if wanted not in browsers:
        return False
    hand_over()
    cookie[BROWSER] = browsers[wanted]
    join_session(found.live)
    return True


def ids_here(membership: Membership) -> set[str]:
    """The ids of those whose phone this is: all who take turns on it are here."""
    return {membership.participant.id, *(turns.participant_ids(cookie) if membership.turn else ())}
