"""Authenticator apps: codes of six digits that change every 30 seconds (TOTP, RFC 6238).

A code is accepted in its own step and in one on either side, because clocks differ, and once: the
last step that was used is stored with the secret, encrypted.
"""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quiz import clock
from quiz.people.models import Authenticator, Person
from quiz.people.sealed import key_of, seal, unseal
from quiz.storage.tables import upsert

ISSUER = "Before You Look"
DIGITS = 6
STEPS_EITHER_SIDE = 1
STORED, SETTING_UP = "authenticator", "setting up an authenticator"
SET_UP_SECONDS = 60 * 60
"""How long a page that sets one up works."""


def new_secret() -> str:
    """A secret of 160 bits in base32, as apps take it."""
    from pyotp import random_base32

    return random_base32()


def address(person: Person, secret: str) -> str:
    """The address that an app reads from a QR code."""
    from pyotp import TOTP

    return TOTP(secret).provisioning_uri(name=person.email, issuer_name=ISSUER)


def for_form(person: Person, secret: str) -> str:
    """The secret as a form can send it back: nobody but the service can read or replace it."""
    return seal(SETTING_UP, person.id, f"{secret} {clock.seconds()}")


def from_form(person: Person, sent: str) -> str | None:
    """The secret of a form; None when it was not made for this person, or is an hour old."""
    try:
        secret, at = unseal(SETTING_UP, person.id, sent).split()
    except ValueError:
        return None
    return secret if clock.is_recent(int(at), SET_UP_SECONDS) else None


def step_of(secret: str, code: str) -> int | None:
    """The step of 30 seconds whose code this is, now or just before or after; None for no code."""
    from pyotp import TOTP
    from pyotp.exceptions import OTPVerificationError

    if not (len(code) == DIGITS and code.isascii() and code.isdecimal()):
        return None
    try:
        return TOTP(secret).verify_and_get_timecode(
            code, for_time=clock.seconds(), valid_window=STEPS_EITHER_SIDE
        )
    except OTPVerificationError:
        return None


def turn_on(session: Session, person: Person, secret: str, step: int) -> None:
    """Store the secret. step: of the code that confirmed it, which is used now."""
    sealed = seal(STORED, person.id, f"{secret} {step}")
    upsert(session, Authenticator, {"person_id": person.id}, {"sealed": sealed})


def is_on(session: Session, person: Person) -> bool:
    """Whether the person has an authenticator app."""
    return session.get(Authenticator, person.id) is not None


def use(session: Session, person: Person, code: str) -> bool:
    """Use a code of the person's app. Of two requests with one code, only one gets True."""
    row = session.get(Authenticator, person.id)
    opened = _opened(row)
    if row is None or opened is None:
        return False
    secret, last = opened
    step = step_of(secret, code)
    if step is None or step <= last:
        return False
    now = seal(STORED, person.id, f"{secret} {step}")
    this = Authenticator.person_id == person.id, Authenticator.sealed == row.sealed
    used = update(Authenticator).where(*this).values(sealed=now)
    return bool(session.scalars(used.returning(Authenticator.person_id)).all())


def was_used(session: Session, person: Person, code: str) -> bool:
    """Whether this is a right code of the person's app that has been used already."""
    opened = _opened(session.get(Authenticator, person.id, populate_existing=True))
    if opened is None:
        return False
    secret, last = opened
    return step_of(secret, code) == last


def _opened(row: Authenticator | None) -> tuple[str, int] | None:
    """The secret and the last step that was used. None without an app, and where the key that it
    was sealed with is gone: an administrator turns it off."""
    if row is None:
        return None
    try:
        secret, last = unseal(STORED, row.person_id, row.sealed).split()
    except ValueError:
        return None
    return secret, int(last)


def keys_needed(session: Session) -> list[str | None]:
    """For each account's app, the secret key that it needs until it is used next; None for a key
    that is gone."""
    rows = session.scalars(select(Authenticator))
    return [key_of(STORED, row.person_id, row.sealed) for row in rows]


def turn_off(session: Session, person: Person) -> None:
    """Delete the secret."""
    session.execute(delete(Authenticator).where(Authenticator.person_id == person.id))
