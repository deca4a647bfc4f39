"""From raw answers to sums: what stays of a session, for how long, and how it goes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from quiz.bank.items import Bank
from quiz.content import bank
from quiz.database import empty_log_after_commit
from quiz.live.session import aggregate
from quiz.live.session.aggregate import Summed, Voted
from quiz.live.session.models import LiveAnswer, LiveRating, LiveSession, LiveSums, Participant
from quiz.live.session.phases import Phase, ended
from quiz.live.session.votes import chart, confidence, matched
from quiz.people.models import Person

Best = Mapping[tuple[str, int], str]
"""The best option of each scored scenario, by id and revision."""


def best(bank: Bank) -> Best:
    """The best option of everything that was ever asked and is scored."""
    return {key: item.best for key, item in bank.kept.items()}


def sums(session: Session, live: LiveSession) -> Summed:
    """What may be shown of a session afterwards: of its answers, or of what was kept of them."""
    kept = session.get(LiveSums, live.id)
    return aggregate.from_json(kept.sums) if kept else _counted(session, live)


def is_archived(session: Session, live: LiveSession) -> bool:
    """Whether the answers are gone and the sums are what is left."""
    return session.get(LiveSums, live.id) is not None


def ended_on(live: LiveSession) -> date:
    """The day on which it ended; of one that nobody has ended, the day on which it was begun."""
    return live.closed_on or live.opened_on


def archives_on(live: LiveSession) -> date:
    """The day on which the answers go. Until it is begun, as if it were begun and ended at once."""
    return live.archive_on or ended_on(live) + timedelta(days=live.plan.days)


def keep_for(live: LiveSession, days: int) -> None:
    """Let the answers go so many days after the end."""
    live.archive_on = ended_on(live) + timedelta(days=days)


def _counted(session: Session, live: LiveSession) -> Summed:
    plan, state = live.plan, live.state
    joined = select(func.count()).where(Participant.session_id == live.id)
    return Summed(
        joined=session.scalar(joined) or 0,
        asked=tuple(
            Voted(
                one.item,
                one.revision,
                tuple(chart(session, live, one.item, round_) for round_ in state.rounds(step)),
                matched(session, live, one.item, state.rounds(step)),
            )
            for step, one in enumerate(plan.scenarios)
        ),
        confidence=confidence(session, live),
    )


def archive(session: Session, live: LiveSession, best: Best, today: date) -> None:
    """Keep the sums and delete the answers and whoever gave them; once is enough.

    A session that is still open ends with it.
    """
    empty_log_after_commit(session)
    held = session.get_one(LiveSession, live.id, with_for_update=True, populate_existing=True)
    if held.phase != Phase.END:
        _end(held, today)
    if not is_archived(session, held):
        kept = aggregate.to_json(_counted(session, held), best)
        session.add(LiveSums(session_id=held.id, sums=kept))
        session.flush()
    for table in (LiveAnswer, LiveRating, Participant):
        session.execute(delete(table).where(table.session_id == held.id))


def _end(live: LiveSession, today: date) -> None:
    live.code, live.closed_on = None, today
    live.state, live.timer = ended(live.state), None
    live.version += 1


def forget(session: Session, live: LiveSession) -> None:
    """Delete a session and everything in it, sums and all."""
    empty_log_after_commit(session)
    session.execute(delete(LiveSession).where(LiveSession.id == live.id))


def over_before(session: Session, day: date) -> Sequence[LiveSession]:
    """Every session that ended before a day; of those that nobody has ended, that began, or were
    made and never begun, before it."""
    on = func.coalesce(LiveSession.closed_on, LiveSession.opened_on)
    wanted = select(LiveSession).where(on < day)
    return session.scalars(wanted.order_by(on, LiveSession.title, LiveSession.id)).all()


def of(session: Session, host: Person) -> Sequence[LiveSession]:
    """The sessions that would go with their host's account; those of co-hosts are others'."""
    return session.scalars(select(LiveSession).where(LiveSession.person_id == host.id)).all()


def archive_due(session: Session, today: date) -> int:
    """Archive every session whose day has come, and delete rehearsals that are over.

    Says how many sessions were archived. A rehearsal that nobody ended goes the day after. Within
    an app, whose content says which answers are the best.
    """
    over = or_(LiveSession.phase == Phase.END, LiveSession.opened_on < today)
    session.execute(delete(LiveSession).where(LiveSession.rehearsal, over))
    due = session.scalars(select(LiveSession).where(_is_due(today))).all()
    for live in due:
        archive(session, live, best(bank()), today)
    return len(due)


def _is_due(today: date) -> ColumnElement[bool]:
    archived: Any = exists().where(LiveSums.session_id == LiveSession.id)
    return and_(~archived, LiveSession.archive_on <= today)


def raise_minimum(session: Session, live: LiveSession, minimum: int) -> bool:
    """Ask for more answers before a chart is shown; told to whoever joins from then on.

    False, and nothing changes, for a lower one, once the first answer came (P7), and after the end.
    """
    held = session.get_one(LiveSession, live.id, with_for_update=True, populate_existing=True)
    if held.phase == Phase.END or minimum < held.plan.minimum or has_answers(session, held):
        return False
    held.plan_text = replace(held.plan, minimum=minimum).to_json()
    held.version += 1
    return True


def has_answers(session: Session, live: LiveSession) -> bool:
    """Whether anybody has answered anything."""
    return any(
        session.scalar(select(exists().where(table.session_id == live.id)))
        for table in (LiveAnswer, LiveRating)
    )
