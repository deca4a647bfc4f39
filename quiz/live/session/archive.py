"""How long a session's answers are kept, what stays after them, and how a session is deleted."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from quiz.bank.items import Bank
from quiz.content import bank
from quiz.live.session import aggregate, hands, plan_templates, votes
from quiz.live.session.aggregate import ScenarioVotes, SessionAggregate
from quiz.live.session.hands import LiveHands
from quiz.live.session.models import (
    CoHost,
    LiveAnswer,
    LiveRating,
    LiveSession,
    LiveSums,
    Participant,
    lock,
)
from quiz.live.session.moves import ended
from quiz.live.session.phases import ASKING, LATER_VOTE, Phase
from quiz.live.session.phones import LivePhone
from quiz.live.session.pledges import LivePledge
from quiz.live.session.questions import LiveQuestion
from quiz.people import audit
from quiz.people.models import Person
from quiz.storage.database import empty_log_after_commit
from quiz.vocabulary import AuditAction

log = logging.getLogger(__name__)
BestOptions = Mapping[tuple[str, int], str]
"""The best option of each scored scenario, by id and revision."""


def best_options(bank: Bank) -> BestOptions:
    """The best option of every scored scenario in the bank, in every revision."""
    return {key: item.best for key, item in bank.kept.items()}


def session_aggregate(session: Session, live: LiveSession) -> SessionAggregate:
    """What may be shown of a session after it: from its answers, or from the stored sums."""
    stored = session.get(LiveSums, live.id)
    return aggregate.from_json(stored.sums) if stored else _count(session, live)


def is_archived(session: Session, live: LiveSession) -> bool:
    """Whether the answers are deleted and only the sums are left."""
    return session.get(LiveSums, live.id) is not None


def ended_on(live: LiveSession) -> date:
    """The day on which it ended; while nobody has ended it, the day on which it started."""
    return live.closed_on or live.opened_on


def archives_on(live: LiveSession) -> date:
    """The day on which the answers are deleted; before the start, counted from the day on which the
    session was made."""
    return live.archive_on or ended_on(live) + timedelta(days=live.plan.days)


def set_retention_days(live: LiveSession, days: int) -> None:
    """Set the day on which the answers are deleted: ``days`` after the end."""
    live.archive_on = ended_on(live) + timedelta(days=days)


def _count(session: Session, live: LiveSession) -> SessionAggregate:
    joined = select(func.count()).where(Participant.session_id == live.id)
    return SessionAggregate(
        joined=session.scalar(joined) or 0,
        scenarios=tuple(
            _scenario_votes(session, live, step) for step in range(len(live.plan.scenarios))
        ),
        confidence=votes.confidence(session, live),
    )


def _scenario_votes(session: Session, live: LiveSession, step: int) -> ScenarioVotes:
    planned, rounds = live.plan.scenarios[step], live.state.rounds(step)
    later = live.state.numbered_rounds(step).get(LATER_VOTE, 0)
    return ScenarioVotes(
        planned.item,
        planned.revision,
        tuple(votes.vote_counts(session, live, planned.item, round_) for round_ in rounds),
        votes.is_matched(session, live, planned.item, rounds),
        votes.vote_counts(session, live, planned.item, later),
        live.state.later_votes(step),
        any(vote.step == step and vote.left_out for vote in live.state.votes),
    )


def archive(session: Session, live: LiveSession, best: BestOptions, today: date) -> None:
    """Store the sums and delete the answers and the participants. Doing it again changes nothing.

    A session that is still open is ended first.
    """
    empty_log_after_commit(session)
    locked = lock(session, live)
    if locked.phase != Phase.END:
        _end(locked, today)
    if not is_archived(session, locked):
        sums = aggregate.to_json(_count(session, locked), best)
        session.add(LiveSums(session_id=locked.id, sums=sums))
        session.flush()
    for table in (LiveAnswer, LiveRating, LivePhone, LivePledge, LiveQuestion, Participant):
        session.execute(delete(table).where(table.session_id == locked.id))
    hands.forget_few(session, locked)


def _end(live: LiveSession, today: date) -> None:
    live.code, live.closed_on = None, today
    live.state, live.timer, live.closes_at = ended(live.state), None, None
    live.changed()


def delete_session(session: Session, live: LiveSession) -> None:
    """Delete a session and everything in it, its sums included."""
    empty_log_after_commit(session)
    session.execute(delete(LiveSession).where(LiveSession.id == live.id))


def ended_before(session: Session, day: date) -> Sequence[LiveSession]:
    """The sessions that ended before a day; of those that nobody has ended, the ones that started,
    or were made and never started, before it."""
    on = func.coalesce(LiveSession.closed_on, LiveSession.opened_on)
    wanted = select(LiveSession).where(on < day)
    return session.scalars(wanted.order_by(on, LiveSession.title, LiveSession.id)).all()


def owned_by(session: Session, host: Person) -> Sequence[LiveSession]:
    """The sessions that are deleted with their host's account. A co-host owns none of them."""
    owned = select(LiveSession).where(LiveSession.person_id == host.id)
    return session.scalars(owned.order_by(LiveSession.id)).all()


