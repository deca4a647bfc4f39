"""Second factors of an account: an authenticator app, passkeys, or both.

Only accounts that sign in with a password have them; an organisation's sign-in has its own.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.people import authenticator, passkeys, passwords, recovery_codes
from quiz.people.models import Authenticator, Passkey, Person
from quiz.settings.config import current_settings
from quiz.vocabulary import Role


def has_any(session: Session, person: Person) -> bool:
    """Whether the password of this account is not enough to sign in."""
    apps = select(Authenticator.person_id).where(Authenticator.person_id == person.id)
    keys = select(Passkey.person_id).where(Passkey.person_id == person.id)
    return session.execute(apps.union_all(keys)).first() is not None


def is_required_of(person: Person) -> bool:
    """Whether the operator requires a second factor of this account, where it has a password."""
    required = current_settings().second_factor
    if required == "administrators":
        return person.has_role(Role.ADMINISTRATOR)
    return required == "all"


def is_missing_of(session: Session, person: Person) -> bool:
    """Whether the operator requires a second factor of this account and it has none, however its
    owner signs in just now: what a token for the API has to know.

    An account without a password comes by its organisation's sign-in, and needs none here.
    """
    if not is_required_of(person) or has_any(session, person):
        return False
    return passwords.is_set(session, person)


def remove_all(session: Session, person: Person) -> bool:
    """Remove the authenticator app, the passkeys and the recovery codes; False if it had none."""
    had = has_any(session, person)
    authenticator.turn_off(session, person)
    passkeys.remove_all(session, person)
    recovery_codes.forget(session, person)
    return had


def forget_codes_of_none(session: Session, person: Person) -> None:
    """Delete the recovery codes of an account that has no second factor any more."""
    if not has_any(session, person):
        recovery_codes.forget(session, person)
