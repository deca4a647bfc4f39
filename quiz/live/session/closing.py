"""Closing a question after its ten seconds: the same move that the host's button makes."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from quiz.clock import today
from quiz.content import bank
from quiz.live.session import store
from quiz.live.session.moves import Move
from quiz.live.session.press import press


def close_due(session: Session, ids: Collection[str]) -> int:
    """Close every question of these sessions whose ten seconds are over. Returns how many.

    Several processes may do this at once: the second finds another version, and changes nothing.
    """
    closed = 0
    for live in store.due_to_close(session, ids):
        if press(session, live, bank(), Move.NEXT, live.screen_version, today()):
            closed += 1
    return closed
