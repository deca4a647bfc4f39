"""Our keys: learning systems read the public halves, and check with them what we send.

A new key is published for a day before it signs, so that systems which keep our keys for a while
know it by then. A first key signs at once.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.clock import today
from quiz.learning.lti.models import LtiKey
from quiz.people import audit, sealed
from quiz.people.models import Person
from quiz.storage import database
from quiz.vocabulary import AuditAction

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

ALGORITHM = "RS256"
"""What LTI asks of every tool and platform (1EdTech Security Framework 1.0, 5.4)."""
BITS = 2048
PURPOSE = "LTI key"


class NoKey(Exception):
    """There is no key that can sign: none was made, or the secret key changed without the old one
    among its fallbacks."""


def every(session: Session) -> Sequence[LtiKey]:
    """Every key, the newest first."""
    return session.scalars(select(LtiKey).order_by(LtiKey.made_on.desc(), LtiKey.id)).all()


def make(session: Session, actor: Person | None, day: date) -> LtiKey:
    """Make a key."""
    from joserfc.jwk import RSAKey

    key = stored(RSAKey.generate_key(BITS), uuid4().hex, day)
    session.add(key)
    audit.record(session, actor, AuditAction.LTI_KEY_MADE, key.id[:8], day)
    session.flush()
    return key


def stored(key: "RSAKey", key_id: str, day: date) -> LtiKey:
    """The row of a key."""
    public = {**key.as_dict(private=False), "kid": key_id, "alg": ALGORITHM, "use": "sig"}
    pem = key.as_pem(private=True).decode()
    return LtiKey(
        id=key_id,
        public=json.dumps(public),
        sealed=sealed.seal(PURPOSE, key_id, pem),
        made_on=day,
    )


def make_first(session: Session, actor: Person | None, day: date) -> None:
    """Make a key if there is none."""
    if not every(session):
        make(session, actor, day)


def remove(session: Session, actor: Person | None, key: LtiKey, day: date) -> None:
    """Delete a key: what it has signed is not accepted once systems read our keys again."""
    audit.record(session, actor, AuditAction.LTI_KEY_REMOVED, key.id[:8], day)
    session.delete(key)
    session.flush()


def signs(keys: Sequence[LtiKey], day: date) -> LtiKey | None:
    """Which of the keys, the newest first, signs on this day."""
    published = [key for key in keys if key.made_on < day]
    return next(iter(published or keys[-1:]), None)


def sign(claims: dict[str, Any]) -> str:
    """A signed JWT. Raises NoKey. The key is read in a transaction of its own."""
    from joserfc import jwt

    with database.database().begin(writes=False) as session:
        chosen = signs(every(session), today())
    if chosen is None:
        raise NoKey("no key was made")
    header = {"alg": ALGORITHM, "kid": chosen.id}
    return jwt.encode(header, claims, _opened(chosen), algorithms=[ALGORITHM])


def public() -> dict[str, Any]:
    """The public halves as a JSON Web Key Set (RFC 7517)."""
    with database.database().begin(writes=False) as session:
        return {"keys": [json.loads(key.public) for key in every(session)]}


def keys_needed(session: Session) -> list[str | None]:
    """For each of our keys, the secret key that it was stored under; None if that is gone."""
    return [sealed.key_of(PURPOSE, key.id, key.sealed) for key in every(session)]


def _opened(key: LtiKey) -> "RSAKey":
    from joserfc.jwk import RSAKey

    try:
        return RSAKey.import_key(sealed.unseal(PURPOSE, key.id, key.sealed))
    except ValueError:
        raise NoKey("a key cannot be opened with this secret key") from None
