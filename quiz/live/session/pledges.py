"""What people will do differently: one sentence from each phone, at the end of a session.

Nobody sees any until as many as the plan's minimum have written one. Then the host reads them and
chooses which the room sees. See ``anonymous`` for what is stored.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from quiz import keys
from quiz.keys import Purpose
from quiz.live.session.anonymous import AnonymousText, cleaned, is_sendable, text_rules
from quiz.live.session.models import LiveSession, Participant, lock
from quiz.live.session.phases import Phase
from quiz.tables import IN_ORDER_OF_ID, Base, boolean, upsert


class LivePledge(AnonymousText, Base):
    """What one person will do differently. shown: whether the host has released it to the room."""

    __tablename__ = "live_pledge"
    __table_args__ = (*text_rules(), IN_ORDER_OF_ID)

    shown: Mapped[bool] = mapped_column(boolean("shown"), default=False)


def pledge_id(secret: str, participant_id: str) -> str:
    """The id of a participant's pledge. The participant cannot be found from it."""
    return keys.keyed_hash(secret, Purpose.LIVE_PLEDGE, participant_id).hex()


def keep(
    session: Session, live: LiveSession, who: Participant, secrets: Sequence[str], text: str
) -> bool:
    """Store a pledge instead of an earlier one; the room sees it once the host has released it.

    secrets: the newest key first. A pledge that an older key made keeps its id. False, and nothing
    is stored, before the end, and for an empty or too long text.
    """
    text = cleaned(text)
    if live.phase != Phase.END or not is_sendable(text):
        return False
    own = _find(session, who, secrets)
    if own is None or own.text != text:
        id_ = own.id if own else pledge_id(secrets[0], who.id)
        upsert(
            session, LivePledge, {"id": id_}, {"session_id": live.id, "text": text, "shown": False}
        )
    return True


def of(session: Session, who: Participant, secrets: Sequence[str]) -> str:
    """A participant's own pledge, made with any of these keys, or an empty text."""
    own = _find(session, who, secrets)
    return own.text if own else ""


def _find(session: Session, who: Participant, secrets: Sequence[str]) -> LivePledge | None:
    ids = [pledge_id(secret, who.id) for secret in secrets]
    return session.scalars(
        select(LivePledge).where(LivePledge.id.in_(ids)),
        execution_options={"populate_existing": True},
    ).first()


def written(session: Session, live: LiveSession) -> int:
    """How many have written one."""
    count = select(func.count()).where(LivePledge.session_id == live.id)
    return session.scalar(count) or 0


def to_release(session: Session, live: LiveSession) -> Sequence[LivePledge]:
    """All pledges, for the host to choose from, in the order of their ids; empty below the plan's
    minimum."""
    here = select(LivePledge).where(LivePledge.session_id == live.id).order_by(LivePledge.id)
    found = session.scalars(here).all()
    return found if len(found) >= live.plan.minimum else ()


def shown(session: Session, live: LiveSession) -> list[str]:
    """The pledges that the room sees."""
    return [pledge.text for pledge in to_release(session, live) if pledge.shown]


def release(session: Session, live: LiveSession, ids: Collection[str]) -> bool:
    """Show these pledges to the room and no others. False, and nothing changes, below the minimum.

    A pledge that was written since the host's page was made stays hidden.
    """
    locked = lock(session, live)
    if not to_release(session, locked):
        return False
    here = LivePledge.session_id == live.id
    chosen = LivePledge.id.in_(sorted(ids))
    session.execute(
        update(LivePledge).where(here).values(shown=chosen),
        execution_options={"synchronize_session": False},
    )
    session.expire_all()
    session.get_one(LiveSession, live.id).version += 1
    return True
