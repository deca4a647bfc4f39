"""Who may open the room's screen, and from which browser it may move the session.

The link to the screen is for everybody who should see what the room sees, as in a call. It
opens nothing else, needs no account, and ends with the session. A browser in which a host opened it
may also move the session, signed in or not, while its hosts allow it.
"""

from collections.abc import Callable
from hmac import compare_digest

from quiz import browser_session, clock, database, keys
from quiz.config import current_settings
from quiz.keys import Purpose
from quiz.live.session.access import may_host, stream_check
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import Phase
from quiz.people import accounts, guard
from quiz.people.models import Person

ID_LENGTH = 32
PROOF_LENGTH = 32
"""Hexadecimal digits: 128 bits, which nobody guesses."""


def screen_code(live: LiveSession) -> str:
    """The secret part of the link: the session's id and a keyed hash of it. Nothing is stored."""
    secret = current_settings().secret_key
    return live.id + keys.keyed_hash(secret, Purpose.LIVE_SCREEN, live.id).hex()[:PROOF_LENGTH]


def find_shown(code: str) -> LiveSession | None:
    """The session that this link shows; None for a wrong link, and once it has ended.

    On the day of the end the link still shows the end: the room reads it, and the host may add to
    it.
    """
    live = database.session().get(LiveSession, code[:ID_LENGTH])
    if live is None or not compare_digest(code.encode(), screen_code(live).encode()):
        return None
    return live if is_shown(live) else None


def is_shown(live: LiveSession) -> bool:
    """Whether the room's screen of this session can still be opened."""
    return live.phase != Phase.END or live.closed_on == clock.today()


def mover(live: LiveSession) -> Person | None:
    """The host for whom this browser's screen may move the session; None where it only shows.

    The person who opened the screen must still be one of its hosts. Somebody else who is signed in
    here cannot use it.
    """
    host_id, here = browser_session.screen_host(live.id), guard.signed_in()
    if not host_id or (here and here.id != host_id):
        return None
    person = accounts.find(database.session(), host_id)
    moves = live.screen_moves and live.phase != Phase.END
    return person if moves and may_host(database.session(), person, live.id) else None


def screen_check(live: LiveSession) -> Callable[[], bool]:
    """A permission check for the stream of a screen with buttons; False ends it."""
    host_id = browser_session.screen_host(live.id)
    return stream_check(live, lambda session: accounts.find(session, host_id))
