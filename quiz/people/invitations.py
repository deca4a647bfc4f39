"""One-time links: each lets one person in once, to choose a name and a password."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quiz.people import tokens
from quiz.people.models import AccountInvitation, Person
from quiz.retention import INVITATION
from quiz.settings.keys import Purpose

PURPOSE = Purpose.ACCOUNT_LINK


def create(session: Session, person: Person, today: date) -> str:
    """Create a link and return its token. Any earlier link of this person stops working."""
    revoke(session, person)
    token = tokens.new()
    hashed = tokens.keyed_hash(PURPOSE, token)
    session.add(AccountInvitation(hash=hashed, person_id=person.id, created_on=today))
    session.flush()
    return token


def find_person(session: Session, token: str, today: date) -> Person | None:
    """The active person whom the link is for; None for one unknown, used, replaced or too old."""
    found = select(Person).join(AccountInvitation, AccountInvitation.person_id == Person.id)
    this = AccountInvitation.hash.in_(tokens.keyed_hashes(PURPOSE, token))
    valid = AccountInvitation.created_on >= today - INVITATION.period
    return session.scalar(found.where(this, valid, Person.active))


def redeem(session: Session, token: str) -> bool:
    """Use the link. Of two requests at the same time, only one gets True."""
    this = AccountInvitation.hash.in_(tokens.keyed_hashes(PURPOSE, token))
    deleted = delete(AccountInvitation).where(this).returning(AccountInvitation.hash)
    return bool(session.scalars(deleted).all())


def revoke(session: Session, person: Person) -> None:
    """Delete a person's link, if there is one."""
    session.execute(delete(AccountInvitation).where(AccountInvitation.person_id == person.id))
