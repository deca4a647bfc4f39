"""The audit trail: what administrators and content owners did, by the day."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.people.models import Deed, Person
from quiz.vocabulary import Act

SHOWN = 500


def note(session: Session, by: Person | None, what: Act, about: str, today: date) -> None:
    """Write a line, to be committed together with what it tells.

    ``about`` is the id of a person or of a source, with a role where one was given or taken;
    ``by`` is None for the command line.
    """
    by_id = by.id if by else None
    session.add(Deed(id=uuid4().hex, done_on=today, by_id=by_id, what=what, about=about[:100]))


def newest(session: Session) -> Sequence[Deed]:
    """The newest lines, newest day first; within a day in no order that tells the time."""
    order = select(Deed).order_by(Deed.done_on.desc(), Deed.what, Deed.about, Deed.id)
    return session.scalars(order.limit(SHOWN)).all()
