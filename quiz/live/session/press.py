"""A host presses a button, on the host's page or on the room's screen."""

from datetime import date

from sqlalchemy.orm import Session

from quiz.bank.items import Bank
from quiz.live.session import archive, questions, rehearsal, store
from quiz.live.session.models import LiveSession, lock
from quiz.live.session.moves import Move
from quiz.live.session.phases import Phase
from quiz.live.session.plan_scenarios import current_plan, is_removed
from quiz.live.session.questions import QuestionMove
from quiz.live.session.timer import ClockMove

Press = Move | ClockMove | QuestionMove
"""What a button may ask for."""


def known_press(text: str | None) -> Press | None:
    """The value of a button; None for anything else."""
    kinds: tuple[type[Press], ...] = (Move, ClockMove, QuestionMove)
    return next((kind(text) for kind in kinds if text in list(kind)), None)


def press(
    session: Session,
    live: LiveSession,
    bank: Bank,
    wanted: Press,
    version: int,
    today: date,
) -> LiveSession | None:
    """Move the session on, or change its clock; None, and nothing changes, as in ``store.move``.

    A session that starts asks the current revisions of its scenarios. The next step while a
    question closes lets phones send first what is complete. In a rehearsal the made-up participants
    answer; once it has ended, it is deleted.
    """
    if isinstance(wanted, QuestionMove):
        return _take_off(session, live, version)
    if isinstance(wanted, ClockMove):
        return store.set_clock(session, live, wanted, version)
    is_closing = wanted == Move.NEXT and live.closes_at
    if is_closing and (closing := store.close_now(session, live, version)):
        return closing
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


def _take_off(session: Session, live: LiveSession, version: int) -> LiveSession | None:
    """Take the question that the host saw off the room's screen."""
    locked = lock(session, live)
    if locked.screen_version != version:
        return None
    questions.take_off(session, locked)
    return locked


def is_over(live: LiveSession) -> bool:
    """Whether this was a rehearsal that has ended: nothing is left of it."""
    return live.rehearsal and live.phase == Phase.END
