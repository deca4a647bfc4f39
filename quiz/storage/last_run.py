"""The day on which the service last ran: no day that is wrong may delete anything (decision 37)."""

import logging
from datetime import date, timedelta

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from quiz.clock import long_date
from quiz.storage.tables import DAY, IN_ORDER_OF_ID, Base, upsert

LONGEST_STEP = timedelta(days=1)
"""The largest step from the last run that is no jump: a running service notes every day."""
HOLD = timedelta(days=2)
"""How long nothing is deleted after a jump: at least 24 hours of the new time."""
ONLY = 1

log = logging.getLogger(__name__)


class LastRun(Base):
    """The day of the last run: one row. held_until: after a jump, the day on which deleting goes
    on; NULL when there was no jump."""

    __tablename__ = "last_run"
    __table_args__ = (
        CheckConstraint(f"id = {ONLY}", name="only"),
        CheckConstraint(DAY.format("day"), name="day"),
        CheckConstraint(DAY.format("held_until"), name="held_until"),
        IN_ORDER_OF_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    held_until: Mapped[date | None]


def after_run(day: date, held_until: date | None, today: date) -> tuple[date, date | None]:
    """The row after a run today.

    A jump forward holds deletion. A jump back ends the hold: an earlier day deletes less. Nodes on
    two sides of midnight are no jump.
    """
    if today - day > LONGEST_STEP:
        return today, today + HOLD
    if day - today > LONGEST_STEP:
        return today, None
    return max(day, today), held_until if held_until and today < held_until else None


def note(session: Session, today: date) -> date | None:
    """Note that the service runs today. Returns the day until which nothing old may be deleted,
    or None when it may be."""
    found = session.get(LastRun, ONLY)
    if found is None:
        confirm(session, today)
        return None
    last, held = found.day, found.held_until
    if after_run(last, held, today) == (last, held):
        return held
    session.refresh(found, with_for_update=True)
    last, held = found.day, found.held_until
    found.day, found.held_until = after_run(last, held, today)
    if found.held_until and found.held_until != held:
        log.error("the date jumped from %s: %s", last, explanation(found.held_until, today))
    elif today < last - LONGEST_STEP:
        log.error("the date went back from %s to %s", last, today)
    session.flush()
    return found.held_until


def held_until(session: Session, today: date) -> date | None:
    """The same, without writing."""
    found = session.get(LastRun, ONLY)
    return after_run(found.day, found.held_until, today)[1] if found else None


def confirm(session: Session, today: date) -> None:
    """A person has seen that this day is right."""
    upsert(session, LastRun, {"id": ONLY}, {"day": today, "held_until": None})


def explanation(until: date, today: date) -> str:
    """What is held back, and what to do."""
    return (
        f"this machine says that today is {long_date(today)}, more than a day after the service "
        f"last ran. Nothing is closed, archived or deleted before {long_date(until)}. If the date "
        "is right, run flask confirm-date to go on at once; if it is wrong, set the clock."
    )
