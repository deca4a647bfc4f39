"""Who has an account, and what each may do: the only write."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.people import invitations, sessions
from quiz.people.models import KnownAs, Person, PersonRole
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
    person = find_any(session, person_id)
    return person if person and person.active else None


def find_any(session: Session, person_id: str) -> Person | None:
    """The person, active or not."""
    return session.get(Person, person_id)


def find_by_email(session: Session, email: str) -> Person | None:
    """The person with this address, active or not."""
    return session.scalar(select(Person).where(Person.email == email.strip().lower()))


def everyone(session: Session) -> Sequence[Person]:
    """Everybody with an account, active ones first, by name."""
    return session.scalars(
        select(Person).order_by(Person.active.desc(), Person.name, Person.email)
    ).all()


def give(session: Session, person: Person, role: Role) -> None:
    """Let a person do more."""
    person.roles.append(PersonRole(role=role))
    session.flush()


def take(session: Session, person: Person, role: Role) -> None:
    """Let a person do less, from their next request on."""
    person.roles = [each for each in person.roles if each.role != role]
    session.flush()


def activate(session: Session, person: Person) -> None:
    """Let a person in again."""
    person.active = True
    session.flush()


def deactivate(session: Session, person: Person) -> None:
    """Keep a person out: every session ends, and a link that is still out no longer works."""
    person.active = False
    sessions.end_all(session, person)
    invitations.forget(session, person)
    session.flush()


def delete(session: Session, person: Person) -> None:
    """Delete a person, with everything of the account: roles, password, links, sessions.

    Raises IntegrityError while the person has team reviews.
    """
    session.delete(person)
    session.flush()


def find_known(session: Session, issuer: str, subject: str) -> Person | None:
    """The person whom a provider knows by this subject, active or not."""
    known = session.get(KnownAs, (issuer, subject))
    return session.get(Person, known.person_id) if known else None


def is_known(session: Session, person: Person) -> bool:
    """Whether a provider knows the person by a subject already."""
    known = select(KnownAs.person_id).where(KnownAs.person_id == person.id)
    return session.scalar(known) is not None


def know(session: Session, person: Person, issuer: str, subject: str) -> None:
    """From now on the person comes from a provider by this subject, whatever their address."""
    session.add(KnownAs(issuer=issuer, subject=subject, person_id=person.id))
    session.flush()
