"""What this browser holds: an attempt and, until a copy is in the box, an invitation.

All of it is in the cookie and nowhere else, so that no table ties one to the other.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from flask import session as cookie

from quiz.security import renew_forms

HELD = "attempt"
NOT_ASKED = "not asked"
INVITED = "invited"
IN_THE_BOX = "in the box"


@dataclass(frozen=True)
class Invitation:
    """The code that a person came with.

    ticket: a random number of this browser's own, which stands in for a code of one's own where
    everybody has the same link.
    """

    code: str
    ticket: str


def mark_of(attempt_id: str) -> str:
    """The mark of an attempt: it tells nothing of the id, and other attempts have another."""
    return hashlib.sha256(f"mark:{attempt_id}".encode()).hexdigest()[:8]


def hold(attempt_id: str, not_asked: Sequence[str] = ()) -> None:
    """Let this browser hold an attempt, in the place of another it may have held.

    ``not_asked`` names the pages of the survey that it is not asked.
    """
    cookie[HELD] = attempt_id
    cookie[NOT_ASKED] = list(not_asked)


def held_id() -> str:
    """The id of the attempt that this browser holds; empty when it holds none."""
    return str(cookie.get(HELD, ""))


def not_asked() -> list[str]:
    """The pages of the survey that the attempt in this browser is not asked."""
    return list(cookie.get(NOT_ASKED, []))


def let_go() -> None:
    """Forget, in this browser, everything it held; old pages' forms no longer work.

    Whoever is signed in stays so: an account has nothing to do with a check.
    """
    for key in (HELD, NOT_ASKED, INVITED, IN_THE_BOX):
        cookie.pop(key, None)
    renew_forms()


def invite(invitation: Invitation) -> None:
    """Let this browser hold an invitation, in the place of another it may have held."""
    cookie[INVITED] = [invitation.code, invitation.ticket]


def invitation() -> Invitation | None:
    """The invitation that this browser holds, if any."""
    return Invitation(*cookie[INVITED]) if INVITED in cookie else None


def put_in(review_id: str, attempt_id: str) -> None:
    """Forget the invitation, and remember that a copy of this check went into this review's box."""
    cookie.pop(INVITED, None)
    kept = {*cookie.get(IN_THE_BOX, []), review_id, _both(review_id, attempt_id)}
    cookie[IN_THE_BOX] = sorted(kept)


def has_put_in(review_id: str, attempt_id: str | None = None) -> bool:
    """Whether this browser has put a copy into this review's box: of any check, or of this one."""
    wanted = review_id if attempt_id is None else _both(review_id, attempt_id)
    return wanted in cookie.get(IN_THE_BOX, [])


def _both(review_id: str, attempt_id: str) -> str:
    return hashlib.sha256(f"both:{review_id}:{attempt_id}".encode()).hexdigest()[:16]


def has_put_in_anything() -> bool:
    """Whether a copy from this browser went into any box."""
    return bool(cookie.get(IN_THE_BOX))
