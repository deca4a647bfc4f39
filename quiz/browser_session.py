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
SEEN = "seen"
DEVICE = "device"
TURN = "turn"


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
    """Remove attempt, invitation, submissions and forms seen; forms on old pages stop working.

    A login session stays: an account has nothing to do with a check. A device that is passed round
    stays one, but the turn on it is over.
    """
    for key in (ATTEMPT, NOT_ASKED, INVITATION, SUBMISSIONS, SEEN, TURN):
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


def reset_device(review_id: str) -> None:
    """Make this the device that is passed round in a review, with nothing else in the cookie."""
    cookie.clear()
    renew_forms()
    cookie[DEVICE] = review_id


def stop_device() -> None:
    """Make it an ordinary browser again."""
    cookie.clear()
    renew_forms()


def device_review() -> str:
    """The id of the review in which this device is passed round; empty for other browsers."""
    return str(cookie.get(DEVICE, ""))


def begin_turn(now: int) -> None:
    """Begin a turn on the device, with nothing left of the one before."""
    reset_device(device_review())
    cookie[TURN] = now


def turn_seen() -> int | None:
    """When this turn was last seen, in seconds; None if nobody has a turn."""
    seen: int | None = cookie.get(TURN)
    return seen


def see_turn(now: int) -> None:
    """Note that the turn goes on."""
    cookie[TURN] = now
