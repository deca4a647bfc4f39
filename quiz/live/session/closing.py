"""Closing a question after its ten seconds: the same move that the host's button makes."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from quiz.clock import today
from quiz.content import bank
from quiz.live.session import rehearsal, store
from quiz.live.session.moves import Move
from quiz.live.session.plan_scenarios import is_removed


def close_due(session: Session, ids: Collection[str]) -> int:
    """Close every question of these sessions whose ten seconds are over. Returns how many.

    Several processes may do this at once: the second finds another version, and changes nothing.
    """
    closed = 0
    for live in store.due_to_close(session, ids):
        removed = is_removed(bank(), live.plan, live.state)
        moved = store.move(session, live, Move.NEXT, live.version, today(), removed=removed)
        if moved:
            rehearsal.answer_open_question(session, moved, bank())
            closed += 1
    return closed
