"""Login sessions: one row for each signed-in browser, so that each can be ended, or all at once.

So it is with sign-ins that wait for their second step.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Update, delete, select, update
from sqlalchemy.orm import Session

from quiz.people import tokens
from quiz.people.means import Means
from quiz.people.models import LoginSession, PendingSignIn, Person
from quiz.retention import LOGIN_SESSION
from quiz.settings.keys import Purpose

Row = type[LoginSession] | type[PendingSignIn]
PURPOSES: dict[Row, Purpose] = {
    LoginSession: Purpose.LOGIN_SESSION,
    PendingSignIn: Purpose.PENDING_SIGN_IN,
}


def start(session: Session, person: Person, today: date, means: Means | None = None) -> str:
    """Start a session, and delete rows that are too old. Returns the token for the cookie."""
    about = {"means": means, "used_on": today}
    return _add(session, LoginSession, today, person_id=person.id, **about)


def start_pending(session: Session, person: Person, today: date) -> str:
    """The same for a sign-in that waits for its second step."""
    return _add(session, PendingSignIn, today, person_id=person.id)


def _add(session: Session, table: Row, today: date, **about: object) -> str:
    forget_old(session, today)
    token = tokens.new()
    hashed = tokens.keyed_hash(PURPOSES[table], token)
    session.add(table(hash=hashed, started_on=today, **about))
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


def of(session: Session, person: Person, today: date) -> Sequence[LoginSession]:
    """The browsers in which the person is signed in, the newest first."""
    mine = LoginSession.person_id == person.id
    recent = LoginSession.started_on >= today - LOGIN_SESSION.period
    newest = LoginSession.started_on.desc(), LoginSession.used_on.desc(), LoginSession.hash
    return session.scalars(select(LoginSession).where(mine, recent).order_by(*newest)).all()


def find(session: Session, person: Person, hashed: str) -> LoginSession | None:
    """A session of this person."""
    found = session.get(LoginSession, hashed)
    return found if found and found.person_id == person.id else None


def is_of(row: LoginSession, token: str) -> bool:
    """Whether the session is the one with this token."""
    return row.hash in tokens.keyed_hashes(Purpose.LOGIN_SESSION, token)


def note_use(token: str, today: date) -> Update:
    """The statement that stores the day on which a session was last used."""
    this = LoginSession.hash.in_(tokens.keyed_hashes(Purpose.LOGIN_SESSION, token))
    return update(LoginSession).where(this).values(used_on=today)


def end_others(session: Session, person: Person, token: str) -> None:
    """End every session of a person but the one with this token, and every sign-in that waits."""
    ours = tokens.keyed_hashes(Purpose.LOGIN_SESSION, token)
    mine = LoginSession.person_id == person.id, LoginSession.hash.not_in(ours)
    session.execute(delete(LoginSession).where(*mine))
    session.execute(delete(PendingSignIn).where(PendingSignIn.person_id == person.id))


def end(session: Session, token: str, table: Row = LoginSession) -> None:
    """End one session. A copy of its cookie stops working, too."""
    hashes = tokens.keyed_hashes(PURPOSES[table], token)
    session.execute(delete(table).where(table.hash.in_(hashes)))


def end_all(session: Session, person: Person) -> None:
    """End every session of a person, on every device, and every sign-in that waits."""
    for table in PURPOSES:
        session.execute(delete(table).where(table.person_id == person.id))
