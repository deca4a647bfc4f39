"""The box: finished copies wait in it unopened, and are opened, counted and shredded together.

Everything that happens to a box happens while its review's row is held, in the transaction of
whoever caused it: so each submission is counted once, in one block, or not at all. ``secret`` is
the service's; it closes and opens the envelopes in which copies wait.
"""

import json
import logging
from collections.abc import Sequence
from datetime import date
from random import SystemRandom
from uuid import uuid4

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session, selectinload

from quiz.analysis.disclosure import GroupProgress, block_is_due
from quiz.answers import blocks, totals
from quiz.database import empty_log_after_commit
from quiz.teams import envelope, models, opening
from quiz.teams.models import Code, Review, ReviewGroup
from quiz.teams.submission import Copy, Refusal, Refused, Submission

WHOLE_TEAM = ""

log = logging.getLogger(__name__)


def hold(session: Session, review_id: str) -> Review:
    """The review as it is now: nobody else changes it or its box until this request has ended."""
    wanted = select(Review).where(Review.id == review_id).options(selectinload(Review.groups))
    now = {"populate_existing": True}
    return session.scalars(wanted.with_for_update(of=Review), execution_options=now).one()


def put_in(
    session: Session, review_id: str, key: str, copy: Copy, today: date, secret: str
) -> None:
    """Put a copy in, spend the code, and open what is due by then.

    ``key`` is the hash of a code or, with a shared link, of this browser's ticket. A spent one
    puts in nothing, and that is no error: pressing twice counts once. Raises Refused when the
    review does not take submissions today, or others of it answered other scenarios (P1).
    """
    empty_log_after_commit(session)  # a log of the last writes would say whose copy is whose
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
    group = next(group for group in review.groups if group.name == code.place)
    group.answered += 1
    spend(session, review, key)
    now = shuffle_in(session, review, code.place, copy.submission, secret)
    open_what_is_due(session, review, group, now, today, secret)


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


def shuffle_in(
    session: Session, review: Review, place: str, submission: Submission, secret: str
) -> int:
    """Put a copy among those that wait: all are taken out and put back, shuffled, under new ids.

    So no row is older than another, and the order in the file is not the order of arrival. Each is
    in a new envelope: a trace of the old ones does not say which one is new. Says how many of the
    same group wait now.
    """
    waiting = [*_take_out(session, review, None, secret), (place, submission.to_json())]
    SystemRandom().shuffle(waiting)
    session.execute(
        insert(models.Submission),
        [
            {
                **{"id": uuid4().hex, "review_id": review.id, "place": place},
                "payload": envelope.closed(secret, review.id, payload),
            }
            for place, payload in waiting
        ],
    )
    return sum(there == place for there, _ in waiting)


def _take_out(
    session: Session, review: Review, place: str | None, secret: str
) -> list[tuple[str, str]]:
    """Delete what waits, for one group or (None) for all, and give it as place and payload.

    What nobody can open any more, because the secret was changed, is never counted.
    """
    kept = models.Submission
    taking = delete(kept).where(kept.review_id == review.id)
    if place is not None:
        taking = taking.where(kept.place == place)
    found = session.execute(
        taking.returning(kept.place, kept.payload).execution_options(synchronize_session=False)
    )
    opened = []
    for there, payload in found:
        try:
            opened.append((there, envelope.opened(secret, review.id, payload)))
        except ValueError as error:
            log.error("a copy in a box is lost: %s", error)
    return opened


def open_what_is_due(
    session: Session, review: Review, group: ReviewGroup, waiting: int, today: date, secret: str
) -> None:
    """After an answer of this group: its block, if it is due; everything, if nobody is left."""
    if all(one.answered == one.invited for one in review.groups):
        close(session, review, today, secret)
    elif due(session, review, group, waiting, closing=group.answered == group.invited):
        taken = _take_out(session, review, group.name, secret)
        _open(session, review, group.name, taken, today)


def due(
    session: Session, review: Review, group: ReviewGroup, waiting: int, *, closing: bool
) -> bool:
    """Whether what waits in a group becomes a block now (P3)."""
    sealed = group.answered - waiting
    released = blocks.count(session, review.id, group.name) if sealed else 0
    found = GroupProgress(group.invited, waiting, sealed, released)
    return block_is_due(found, review.rules, closing=closing)


def close(session: Session, review: Review, today: date, secret: str) -> None:
    """Open what may be opened, delete the rest, and take no more. The review is held; once only.

    What is left in groups of fewer than k goes together into one block of the team, if that makes
    k; if not, it is never published. Whose code was spent is forgotten, too.
    """
    if review.closed_on is not None:
        return
    empty_log_after_commit(session)
    left = []
    for group in review.groups:
        taken = _take_out(session, review, group.name, secret)
        if due(session, review, group, len(taken), closing=True):
            _open(session, review, group.name, taken, today)
        else:
            left += taken
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


def close_due(session: Session, today: date, secret: str) -> int:
    """Close every review whose closing day has passed; says how many."""
    due = session.scalars(
        select(Review.id)
        .where(Review.closed_on.is_(None), Review.closes_on < today)
        .order_by(Review.id)
    ).all()
    for review_id in due:
        close(session, hold(session, review_id), today, secret)
    return len(due)
