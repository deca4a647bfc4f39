"""Running totals of published figures, so that pages need not read old blocks (measurement.md, 6).

A block is added once, in the transaction that opens it: to its lead's totals, and to what waits for
everybody's totals, each for its year and for all years. A total is a sum of whole blocks only
(5.3, P4). Blocks of other scenarios, or of other revisions, are never added up.

Every lead sees everybody's total. So it grows only when blocks of three leads wait: the difference
of before and after is the sum of three teams, and not the figures of one. Leads who share a review
count as one lead (decision 22): ``block.lead`` says as whom.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKeyConstraint,
    String,
    Text,
    delete,
    select,
    tuple_,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from quiz.analysis import figures_json
from quiz.analysis.figures import BlockFigures
from quiz.answers.blocks import Opened
from quiz.storage.tables import FORM_ID, IN_ORDER_OF_ID, Base, upsert

EVERYBODY, WAITING = "", "waiting"
FEWEST_LEADS = 3
ALL_YEARS = 0
DIGEST_LENGTH = 16


class Total(Base):
    """A sum of blocks. ``lead`` is the lead's id, "" for everybody, or "waiting" for blocks
    that are not yet in everybody's total; ``year`` is 0 for all years.

    asked: a digest of the scenarios. members: the number of reviews in a lead's total, of leads in
    everybody's. figures: empty until the first block is added.
    """

    __tablename__ = "total"
    __table_args__ = (
        CheckConstraint(FORM_ID, name="form"),
        CheckConstraint("people >= 0 AND members >= 0", name="counts"),
        IN_ORDER_OF_ID,
    )

    lead: Mapped[str] = mapped_column(String(32), primary_key=True)
    form: Mapped[str] = mapped_column(String(1), primary_key=True)
    asked: Mapped[str] = mapped_column(String(DIGEST_LENGTH), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    people: Mapped[int]
    members: Mapped[int]
    figures: Mapped[str] = mapped_column(Text)


class TotalMember(Base):
    """A review or a lead that a total has counted, so that each counts once."""

    __tablename__ = "total_member"
    __table_args__ = (
        ForeignKeyConstraint(
            ["lead", "form", "asked", "year"],
            ["total.lead", "total.form", "total.asked", "total.year"],
            ondelete="CASCADE",
        ),
        IN_ORDER_OF_ID,
    )

    lead: Mapped[str] = mapped_column(String(32), primary_key=True)
    form: Mapped[str] = mapped_column(String(1), primary_key=True)
    asked: Mapped[str] = mapped_column(String(DIGEST_LENGTH), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member: Mapped[str] = mapped_column(String(32), primary_key=True)


Key = tuple[str, str, str, int]


@dataclass(frozen=True)
class Sum:
    """A total as it is read. members: see ``Total``."""

    form: str
    asked: str
    year: int
    members: int
    figures: BlockFigures


def scenario_digest(figures: Mapping[str, Any]) -> str:
    """A digest of the scenarios and revisions in stored figures."""
    return hashlib.sha256("\n".join(sorted(figures["items"])).encode()).hexdigest()[:DIGEST_LENGTH]


def add(session: Session, block: Opened, lead: str) -> None:
    """Add a block that was opened in this transaction to its totals.

    ``lead``: the id of the review's lead; ``block.lead``: as whom it counts for everybody, if that
    is somebody else. Totals are locked in one order, so two blocks that open at once wait for each
    other and do not deadlock.
    """
    scenarios, new = scenario_digest(block.figures), figures_json.from_json(block.figures)
    for year in (ALL_YEARS, block.opened_on.year):
        waiting = (WAITING, block.form, scenarios, year)
        _add(session, waiting, [block.lead or lead], new)
        _release_waiting(session, waiting)
        _add(session, (lead, block.form, scenarios, year), [block.review], new)


def _release_waiting(session: Session, waiting: Key) -> None:
    """Move pending blocks into everybody's total, once it comes from three leads."""
    total = session.get_one(Total, waiting)
    if total.members < FEWEST_LEADS:
        return
    leads = session.scalars(select(TotalMember.member).where(_of(waiting))).all()
    new = figures_json.from_json(json.loads(total.figures))
    session.execute(delete(TotalMember).where(_of(waiting)))
    total.people, total.members, total.figures = 0, 0, ""
    _add(session, (EVERYBODY, *waiting[1:]), leads, new)


