"""What the watcher reads: whether anything changed, and what was said before and after."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quiz.live.models import LiveRating, LiveSession
from quiz.live.phases import Phase
from quiz.vocabulary import Answer, Moment

Said = Mapping[tuple[str, Answer], int]
"""How many gave each answer to each strand's confidence question."""


def versions(session: Session, ids: Collection[str]) -> dict[str, int]:
    """The version of each session that there still is."""
    found = select(LiveSession.id, LiveSession.version).where(LiveSession.id.in_(sorted(ids)))
    return {row.id: row.version for row in session.execute(found)}


def said(session: Session, live: LiveSession) -> tuple[Said, Said] | None:
    """What the room said of its confidence before and after, each whole; None where not shown.

    Not before both are closed, nor for fewer people than the plan's minimum in either
    (measurement.md 5.3, P8). Nobody is followed from one to the other: these are two shares.
    """
    if live.state.phase not in (Phase.CHANGE, Phase.END):
        return None
    minimum = live.plan.minimum
    if min(_people(session, live, moment) for moment in Moment) < minimum:
        return None
    before, after = (_said(session, live, moment) for moment in (Moment.BEFORE, Moment.AFTER))
    return before, after


def _people(session: Session, live: LiveSession, moment: Moment) -> int:
    """How many answered at one moment."""
    who = select(func.count(LiveRating.participant_id.distinct())).where(
        LiveRating.session_id == live.id, LiveRating.moment == moment
    )
    return session.scalar(who) or 0


def _said(session: Session, live: LiveSession, moment: Moment) -> Said:
    grouped = (
        select(LiveRating.strand, LiveRating.answer, func.count())
        .where(LiveRating.session_id == live.id, LiveRating.moment == moment)
        .group_by(LiveRating.strand, LiveRating.answer)
    )
    return {(strand, Answer(answer)): many for strand, answer, many in session.execute(grouped)}
