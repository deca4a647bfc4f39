"""Passwords: argon2id with the parameters that its library recommends, and none that is common."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session
from zxcvbn import zxcvbn

from quiz.people import tokens
from quiz.people.models import Password, Person

SHORTEST, LONGEST = 12, 200
GUESSABLE = 3
"""zxcvbn's scale goes from 0 to 4; from 3 on, guessing takes more than 10**8 tries."""
LOOKED_AT = 72
"""zxcvbn looks at no more: what is good for 72 characters is not made worse by the rest."""
TOO_EASY = (
    "This password is too easy to guess. Try four words that do not belong together, "
    "or let a password manager make one"
)

_hasher = PasswordHasher()


def weakness(password: str, *about: str) -> str:
    """Why a new password cannot be used, in a sentence; empty when it can.

    ``about`` is what an attacker would try first: a name, an address. It looks for common
    passwords and words, also with figures and signs in the place of letters (zxcvbn, Wheeler 2016).
    """
    if len(password) < SHORTEST:
        return f"Choose a password of {SHORTEST} characters or more"
    if len(password) > LONGEST:
        return f"Choose a password of {LONGEST} characters or fewer"
    known = [*about, "before you look"]
    guessed = [
        word
        for text in known
        for word in (text, text.replace(" ", ""), *text.replace("@", " ").split())
    ]
    found = zxcvbn(password[:LOOKED_AT], user_inputs=guessed)
    return TOO_EASY if found["score"] < GUESSABLE else ""


def keep(session: Session, person: Person, password: str) -> None:
    """Keep a person's new password, as a hash."""
    hashed = _hasher.hash(_normal(password))
    if row := session.get(Password, person.id):
        row.hash = hashed
    else:
        session.add(Password(person_id=person.id, hash=hashed))
    session.flush()


def whose(session: Session, email: str, password: str) -> str | None:
    """The id of the active person with this address and password.

    An address that nobody has takes as long as a wrong password: it is held against the hash of
    a password that nobody knows.
    """
    found = select(Person.id, Password.hash).join(Password, Password.person_id == Person.id)
    row = session.execute(
        found.where(Person.email == email.strip().lower(), Person.active)
    ).one_or_none()
    person_id, kept = row if row else (None, _of_nobody())
    return person_id if _fits(kept, password) else None


def has_one(session: Session, person: Person) -> bool:
    """Whether the person has a password here."""
    return session.get(Password, person.id) is not None


def fits(session: Session, person: Person, password: str) -> bool:
    """Whether this is the person's password."""
    row = session.get(Password, person.id)
    return _fits(row.hash if row else _of_nobody(), password) and row is not None


def renew(session: Session, person: Person, password: str) -> None:
    """Hash a password again, once it was right, when the recommended parameters have changed."""
    row = session.get(Password, person.id)
    if row and _hasher.check_needs_rehash(row.hash):
        keep(session, person, password)


def _fits(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, _normal(password))
    except (VerificationError, InvalidHashError):
        return False


def _normal(password: str) -> str:
    """The same password from every keyboard (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


@cache
def _of_nobody() -> str:
    return _hasher.hash(tokens.new())
