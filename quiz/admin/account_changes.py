"""Changes to accounts, each recorded in the audit trail.

Pages and commands both call these functions, so both leave the same events. ``actor`` is None for
the command line.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from quiz.admin import address_mail
from quiz.answers import totals
from quiz.mail import Letter
from quiz.people import accounts, audit, factors, invitations, login_sessions, sign_in_mail
from quiz.people.models import Person
from quiz.vocabulary import AuditAction, Role


def invite(
    session: Session, actor: Person | None, email: str, name: str, roles: Iterable[Role], day: date
) -> tuple[Person, str]:
    """Create an account, or find it by its address; returns the person and a one-time link's token.

    Roles are added to those that the person already has. A deactivated account is activated.
    """
    person = accounts.find_by_email(session, email)
    if person is None:
        person = accounts.add(session, email, name or email.partition("@")[0], (), day)
        audit.record(session, actor, AuditAction.INVITED, person.id, day)
    elif not person.active:
        activate(session, actor, person, day)
    for role in roles:
        if not person.has_role(role):
            _add_role(session, actor, person, role, day)
    return person, new_link(session, actor, person, day)


def new_link(session: Session, actor: Person | None, person: Person, day: date) -> str:
    """Create another one-time link for a person and return its token; the old one stops working."""
    audit.record(session, actor, AuditAction.LINK_MADE, person.id, day)
    return invitations.create(session, person, day)


def update(
    session: Session, actor: Person, person: Person, name: str, roles: Iterable[Role], day: date
) -> None:
    """Set a person's name and roles. Only what differs is recorded."""
    wanted = set(roles)
    if name != person.name:
        person.name = name
        audit.record(session, actor, AuditAction.RENAMED, person.id, day)
    for role in Role:
        if role in wanted and not person.has_role(role):
            _add_role(session, actor, person, role, day)
        elif role not in wanted and person.has_role(role):
            accounts.remove_role(session, person, role)
            audit.record(session, actor, AuditAction.ROLE_TAKEN, f"{person.id} {role}", day)


def _add_role(
    session: Session, actor: Person | None, person: Person, role: Role, day: date
) -> None:
    accounts.add_role(session, person, role)
    audit.record(session, actor, AuditAction.ROLE_GIVEN, f"{person.id} {role}", day)


def end_sessions(session: Session, actor: Person | None, person: Person, day: date) -> None:
    """Sign a person out on every device."""
    login_sessions.end_all(session, person)
    audit.record(session, actor, AuditAction.SESSIONS_ENDED, person.id, day)


def deactivate(session: Session, actor: Person | None, person: Person, day: date) -> None:
    """Sign a person out on every device and stop them from signing in again."""
    accounts.deactivate(session, person)
    audit.record(session, actor, AuditAction.DEACTIVATED, person.id, day)


def activate(session: Session, actor: Person | None, person: Person, day: date) -> None:
    """Let a deactivated person sign in again."""
    accounts.activate(session, person)
    audit.record(session, actor, AuditAction.ACTIVATED, person.id, day)


def change_address(
    session: Session, actor: Person | None, person: Person, email: str, day: date
) -> Letter:
    """Change the address of an account; returns the mail that tells the old address.

    The caller has checked that no other account has the new one.
    """
    notice = address_mail.letter(person.email)
    accounts.change_address(session, person, email)
    audit.record(session, actor, AuditAction.ADDRESS_CHANGED, person.id, day)
    return notice


def remove_identity(session: Session, actor: Person | None, person: Person, day: date) -> bool:
    """Forget how the provider knows a person; False, without an event, if it never knew them."""
    removed = accounts.remove_identity(session, person)
    if removed:
        audit.record(session, actor, AuditAction.IDENTITY_REMOVED, person.id, day)
    return removed


def remove_factors(
    session: Session, actor: Person | None, person: Person, day: date
) -> Letter | None:
    """Remove every second factor of an account; returns the mail about it, None if it had none."""
    if not factors.remove_all(session, person):
        return None
    audit.record(session, actor, AuditAction.FACTORS_REMOVED, person.id, day)
    return sign_in_mail.to_absent(person, sign_in_mail.REMOVED)


def delete(session: Session, actor: Person | None, person: Person, day: date) -> None:
    """Delete an account and the totals that only its lead could see. The trail keeps its id.

    Delete its live sessions and team reviews first: the database would delete the sessions with
    the account, and raises IntegrityError for a review.
    """
    audit.record(session, actor, AuditAction.DELETED, person.id, day)
    totals.forget(session, person.id)
    accounts.delete(session, person)
