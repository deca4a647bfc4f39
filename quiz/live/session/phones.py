"""Which phones have been seen lately, so that a count of answers can be complete.

A row says that a participant's page was open in this minute or one of the two before: one minute
for each phone, never a history. Rows of phones that have gone are deleted with the next write. A
person who left, because somebody else has the phone now, has a row without a minute. All rows are
deleted when the session ends. No answer has a time.
"""

from collections.abc import Collection

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ScalarSelect,
    String,
    delete,
    func,
    literal,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from quiz.live.session.models import LiveSession, Participant
from quiz.storage.tables import IN_ORDER_OF_ID, Base, insert_in, upsert

KEPT_MINUTES = 2
MINUTES = (20_000_000, 100_000_000)
"""Minutes since 1970 from 2008 to 2160: a number of seconds would be larger."""


class LivePhone(Base):
    """The minute, since 1970, in which a participant's page was last open; None once they left."""

    __tablename__ = "live_phone"
    __table_args__ = (
        CheckConstraint(f"minute BETWEEN {MINUTES[0]} AND {MINUTES[1]}", name="minute"),
        IN_ORDER_OF_ID,
    )

    participant_id: Mapped[str] = mapped_column(
        ForeignKey("live_participant.id", ondelete="CASCADE"), primary_key=True
    )
    session_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("live_session.id", ondelete="CASCADE"), index=True
    )
    minute: Mapped[int | None]


def minute_of(seconds: int) -> int:
    """The minute since 1970."""
    return seconds // 60


def keep(session: Session, participants: Collection[str], minute: int) -> None:
    """Note these participants as seen in this minute.

    Those that do not exist any more, that left, or whose session has ended, are left out.
    """
    known = (
        select(Participant.id, Participant.session_id, literal(minute))
        .join(LiveSession, LiveSession.id == Participant.session_id)
        .where(Participant.id.in_(sorted(participants)), LiveSession.code.is_not(None))
        .order_by(Participant.id)
    )
    insert = insert_in(session.get_bind().dialect.name, LivePhone).from_select(
        ["participant_id", "session_id", "minute"], known
    )
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["participant_id"],
            set_={"minute": minute},
            where=LivePhone.minute.is_not(None),
        )
    )


def come_back(session: Session, participant_id: str, minute: int) -> None:
    """Note a participant who joins, also one who left before."""
    session.execute(delete(LivePhone).where(LivePhone.participant_id == participant_id))
    keep(session, [participant_id], minute)


def leave(session: Session, live: LiveSession, who: Participant) -> None:
    """Note at once that a participant has left this phone. A beat of an old page changes nothing.

    Nothing is stored after the end.
    """
    if live.code is not None:
        left = {"session_id": live.id, "minute": None}
        upsert(session, LivePhone, {"participant_id": who.id}, left)


def left(live: LiveSession) -> ScalarSelect[int]:
    """How many have left, as a part of a query."""
    gone = (LivePhone.session_id == live.id, LivePhone.minute.is_(None))
    return select(func.count()).where(*gone).scalar_subquery()


def forget_gone(session: Session, minute: int) -> None:
    """Delete the rows of phones that have gone."""
    session.execute(delete(LivePhone).where(LivePhone.minute < minute - KEPT_MINUTES))


def forget(session: Session, live: LiveSession) -> None:
    """Delete the rows of a session that has ended."""
    session.execute(delete(LivePhone).where(LivePhone.session_id == live.id))
