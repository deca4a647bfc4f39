"""Tokens for the API: each opens one kind of figures, read-only, until its day or until revoked."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import Update, delete, select, update
from sqlalchemy.orm import Session

from quiz.people import tokens
from quiz.people.models import ApiToken, Person
from quiz.settings.keys import Purpose
from quiz.vocabulary import ApiScope

MOST = 10
PREFIX = "byl_"
"""Programs that look for secrets in files know a token by it."""


def scopes_of(person: Person) -> list[ApiScope]:
    """The scopes that the person's roles allow."""
    return [scope for scope in ApiScope if may_read(person, scope)]


def may_read(person: Person, scope: ApiScope) -> bool:
    """Whether one of the person's roles allows a token of this scope."""
    return any(person.has_role(role) for role in scope.roles)


def of(session: Session, person: Person) -> Sequence[ApiToken]:
    """The person's tokens, also expired ones, the oldest first."""
    mine = select(ApiToken).where(ApiToken.person_id == person.id)
    return session.scalars(mine.order_by(ApiToken.made_on, ApiToken.name, ApiToken.id)).all()


def find(session: Session, person: Person, token_id: str) -> ApiToken | None:
    """A token of this person."""
    found = session.get(ApiToken, token_id)
    return found if found and found.person_id == person.id else None


def make(
    session: Session, person: Person, name: str, scope: ApiScope, days: int, today: date
) -> str:
    """Store a new token; returns it, as its owner sees it once."""
    token = PREFIX + tokens.new()
    session.add(
        ApiToken(
            id=uuid4().hex,
            hash=tokens.keyed_hash(Purpose.API_TOKEN, token),
            person_id=person.id,
            name=name,
            scope=scope,
            made_on=today,
            expires_on=today + timedelta(days=days),
        )
    )
    session.flush()
    return token


def revoke(session: Session, token: ApiToken) -> None:
    """Delete a token: it stops working with the next request."""
    session.delete(token)
    session.flush()


def revoke_all(session: Session, person: Person) -> None:
    """Delete every token of a person."""
    session.execute(delete(ApiToken).where(ApiToken.person_id == person.id))


def revoke_without_role(session: Session, person: Person) -> None:
    """Delete the tokens that the person's roles no longer allow."""
    lost = [scope for scope in ApiScope if not may_read(person, scope)]
    mine = ApiToken.person_id == person.id, ApiToken.scope.in_(lost)
    session.execute(delete(ApiToken).where(*mine))


def use(session: Session, token: str, today: date) -> tuple[ApiToken, Person] | None:
    """The row of a token and its active owner; None for any other, and after its last day."""
    hashes = tokens.keyed_hashes(Purpose.API_TOKEN, token)
    found = select(ApiToken, Person).join(Person, ApiToken.person_id == Person.id)
    valid = ApiToken.hash.in_(hashes), ApiToken.expires_on >= today, Person.active
    row = session.execute(found.where(*valid)).one_or_none()
    return (row[0], row[1]) if row else None


def note_use(token_id: str, today: date) -> Update:
    """The statement that stores the day on which a token was last used."""
    return update(ApiToken).where(ApiToken.id == token_id).values(used_on=today)


def forget_old(session: Session, today: date) -> int:
    """Delete the tokens that have expired for a month; returns how many."""
    old = delete(ApiToken).where(ApiToken.expires_on < today - timedelta(days=30))
    return len(session.execute(old.returning(ApiToken.id)).all())
