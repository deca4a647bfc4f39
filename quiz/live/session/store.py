"""Live sessions in the database: who hosts them, who joined them, and how they move.

All queries about live sessions are here, in ``votes`` and in ``archive``. An answer and a move both
lock the session's row: an answer is stored before the vote closes, or it is refused.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import case, delete, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quiz import clock
from quiz.live.session import hands, phones, questions, timer, votes
from quiz.live.session.models import (
    CODE_LENGTH,
    CODE_LETTERS,
    CoHost,
    LiveSession,
    Participant,
    lock,
)
from quiz.live.session.moves import Move, after_first_vote, moves
from quiz.live.session.phases import Phase, SessionState
from quiz.live.session.plan import Plan
from quiz.live.session.plan_jumps import jumps
from quiz.live.session.timer import GRACE_SECONDS, ClockMove
from quiz.people.models import Person
from quiz.settings import keys
from quiz.settings.keys import Purpose
from quiz.storage import database_clock
from quiz.storage.tables import upsert

MOST_DRAWS = 20
AFTER_FIRST_VOTE = {Phase.CLOSED, Phase.CERTAINTY, Phase.FIRST, Phase.DISCUSS}


class NoCodeLeft(Exception):
    """Every code that was drawn is in use. There are 47 million, so something else is wrong."""


def create(
    session: Session, host: Person, title: str, plan: Plan, today: date, *, rehearsal: bool = False
) -> LiveSession:
    """A new session in its lobby, with its own code. Raises NoCodeLeft."""
    made = select(func.coalesce(func.max(LiveSession.number), 0))
    number = (session.scalar(made.where(LiveSession.person_id == host.id)) or 0) + 1
    for _ in range(MOST_DRAWS):
        live = LiveSession(
            id=uuid4().hex,
            person_id=host.id,
            code="".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
            title=title,
            plan_text=plan.to_json(),
            opened_on=today,
            rehearsal=rehearsal,
            number=number,
        )
        try:
            with session.begin_nested():
                session.add(live)
        except IntegrityError:
            if by_code(session, live.code or "") is None:
                raise  # something else is wrong than a code in use
            continue
        return live
    raise NoCodeLeft


def _is_hosted_by(person: Person) -> Any:
    invited = select(CoHost.session_id).where(CoHost.person_id == person.id)
    return or_(LiveSession.person_id == person.id, LiveSession.id.in_(invited))


def hosted_by(session: Session, person: Person) -> Sequence[LiveSession]:
    """The sessions that a person hosts or co-hosts: open ones first, then the newest first."""
    ended_last = case((LiveSession.phase == Phase.END, 1), else_=0)
    newest = (LiveSession.opened_on.desc(), LiveSession.number.desc(), LiveSession.id)
    hosted = select(LiveSession).where(_is_hosted_by(person))
    return session.scalars(hosted.order_by(ended_last, *newest)).all()


def find(session: Session, person: Person, session_id: str) -> LiveSession | None:
    """A session, for its host or a co-host; None for anybody else."""
    this = select(LiveSession).where(LiveSession.id == session_id, _is_hosted_by(person))
    return session.scalar(this)


def phones_versions(session: Session, ids: Collection[str]) -> dict[str, int]:
    """The version of what phones show, of each of these sessions that exists."""
    version = (LiveSession.version - LiveSession.phones_unchanged).label("version")
    found = select(LiveSession.id, version).where(LiveSession.id.in_(sorted(ids)))
    return {row.id: row.version for row in session.execute(found)}


def unstarted_rehearsal(
    session: Session, host: Person, title: str, plan: Plan
) -> LiveSession | None:
    """A rehearsal of this plan that this host made and has not started: by a button pressed twice,
    or before they went back."""
    same = (LiveSession.title == title, LiveSession.plan_text == plan.to_json())
    mine = (LiveSession.person_id == host.id, LiveSession.rehearsal, *same)
    found = select(LiveSession).where(*mine, LiveSession.phase == Phase.LOBBY)
    return session.scalars(found.order_by(LiveSession.id)).first()


def cohosts(session: Session, live: LiveSession) -> Sequence[Person]:
    """The co-hosts, by name."""
    joined = select(Person).join(CoHost, CoHost.person_id == Person.id)
    here = joined.where(CoHost.session_id == live.id).order_by(Person.name, Person.id)
    return session.scalars(here).all()


def invite(session: Session, live: LiveSession, person: Person) -> None:
    """Make somebody a co-host. No change for a co-host, or for the host."""
    if person.id != live.person_id:
        upsert(session, CoHost, {"session_id": live.id, "person_id": person.id})


def uninvite(session: Session, live: LiveSession, person_id: str) -> None:
    """Remove a co-host."""
    this = (CoHost.session_id == live.id, CoHost.person_id == person_id)
    session.execute(delete(CoHost).where(*this))


def replace_plan(session: Session, live: LiveSession, plan: Plan) -> None:
    """Give the session another plan, but only while it is in the lobby and has asked nothing."""
    locked = lock(session, live)
    if locked.phase == Phase.LOBBY and not locked.state.votes:
        locked.plan_text = plan.to_json()


def move(
    session: Session,
    live: LiveSession,
    wanted: Move,
    version: int,
    today: date,
    *,
    removed: bool = False,
) -> LiveSession | None:
    """Move the session on. version: the one that the host saw. removed: as in ``moves.moves``.

    None, and nothing changes, when the session has moved since, from another device or by a button
    pressed twice, or when the move is not allowed in its state.
    """
    locked = lock(session, live)
    after_close = _after_close(session, locked)
    allowed = moves(locked.state, locked.plan, removed=removed, after_close=after_close)
    return _moved(session, locked, allowed.get(wanted), version, today)


def jump(
    session: Session, live: LiveSession, item: str, version: int, today: date
) -> LiveSession | None:
    """Go to another scenario of the plan, as ``move``. item: its id."""
    locked = lock(session, live)
    target = jumps(locked.state, locked.plan).get(item)
    return _moved(session, locked, target, version, today)


def _moved(
    session: Session, locked: LiveSession, target: SessionState | None, version: int, today: date
) -> LiveSession | None:
    if target is None or locked.screen_version != version:
        return None
    if Phase.LOBBY in (locked.phase, target.phase):
        locked.opened_on = today
    if target.phase == Phase.END:
        locked.code, locked.closed_on = None, today
        phones.forget(session, locked)
    if target.phase != Phase.LOBBY:
        kept_from = locked.closed_on or locked.opened_on
        locked.archive_on = kept_from + timedelta(days=locked.plan.days)
    if target != replace(locked.state, paused=target.paused):  # a pause only covers it
        questions.forget_shown(session, locked)
    now = database_clock.seconds(session)
    locked.timer = timer.after_move(locked.timer, locked.state, target, locked.plan, now)
    locked.closes_at = None
    locked.state = target
    locked.pause_until = None
    locked.changed()
    session.flush()
    return locked


def _after_close(session: Session, live: LiveSession) -> Phase:
    """What the room sees after the first vote on the current scenario."""
    state = live.state
    rounds = state.rounds(state.step)
    if state.phase not in AFTER_FIRST_VOTE or not rounds:
        return Phase.CERTAINTY
    item = live.plan.scenarios[state.step].item
    counts = votes.vote_counts(session, live, item, rounds[0]) or {}
    shown = hands.of_round(session, live, rounds[0]) is not None
    return after_first_vote(sum(counts.values()), hands=shown)


def set_clock(
    session: Session, live: LiveSession, wanted: ClockMove, version: int
) -> LiveSession | None:
    """Close soon, keep open, or give more time. None, and nothing changes, as in ``move``."""
    locked, now = lock(session, live), database_clock.seconds(session)
    allowed = timer.clock_moves(locked.state, locked.plan, locked.timer, locked.closes_at)
    if wanted not in allowed or locked.screen_version != version:
        return None
    closing = locked.closes_at
    locked.timer, locked.closes_at = timer.after_clock_move(wanted, locked.state, locked.timer, now)
    locked.changed(phones=locked.closes_at != closing)  # phones show no timer
    session.flush()
    return locked


def close_now(session: Session, live: LiveSession, version: int) -> LiveSession | None:
    """End the ten seconds in which a question closes: phones send at once what is complete, and
    the question closes a little later, as at their end.

    None, and nothing changes, where they are over or no question closes, where all phones that are
    here have answered, and where the host saw another version.
    """
    locked, now = lock(session, live), database_clock.seconds(session)
    if locked.screen_version != version or (locked.closes_at or 0) <= now:
        return None
    found = votes.counts(session, locked)
    if found.answered >= found.here:
        return None
    locked.closes_at = now
    locked.changed()
    session.flush()
    return locked


def due_to_close(session: Session, ids: Collection[str]) -> Sequence[LiveSession]:
    """Which of these sessions have a question whose ten seconds are over, by the database's clock:
    those of the nodes may differ."""
    closing = LiveSession.id.in_(sorted(ids)) & LiveSession.closes_at.is_not(None)
    found = session.scalars(select(LiveSession).where(closing)).all()
    over = database_clock.seconds(session) - GRACE_SECONDS if found else 0
    return [live for live in found if (live.closes_at or 0) <= over]


# Joining


def by_code(session: Session, code: str) -> LiveSession | None:
    """The open session with this code. code: as returned by ``codes.normalised``."""
    return session.scalar(select(LiveSession).where(LiveSession.code == code))


def participant_token(secret: str, browser: str, live: LiveSession) -> str:
    """A browser's token in one session: the same each time, and different in every session.

    Nothing that is stored links the tokens of two sessions; it takes the browser's own random
    number and the secret to do that.
    """
    return keys.keyed_hash(secret, Purpose.LIVE_TOKEN, f"{browser}:{live.id}").hex()


def participant_id(secret: str, token: str) -> str:
    """The participant's id for a token. The token cannot be found from the id."""
    return keys.keyed_hash(secret, Purpose.LIVE_PARTICIPANT, token).hex()


def find_participant(
    session: Session, id_: str, *, to_answer: bool
) -> tuple[Participant, LiveSession] | None:
    """A participant and their session. to_answer: lock the session's row against moves until the
    request ends; answers of other participants do not wait."""
    found = (
        select(Participant, LiveSession)
        .join(LiveSession, LiveSession.id == Participant.session_id)
        .where(Participant.id == id_)
    )
    if to_answer:
        found = found.with_for_update(read=True, of=LiveSession)
    row = session.execute(found, execution_options={"populate_existing": True}).one_or_none()
    return row and (row[0], row[1])


def join(session: Session, live: LiveSession, id_: str) -> None:
    """Add a participant. Joining twice makes one participant."""
    upsert(session, Participant, {"id": id_, "session_id": live.id})
    phones.come_back(session, id_, phones.minute_of(clock.seconds()))
