"""The learning systems that may open the self-check, as they are stored."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quiz.learning.lti import signing_keys
from quiz.learning.lti.models import LtiDeployment, LtiPlatform
from quiz.people import audit
from quiz.people.models import Person
from quiz.storage import database
from quiz.vocabulary import AuditAction


def every(session: Session) -> Sequence[LtiPlatform]:
    """Every platform, by name."""
    return session.scalars(select(LtiPlatform).order_by(LtiPlatform.name, LtiPlatform.id)).all()


def find(session: Session, platform_id: str) -> LtiPlatform | None:
    return session.get(LtiPlatform, platform_id)


def read(platform_id: str) -> LtiPlatform | None:
    """A platform, read in a transaction of its own: a request to it must not keep one open."""
    with database.database().begin(writes=False) as session:
        return find(session, platform_id)


def that_asks(issuer: str, client_id: str) -> LtiPlatform | None:
    """The platform that starts a launch. One that does not say how it names us is found by its
    issuer, if only one has it."""
    asked = select(LtiPlatform).where(LtiPlatform.issuer == issuer)
    if client_id:
        asked = asked.where(LtiPlatform.client_id == client_id)
    with database.database().begin(writes=False) as session:
        found = session.scalars(asked.limit(2)).all()
    return found[0] if len(found) == 1 else None


def is_known(session: Session, issuer: str, client_id: str, but: str = "") -> bool:
    """Whether another platform than ``but`` has this issuer and this id of ours."""
    same = LtiPlatform.issuer == issuer, LtiPlatform.client_id == client_id
    other = LtiPlatform.id != but
    return session.scalar(select(LtiPlatform.id).where(*same, other)) is not None


def add(
    session: Session,
    actor: Person | None,
    values: Mapping[str, str],
    deployments: Sequence[str],
    today: date,
) -> LtiPlatform:
    """Store a platform, and make our first key if there is none."""
    platform = LtiPlatform(id=uuid4().hex, added_on=today, **values)
    session.add(platform)
    session.flush()
    _set_deployments(session, platform, deployments)
    signing_keys.make_first(session, actor, today)
    audit.record(session, actor, AuditAction.PLATFORM_ADDED, platform.name, today)
    return platform


def change(
    session: Session,
    actor: Person | None,
    platform: LtiPlatform,
    values: Mapping[str, str],
    deployments: Sequence[str],
    today: date,
) -> None:
    """Change a platform; its deployments become these."""
    for name, value in values.items():
        setattr(platform, name, value)
    _set_deployments(session, platform, deployments)
    audit.record(session, actor, AuditAction.PLATFORM_CHANGED, platform.name, today)


def remove(session: Session, actor: Person | None, platform: LtiPlatform, today: date) -> None:
    """Delete a platform: its launches are refused from the next one on."""
    audit.record(session, actor, AuditAction.PLATFORM_REMOVED, platform.name, today)
    session.delete(platform)
    session.flush()


def _set_deployments(session: Session, platform: LtiPlatform, wanted: Sequence[str]) -> None:
    session.execute(delete(LtiDeployment).where(LtiDeployment.platform_id == platform.id))
    session.add_all(
        LtiDeployment(platform_id=platform.id, deployment=each) for each in dict.fromkeys(wanted)
    )
    session.flush()
    session.expire(platform, ["deployments"])