def hand_over(session: Session, actor: Person | None, left: Person, to: Person, day: date) -> None:
    """Make ``to`` the host of every session of ``left``, and the owner of every template.

    A host of a session is not also its co-host. Recorded in the audit trail.
    """
    of_left = select(LiveSession.id).where(LiveSession.person_id == left.id)
    both = CoHost.person_id == to.id, CoHost.session_id.in_(of_left)
    session.execute(delete(CoHost).where(*both))
    for live in owned_by(session, left):
        live.person_id = to.id
    plan_templates.hand_over(session, left, to)
    session.flush()
    audit.record(session, actor, AuditAction.LIVE_HANDED_OVER, f"{left.id} {to.id}", day)


def archive_due(session: Session, today: date) -> int:
    """Archive every session that is due, and delete rehearsals that are over.

    Returns how many sessions were archived. A rehearsal that nobody has ended is deleted the day
    after. It needs an app context, because the content says which answers are the best.
    """
    over = or_(LiveSession.phase == Phase.END, LiveSession.opened_on < today)
    rehearsals = delete(LiveSession).where(LiveSession.rehearsal, over).returning(LiveSession.id)
    if deleted := len(session.scalars(rehearsals).all()):
        log.warning("%d rehearsals that are over are deleted", deleted)
    due = session.scalars(select(LiveSession).where(_is_due(today)).order_by(LiveSession.id)).all()
    for live in due:
        archive(session, live, best_options(bank()), today)
    if due:
        log.warning("the answers of %d live sessions are deleted; their figures stay", len(due))
    return len(due)


def _is_due(today: date) -> ColumnElement[bool]:
    archived: Any = exists().where(LiveSums.session_id == LiveSession.id)
    return and_(~archived, LiveSession.archive_on <= today)


def raise_minimum(session: Session, live: LiveSession, minimum: int) -> bool:
    """Require more answers before a chart is shown. People who join from now on see the new
    number.

    False, and nothing changes: for a lower number, after the first answer (P7), and after the end.
    """
    locked = lock(session, live)
    if locked.phase == Phase.END or minimum < locked.plan.minimum or has_answers(session, locked):
        return False
    if minimum > locked.plan.minimum:
        locked.plan_text = replace(locked.plan, minimum=minimum).to_json()
        locked.changed(screen=locked.phase not in ASKING | {Phase.LOBBY})
    return True


def has_answers(session: Session, live: LiveSession) -> bool:
    """Whether anybody has answered anything, on a phone, by hand or on paper."""
    return any(
        session.scalar(select(exists().where(table.session_id == live.id)))
        for table in (LiveAnswer, LiveRating, LiveHands)
    )
