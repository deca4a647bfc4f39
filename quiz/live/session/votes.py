"""What a room answers: kept while it is asked, counted once it is closed.

Every vote and rating is stored once, however often it is sent.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, distinct, func, select
from sqlalchemy.orm import Session

from quiz.answers.record import Given
from quiz.live.session import aggregate
from quiz.live.session.aggregate import Confidence, Ratings, Votes
from quiz.live.session.models import LiveAnswer, LiveRating, LiveSession, Participant
from quiz.live.session.phases import MOST_VOTES, RATING
from quiz.tables import upsert
from quiz.vocabulary import Answer, Certainty, Moment, Strand


@dataclass(frozen=True)
class Counts:
    """How many joined, and how many of them answered what is asked now (0 when nothing is)."""

    joined: int
    answered: int


def answer(
    session: Session, live: LiveSession, who: Participant, round_: int, given: Given
) -> bool:
    """Store an answer, in place of an earlier one of the same round.

    The session's row is locked (``current_membership``), so no move comes in between. Returns
    False, and stores nothing, when that round is not open or asks another scenario. An answer that
    is stored already is acknowledged after the close, too: somebody pressed twice.
    """
    state = live.state
    asked = live.plan.scenarios[state.step]
    if not state.takes_answers or round_ != state.round or asked.item != given.item:
        return answered(session, who, given.item, round_) == given
    upsert(
        session,
        LiveAnswer,
        {
            **{"session_id": live.id, "participant_id": who.id},
            **{"item": given.item, "round": round_},
        },
        {"revision": given.revision, "option": given.option, "certainty": int(given.certainty)},
    )
    return True


def answered(session: Session, who: Participant, item: str, round_: int) -> Given | None:
    """What a participant answered in a round."""
    kept = session.get(LiveAnswer, (who.session_id, who.id, item, round_), populate_existing=True)
    if kept is None:
        return None
    return Given(kept.item, kept.revision, kept.option, Certainty(kept.certainty), look_up=False)


def rate(
    session: Session,
    live: LiveSession,
    who: Participant,
    moment: Moment,
    answers: Mapping[Strand, Answer],
) -> bool:
    """Keep the ratings of one moment in the place of earlier ones.

    ``live`` is held, as with answers. False, and nothing is kept, when they are not asked now;
    again as with answers, unless they are kept already.
    """
    if live.phase != moment.value:
        return ratings(session, who, moment) == answers
    of_moment = (
        LiveRating.session_id == live.id,
        LiveRating.participant_id == who.id,
        LiveRating.moment == moment,
    )
    # The same participant may send it twice at once: the row that stands for them lets one by one.
    session.get(Participant, who.id, with_for_update=True, populate_existing=True)
    session.execute(delete(LiveRating).where(*of_moment))
    session.add_all(
        LiveRating(
            session_id=live.id, participant_id=who.id, moment=moment, strand=strand, answer=said
        )
        for strand, said in answers.items()
    )
    session.flush()
    return True


def ratings(session: Session, who: Participant, moment: Moment) -> dict[Strand, Answer]:
    """What a participant said at one moment."""
    said = select(LiveRating.strand, LiveRating.answer).where(
        LiveRating.session_id == who.session_id,
        LiveRating.participant_id == who.id,
        LiveRating.moment == moment,
    )
    return {Strand(strand): Answer(answer) for strand, answer in session.execute(said)}


def counts(session: Session, live: LiveSession) -> Counts:
    """How many joined and how many answered what is asked now."""
    joined = select(func.count()).where(Participant.session_id == live.id)
    state = live.state
    answered = None
    if state.takes_answers:
        answered = select(func.count()).where(
            LiveAnswer.session_id == live.id,
            LiveAnswer.item == live.plan.scenarios[state.step].item,
            LiveAnswer.round == state.round,
        )
    elif state.phase in RATING:
        answered = select(func.count(distinct(LiveRating.participant_id))).where(
            LiveRating.session_id == live.id, LiveRating.moment == state.phase.value
        )
    return Counts(
        session.scalar(joined) or 0, (session.scalar(answered) or 0) if answered is not None else 0
    )


def chart(session: Session, live: LiveSession, item: str, round_: int) -> Votes | None:
    """What the room answered in a round, or None.

    None while the round is open, and for fewer answers than the plan's minimum, however often it is
    asked for (measurement.md 5.3, P8).
    """
    if not live.state.is_closed(round_):
        return None
    grouped = (
        select(LiveAnswer.option, LiveAnswer.certainty, func.count())
        .where(
            LiveAnswer.session_id == live.id,
            LiveAnswer.item == item,
            LiveAnswer.round == round_,
        )
        .group_by(LiveAnswer.option, LiveAnswer.certainty)
    )
    found = {(o, Certainty(level)): many for o, level, many in session.execute(grouped)}
    return found if sum(found.values()) >= live.plan.minimum else None


def matched(session: Session, live: LiveSession, item: str, rounds: Collection[int]) -> bool:
    """Whether the two votes on a scenario are of the same people (measurement.md 3.7 and 5.3, P8).

    Those who answered in one only must be nobody, or in each as many as the plan's minimum: what is
    told of a change would tell on them.
    """
    if len(rounds) < MOST_VOTES:
        return False
    here = (LiveAnswer.session_id == live.id, LiveAnswer.item == item, LiveAnswer.round.in_(rounds))
    once = (
        select(func.min(LiveAnswer.round).label("round"))
        .where(*here)
        .group_by(LiveAnswer.participant_id)
        .having(func.count() == 1)
        .subquery()
    )
    apart = session.scalars(select(func.count()).select_from(once).group_by(once.c.round))
    return all(many >= live.plan.minimum for many in apart)


def confidence(session: Session, live: LiveSession) -> Mapping[Moment, Confidence]:
    """What may be told of the confidence questions, before and after (measurement.md 5.3, P8).

    For whoever calls it: not while either is asked. From where both are closed, nothing leads back.
    """
    before, after = (_everybodys(session, live, moment) for moment in Moment)
    return aggregate.confidence(before, after, live.plan.minimum)


def _everybodys(session: Session, live: LiveSession, moment: Moment) -> Ratings:
    asked = select(LiveRating.participant_id, LiveRating.strand, LiveRating.answer).where(
        LiveRating.session_id == live.id, LiveRating.moment == moment
    )
    found: dict[str, dict[Strand, Answer]] = {}
    for participant, strand, answer in session.execute(asked):
        found.setdefault(participant, {})[Strand(strand)] = Answer(answer)
    return found
