"""Passwords: hashed with argon2id (the library's own parameters); common ones are refused."""

import re
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.languages.sentences import gettext, lazy_gettext
from quiz.people import tokens
from quiz.people.models import Password, Person

SHORTEST, LONGEST = 12, 128
LOWEST_SCORE = 3
"""The lowest zxcvbn score that is accepted (0 to 4): guessing takes more than 10**8 tries."""
SCORED_LENGTH = 72
"""zxcvbn scores no more characters; further ones do not make a password weaker."""
SHORTEST_WORD = 3
"""Letters of a name or an address that count as one of its words: not the “j” of “j.smith”."""
_WORD = re.compile(r"[^\W_]+")
TOO_WEAK = lazy_gettext(
    "This password is too easy to guess. Try four words that do not belong together, "
    "or let a password manager make one"
)

_hasher = PasswordHasher()


def wrong_length(password: str) -> str:
    """What is wrong with the length of a new password, as a sentence; empty for nothing."""
    if len(password) < SHORTEST:
        return gettext("Choose a password of %(number)s characters or more", number=SHORTEST)
    if len(password) > LONGEST:
        return gettext("Choose a password of %(number)s characters or fewer", number=LONGEST)
    return ""


def weakness(password: str, *about: str) -> str:
    """Why a new password is refused, as a sentence; empty when it is accepted.

    ``about`` is what an attacker would try first: a name, an address. Its words count for nothing:
    the rest of the password must be hard to guess without them. zxcvbn (Wheeler 2016) also finds
    common passwords and words, with digits or symbols in place of letters. It takes 12 MB, so it is
    loaded only here.
    """
    if wrong := wrong_length(password):
        return wrong
    from zxcvbn import zxcvbn

    known = [*about, "before you look"]
    words = {word for text in known for word in _WORD.findall(text.lower())}
    joined = [one for text in known for one in (text, re.sub(r"\s", "", text))]
    rest = password
    for word in sorted((one for one in words if len(one) >= SHORTEST_WORD), key=len, reverse=True):
        rest = re.sub(re.escape(word), "", rest, flags=re.IGNORECASE)
    rest = " ".join(_WORD.findall(rest)) if rest != password else password
    scores = (
        zxcvbn(text[:SCORED_LENGTH], user_inputs=[*joined, *words])["score"] if text else 0
        for text in (password, rest)
    )
    return str(TOO_WEAK) if min(scores) < LOWEST_SCORE else ""


def store(session: Session, person: Person, password: str) -> None:
    """Store the hash of a person's new password."""
    hashed = _hasher.hash(_normalised(password))
    if row := session.get(Password, person.id):
        row.hash = hashed
    else:
        session.add(Password(person_id=person.id, hash=hashed))
    session.flush()


def authenticate(session: Session, email: str, password: str) -> str | None:
    """The id of the active person with this address and password.

    An unknown address takes as long as a wrong password: it is verified against a dummy hash.
    So the time of the answer does not say which addresses have accounts.
    """
    found = select(Person.id, Password.hash).join(Password, Password.person_id == Person.id)
    row = session.execute(
        found.where(Person.email == email.strip().lower(), Person.active)
    ).one_or_none()
    person_id, hashed = row if row else (None, _dummy_hash())
    return person_id if _matches(hashed, password) else None


def is_set(session: Session, person: Person) -> bool:
    """Whether the person has a password."""
    return session.get(Password, person.id) is not None


def verify(session: Session, person: Person, password: str) -> bool:
    """Whether this is the person's password."""
    row = session.get(Password, person.id)
    return _matches(row.hash if row else _dummy_hash(), password) and row is not None


def rehash_if_outdated(session: Session, person: Person, password: str) -> None:
    """Hash a verified password again if the library's parameters have changed."""
    row = session.get(Password, person.id)
    if row and _hasher.check_needs_rehash(row.hash):
        store(session, person, password)


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, _normalised(password))
    except (VerificationError, InvalidHashError):
        return False


def _normalised(password: str) -> str:
    """The same form of a password from every keyboard (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


@cache
def _dummy_hash() -> str:
    return _hasher.hash(tokens.new())
