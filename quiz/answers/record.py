"""The only write: every change to an attempt goes through here.

Each function may be called twice with the same answer and stores it once. Whoever changes an
attempt holds its row (``hold``) until the request ends, so two tabs cannot interleave.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quiz.answers.models import Attempt, AttemptItem, Rating, Response, SurveyAnswer
from quiz.database import empty_log_after_commit
from quiz.retention import CHECK
from quiz.vocabulary import Answer, Certainty, Length, Moment, Strand, When


@dataclass(frozen=True)
class Given:
    """Option and certainty for one scenario, in the revision that was shown."""

    item: str
    revision: int
    option: str
    certainty: Certainty
    look_up: bool


def new_id() -> str:
    """A random id: 122 random bits, no clock, no machine, no order."""
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
) -> None:
    """Store a new attempt under the id that its start page was made with, once.

    A page of the survey that this attempt is not asked counts as passed from the beginning.
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
        ),
    )


def start_second_look(
    session: Session, attempt_id: str, form: str, feedback: When, items: Sequence[str], today: date
) -> Attempt:
    """Store a second look with the ids of its scenarios, once, and give it as it is stored.

    It is an attempt of its own, on the form of the one that it follows, and says no more of that.
    The survey is not asked again, so its pages count as passed.
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
    """Whoever comes second under the same id gets the first one, as it is, and changes nothing."""
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
    """The attempt, to be looked at."""
    return session.get(Attempt, attempt_id)


def lock(session: Session, attempt_id: str) -> Attempt | None:
    """The attempt, to be changed: nobody else changes it until this request has ended."""
    return session.get(Attempt, attempt_id, with_for_update=True)


def find_by_return_hash(session: Session, return_hash: str) -> Attempt | None:
    """The attempt that was saved under this keyed hash."""
    return session.scalar(select(Attempt).where(Attempt.return_hash == return_hash))


def _stored(session: Session, attempt: Attempt) -> None:
    """What is read of the attempt from here on has the change in it."""
    session.flush()
    session.expire(attempt)


def answer_about(session: Session, attempt: Attempt, answers: Mapping[str, str | None]) -> None:
    """Keep what was answered of questions 1 to 4, and that their page was passed."""
    attempt.about_done = True
    _answer_survey(session, attempt, answers)


def answer_stand(session: Session, attempt: Attempt, answers: Mapping[str, str | None]) -> None:
    """Keep what was answered of *where do you stand*, and that its page was passed."""
    attempt.stand_done = True
    _answer_survey(session, attempt, answers)


def _answer_survey(session: Session, attempt: Attempt, answers: Mapping[str, str | None]) -> None:
    """An answer taken back (None) is removed."""
    for question, answer in answers.items():
        if answer:
            session.merge(SurveyAnswer(attempt_id=attempt.id, question=question, answer=answer))
        else:
            session.execute(
                delete(SurveyAnswer).where(
                    SurveyAnswer.attempt_id == attempt.id, SurveyAnswer.question == question
                )
            )
    _stored(session, attempt)


def rate(
    session: Session, attempt: Attempt, strand: Strand, moment: Moment, answer: Answer
) -> None:
    """Keep a rating."""
    session.merge(Rating(attempt_id=attempt.id, strand=strand, moment=moment, answer=answer))
    _stored(session, attempt)


def withdraw_rating(session: Session, attempt: Attempt, strand: Strand) -> None:
    """Remove a rating whose question is no longer asked."""
    session.execute(delete(Rating).where(Rating.attempt_id == attempt.id, Rating.strand == strand))
    _stored(session, attempt)


def respond(session: Session, attempt: Attempt, given: Given) -> None:
    """Keep the response to one scenario in the place of an earlier one."""
    session.merge(Response(attempt_id=attempt.id, **asdict(given)))
    _stored(session, attempt)


def finish(attempt: Attempt, today: date) -> None:
    """Close the attempt: its answers no longer change. The first finishing day stays."""
    attempt.finished_on = attempt.finished_on or today


def keep_return_hash(attempt: Attempt, return_hash: str) -> None:
    """Let the holder of the matching return code come back."""
    attempt.return_hash = return_hash


def forget(session: Session, attempt: Attempt) -> None:
    """Delete the attempt and, with it, every answer in it."""
    empty_log_after_commit(session)
    session.execute(delete(Attempt).where(Attempt.id == attempt.id))


def forget_old(session: Session, today: date) -> int:
    """Delete every attempt that was started more than ``CHECK.days`` days ago; says how many."""
    empty_log_after_commit(session)
    old = delete(Attempt).where(Attempt.started_on < today - CHECK.period)
    return len(session.execute(old.returning(Attempt.id)).all())
