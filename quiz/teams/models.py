"""The tables of team reviews.

Nothing here links a code, a submission and an attempt: no shared id, no date, no time, no
counter. SQLite stores the rows in the order of their random ids; ``box.pending`` deals with the
row metadata that PostgreSQL stores.
"""

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quiz.analysis.disclosure import Rules
from quiz.storage.tables import DAY, FORM_ID, HEX, IN_ORDER_OF_ID, RANDOM_ID, Base, boolean

LONGEST_NAME = 100
LONGEST_NOTE = 1000
MOST_INVITED = 500

Items = Mapping[str, tuple[str, ...]]
"""The scenarios of a review by strand, each as ``id@revision``."""


class Review(Base):
    """A lead's request to a team to take a form.

    k, t, releases: see ``disclosure.Rules``. shared: one link for everybody, not a code each.
    items: the scenarios as JSON; set by the first submission and fixed from then on. by_mail: the
    service mails each link, and the lead never sees one. sent_on, reminded_on: the days of the two
    mailings. unsent: how many mails of the last one the server did not accept. late_unsent: how
    many links of late joiners could not be mailed. passed_round: people answer in turn on one
    device. first_closes_on: the last day that people read at first, if it was moved. moved: how
    often the last day was changed.
    """

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint(RANDOM_ID, name="random_id"),
        CheckConstraint(FORM_ID, name="form"),
        CheckConstraint(DAY.format("opens_on"), name="opens_on"),
        CheckConstraint(f"{DAY.format('closes_on')} AND closes_on >= opens_on", name="closes_on"),
        CheckConstraint(DAY.format("closed_on"), name="closed_on"),
        CheckConstraint("k >= 5 AND t >= 2 AND k >= 2 * t + 1", name="k"),
        CheckConstraint("releases BETWEEN 1 AND 2", name="releases"),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    form: Mapped[str] = mapped_column(String(1))
    opens_on: Mapped[date]
    closes_on: Mapped[date] = mapped_column(index=True)
    shared: Mapped[bool] = mapped_column(boolean("shared"))
    k: Mapped[int]
    t: Mapped[int]
    releases: Mapped[int]
    about_you: Mapped[bool] = mapped_column(boolean("about_you"))
    stand: Mapped[bool] = mapped_column(boolean("stand"))
    items: Mapped[str | None] = mapped_column(Text)
    closed_on: Mapped[date | None]
    by_mail: Mapped[bool] = mapped_column(boolean("by_mail"), default=False)
    unsent: Mapped[int] = mapped_column(default=0)
    sent_on: Mapped[date | None]
    reminded_on: Mapped[date | None]
    passed_round: Mapped[bool] = mapped_column(boolean("passed_round"), default=False)
    first_closes_on: Mapped[date | None]
    moved: Mapped[int] = mapped_column(default=0)
    late_unsent: Mapped[int] = mapped_column(default=0)

    groups: Mapped[list["ReviewGroup"]] = relationship(
        passive_deletes=True, order_by="ReviewGroup.name", cascade="all, delete-orphan"
    )

    @property
    def rules(self) -> Rules:
        return Rules(self.k, self.t, self.releases)

    @property
    def late(self) -> int:
        """How many of the people who are invited joined late."""
        return sum(group.late for group in self.groups)

    @property
    def shows_codes(self) -> bool:
        """Whether its lead sees the codes, to hand them out."""
        return not (self.by_mail or self.passed_round)

    @property
    def fixed_items(self) -> Items | None:
        """The scenarios of the first submission, fixed for all later ones; None before it."""
        if self.items is None:
            return None
        return {strand: tuple(items) for strand, items in json.loads(self.items).items()}

    def over(self, today: date) -> bool:
        """Whether it is closed or its last day has passed."""
        return self.closed_on is not None or today > self.closes_on

    def accepts(self, today: date) -> bool:
        """Whether the box accepts submissions on this day."""
        return self.opens_on <= today and not self.over(today)

    def may_close(self, today: date) -> bool:
        """Whether its lead may close it now.

        People with a shared link were promised that the box stays shut until the last day, and
        may have waited for others to answer first.
        """
        return not self.shared or today > self.closes_on


class ReviewGroup(Base):
    """A reporting group: a role, a name of the lead's own, ``EVERYONE_ELSE`` or ``WHOLE_TEAM``.

    invited: number of people; None with a shared link. late: how many of them were added after the
    review was made. answered: number of submissions, pending or opened.
    """

    __tablename__ = "review_group"
    __table_args__ = (
        CheckConstraint("answered >= 0 AND answered <= invited", name="answered"),
        IN_ORDER_OF_ID,
    )

    review_id: Mapped[str] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), primary_key=True)
    invited: Mapped[int | None]
    answered: Mapped[int] = mapped_column(default=0)
    late: Mapped[int] = mapped_column(default=0)


def _group_key() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["review_id", "group_name"],
        ["review_group.review_id", "review_group.name"],
        ondelete="CASCADE",
    )


class InvitationCode(Base):
    """An invitation code as a keyed hash, and whether it was used. Never when it was used."""

    __tablename__ = "invitation_code"
    __table_args__ = (
        CheckConstraint(f"length(hash) = 64 AND {HEX.format('hash')}", name="hash"),
        _group_key(),
        IN_ORDER_OF_ID,
    )

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    review_id: Mapped[str] = mapped_column(String(32), index=True)
    group_name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    used: Mapped[bool] = mapped_column(boolean("used"), default=False)


class PendingSubmission(Base):
    """A pending submission in the box, encrypted (see ``box.envelope``)."""

    __tablename__ = "submission"
    __table_args__ = (
        CheckConstraint(RANDOM_ID, name="random_id"),
        _group_key(),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    review_id: Mapped[str] = mapped_column(String(32), index=True)
    group_name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    payload: Mapped[str] = mapped_column(Text)
