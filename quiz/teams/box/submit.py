"""A copy of a finished check goes into the box."""

import json
from datetime import date

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from quiz.analysis.disclosure import WHOLE_TEAM
from quiz.answers import record
from quiz.storage.database import empty_log_after_commit
from quiz.teams.box import opening, pending
from quiz.teams.box.submission import Copy, Refusal, Refused
from quiz.teams.models import InvitationCode, Review
from quiz.teams.reviews import lock_review


def submit(
    session: Session,
    review_id: str,
    key: str,
    copy: Copy,
    today: date,
    secret: str,
    attempt_id: str,
) -> None:
    """Add a copy to the box, mark the code as used, and open what is due.

    ``key`` is the hash of a code or, with a shared link, of this browser's ticket. On a device that
    is passed round, each turn uses any code that is left. A used key adds
    nothing and raises nothing, so a button pressed twice counts once. It uses up the attempt's
    copy all the same: otherwise the person who tries a code would learn whether it was used.
    Raises Refused if the review accepts no submissions today, if earlier submissions answered
    other scenarios (rule P1), or if the attempt may not be copied.
    """
    empty_log_after_commit(session)  # the database's log of writes would link codes and submissions
    review = lock_review(session, review_id)
    code = _find_code(session, review, key)
    if code is None or code.review_id != review.id:
        raise Refused(Refusal.OTHER)
    if not review.accepts(today):
        raise Refused(Refusal.NOT_OPEN if today < review.opens_on else Refusal.CLOSED)
    if review.fixed_items not in (None, copy.items):
        raise Refused(Refusal.CHANGED)
    if not record.use_copy(session, attempt_id, review.opens_on):
        raise Refused(Refusal.USED)
    # A used code does the same work, so that the time it takes does not tell whether it was used.
    new = None if code.used else copy.submission
    mark_used(session, review, code.hash)
    pending_in_group = pending.shuffle_in(session, review, code.group_name, new, secret)
    if new is None:
        return
    review.items = json.dumps(copy.items)
    group = next(group for group in review.groups if group.name == code.group_name)
    group.answered += 1
    opening.open_if_due(session, review, group, pending_in_group, today, secret)


def _find_code(session: Session, review: Review, key: str) -> InvitationCode | None:
    """The code to use up. The caller has locked the review."""
    if review.passed_round:
        of_review = select(InvitationCode).where(InvitationCode.review_id == review.id)
        # One that is not used, if there is one.
        return session.scalars(
            of_review.order_by(InvitationCode.used, InvitationCode.hash).limit(1),
            execution_options={"populate_existing": True},
        ).first()
    code = session.get(InvitationCode, key, populate_existing=True)
    if code is None and review.shared:
        code = InvitationCode(hash=key, review_id=review.id, group_name=WHOLE_TEAM, used=False)
        session.add(code)
        session.flush()
    return code


def mark_used(session: Session, review: Review, key: str) -> None:
    """Mark one code as used, and write all codes of the review.

    PostgreSQL stores with each row the transaction that last wrote it. Because all codes are
    written together, that cannot single out a code or match it with a submission.
    """
    session.execute(
        update(InvitationCode)
        .where(InvitationCode.review_id == review.id)
        .values(used=or_(InvitationCode.used, InvitationCode.hash == key))
        .execution_options(synchronize_session=False)
    )
