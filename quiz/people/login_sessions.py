"""Login sessions: one row for each signed-in browser, so that each can be ended, or all at once."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quiz.keys import Purpose
from quiz.people import tokens
from quiz.people.models import LoginSession, Person
from quiz.retention import LOGIN_SESSION

PURPOSE = Purpose.LOGIN_SESSION


def start(session: Session, person: Person, today: date) -> str:
    """Start a session, and delete rows that are too old. Returns the token for the cookie."""
    forget_old(session, today)
    token = tokens.new()
    hashed = tokens.keyed_hash(PURPOSE, token)
    session.add(LoginSession(hash=hashed, person_id=person.id, started_on=today))
    session.flush()
    return token


def forget_old(session: Session, today: date) -> int:
    """Delete the rows of sessions that are too old; returns how many."""
    old = delete(LoginSession).where(LoginSession.started_on < today - LOGIN_SESSION.period)
    return len(session.execute(old.returning(LoginSession.hash)).all())


def find_person(session: Session, token: str, today: date) -> Person | None:
    """The person of the session with this token; None when it has ended, is too old, or the
    account is not active."""
    found = select(Person).join(LoginSession, LoginSession.person_id == Person.id)
    this = LoginSession.hash.in_(tokens.keyed_hashes(PURPOSE, token))
    recent = LoginSession.started_on >= today - LOGIN_SESSION.period
    return session.scalar(found.where(this, recent, Person.active))


def end(session: Session, token: str) -> None:
    """End one session. A copy of its cookie stops working, too."""
    hashes = tokens.keyed_hashes(PURPOSE, token)
    session.execute(delete(LoginSession).where(LoginSession.hash.in_(hashes)))


def end_all(session: Session, person: Person) -> None:
    """End every session of a person, on every device."""
    session.execute(delete(LoginSession).where(LoginSession.person_id == person.id))
