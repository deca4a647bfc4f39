"""Which browsers are signed in. Each has a row, so that each can be ended, and all at once."""

from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quiz.keys import Purpose
from quiz.people import tokens
from quiz.people.models import Person, SignedIn

KEPT_FOR = timedelta(days=1)
"""A row outlives the hours that its cookie allows, and goes a day later."""
PURPOSE = Purpose.SIGN_IN


def start(session: Session, person: Person, today: date) -> str:
    """Sign a browser in; gives the token that its cookie holds. Old rows go at the same time."""
    session.execute(delete(SignedIn).where(SignedIn.began_on < today - KEPT_FOR))
    token = tokens.new()
    row = SignedIn(hash=tokens.keyed_hash(PURPOSE, token), person_id=person.id, began_on=today)
    session.add(row)
    session.flush()
    return token


def whose(session: Session, token: str, today: date) -> Person | None:
    """The person whose browser has this token, if the session stands and the account is active."""
    found = select(Person).join(SignedIn, SignedIn.person_id == Person.id)
    mine = SignedIn.hash == tokens.keyed_hash(PURPOSE, token)
    fresh = SignedIn.began_on >= today - KEPT_FOR
    return session.scalar(found.where(mine, fresh, Person.active))


def end(session: Session, token: str) -> None:
    """End one session: a copy of its cookie is then worth nothing, either."""
    hashed = tokens.keyed_hash(PURPOSE, token)
    session.execute(delete(SignedIn).where(SignedIn.hash == hashed))


def end_all(session: Session, person: Person) -> None:
    """End every session of a person, on every device."""
    session.execute(delete(SignedIn).where(SignedIn.person_id == person.id))
