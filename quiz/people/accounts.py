"""Accounts and their roles: every read and every write of the tables ``person`` and
``external_identity``."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import uuid4

from sqlalchemy import delete as delete_rows
from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.people import api_tokens, invitations, login_sessions
from quiz.people.models import ExternalIdentity, Person, PersonRole
from quiz.vocabulary import Role


def add(session: Session, email: str, name: str, roles: Iterable[Role], today: date) -> Person:
    """Add an account. Raises IntegrityError when the address has one already."""
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


def find_colleague(session: Session, email: str, role: Role, *, but: Person) -> Person | None:
    """The active person with this address, if they have this role and are not ``but``."""
    person = find_by_email(session, email)
    fits = person and person.active and person.has_role(role) and person.id != but.id
    return person if fits else None


def find_by_identity(session: Session, issuer: str, subject: str) -> Person | None:
    """The person with this identity at an OpenID Connect provider, active or not."""
    identity = session.get(ExternalIdentity, (issuer, subject))
    return session.get(Person, identity.person_id) if identity else None


def list_all(session: Session) -> Sequence[Person]:
    """Everybody with an account, active ones first, by name."""
    order = (Person.active.desc(), Person.name, Person.email)
    return session.scalars(select(Person).order_by(*order)).all()


def add_role(session: Session, person: Person, role: Role) -> None:
    person.roles.append(PersonRole(role=role))
    session.flush()


def remove_role(session: Session, person: Person, role: Role) -> None:
    """Remove a role, with the tokens that it allowed. It counts from the next request on."""
    person.roles = [each for each in person.roles if each.role != role]
    session.flush()
    api_tokens.revoke_without_role(session, person)


def activate(session: Session, person: Person) -> None:
    """Let a deactivated person sign in again."""
    person.active = True
    session.flush()


def deactivate(session: Session, person: Person) -> None:
    """Stop a person from signing in: end every session, and revoke their link and tokens."""
    person.active = False
    login_sessions.end_all(session, person)
    api_tokens.revoke_all(session, person)
    invitations.revoke(session, person)
    session.flush()


def delete(session: Session, person: Person) -> None:
    """Delete an account with its roles, password, link and sessions.

    Raises IntegrityError while the person has team reviews.
    """
    session.delete(person)
    session.flush()


def change_address(session: Session, person: Person, email: str) -> None:
    """Change the address of an account. Revoke its one-time link, which went to the old address.

    Raises IntegrityError when another account has the address.
    """
    person.email = email.strip().lower()
    invitations.revoke(session, person)
    session.flush()


def has_identity(session: Session, person: Person) -> bool:
    """Whether the account is bound to an identity at a provider."""
    found = select(ExternalIdentity.person_id).where(ExternalIdentity.person_id == person.id)
    return session.scalar(found) is not None


def add_identity(session: Session, person: Person, issuer: str, subject: str) -> None:
    """Bind the account to an identity, which counts from now on, whatever the email address."""
    session.add(ExternalIdentity(issuer=issuer, subject=subject, person_id=person.id))
    session.flush()


def remove_identity(session: Session, person: Person) -> bool:
    """Forget how the provider knows a person, and end their sessions; False if it never knew them.

    Their next sign-in from the provider finds the account by its email address again.
    """
    if not has_identity(session, person):
        return False
    session.execute(delete_rows(ExternalIdentity).where(ExternalIdentity.person_id == person.id))
    login_sessions.end_all(session, person)
    return True
