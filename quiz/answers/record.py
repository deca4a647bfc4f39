"""The only module that changes attempts.

Each function may be called twice with the same answer and stores it once. A request that changes
an attempt locks its row (``lock``) until it ends, so that two tabs cannot interleave.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, and_, bindparam, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quiz.answers.models import Attempt, AttemptItem, Rating, Response, SurveyAnswer
from quiz.retention import CHECK
from quiz.storage.database import empty_log_after_commit
from quiz.storage.tables import upsert
from quiz.vocabulary import Answer, Certainty, Length, Moment, Strand, When

log = logging.getLogger(__name__)


class Given(NamedTuple):
    """Option and certainty for one scenario, in the revision that was shown."""

    item: str
    revision: int
    option: str
    certainty: Certainty
    look_up: bool


# Built once: building takes longer than the database does.
_ATTEMPT = select(Attempt).where(Attempt.id == bindparam("attempt_id"))
_LOCKED_ATTEMPT = _ATTEMPT.with_for_update()


def new_id() -> str:
    """A random id: 122 random bits, without time, machine or order."""
    return uuid4().hex


def start(
    session: Session,
    attempt_id: str,
    form: str,
    length: Length,
    feedback: When,
    today: date,
    *,
    about_done: bool = False,
    stand_done: bool = False,
    survey_first: bool = False,
    copy_allowed: bool = True,
) -> None:
    """Store a new attempt under the id from its start page, once.

    Survey pages that this attempt leaves out count as done. survey_first: ask about oneself before
    the scenarios. copy_allowed: False for a form whose best answers were seen before: only first
    answers may go into a box.
    """
    _store_once(
        session,
        Attempt(
            id=attempt_id,
            form=form,
            length=length,
            feedback=feedback,
            started_on=today,
            about_done=about_done,
            stand_done=stand_done,
            survey_first=survey_first,
            copy_allowed=copy_allowed,
        ),
    )


def start_second_look(
    session: Session, attempt_id: str, form: str, feedback: When, items: Sequence[str], today: date
) -> Attempt:
    """Store a second look with the ids of its scenarios, once, and return it.

    It is a separate attempt with the form of the one that it follows, and no other link to it.
    The survey is not asked again, so its pages count as done.
    """
    return _store_once(
        session,
        Attempt(
            id=attempt_id,
            form=form,
            length=Length.SECOND,
            feedback=feedback,
            started_on=today,
            about_done=True,
            stand_done=True,
            items=[
                AttemptItem(number=number, item=item) for number, item in enumerate(items, start=1)
            ],
        ),
    )


def _store_once(session: Session, attempt: Attempt) -> Attempt:
    """Store the attempt, or return the one that is already stored under its id, unchanged."""
    if stored := session.get(Attempt, attempt.id):
        return stored
    try:
        with session.begin_nested():
            session.add(attempt)
    except IntegrityError:
        if stored := session.get(Attempt, attempt.id):
            return stored
        raise
    return attempt


def find(session: Session, attempt_id: str) -> Attempt | None:
    """The attempt, for reading."""
    return session.scalar(_ATTEMPT, {"attempt_id": attempt_id})


def lock(session: Session, attempt_id: str) -> Attempt | None:
    """The attempt, for writing: its row is locked until the request ends."""
    return session.scalar(_LOCKED_ATTEMPT, {"attempt_id": attempt_id})


def find_by_return_hash(session: Session, return_hash: str) -> Attempt | None:
    """The attempt that was saved under this keyed hash."""
    return session.scalar(select(Attempt).where(Attempt.return_hash == return_hash))


def answer_about(session: Session, attempt: Attempt, answers: Mapping[str, str | None]) -> None:
    """Store the answers to the questions about oneself; their page is done."""
    _change(session, attempt, about_done=True)
    _answer_survey(session, attempt, answers)


def answer_stand(session: Session, attempt: Attempt, answers: Mapping[str, str | None]) -> None:
    """Store the answers to *where do you stand*; its page is done."""
    _change(session, attempt, stand_done=True)
    _answer_survey(session, attempt, answers)


def _answer_survey(session: Session, attempt: Attempt, answers: Mapping[str, str | None]) -> None:
    """Store the answers; None deletes an earlier one."""
    for question, answer in answers.items():
        if answer:
            key = {"attempt_id": attempt.id, "question": question}
            upsert(session, SurveyAnswer, key, {"answer": answer})
        else:
            session.execute(
                delete(SurveyAnswer).where(
                    SurveyAnswer.attempt_id == attempt.id, SurveyAnswer.question == question
                )
            )


def rate(
    session: Session, attempt: Attempt, strand: Strand, moment: Moment, answer: Answer
) -> None:
    """Store a rating."""
    key = {"attempt_id": attempt.id, "strand": strand, "moment": moment}
    upsert(session, Rating, key, {"answer": answer})


def rate_all(
    session: Session, attempt: Attempt, moment: Moment, ratings: Mapping[Strand, Answer]
) -> None:
    """Store all ratings of a moment. An earlier one that is not among them is removed: its question
    is no longer asked."""
    session.execute(
        delete(Rating).where(
            Rating.attempt_id == attempt.id,
            Rating.moment == moment,
            Rating.strand.not_in(list(ratings)),
        )
    )
    for strand, answer in ratings.items():
        rate(session, attempt, strand, moment, answer)


def respond(session: Session | Connection, attempt: Attempt, given: Given) -> None:
    """Store the response to one scenario, in place of an earlier one."""
    values = given._asdict()
    key = {"attempt_id": attempt.id, "item": values.pop("item")}
    upsert(session, Response, key, values)


def finish(session: Session, attempt: Attempt, today: date) -> None:
    """Close the attempt: its answers no longer change. The first finishing day stays."""
    _change(session, attempt, finished_on=func.coalesce(Attempt.finished_on, today))


def keep_return_hash(session: Session, attempt: Attempt, return_hash: str) -> None:
    """Store the keyed hash of the return code."""
    _change(session, attempt, return_hash=return_hash)


def _change(session: Session, attempt: Attempt, **values: object) -> None:
    """Change the row of an attempt, which may be values (``reading.lock``)."""
    session.execute(update(Attempt).where(Attempt.id == attempt.id).values(**values))


def use_copy(session: Session, attempt_id: str, since: date) -> bool:
    """Record that the attempt's one copy is used; False if it was used before, or never allowed.

    PostgreSQL stores with each row the transaction that last wrote it, which is the one that writes
    the box. So all attempts on the form that were finished since this day (the review's first, or
    the attempt's own if that is earlier) are written together, and none of them stands out. Rows
    that another transaction holds are left out, so that two submissions cannot block each other.
    """
    own = session.get(Attempt, attempt_id, with_for_update=True, populate_existing=True)
    if own is None or own.finished_on is None or not own.copy_allowed:
        return False
    together = (
        select(Attempt.id)
        .where(Attempt.form == own.form, Attempt.finished_on >= min(since, own.finished_on))
        .with_for_update(skip_locked=True)
    )
    session.execute(
        update(Attempt)
        .where(Attempt.id.in_(together))
        .values(copy_allowed=and_(Attempt.copy_allowed, Attempt.id != attempt_id))
        .execution_options(synchronize_session=False)
    )
    session.expire(own)
    return True


def forget(session: Session, attempt: Attempt) -> None:
    """Delete the attempt and, with it, every answer in it."""
    empty_log_after_commit(session)
    session.execute(delete(Attempt).where(Attempt.id == attempt.id))


def newest_day(session: Session) -> date | None:
    """The last day on which a check was started; None when there is none."""
    return session.scalar(select(func.max(Attempt.started_on)))


def forget_old(session: Session, today: date) -> int:
    """Delete every attempt that was started more than ``CHECK.days`` days ago; returns how many."""
    old = delete(Attempt).where(Attempt.started_on < today - CHECK.period)
    deleted = len(session.execute(old.returning(Attempt.id)).all())
    if deleted:
        empty_log_after_commit(session)
        log.warning("%d checks that were more than %d days old are deleted", deleted, CHECK.days)
    return deleted
