"""Who has an account, and what each may do: the only write."""

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.people.models import Person, PersonRole
from quiz.vocabulary import Role


def add(session: Session, email: str, name: str, roles: Iterable[Role], today: date) -> Person:
    """A new person. Raises IntegrityError when the address has an account already."""
    person = Person(
        id=uuid4().hex,
        email=email.strip().lower(),
        name=name,
        invited_on=today,
        active=True,
        roles=[PersonRole(role=role) for role in roles],
    )
    session.add(person)
    session.flush()
    return person


def find(session: Session, person_id: str) -> Person | None:
    """The person, if the account is active."""
    person = session.get(Person, person_id)
    return person if person and person.active else None


def find_by_email(session: Session, email: str) -> Person | None:
    """The person with this address, active or not."""
    return session.scalar(select(Person).where(Person.email == email.strip().lower()))
