"""The box: finished copies wait in it unopened, and are opened, counted and shredded together.

Everything that happens to a box happens while its review's row is held, in the transaction of
whoever caused it: so each submission is counted once, in one block, or not at all.
"""

import json
from collections.abc import Sequence
from datetime import date
from random import SystemRandom
from uuid import uuid4

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from quiz.analysis.disclosure import Waiting, seals
from quiz.answers import blocks, totals
from quiz.teams import models, opening
from quiz.teams.models import Code, Review, ReviewGroup
from quiz.teams.submission import Copy, Refusal, Refused, Submission

WHOLE_TEAM = ""


def hold(session: Session, review_id: str) -> Review:
    """The review as it is now: nobody else changes it or its box until this request has ended."""
    review = session.get_one(Review, review_id, with_for_update=True, populate_existing=True)
    groups = select(ReviewGroup).where(ReviewGroup.review_id == review_id)
    session.scalars(groups, execution_options={"populate_existing": True}).all()
    return review


def put_in(session: Session, review_id: str, key: str, copy: Copy, today: date) -> None:
    """Put a copy in, spend the code, and open what is due by then.

    ``key`` is the hash of a code or, with a shared link, of this browser's ticket. A spent one
    puts in nothing, and that is no error: pressing twice counts once. Raises Refused when the
    review does not take submissions today, or others of it answered other scenarios (P1).
    """
    review = hold(session, review_id)
    code = session.get(Code, key, populate_existing=True)
    if code is None and review.shared:
        code = Code(hash=key, review_id=review.id, place=WHOLE_TEAM, spent=False)
        session.add(code)
        session.flush()
    if code is None or code.review_id != review.id:
        raise Refused(Refusal.OTHER)
    if not review.takes(today):
        raise Refused(Refusal.NOT_OPEN if today < review.opens_on else Refusal.CLOSED)
    if code.spent:
        return
    if review.pinned not in (None, copy.items):
        raise Refused(Refusal.CHANGED)
    review.items = json.dumps(copy.items)
    group = session.get_one(ReviewGroup, (review.id, code.place))
    group.answered += 1
    spend(session, review, key)
    shuffle_in(session, review, code.place, copy.submission)
    session.flush()
    open_what_is_due(session, review, group, today)


def spend(session: Session, review: Review, key: str) -> None:
    """Mark one code as spent, writing all of them.

    PostgreSQL keeps with each row which transaction wrote it last. Written together, no code can
    be told from another by that, nor matched with a submission.
    """
    session.execute(
        update(Code)
        .where(Code.review_id == review.id)
        .values(spent=or_(Code.spent, Code.hash == key))
        .execution_options(synchronize_session=False)
    )


def shuffle_in(session: Session, review: Review, place: str, submission: Submission) -> None:
    """Put a copy among those that wait: all are taken out and put back, shuffled, under new ids.

    So no row is older than another, and the order in the file is not the order of arrival.
    """
    waiting = [*_take_out(session, review, None), (place, submission.to_json())]
    SystemRandom().shuffle(waiting)
    session.execute(
        insert(models.Submission),
        [
            {"id": uuid4().hex, "review_id": review.id, "place": place, "payload": payload}
            for place, payload in waiting
        ],
    )


def _take_out(session: Session, review: Review, place: str | None) -> list[tuple[str, str]]:
    """Delete what waits, for one group or (None) for all, and give it as place and payload."""
    kept = models.Submission
    taking = delete(kept).where(kept.review_id == review.id)
    if place is not None:
        taking = taking.where(kept.place == place)
    found = session.execute(
        taking.returning(kept.place, kept.payload).execution_options(synchronize_session=False)
    )
    return [(there, payload) for there, payload in found]


def waiting(session: Session, review: Review, group: ReviewGroup) -> Waiting:
    """How far a group has come."""
    kept = models.Submission
    count = session.scalar(
        select(func.count()).where(kept.review_id == review.id, kept.place == group.name)
    )
    sealed = [b.people for b in blocks.of(session, review.id) if b.place == group.name]
    return Waiting(group.invited, count or 0, sum(sealed), len(sealed))


def open_what_is_due(session: Session, review: Review, group: ReviewGroup, today: date) -> None:
    """After an answer of this group: its block, if it is due; everything, if nobody is left."""
    if all(one.answered == one.invited for one in review.groups):
        close(session, review, today)
        return
    everybody = group.answered == group.invited
    if seals(waiting(session, review, group), review.rules, closing=everybody):
        _open(session, review, group.name, _take_out(session, review, group.name), today)


def close(session: Session, review: Review, today: date) -> None:
    """Open what may be opened, delete the rest, and take no more. The review is held; once only.

    What is left in groups of fewer than k goes together into one block of the team, if that makes
    k; if not, it is never published. Whose code was spent is forgotten, too.
    """
    if review.closed_on is not None:
        return
    for group in review.groups:
        if seals(waiting(session, review, group), review.rules, closing=True):
            _open(session, review, group.name, _take_out(session, review, group.name), today)
    left = _take_out(session, review, None)
    if len(left) >= review.k:
        _open(session, review, WHOLE_TEAM, left, today)
    session.execute(
        update(Code)
        .where(Code.review_id == review.id)
        .values(spent=True)
        .execution_options(synchronize_session=False)
    )
    review.closed_on = today
    session.flush()


def _open(
    session: Session, review: Review, place: str, taken: Sequence[tuple[str, str]], today: date
) -> None:
    submissions = [Submission.from_json(payload) for _, payload in taken]
    block = opening.opened(review, place, submissions, today)
    blocks.add(session, block)
    totals.add(session, block, review.owner_id)
    session.flush()


def close_due(session: Session, today: date) -> int:
    """Close every review whose closing day has passed; says how many."""
    due = session.scalars(
        select(Review.id)
        .where(Review.closed_on.is_(None), Review.closes_on < today)
        .order_by(Review.id)
    ).all()
    for review_id in due:
        close(session, hold(session, review_id), today)
    return len(due)