def _of(key: Key) -> ColumnElement[bool]:
    at = TotalMember
    return tuple_(at.lead, at.form, at.asked, at.year) == key


def _add(session: Session, key: Key, members: Sequence[str], new: BlockFigures) -> None:
    columns = dict(zip(("lead", "form", "asked", "year"), key, strict=True))
    upsert(session, Total, {**columns, "people": 0, "members": 0, "figures": ""})
    total = session.get_one(Total, key, with_for_update=True, populate_existing=True)
    together = figures_json.from_json(json.loads(total.figures)) + new if total.figures else new
    total.people = together.people
    total.figures = json.dumps(figures_json.to_json(together), sort_keys=True)
    for member in members:
        total.members += upsert(session, TotalMember, {**columns, "member": member})
    session.flush()


def join(session: Session, leads: Collection[str], as_one: str) -> None:
    """Count these leads as one in what waits for everybody's totals; ``as_one`` is one of them.

    What has been published stays.
    """
    at = TotalMember
    waiting = select(Total).where(Total.lead == WAITING, Total.members > 0)
    in_order = waiting.order_by(Total.form, Total.asked, Total.year).with_for_update()
    for total in session.scalars(in_order, execution_options={"populate_existing": True}).all():
        key = (WAITING, total.form, total.asked, total.year)
        found = set(session.scalars(select(at.member).where(_of(key))))
        if joined := found & set(leads):
            session.execute(delete(at).where(_of(key), at.member.in_(joined)))
            columns = dict(zip(("lead", "form", "asked", "year"), key, strict=True))
            upsert(session, TotalMember, {**columns, "member": as_one})
            total.members -= len(joined) - 1
    session.flush()


def move(session: Session, opened: Sequence[Opened], lead: str, to: str) -> None:
    """Take a review's blocks out of one lead's totals and add them to another's.

    Everybody's totals stay as they are: each block is in them once, or waits for them.
    """
    for block in opened:
        scenarios, part = scenario_digest(block.figures), figures_json.from_json(block.figures)
        for year in (ALL_YEARS, block.opened_on.year):
            of_form = (block.form, scenarios, year)
            _take_out(session, (lead, *of_form), block.review, part)
            _add(session, (to, *of_form), [block.review], part)


def _take_out(session: Session, key: Key, review: str, part: BlockFigures) -> None:
    total = session.get(Total, key, with_for_update=True, populate_existing=True)
    if total is None:
        return  # the lead's totals were deleted
    whole = figures_json.from_json(json.loads(total.figures))
    if whole.people == part.people:
        session.delete(total)
        session.flush()
        return
    left = figures_json.less(whole, part)
    total.people = left.people
    total.figures = json.dumps(figures_json.to_json(left), sort_keys=True)
    gone = (
        delete(TotalMember)
        .where(_of(key), TotalMember.member == review)
        .returning(TotalMember.member)
    )
    total.members -= len(session.scalars(gone).all())
    session.flush()


def of_everybody(session: Session) -> list[Sum]:
    """Everybody's totals of each set of scenarios over all years, without pending blocks.

    Not by year: everybody's totals of all years and of one year grow at different times, so
    together they would show the figures of one team (decision 22).
    """
    wanted = select(Total).where(Total.lead == EVERYBODY, Total.year == ALL_YEARS, Total.people > 0)
    return [_sum(total) for total in session.scalars(wanted.order_by(Total.form, Total.asked))]


def everybody(session: Session, form: str, scenarios: str) -> Sum | None:
    """Everybody's total of these scenarios over all years, without pending blocks; one row."""
    total = session.get(Total, (EVERYBODY, form, scenarios, ALL_YEARS))
    return _sum(total) if total else None


def of_lead(session: Session, lead: str) -> list[Sum]:
    """A lead's totals by form, scenarios and year. Reads one row for each of these."""
    wanted = select(Total).where(Total.lead == lead, Total.lead != EVERYBODY)
    return [
        _sum(total)
        for total in session.scalars(wanted.order_by(Total.form, Total.asked, Total.year))
    ]


def forget(session: Session, lead: str) -> None:
    """Delete a lead's totals. Everybody's stay: a sum cannot be split up."""
    session.execute(delete(Total).where(Total.lead == lead, Total.lead != EVERYBODY))


def _sum(total: Total) -> Sum:
    figures = figures_json.from_json(json.loads(total.figures))
    return Sum(total.form, total.asked, total.year, total.members, figures)
