"""Login sessions: one row for each signed-in browser, so that each can be ended, or all at once.

So it is with sign-ins that wait for their second step.
"""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quiz.keys import Purpose
from quiz.people import tokens
from quiz.people.models import LoginSession, PendingSignIn, Person
from quiz.retention import LOGIN_SESSION

Row = type[LoginSession] | type[PendingSignIn]
PURPOSES: dict[Row, Purpose] = {
    LoginSession: Purpose.LOGIN_SESSION,
    PendingSignIn: Purpose.PENDING_SIGN_IN,
}


def start(session: Session, person: Person, today: date, table: Row = LoginSession) -> str:
    """Start a session, and delete rows that are too old. Returns the token for the cookie."""
    forget_old(session, today)
    token = tokens.new()
    hashed = tokens.keyed_hash(PURPOSES[table], token)
    session.add(table(hash=hashed, person_id=person.id, started_on=today))
    session.flush()
    return token


def forget_old(session: Session, today: date) -> int:
    """Delete the rows that are too old; returns how many."""
    deleted = 0
    for table in PURPOSES:
        old = delete(table).where(table.started_on < today - LOGIN_SESSION.period)
        deleted += len(session.execute(old.returning(table.hash)).all())
    return deleted


def find_person(
    session: Session, token: str, today: date, table: Row = LoginSession
) -> Person | None:
    """The person of the session with this token; None when it has ended, is too old, or the
    account is not active."""
    found = select(Person).join(table, table.person_id == Person.id)
    this = table.hash.in_(tokens.keyed_hashes(PURPOSES[table], token))
    recent = table.started_on >= today - LOGIN_SESSION.period
    return session.scalar(found.where(this, recent, Person.active))


def end(session: Session, token: str, table: Row = LoginSession) -> None:
    """End one session. A copy of its cookie stops working, too."""
    hashes = tokens.keyed_hashes(PURPOSES[table], token)
    session.execute(delete(table).where(table.hash.in_(hashes)))


def end_all(session: Session, person: Person) -> None:
    """End every session of a person, on every device, and every sign-in that waits."""
    for table in PURPOSES:
        session.execute(delete(table).where(table.person_id == person.id))
