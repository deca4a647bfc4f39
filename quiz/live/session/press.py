"""A host presses a button, on the host's page or on the room's screen."""

from datetime import date

from sqlalchemy.orm import Session

from quiz.bank.items import Bank
from quiz.live.session import archive, rehearsal, store
from quiz.live.session.models import LiveSession
from quiz.live.session.moves import Move
from quiz.live.session.phases import Phase
from quiz.live.session.plan_scenarios import current_plan, is_removed


def press(
    session: Session, live: LiveSession, bank: Bank, wanted: Move, version: int, today: date
) -> LiveSession | None:
    """Move the session on; None, and nothing changes, as in ``store.move``.

    A session that starts asks the current revisions of its scenarios. In a rehearsal the made-up
    participants answer; once it has ended, it is deleted.
    """
    if live.phase == Phase.LOBBY:
        store.replace_plan(session, live, current_plan(bank, live.plan))
    removed = is_removed(bank, live.plan, live.state)
    moved = store.move(session, live, wanted, version, today, removed=removed)
    if moved is None:
        return None
    rehearsal.answer_open_question(session, moved, bank)
    if is_over(moved):
        archive.delete_session(session, moved)
    return moved


def is_over(live: LiveSession) -> bool:
    """Whether this was a rehearsal that has ended: nothing is left of it."""
    return live.rehearsal and live.phase == Phase.END
