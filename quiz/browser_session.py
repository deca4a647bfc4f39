"""What a browser's cookie holds: an attempt and, until a copy is in the box, an invitation.

It is in the cookie and nowhere else, so that no table links an invitation to an attempt.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import session as cookie

from quiz.security import renew_forms

# Keys in the cookie. A new name would cost everybody who is in the middle of a check their place.
ATTEMPT = "attempt"
NOT_ASKED = "not asked"
INVITATION = "invited"
SUBMISSIONS = "in the box"
CHOICES = "to take along"
SEEN = "seen"


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
    cookie.pop(CHOICES, None)


def attempt_id() -> str:
    """The id of the browser's attempt; empty when there is none."""
    return str(cookie.get(ATTEMPT, ""))


def not_asked() -> list[str]:
    """The survey pages that the browser's attempt leaves out."""
    return list(cookie.get(NOT_ASKED, []))


def keep_choices(document: str, chosen: Mapping[str, Any]) -> None:
    """Keep what was ticked for a document about the attempt, in place of earlier ticks."""
    cookie[CHOICES] = {**cookie.get(CHOICES, {}), document: dict(chosen)}


def choices(document: str) -> dict[str, Any]:
    """What was ticked for a document; empty at first, and for another attempt."""
    return dict(cookie.get(CHOICES, {}).get(document, {}))


def forget_everything() -> None:
    """Remove attempt, invitation, submissions and forms seen; forms on old pages stop working.

    A login session stays: an account has nothing to do with a check.
    """
    for key in (ATTEMPT, NOT_ASKED, INVITATION, SUBMISSIONS, SEEN, CHOICES):
        cookie.pop(key, None)
    renew_forms()


def keep_invitation(invitation: ReviewInvitation) -> None:
    """Make this the browser's invitation, in place of an earlier one."""
    cookie[INVITATION] = [invitation.code, invitation.ticket]


def invitation() -> ReviewInvitation | None:
    """The browser's invitation, if it has one."""
    return ReviewInvitation(*cookie[INVITATION]) if INVITATION in cookie else None


def record_submission(review_id: str) -> None:
    """Remember that the button of this review was pressed here; drop the invitation."""
    cookie.pop(INVITATION, None)
    cookie[SUBMISSIONS] = sorted({*cookie.get(SUBMISSIONS, []), review_id})


def has_submitted(review_id: str) -> bool:
    """Whether the button of this review was pressed in this browser."""
    return review_id in cookie.get(SUBMISSIONS, [])


def has_submitted_any() -> bool:
    """Whether the button of any review was pressed in this browser."""
    return bool(cookie.get(SUBMISSIONS))


def see_answers(form: str) -> None:
    """Remember that this browser may show the best answers of a form from now on."""
    cookie[SEEN] = sorted({*cookie.get(SEEN, []), form})


def has_seen_answers(form: str) -> bool:
    """Whether this browser could show the best answers of a form before."""
    return form in cookie.get(SEEN, [])
