"""What a browser's cookie holds: an attempt and, until a copy is in the box, an invitation.

It is in the cookie and nowhere else, so that no table links an invitation to an attempt. Everything
about one person is forgotten in one place, `forget_everything`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import session as cookie

from quiz import clock
from quiz.people import guard
from quiz.retention import REMEMBERED_CHECK
from quiz.vocabulary import Device
from quiz.web.security import renew_forms

# Keys in the cookie. A new name would cost everybody who is in the middle of a check their place.
ATTEMPT = "attempt"
NOT_ASKED = "not asked"
INVITATION, SUBMISSIONS = "invited", "in the box"
CHOICES, SEEN = "to take along", "seen"
AT_START = "at the start"
"""Whether the start page was opened since the last page of the check: perhaps by somebody else."""
PARTICIPANT = "live"  # a participant's token in a live session
BROWSER = "live_browser"  # a random number; each live session gets another token made from it
LIVE_TURNS = "live_turns"
"""On a phone that several people share in a live session: its id, and a number as above of each."""
SCREENS = "screens"
"""Sessions whose host opened the room's screen here: each session's id, and the host's."""
REMEMBERED = "remembered"  # when “Remember on this phone” was chosen, in seconds since 1970
SHARED = "shared"
"""Whether somebody said that other people use this device, too. It is about nobody, so it stays."""
DEVICE, TURN = "device", "turn"  # the review in which it is passed round: about nobody, it stays
LANGUAGE, DEVICE_LANGUAGE = "language", "device language"  # they are about nobody, so they stay
LEARNING, OPENED_BY = "learning", "opened by"  # a learning system, by LTI or by a package

NOT_SHOWN = {
    *(ATTEMPT, NOT_ASKED, INVITATION, SUBMISSIONS, CHOICES, SEEN, AT_START, LEARNING, OPENED_BY),
    *(PARTICIPANT, BROWSER, LIVE_TURNS, REMEMBERED, SHARED, LANGUAGE, "csrf_token", "_permanent"),
}

WHOSE = "whose"
"""The name of the buttons under “Is this yours?”; their values are the five below."""
MINE = "mine"
SAVE_FIRST = "save-first"
"""“Mine, and I want its five words before anything else.”"""
SOMEBODY_ELSE, SET_ASIDE = "somebody-else", "set-aside"
HAS_WORDS = "has-words"
"""“Mine, and I have its five words”: set it aside, so that only the words bring it back."""


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
    cookie.pop(AT_START, None)


def attempt_id() -> str:
    """The id of the browser's attempt; empty when there is none."""
    return str(cookie.get(ATTEMPT, ""))


def open_start() -> None:
    """The start page is open: its reader may be the next person, unless the phone is one's own."""
    if ATTEMPT in cookie and REMEMBERED not in cookie:
        cookie[AT_START] = True


def open_check() -> None:
    """A page of the check is open."""
    if AT_START in cookie:
        cookie.pop(AT_START)


def offers_way_back() -> bool:
    """Whether other pages may link back to the check: not once the start page was opened."""
    return ATTEMPT in cookie and not may_be_somebody_else()


def may_be_somebody_else() -> bool:
    """Whether the start page was opened since the last page of the check."""
    return AT_START in cookie


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
    """Forget one person, so that the next can use this browser. Forms on old pages stop working.

    Attempt, invitation, submissions, forms seen, live sessions, and whatever a later version adds:
    everything but the keys about somebody's account and about the device. On a device that is
    passed round the turn is over.
    """
    for key in set(cookie) - {guard.SIGNED_IN, SHARED, DEVICE, LANGUAGE}:
        cookie.pop(key)
    renew_forms()


def leave_device() -> None:
    """Forget everything, and sign out: this person has done, or somebody else is here."""
    guard.sign_out()
    forget_everything()


def people_here() -> list[int]:
    """The numbers of those who take turns on this phone in a live session."""
    return [number for number, one in enumerate(cookie.get(LIVE_TURNS, [])[1:], 1) if one]


def set_aside() -> None:
    """Forget the attempt only. With its return code, its person can come back to it."""
    for key in (ATTEMPT, NOT_ASKED, CHOICES, AT_START):
        cookie.pop(key, None)


def answer_whose(sent: str) -> None:
    """Do what somebody answered to “Is this yours?”."""
    if sent in (MINE, SAVE_FIRST):
        open_check()
    elif sent == SOMEBODY_ELSE:
        leave_device()
    elif sent in (SET_ASIDE, HAS_WORDS):
        set_aside()


def keep_invitation(invitation: ReviewInvitation) -> None:
    """Make this the browser's invitation, in place of an earlier one."""
    cookie[INVITATION] = [invitation.code, invitation.ticket]


def invitation() -> ReviewInvitation | None:
    """The browser's invitation, if it has one."""
    return ReviewInvitation(*cookie[INVITATION]) if INVITATION in cookie else None


def drop_invitation() -> None:
    """Forget the invitation: it was for another check, and perhaps for another person."""
    cookie.pop(INVITATION, None)


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


def keep_device(device: Device) -> None:
    """Keep what somebody said of this device, in place of what was said before."""
    cookie.pop(REMEMBERED, None)
    cookie.pop(SHARED, None)
    if device == Device.OWN:
        cookie[REMEMBERED] = clock.seconds()
    elif device == Device.SHARED:
        cookie[SHARED] = True


def device() -> Device:
    """What was said of this device."""
    if REMEMBERED in cookie:
        return Device.OWN
    return Device.SHARED if SHARED in cookie else Device.UNKNOWN


def kind_of_device() -> frozenset[str]:
    """What the cookie says of the device: pages for one kind are not those for another."""
    return frozenset(cookie.keys() & {SHARED, REMEMBERED})


def shows_nothing_personal() -> bool:
    """Whether a page of the check shows nothing of this cookie, besides the kind of device.

    Not for somebody who is signed in, has a turn, or gets a message. A key that is not listed here
    counts as shown.
    """
    return cookie.keys() <= NOT_SHOWN


def remembered_until() -> date | None:
    """The day on which this browser forgets its check; None when it does not remember it."""
    since = cookie.get(REMEMBERED)
    return clock.day_of(since) + REMEMBERED_CHECK.period if since else None


def reset_device(review_id: str) -> None:
    """Make this the device that is passed round in a review, with nothing else in the cookie but
    the language in which it was opened. One that was chosen in a turn would tell of that person."""
    language = cookie.get(DEVICE_LANGUAGE if DEVICE in cookie else LANGUAGE)
    stop_device()
    cookie[DEVICE] = review_id
    if language:
        cookie[LANGUAGE] = cookie[DEVICE_LANGUAGE] = language


def stop_device() -> None:
    """Make it an ordinary browser again."""
    cookie.clear()
    renew_forms()


def device_review() -> str:
    """The id of the review in which this device is passed round; empty for other browsers."""
    return str(cookie.get(DEVICE, ""))


def begin_turn(now: int) -> None:
    """Begin a turn on the device: nothing is left of the one before, and the language of now."""
    language = cookie.get(LANGUAGE)
    reset_device(device_review())
    cookie[TURN] = now
    if language:
        cookie[LANGUAGE] = language


def turn_seen() -> int | None:
    """When this turn was last seen, in seconds; None if nobody has a turn."""
    seen: int | None = cookie.get(TURN)
    return seen


def see_turn(now: int) -> None:
    """Note that the turn goes on."""
    cookie[TURN] = now
