"""One-time links: each lets one person in once, to choose a name and a password."""

from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quiz.keys import Purpose
from quiz.people import tokens
from quiz.people.models import Invitation, Person

VALID_FOR = timedelta(days=7)
PURPOSE = Purpose.ACCOUNT_LINK


def make(session: Session, person: Person, today: date) -> str:
    """A new link's token; an earlier link of this person no longer works."""
    forget(session, person)
    token = tokens.new()
    row = Invitation(hash=tokens.keyed_hash(PURPOSE, token), person_id=person.id, made_on=today)
    session.add(row)
    session.flush()
    return token


def find(session: Session, token: str, today: date) -> Person | None:
    """Whom the link lets in; None when it was used, replaced, is too old, or never was one."""
    found = select(Person).join(Invitation, Invitation.person_id == Person.id)
    this = Invitation.hash == tokens.keyed_hash(PURPOSE, token)
    return session.scalar(found.where(this, Invitation.made_on >= today - VALID_FOR, Person.active))


def use_up(session: Session, token: str) -> bool:
    """Spend the link. Of two who press at once, only one is told that it was theirs."""
    this = Invitation.hash == tokens.keyed_hash(PURPOSE, token)
    spent = session.scalars(delete(Invitation).where(this).returning(Invitation.hash)).all()
    return bool(spent)


def forget(session: Session, person: Person) -> None:
    """Make a person's link, if there is one, worth nothing."""
    session.execute(delete(Invitation).where(Invitation.person_id == person.id))
