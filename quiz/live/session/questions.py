"""Questions to the host from phones, without a name, while a session runs.

Phones may send them only once the host has allowed it. The host sees each at once, and the room
sees the one that the host puts on its screen, and no other. See ``anonymous`` for what is stored.
"""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import ScalarSelect, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from quiz.live.session.anonymous import AnonymousText, cleaned, is_sendable, text_rules
from quiz.live.session.models import LiveSession, Participant, lock
from quiz.live.session.phases import Phase
from quiz.settings import keys
from quiz.settings.keys import Purpose
from quiz.storage.tables import IN_ORDER_OF_ID, Base, one_of

MOST_QUESTIONS = 5
"""From one phone in one session."""


class QuestionState(StrEnum):
    """What the host has done with a question. shown: the room's screen shows it now."""

    NEW = "new"
    SHOWN = "shown"
    ANSWERED = "answered"
    HIDDEN = "hidden"


class QuestionMove(StrEnum):
    """What a host may do about questions on the room's screen."""

    TAKE_OFF = "take_off"


class LiveQuestion(AnonymousText, Base):
    """One question."""

    __tablename__ = "live_question"
    __table_args__ = (*text_rules(), one_of("state", QuestionState), IN_ORDER_OF_ID)

    state: Mapped[str] = mapped_column(String(8), default=QuestionState.NEW)


def question_ids(secret: str, participant_id: str) -> list[str]:
    """The ids that a participant's questions can have. The participant cannot be found from one."""
    numbered = (f"{participant_id}:{number}" for number in range(1, MOST_QUESTIONS + 1))
    return [keys.keyed_hash(secret, Purpose.LIVE_QUESTION, text).hex() for text in numbered]


def are_taken(live: LiveSession) -> bool:
    """Whether phones may send questions now."""
    return live.takes_questions and live.phase != Phase.END


def ask(
    session: Session, live: LiveSession, who: Participant, secrets: Sequence[str], text: str
) -> bool:
    """Store a question. The same text from the same phone is stored once.

    secrets: the newest key first; questions that an older key made count, too. False, and nothing
    is stored, while questions are not taken, for an empty or too long text, and after
    ``MOST_QUESTIONS`` from this phone.
    """
    text = cleaned(text)
    if not are_taken(live) or not is_sendable(text):
        return False
    # One participant may send this twice at once: the lock makes the second request wait.
    session.get(Participant, who.id, with_for_update=True, populate_existing=True)
    sent = _find(session, who, secrets)
    if text in sent.values():
        return True
    if len(sent) >= MOST_QUESTIONS:
        return False
    id_ = next(id_ for id_ in question_ids(secrets[0], who.id) if id_ not in sent)
    session.add(LiveQuestion(id=id_, session_id=live.id, text=text, state=QuestionState.NEW))
    session.flush()
    return True


def of(session: Session, who: Participant, secrets: Sequence[str]) -> list[str]:
    """A participant's own questions, made with any of these keys."""
    return list(_find(session, who, secrets).values())


def _find(session: Session, who: Participant, secrets: Sequence[str]) -> dict[str, str]:
    """The same by their ids, those of the oldest key first. While keys are changed there may be
    gaps, and more than ``MOST_QUESTIONS``: a process that has no newer key cannot find all."""
    ids = [id_ for secret in reversed(secrets) for id_ in question_ids(secret, who.id)]
    found = select(LiveQuestion.id, LiveQuestion.text).where(LiveQuestion.id.in_(sorted(ids)))
    texts = {row.id: row.text for row in session.execute(found)}
    return {id_: texts[id_] for id_ in ids if id_ in texts}


def of_session(session: Session, live: LiveSession) -> Sequence[LiveQuestion]:
    """All questions, for the host, in the order of their ids."""
    here = select(LiveQuestion).where(LiveQuestion.session_id == live.id)
    return session.scalars(here.order_by(LiveQuestion.id)).all()


def on_screen(session: Session, live: LiveSession) -> str:
    """The question that the room sees; empty if there is none, in a pause, and after the end."""
    if live.paused or live.phase == Phase.END:
        return ""
    shown = (LiveQuestion.session_id == live.id, LiveQuestion.state == QuestionState.SHOWN)
    return session.scalar(select(LiveQuestion.text).where(*shown).order_by(LiveQuestion.id)) or ""


def answered_or_not(session: Session, live: LiveSession) -> tuple[list[str], list[str]]:
    """The texts of the questions that the host has marked as answered, and of the others that are
    not hidden."""
    found = of_session(session, live)
    by_state = {state: [q.text for q in found if q.state == state] for state in QuestionState}
    waiting = by_state[QuestionState.SHOWN] + by_state[QuestionState.NEW]
    return by_state[QuestionState.ANSWERED], waiting


def set_state(session: Session, live: LiveSession, id_: str, state: QuestionState) -> bool:
    """Do something with one question. False, and nothing changes, if the session has none such, and
    where a session that has ended would show it."""
    locked = lock(session, live)
    found = session.get(LiveQuestion, id_, populate_existing=True)
    if found is None or found.session_id != live.id:
        return False
    if state == QuestionState.SHOWN and locked.phase == Phase.END:
        return False  # from a page that was opened before the end
    before = on_screen(session, locked)
    if state == QuestionState.SHOWN:
        forget_shown(session, locked)
        session.refresh(found)
    found.state = state
    session.flush()
    locked.changed(screen=on_screen(session, locked) != before, phones=False)
    session.flush()
    return True


def take_off(session: Session, live: LiveSession) -> None:
    """Take the question off the room's screen."""
    locked = lock(session, live)
    shown = on_screen(session, locked)
    if forget_shown(session, locked):
        locked.changed(screen=bool(shown), phones=False)


def forget_shown(session: Session, live: LiveSession) -> bool:
    """The same, for a caller that has locked the session and counts its version. Returns whether
    there was one."""
    shown = (LiveQuestion.session_id == live.id, LiveQuestion.state == QuestionState.SHOWN)
    changed = update(LiveQuestion).where(*shown).values(state=QuestionState.NEW)
    found = session.scalars(changed.returning(LiveQuestion.id)).all()
    return bool(found)


def allow(session: Session, live: LiveSession, taken: bool) -> None:
    """Let phones send questions, or not."""
    locked = lock(session, live)
    if locked.takes_questions != taken:
        locked.takes_questions = taken
        locked.changed(screen=False, phones=locked.phase != Phase.END)


def sent(live: LiveSession) -> ScalarSelect[int]:
    """How many have been sent, as a part of a query."""
    return select(func.count()).where(LiveQuestion.session_id == live.id).scalar_subquery()
