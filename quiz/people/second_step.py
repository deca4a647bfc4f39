"""A sign-in between the password and the second step.

The cookie has a token and the table its keyed hash, as for a login session. So signing out, a new
password and a deactivated account end it, also in a copy of the cookie.
"""

from typing import TypedDict

from flask import session as cookie

from quiz import clock
from quiz.people import login_sessions
from quiz.people.models import PendingSignIn, Person
from quiz.storage import database

PENDING = "second step"
VALID_SECONDS = 10 * 60


class PendingCookie(TypedDict):
    """The part of the cookie about it. ``account`` is what failures are counted by, a hash of the
    address; ``wanted`` is the page to open afterwards."""

    token: str
    at: int
    account: str
    wanted: str


def begin(person: Person, account: str, wanted: str) -> None:
    """The password is right; the second step follows."""
    end()
    token = login_sessions.start_pending(database.session(), person, clock.today())
    pending = PendingCookie(token=token, at=clock.seconds(), account=account, wanted=wanted[:200])
    cookie[PENDING] = pending


def end() -> None:
    """Forget it, here and in every copy of the cookie."""
    if pending := _pending():
        login_sessions.end(database.session(), pending["token"], PendingSignIn)
    cookie.pop(PENDING, None)


def waiting() -> Person | None:
    """Whose second step this browser waits for; None for nobody's, or after ten minutes."""
    pending = _pending()
    if pending is None or not clock.is_recent(pending["at"], VALID_SECONDS):
        return None
    found = pending["token"], clock.today(), PendingSignIn
    return login_sessions.find_person(database.session(), *found)


def account() -> str:
    """The hash of the address by which failures are counted; empty when nobody waits."""
    pending = _pending()
    return pending["account"] if pending else ""


def wanted() -> str:
    """The page to open afterwards."""
    pending = _pending()
    return pending["wanted"] if pending else ""


def _pending() -> PendingCookie | None:
    pending: PendingCookie | None = cookie.get(PENDING)
    return pending
