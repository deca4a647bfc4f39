"""The votes and ratings of a session: stored while they are asked, counted once they are closed.

Each vote and rating is stored once, however often it is sent.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, distinct, exists, func, or_, select
from sqlalchemy.orm import Session

from quiz import clock
from quiz.answers.record import Given
from quiz.live.session import aggregate, phones, pledges, questions
from quiz.live.session.aggregate import Confidence, Ratings, VoteCounts
from quiz.live.session.models import LiveAnswer, LiveRating, LiveSession, Participant
from quiz.live.session.phases import RATING, Phase
from quiz.live.session.phones import LivePhone
from quiz.live.session.plan import MOST_VOTES
from quiz.storage.tables import upsert
from quiz.vocabulary import Answer, Certainty, Moment, Strand


@dataclass(frozen=True)
class Counts:
    """joined: how many took part. here: how many of them were seen lately or have answered the
    current question. answered: how many answered it, 0 when nothing is asked; at the end, how many
    have written a pledge. left: how many have left their phone to somebody else. questions: how
    many have been sent."""

    joined: int
    answered: int
    here: int
    left: int = 0
    questions: int = 0


def answer(
    session: Session, live: LiveSession, who: Participant, round_: int, given: Given
) -> bool:
    """Store an answer, instead of an earlier one in the same round.

    The row of ``live`` is locked: the session does not move until the request ends
    (``store.find_participant``). False, and nothing is stored, when that round is not open or asks
    another scenario. True also after the close for an answer that is stored already with the same
    values: somebody pressed twice.
    """
    state = live.state
    planned = live.plan.scenarios[state.step]
    if not state.takes_answers or round_ != state.round or planned.item != given.item:
        return answer_of(session, who, given.item, round_) == given
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


def answer_of(session: Session, who: Participant, item: str, round_: int) -> Given | None:
    """A participant's answer in a round."""
    row = session.get(LiveAnswer, (who.session_id, who.id, item, round_), populate_existing=True)
    if row is None:
        return None
    return Given(row.item, row.revision, row.option, Certainty(row.certainty), look_up=False)


def rate(
    session: Session,
    live: LiveSession,
    who: Participant,
    moment: Moment,
    answers: Mapping[Strand, Answer],
) -> bool:
    """Store the ratings of one moment, instead of earlier ones.

    The row of ``live`` is locked, as in ``answer``. False, and nothing is stored, when they are not
    asked now; True for ratings that are stored already, as in ``answer``.
    """
    if live.phase != moment.value:
        return ratings(session, who, moment) == answers
    of_moment = (
        LiveRating.session_id == live.id,
        LiveRating.participant_id == who.id,
        LiveRating.moment == moment,
    )
    # One participant may send this twice at once: the lock makes the second request wait.
    session.get(Participant, who.id, with_for_update=True, populate_existing=True)
    session.execute(delete(LiveRating).where(*of_moment))
    session.add_all(
        LiveRating(
            session_id=live.id, participant_id=who.id, moment=moment, strand=strand, answer=chosen
        )
        for strand, chosen in answers.items()
    )
    session.flush()
    return True


def ratings(session: Session, who: Participant, moment: Moment) -> dict[Strand, Answer]:
    """A participant's ratings at one moment."""
    stored = select(LiveRating.strand, LiveRating.answer).where(
        LiveRating.session_id == who.session_id,
        LiveRating.participant_id == who.id,
        LiveRating.moment == moment,
    )
    found = session.execute(stored.order_by(LiveRating.strand))
    return {Strand(strand): Answer(answer) for strand, answer in found}


def counts(session: Session, live: LiveSession) -> Counts:
    """How many joined, how many of them are here, and how many answered the current question."""
    joined = select(func.count()).where(Participant.session_id == live.id)
    people = session.scalar(joined) or 0
    if live.state.phase == Phase.END:
        return Counts(people, pledges.written(session, live), people)
    here: ColumnElement[bool] = exists().where(
        LivePhone.participant_id == Participant.id,
        LivePhone.minute >= phones.minute_of(clock.seconds()) - 1,
    )
    answered = 0
    if asked := _who_answered(live):
        who, those = asked
        answered = session.scalar(select(func.count(distinct(who))).where(*those)) or 0
        here = or_(here, exists().where(who == Participant.id, *those))
    # The made-up participants of a rehearsal have no phones.
    present = people if live.rehearsal else session.scalar(joined.where(here)) or 0
    left, sent = session.execute(select(phones.left(live), questions.sent(live))).one()
    return Counts(people, answered, present, left, sent)


def _who_answered(live: LiveSession) -> tuple[Any, tuple[ColumnElement[bool], ...]] | None:
    """The column of participants who answered the current question, and the conditions for it."""
    state = live.state
    if state.takes_answers:
        return LiveAnswer.participant_id, (
            LiveAnswer.session_id == live.id,
            LiveAnswer.item == live.plan.scenarios[state.step].item,
            LiveAnswer.round == state.round,
        )
    if state.phase in RATING:
        return LiveRating.participant_id, (
            LiveRating.session_id == live.id,
            LiveRating.moment == state.phase.value,
        )
    return None


def vote_counts(session: Session, live: LiveSession, item: str, round_: int) -> VoteCounts | None:
    """The counts of one vote.

    None while the round is open, and below the plan's minimum of answers. A closed round never
    changes, so asking again gives nothing more (measurement.md 5.3, P8).
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
        .order_by(LiveAnswer.option, LiveAnswer.certainty)
    )
    found = {(option, Certainty(level)): n for option, level, n in session.execute(grouped)}
    return found if sum(found.values()) >= live.plan.minimum else None


def is_matched(session: Session, live: LiveSession, item: str, rounds: Collection[int]) -> bool:
    """Whether exactly the same people answered both votes on a scenario."""
    if len(rounds) < MOST_VOTES:
        return False
    here = (LiveAnswer.session_id == live.id, LiveAnswer.item == item, LiveAnswer.round.in_(rounds))
    only_once = (
        select(LiveAnswer.participant_id)
        .where(*here)
        .group_by(LiveAnswer.participant_id)
        .having(func.count() == 1)
    )
    return session.scalar(only_once.limit(1)) is None


def confidence(session: Session, live: LiveSession) -> Mapping[Moment, Confidence]:
    """The ratings that may be shown, before and after (measurement.md 5.3, P8).

    Call it only once both are closed: after that no move leads back to them.
    """
    before, after = (_all_ratings(session, live, moment) for moment in Moment)
    return aggregate.confidence(before, after, live.plan.minimum)


def _all_ratings(session: Session, live: LiveSession, moment: Moment) -> Ratings:
    stored = select(LiveRating.participant_id, LiveRating.strand, LiveRating.answer).where(
        LiveRating.session_id == live.id, LiveRating.moment == moment
    )
    stored = stored.order_by(LiveRating.participant_id, LiveRating.strand)
    found: dict[str, dict[Strand, Answer]] = {}
    for participant, strand, answer in session.execute(stored):
        found.setdefault(participant, {})[Strand(strand)] = Answer(answer)
    return found
