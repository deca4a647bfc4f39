"""What a browser's cookie holds: an attempt and, until a copy is in the box, an invitation.

It is in the cookie and nowhere else, so that no table links an invitation to an attempt.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from flask import session as cookie

from quiz.security import renew_forms

# Keys in the cookie. A new name would cost everybody who is in the middle of a check their place.
ATTEMPT = "attempt"
NOT_ASKED = "not asked"
INVITATION = "invited"
SUBMISSIONS = "in the box"


@dataclass(frozen=True)
class ReviewInvitation:
    """The invitation code that a person opened.

    ticket: a random number of this browser. Where everybody has the same link, it takes the place
    of a code for one person.
    """

    code: str
    ticket: str


def form_tag(attempt_id: str) -> str:
    """The hidden field that ties a page's form to its attempt. It does not reveal the id."""
    return hashlib.sha256(f"form tag:{attempt_id}".encode()).hexdigest()[:8]


def keep_attempt(attempt_id: str, not_asked: Sequence[str] = ()) -> None:
    """Make this the browser's attempt, in place of an earlier one.

    ``not_asked`` names the survey pages that the attempt leaves out.
    """
    cookie[ATTEMPT] = attempt_id
    cookie[NOT_ASKED] = list(not_asked)


def attempt_id() -> str:
    """The id of the browser's attempt; empty when there is none."""
    return str(cookie.get(ATTEMPT, ""))


def not_asked() -> list[str]:
    """The survey pages that the browser's attempt leaves out."""
    return list(cookie.get(NOT_ASKED, []))


def forget_everything() -> None:
    """Remove attempt, invitation and submissions from the cookie; forms on old pages stop working.

    A login session stays: an account has nothing to do with a check.
    """
    for key in (ATTEMPT, NOT_ASKED, INVITATION, SUBMISSIONS):
        cookie.pop(key, None)
    renew_forms()


def keep_invitation(invitation: ReviewInvitation) -> None:
    """Make this the browser's invitation, in place of an earlier one."""
    cookie[INVITATION] = [invitation.code, invitation.ticket]


def invitation() -> ReviewInvitation | None:
    """The browser's invitation, if it has one."""
    return ReviewInvitation(*cookie[INVITATION]) if INVITATION in cookie else None


def record_submission(review_id: str, attempt_id: str) -> None:
    """Remember that a copy of this attempt went into this review's box; drop the invitation."""
    cookie.pop(INVITATION, None)
    kept = {*cookie.get(SUBMISSIONS, []), review_id, _digest(review_id, attempt_id)}
    cookie[SUBMISSIONS] = sorted(kept)


def has_submitted(review_id: str, attempt_id: str | None = None) -> bool:
    """Whether this browser put a copy into this review's box: of any attempt, or of this one."""
    wanted = review_id if attempt_id is None else _digest(review_id, attempt_id)
    return wanted in cookie.get(SUBMISSIONS, [])


def _digest(review_id: str, attempt_id: str) -> str:
    return hashlib.sha256(f"both:{review_id}:{attempt_id}".encode()).hexdigest()[:16]


def has_submitted_any() -> bool:
    """Whether this browser put a copy into any box."""
    return bool(cookie.get(SUBMISSIONS))
