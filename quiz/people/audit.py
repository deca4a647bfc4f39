"""The audit trail: what administrators, content owners and leads did, and on which day."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quiz.people.models import AuditEvent, Person
from quiz.vocabulary import AuditAction

PAGE_SIZE = 500


def record(
    session: Session, actor: Person | None, action: AuditAction, subject: str, today: date
) -> None:
    """Add an event. It is committed in the same transaction as the change that it describes.

    ``subject`` is the id of a person or a source, followed by a role when one was added or
    removed, or by the id of the review or the new host; ``actor`` is None for the command line.
    """
    session.add(
        AuditEvent(
            id=uuid4().hex,
            recorded_on=today,
            actor_id=actor.id if actor else None,
            action=action,
            subject=subject[:100],
        )
    )


def later_links(session: Session, person: Person) -> Sequence[date]:
    """The days on which one-time links to an account were made, newest first, without the link of
    its invitation. Each of them would have let its holder choose a new password."""
    made = AuditEvent.action == AuditAction.LINK_MADE, AuditEvent.subject == person.id
    days = select(AuditEvent.recorded_on).where(*made).order_by(AuditEvent.recorded_on.desc())
    found = list(session.scalars(days))
    if found and found[-1] == person.invited_on:
        found.pop()
    return found


def newest(session: Session) -> Sequence[AuditEvent]:
    """The newest events, newest day first. Within a day the order says nothing about the time."""
    order = (AuditEvent.recorded_on.desc(), AuditEvent.action, AuditEvent.subject, AuditEvent.id)
    return session.scalars(select(AuditEvent).order_by(*order).limit(PAGE_SIZE)).all()


def newest_day(session: Session) -> date | None:
    """The day of the newest line; None when there is none."""
    return session.scalar(select(func.max(AuditEvent.recorded_on)))
