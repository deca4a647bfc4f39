"""What people will do differently: one sentence from each phone, at the end of a session.

Nobody sees any until as many as the plan's minimum have written one. Then the host reads them and
chooses which the room sees. See ``anonymous`` for what is stored.
"""

import hashlib
from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from quiz.live.session.anonymous import AnonymousText, cleaned, is_sendable, text_rules
from quiz.live.session.models import LiveSession, Participant, lock
from quiz.live.session.phases import Phase
from quiz.settings import keys
from quiz.settings.keys import Purpose
from quiz.storage.tables import IN_ORDER_OF_ID, Base, boolean, upsert

MARK_LENGTH = 32
"""Hexadecimal digits."""


class LivePledge(AnonymousText, Base):
    """What one person will do differently.

    shown: whether the room sees it; None until the host has chosen, and again for a changed text.
    """

    __tablename__ = "live_pledge"
    __table_args__ = (*text_rules(), IN_ORDER_OF_ID)

    shown: Mapped[bool | None] = mapped_column(boolean("shown"))

    @property
    def mark(self) -> str:
        """A name for this text of this pledge, for the host's form: another text has another."""
        return hashlib.sha256(f"{self.id}:{self.text}".encode()).hexdigest()[:MARK_LENGTH]


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
    newest, *others = _find(session, who, secrets) or (None,)
    if newest is None or newest.text != text:
        id_ = newest.id if newest else pledge_id(secrets[0], who.id)
        upsert(
            session, LivePledge, {"id": id_}, {"session_id": live.id, "text": text, "shown": None}
        )
    for other in others:
        session.delete(other)
    return True


def of(session: Session, who: Participant, secrets: Sequence[str]) -> str:
    """A participant's own pledge, made with any of these keys, or an empty text."""
    return next((own.text for own in _find(session, who, secrets)), "")


def _find(session: Session, who: Participant, secrets: Sequence[str]) -> list[LivePledge]:
    """A participant's pledge: that of the newest key first. There are two if, while the keys were
    changed, a process that had no newer one stored it again."""
    ids = [pledge_id(secret, who.id) for secret in secrets]
    found = session.scalars(
        select(LivePledge).where(LivePledge.id.in_(ids)),
        execution_options={"populate_existing": True},
    ).all()
    return sorted(found, key=lambda pledge: ids.index(pledge.id))


def written(session: Session, live: LiveSession) -> int:
    """How many have written one."""
    count = select(func.count()).where(LivePledge.session_id == live.id)
    return session.scalar(count) or 0


def to_release(session: Session, live: LiveSession) -> Sequence[LivePledge]:
    """All pledges, for the host to choose from: first those that the host has not chosen about,
    each part in the order of the ids. Empty below the plan's minimum."""
    here = select(LivePledge).where(LivePledge.session_id == live.id)
    ordered = here.order_by(LivePledge.shown.is_not(None), LivePledge.id)
    found = session.scalars(ordered, execution_options={"populate_existing": True}).all()
    return found if len(found) >= live.plan.minimum else ()


def shown(session: Session, live: LiveSession) -> list[str]:
    """The pledges that the room sees."""
    return [pledge.text for pledge in to_release(session, live) if pledge.shown]


def release(
    session: Session, live: LiveSession, read: Collection[str], chosen: Collection[str]
) -> Sequence[LivePledge]:
    """Show what the host has read and chosen, and hide the rest of what the host has read.

    read, chosen: marks. A pledge that was written or changed since the host's page was made has
    another mark: it stays as it is, unless nothing is chosen, which hides all. Returns those of
    them that the room does not see. Nothing changes below the minimum.
    """
    locked = lock(session, live)
    found, before = to_release(session, locked), shown(session, locked)
    for pledge in found:
        if pledge.mark in read:
            pledge.shown = pledge.mark in chosen
        elif pledge.shown and not chosen:
            pledge.shown = False
    session.flush()
    if shown(session, locked) != before:
        locked.changed(phones=False)
        session.flush()
    return [pledge for pledge in found if pledge.mark not in read and not pledge.shown]


def shown_count(session: Session, live: LiveSession) -> int:
    """How many the room sees, where it sees any."""
    these = (LivePledge.session_id == live.id, LivePledge.shown.is_(True))
    return session.scalar(select(func.count()).where(*these)) or 0
