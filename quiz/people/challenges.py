"""Challenges for passkeys: each is for one browser and one purpose, for five minutes, and once.

A challenge is in the browser's signed cookie. A copy of an earlier cookie would bring it back, so
its hash is stored when it is answered.
"""

import hashlib
from base64 import b64decode, b64encode
from datetime import date
from enum import Enum
from secrets import token_bytes

from flask import session as cookie
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quiz import clock
from quiz.people.models import SpentChallenge
from quiz.retention import LOGIN_SESSION

CHALLENGE = "challenge"
BYTES = 32
VALID_SECONDS = 5 * 60


class Ceremony(Enum):
    """What a challenge is for."""

    ADD = "add"
    SIGN_IN = "sign in"


def new(ceremony: Ceremony) -> bytes:
    """A new challenge for this browser, in place of an earlier one."""
    challenge = token_bytes(BYTES)
    kept = {"value": b64encode(challenge).decode(), "at": clock.seconds(), "for": ceremony.value}
    cookie[CHALLENGE] = kept
    return challenge


def current(ceremony: Ceremony) -> bytes | None:
    """This browser's challenge for this; None when it has none, or it is too old."""
    kept = cookie.get(CHALLENGE)
    if not kept or kept["for"] != ceremony.value:
        return None
    return b64decode(kept["value"]) if clock.is_recent(kept["at"], VALID_SECONDS) else None


def spend(session: Session, challenge: bytes, today: date) -> bool:
    """Use this browser's challenge up. Of two requests with one challenge, only one gets True."""
    cookie.pop(CHALLENGE, None)
    return use_up(session, challenge, today)


def use_up(session: Session, number: bytes, today: date) -> bool:
    """Whether a random number is used for the first time; it counts for a day at least."""
    old = SpentChallenge.spent_on < today - LOGIN_SESSION.period
    session.execute(delete(SpentChallenge).where(old))
    try:
        with session.begin_nested():
            hashed = hashlib.sha256(number).hexdigest()
            session.add(SpentChallenge(hash=hashed, spent_on=today))
    except IntegrityError:
        return False
    return True
