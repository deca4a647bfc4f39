"""Recovery codes: ten for an account with a second factor, shown once; each works once."""

from secrets import choice

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from quiz.people import tokens
from quiz.people.models import Person, RecoveryCode
from quiz.settings.keys import Purpose

NUMBER = 10
HALF = 5
LETTERS = "BCDFGHJKMNPQRTVWXYZ2346789"
"""No vowels, so no words, and no letters and digits that look alike: 47 bits in ten of them."""


def renew(session: Session, person: Person) -> list[str]:
    """Ten new codes, as the person writes them down. Earlier ones stop working."""
    forget(session, person)
    codes = ["".join(choice(LETTERS) for _ in range(2 * HALF)) for _ in range(NUMBER)]
    session.add_all(
        RecoveryCode(
            hash=tokens.keyed_hash(Purpose.RECOVERY_CODE, _of(person, code)), person_id=person.id
        )
        for code in codes
    )
    session.flush()
    return [f"{code[:HALF]}-{code[HALF:]}" for code in codes]


def redeem(session: Session, person: Person, typed: str) -> bool:
    """Use a code of the person's. Of two requests with one code, only one gets True."""
    code = "".join(letter for letter in typed.upper() if letter.isalnum())
    hashes = tokens.keyed_hashes(Purpose.RECOVERY_CODE, _of(person, code))
    this = RecoveryCode.hash.in_(hashes), RecoveryCode.person_id == person.id
    used = delete(RecoveryCode).where(*this).returning(RecoveryCode.hash)
    return bool(session.scalars(used).all())


def left(session: Session, person: Person) -> int:
    """How many codes the person has left."""
    mine = RecoveryCode.person_id == person.id
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(mine)) or 0


def forget(session: Session, person: Person) -> None:
    """Delete the person's codes."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))


def _of(person: Person, code: str) -> str:
    """What is hashed: with the account, so that equal codes of two people have unequal hashes."""
    return f"{person.id}:{code}"
