"""Running totals of published figures, so that no page reads the history (measurement.md, 6).

A block is added once, in the transaction that opens it, to the totals of the lead who asked and to
what waits for the totals of everybody here, in all years and in its own. A total is a sum of whole
blocks and nothing else (5.3, P4). Blocks that asked other scenarios, or other revisions of them,
are never added up.

Everybody's total is seen by every lead. So it grows only by what three leads' teams have opened
together: whoever looks at it before and after knows the sum of three, and no team's own figures.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
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
from quiz.tables import FORM_ID, IN_ORDER_OF_ID, Base, upsert

EVERYBODY, WAITING = "", "waiting"
FEWEST_LEADS = 3
ALL_YEARS = 0
SIGNS = 16


class Total(Base):
    """A sum of blocks. ``lead`` is whose reviews, "" for all here, or "waiting" for what is not yet
    among these; ``year`` 0 for all years.

    asked: what stands for the scenarios that were asked. members: in a lead's total the reviews
    in it, in everybody's the leads. figures: empty until the first block is added.
    """

    __tablename__ = "total"
    __table_args__ = (
        CheckConstraint(FORM_ID, name="form"),
        CheckConstraint("people >= 0 AND members >= 0", name="counts"),
        IN_ORDER_OF_ID,
    )

    lead: Mapped[str] = mapped_column(String(32), primary_key=True)
    form: Mapped[str] = mapped_column(String(1), primary_key=True)
    asked: Mapped[str] = mapped_column(String(SIGNS), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    people: Mapped[int]
    members: Mapped[int]
    figures: Mapped[str] = mapped_column(Text)


class TotalMember(Base):
    """A review, or a lead, that is in a total: so that each counts once."""

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
    asked: Mapped[str] = mapped_column(String(SIGNS), primary_key=True)
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


def asked(figures: Mapping[str, Any]) -> str:
    """What stands for the scenarios of stored figures: the same for the same revisions only."""
    return hashlib.sha256("\n".join(sorted(figures["items"])).encode()).hexdigest()[:SIGNS]


def add(session: Session, block: Opened, lead: str) -> None:
    """Add a block that was opened in this transaction to the totals it belongs to.

    ``lead``: the id of the person whose review it is. Two blocks that open at once wait for each
    other, in the same order of totals.
    """
    scenarios, new = asked(block.figures), figures_json.from_json(block.figures)
    for year in (ALL_YEARS, block.opened_on.year):
        waiting = (WAITING, block.form, scenarios, year)
        _add(session, waiting, [lead], new)
        _let_in(session, waiting)
        _add(session, (lead, block.form, scenarios, year), [block.review], new)


def _let_in(session: Session, waiting: Key) -> None:
    """Move what waits into everybody's total, once it is of three leads."""
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
    place = dict(zip(("lead", "form", "asked", "year"), key, strict=True))
    upsert(session, Total, {**place, "people": 0, "members": 0, "figures": ""})
    total = session.get_one(Total, key, with_for_update=True, populate_existing=True)
    together = figures_json.from_json(json.loads(total.figures)) + new if total.figures else new
    total.people = together.people
    total.figures = json.dumps(figures_json.to_json(together), sort_keys=True)
    for member in members:
        total.members += upsert(session, TotalMember, {**place, "member": member})
    session.flush()


def everybody(session: Session, form: str, scenarios: str) -> Sum | None:
    """All reviews here on the same scenarios, in all years, but what waits. One row."""
    total = session.get(Total, (EVERYBODY, form, scenarios, ALL_YEARS))
    return _sum(total) if total else None


def of_lead(session: Session, lead: str) -> list[Sum]:
    """A lead's totals by form, scenarios and year: as many rows as there were forms and years."""
    wanted = select(Total).where(Total.lead == lead, Total.lead != EVERYBODY)
    return [
        _sum(total)
        for total in session.scalars(wanted.order_by(Total.form, Total.asked, Total.year))
    ]


def forget(session: Session, lead: str) -> None:
    """Delete a lead's own totals. Those of everybody stay: a sum cannot be taken apart."""
    session.execute(delete(Total).where(Total.lead == lead, Total.lead != EVERYBODY))


def _sum(total: Total) -> Sum:
    figures = figures_json.from_json(json.loads(total.figures))
    return Sum(total.form, total.asked, total.year, total.members, figures)
