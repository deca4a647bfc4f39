"""What an administrator does to an account, each with its line in the audit trail.

The pages and the commands do it here, so that both leave the same trail. ``by`` is None for
whoever sits at the command line.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from quiz.answers import totals
from quiz.people import audit, invitations, roster, sessions
from quiz.people.models import Person
from quiz.vocabulary import Act, Role


def invite(
    session: Session, by: Person | None, email: str, name: str, roles: Iterable[Role], day: date
) -> tuple[Person, str]:
    """An account for somebody new, or another link for somebody known; gives the link's token.

    Roles are added to those that a known person has. Whoever was deactivated is let in again.
    """
    person = roster.find_by_email(session, email)
    if person is None:
        person = roster.add(session, email, name or email.partition("@")[0], (), day)
        audit.note(session, by, Act.INVITED, person.id, day)
    elif not person.active:
        activate(session, by, person, day)
    for role in roles:
        if not person.may(role):
            _give(session, by, person, role, day)
    return person, new_link(session, by, person, day)


def new_link(session: Session, by: Person | None, person: Person, day: date) -> str:
    """Another one-time link for a person; the one before no longer works."""
    audit.note(session, by, Act.LINK_MADE, person.id, day)
    return invitations.make(session, person, day)


def change(
    session: Session, by: Person, person: Person, name: str, roles: Iterable[Role], day: date
) -> None:
    """Another name or other roles. What stays as it is leaves no line."""
    wanted = set(roles)
    if name != person.name:
        person.name = name
        audit.note(session, by, Act.RENAMED, person.id, day)
    for role in Role:
        if role in wanted and not person.may(role):
            _give(session, by, person, role, day)
        elif role not in wanted and person.may(role):
            roster.take(session, person, role)
            audit.note(session, by, Act.ROLE_TAKEN, f"{person.id} {role}", day)


def _give(session: Session, by: Person | None, person: Person, role: Role, day: date) -> None:
    roster.give(session, person, role)
    audit.note(session, by, Act.ROLE_GIVEN, f"{person.id} {role}", day)


def end_sessions(session: Session, by: Person | None, person: Person, day: date) -> None:
    """Sign a person out everywhere."""
    sessions.end_all(session, person)
    audit.note(session, by, Act.SESSIONS_ENDED, person.id, day)


def deactivate(session: Session, by: Person | None, person: Person, day: date) -> None:
    """Keep a person out, at once and everywhere."""
    roster.deactivate(session, person)
    audit.note(session, by, Act.DEACTIVATED, person.id, day)


def activate(session: Session, by: Person | None, person: Person, day: date) -> None:
    """Let a person in again."""
    roster.activate(session, person)
    audit.note(session, by, Act.ACTIVATED, person.id, day)


def delete(session: Session, by: Person | None, person: Person, day: date) -> None:
    """Delete an account, and the totals that only its lead saw; the trail keeps its id.

    Its live sessions would go with it, and team reviews would stop it: they go first.
    """
    audit.note(session, by, Act.DELETED, person.id, day)
    totals.forget(session, person.id)
    roster.delete(session, person)
