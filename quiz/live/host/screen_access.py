"""Who may open the room's screen, and from which browser it may move the session.

The link to the screen is for everybody who should see what the room sees, as in a call. It
opens nothing else, needs no account, and ends with the session. A browser in which a host opened it
may also move the session, signed in or not, while its hosts allow it.
"""

from collections.abc import Callable
from hmac import compare_digest

from flask import current_app

from quiz import browser_session, clock, database, keys
from quiz.config import current_settings
from quiz.keys import Purpose
from quiz.live.session import store
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import Phase
from quiz.people import accounts, guard
from quiz.people.models import Person
from quiz.vocabulary import Role

ID_LENGTH = 32
PROOF_LENGTH = 32
"""Hexadecimal digits: 128 bits, which nobody guesses."""


def screen_code(live: LiveSession) -> str:
    """The secret part of the link: the session's id and a keyed hash of it. Nothing is stored."""
    return _code_by(current_settings().secret_key, live)


def _code_by(secret: str, live: LiveSession) -> str:
    return live.id + keys.keyed_hash(secret, Purpose.LIVE_SCREEN, live.id).hex()[:PROOF_LENGTH]


def find_shown(code: str) -> LiveSession | None:
    """The session that this link shows; None for a wrong link, and once it has ended.

    On the day of the end the link still shows the end: the room reads it, and the host may add to
    it.
    """
    live = database.session().get(LiveSession, code[:ID_LENGTH])
    if live is None or not is_shown(live):
        return None
    # A link that an older key made still opens the screen (decision 34).
    right = (_code_by(secret, live) for secret in current_settings().keys)
    return live if any(compare_digest(code.encode(), one.encode()) for one in right) else None


def is_shown(live: LiveSession) -> bool:
    """Whether the room's screen of this session can still be opened."""
    return live.phase != Phase.END or live.closed_on == clock.today()


def mover(live: LiveSession) -> Person | None:
    """The host for whom this browser's screen may move the session; None where it only shows.

    Whoever opened the screen must still be one of its hosts. Somebody else who is signed in here
    cannot use it.
    """
    host_id, here = browser_session.screen_host(live.id), guard.signed_in()
    if not host_id or (here and here.id != host_id):
        return None
    return _host(live, host_id)


def _host(live: LiveSession, host_id: str) -> Person | None:
    session = database.session()
    person = accounts.find(session, host_id)
    may = live.screen_moves and live.phase != Phase.END
    if not may or person is None or not person.has_role(Role.TRAINER):
        return None
    return person if store.find(session, person, live.id) else None


def screen_check(live: LiveSession) -> Callable[[], bool]:
    """A permission check for the stream of a screen with buttons; False ends it.

    A stream outlives its request, so each check opens a database session and closes it.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    opened: database.Database = app.extensions["database"]
    session_id, host_id = live.id, browser_session.screen_host(live.id)

    def is_allowed() -> bool:
        with app.app_context(), opened.begin(writes=False) as session:
            person = accounts.find(session, host_id)
            if person is None or not person.has_role(Role.TRAINER):
                return False
            return store.find(session, person, session_id) is not None

    return is_allowed
