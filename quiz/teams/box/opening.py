"""The box opens: pending submissions become a block when it is due, and the review closes at its
end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quiz.analysis.disclosure import WHOLE_TEAM, GroupProgress, block_is_due
from quiz.answers import blocks, totals
from quiz.storage.database import empty_log_after_commit
from quiz.teams import asked_before, codes
from quiz.teams.box.counting import block_of
from quiz.teams.box.pending import take_out
from quiz.teams.box.submission import Submission
from quiz.teams.models import InvitationCode, Review, ReviewGroup
from quiz.teams.reviews import lock_review
from quiz.teams.sharing import circle


def open_if_due(
    session: Session, review: Review, group: ReviewGroup, pending: int, today: date, secret: str
) -> None:
    """After a submission to this group: open its block if due; close the review if all answered.

    pending: number of the group's submissions in the box.
    """
    if all(one.answered == one.invited for one in review.groups):
        close(session, review, today, secret)
    elif is_due(session, review, group, pending, closing=group.answered == group.invited):
        taken = take_out(session, review, group.name, secret)
        _open(session, review, group.name, taken, today)


def is_due(
    session: Session, review: Review, group: ReviewGroup, pending: int, *, closing: bool
) -> bool:
    """Whether the group's pending submissions become a block now (rule P3)."""
    opened = group.answered - pending
    released = blocks.count(session, review.id, group.name) if opened else 0
    found = GroupProgress(group.invited, pending, opened, released)
    return block_is_due(found, review.rules, closing=closing)


def close(session: Session, review: Review, today: date, secret: str) -> None:
    """Open what the rules allow, delete the rest, and accept no more. Does nothing the second
    time. The caller has locked the review.

    Leftovers of groups with fewer than k become one block of the team if together they are k or
    more; otherwise they are never published. All codes are marked as used, so that nobody can
    read from them who answered.
    """
    if review.closed_on is not None:
        return
    empty_log_after_commit(session)
    left = []
    for group in review.groups:
        taken = take_out(session, review, group.name, secret)
        if is_due(session, review, group, len(taken), closing=True):
            _open(session, review, group.name, taken, today)
        else:
            left += taken
    if len(left) >= review.k:
        _open(session, review, WHOLE_TEAM, left, today)
    session.execute(
        update(InvitationCode)
        .where(InvitationCode.review_id == review.id)
        .values(used=True)
        .execution_options(synchronize_session=False)
    )
    review.closed_on = today
    session.flush()


def _open(
    session: Session,
    review: Review,
    group_name: str,
    taken: Sequence[tuple[str, str]],
    today: date,
) -> None:
    answers = [Submission.from_json(payload) for _, payload in taken]
    asked_before.lock(session, review.lead_id)  # nobody begins to share with the lead meanwhile
    counted = block_of(review, group_name, answers, today)
    block = replace(counted, lead=circle.count_as(session, review.lead_id))
    blocks.add(session, block)
    totals.add(session, block, review.lead_id)
    session.flush()


def overdue(session: Session, today: date) -> Sequence[str]:
    """The ids of the open reviews whose last day has passed."""
    late = (Review.closed_on.is_(None), Review.closes_on < today)
    return session.scalars(select(Review.id).where(*late)).all()


def close_due(session: Session, today: date, secrets: Sequence[str]) -> int:
    """Close every review whose last day has passed; return how many.

    ``secrets``: every secret key, the newest first.
    """
    # Sorted here: for a few rows in order SQLite would read every review there ever was.
    due = sorted(overdue(session, today))
    for review_id in due:
        review = lock_review(session, review_id)
        close(session, review, today, codes.key_of(review, secrets))
    return len(due)
