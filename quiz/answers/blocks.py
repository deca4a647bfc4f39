"""Blocks: what remains of submissions that were opened, counted and deleted together.

A block is written once, when it opens, and never again (measurement.md 5.3, P4 and P7). It has
sums for content owners and figures for the lead, and no rows of persons.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import CheckConstraint, Index, String, Text, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from quiz.analysis.batches import Batches, batches
from quiz.storage.tables import DAY, FORM_ID, IN_ORDER_OF_ID, RANDOM_ID, Base

FEWEST_IN_A_BLOCK = 5


class Block(Base):
    """`FEWEST_IN_A_BLOCK` or more submissions together, of one group of a review.

    lead: the id of the review's lead, or of another who counts as the same lead (decision 22); None
    if the review was deleted before leads were stored.
    """

    __tablename__ = "block"
    __table_args__ = (
        CheckConstraint(RANDOM_ID, name="random_id"),
        CheckConstraint(FORM_ID, name="form"),
        CheckConstraint(f"people >= {FEWEST_IN_A_BLOCK}", name="people"),
        CheckConstraint(DAY.format("opened_on"), name="opened_on"),
        Index("ix_block_review", "review", "people", "opened_on"),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    review: Mapped[str] = mapped_column(String(32))
    group_name: Mapped[str] = mapped_column(String(100))
    form: Mapped[str] = mapped_column(String(1))
    people: Mapped[int]
    opened_on: Mapped[date]
    sums: Mapped[str] = mapped_column(Text)
    figures: Mapped[str] = mapped_column(Text)
    lead: Mapped[str | None] = mapped_column(String(32))


@dataclass(frozen=True)
class Opened:
    """A block as it is read, with its stored sums and figures decoded."""

    review: str
    group_name: str
    form: str
    people: int
    opened_on: date
    sums: dict[str, Any]
    figures: dict[str, Any]
    lead: str | None = None

    @property
    def asked(self) -> frozenset[str]:
        """The scenarios that were asked, each as ``id@revision``."""
        return frozenset(self.sums["cells"])


def add(session: Session, block: Opened) -> None:
    """Store a block. It is never changed afterwards."""
    session.add(
        Block(
            id=uuid4().hex,
            review=block.review,
            group_name=block.group_name,
            form=block.form,
            people=block.people,
            opened_on=block.opened_on,
            sums=json.dumps(block.sums, sort_keys=True),
            figures=json.dumps(block.figures, sort_keys=True),
            lead=block.lead,
        )
    )


def of(session: Session, review: str) -> list[Opened]:
    """The blocks of one review, in order of their random ids."""
    found = session.scalars(select(Block).where(Block.review == review).order_by(Block.id))
    return list(_opened(found))


def count(session: Session, review: str, group_name: str) -> int:
    """How many blocks of a review are of this group."""
    wanted = select(func.count()).where(Block.review == review, Block.group_name == group_name)
    return session.scalar(wanted) or 0


def all_of(session: Session) -> list[Opened]:
    """Every block, for content owners."""
    return list(_opened(session.scalars(select(Block).order_by(Block.id))))


def in_batches(opened: Iterable[Opened], today: date) -> Batches[Opened]:
    """Blocks in batches, separately for each form and each set of revisions.

    In a mixed batch, the figures of a scenario that only one review asked would describe that
    review alone.
    """
    alike: dict[tuple[str, frozenset[str]], list[Opened]] = {}
    for block in opened:
        alike.setdefault((block.form, block.asked), []).append(block)
    found = [batches(blocks, today) for blocks in alike.values()]
    return Batches(
        tuple(batch for each in found for batch in each.complete),
        tuple(block for each in found for block in each.waiting),
    )


def join(session: Session, leads: Collection[str], as_one: str, today: date) -> None:
    """Count these leads as one in the batches to come. Batches that are complete stay."""
    for block in in_batches(all_of(session), today).waiting:
        if block.lead in leads:
            same = Block.review == block.review, Block.opened_on == block.opened_on
            session.execute(update(Block).where(*same).values(lead=as_one))


def forget(session: Session, kept: Collection[str], today: date) -> int:
    """Delete the blocks of reviews that are not among ``kept``; returns how many had to stay.

    A block of a published batch stays until no review of its batch is kept: otherwise the figures
    before and after its deletion would differ by that block alone.
    """
    stay = 0
    opened = in_batches(all_of(session), today)
    for batch in (*opened.complete, *((block,) for block in opened.waiting)):
        over = [block for block in batch if block.review not in kept]
        if len(over) < len(batch):
            stay += len(over)
            continue
        for review, day in {(block.review, block.opened_on) for block in over}:
            session.execute(delete(Block).where(Block.review == review, Block.opened_on == day))
    return stay


def _opened(found: Iterable[Block]) -> Iterable[Opened]:
    for block in found:
        yield Opened(
            block.review,
            block.group_name,
            block.form,
            block.people,
            block.opened_on,
            json.loads(block.sums),
            json.loads(block.figures),
            block.lead,
        )
