"""Who may open the room's screen, and from which browser it may move the session.

The link to the screen is for everybody who should see what the room sees, as in a call. It
opens nothing else, needs no account, and ends with the session. A browser in which a host opened it
may also move the session, signed in or not, while its hosts allow it, and shows its end.
"""

from collections.abc import Callable
from hmac import compare_digest

from quiz import clock
from quiz.browser import room_screens
from quiz.live.session.access import may_host, stream_check
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import Phase
from quiz.people import accounts, guard
from quiz.people.models import Person
from quiz.settings import keys
from quiz.settings.config import current_settings
from quiz.settings.keys import Purpose
from quiz.storage import database

ID_LENGTH = 32
PROOF_LENGTH = 32
"""Hexadecimal digits: 128 bits, which nobody guesses."""


def screen_code(live: LiveSession) -> str:
    """The secret part of the link: the session's id and a keyed hash of it. Nothing is stored."""
    return _code_by(current_settings().secret_key, live)


def _code_by(secret: str, live: LiveSession) -> str:
    return live.id + keys.keyed_hash(secret, Purpose.LIVE_SCREEN, live.id).hex()[:PROOF_LENGTH]


def find_shown(code: str) -> LiveSession | None:
    """The session that this link shows; None for a wrong link, and once the session has ended.

    The browser in which a host opened the screen shows the end, on its day: the room reads it, and
    the host may add to it.
    """
    live = database.session().get(LiveSession, code[:ID_LENGTH])
    if live is None or (live.phase == Phase.END and not (is_shown(live) and _host_here(live))):
        return None
    # A link that an older key made still opens the screen (decision 34).
    right = (_code_by(secret, live) for secret in current_settings().keys)
    return live if any(compare_digest(code.encode(), one.encode()) for one in right) else None


def is_shown(live: LiveSession) -> bool:
    """Whether a host can still open the room's screen of this session."""
    return live.phase != Phase.END or live.closed_on == clock.today()


def mover(live: LiveSession) -> Person | None:
    """The host for whom this browser's screen may move the session; None where it only shows."""
    return _host_here(live) if live.screen_moves and live.phase != Phase.END else None


def _host_here(live: LiveSession) -> Person | None:
    """The host who opened the screen in this browser; None if nobody did.

    They must still be one of its hosts. Somebody else who is signed in here cannot use it.
    """
    host_id, here = room_screens.screen_host(live.id), guard.signed_in()
    if not host_id or (here and here.id != host_id):
        return None
    person = accounts.find(database.session(), host_id)
    return person if may_host(database.session(), person, live.id) else None


def screen_check(live: LiveSession) -> Callable[[], bool]:
    """A permission check for the stream of a screen with buttons; False ends it."""
    host_id = room_screens.screen_host(live.id)
    return stream_check(live, lambda session: accounts.find(session, host_id))
