"""Pending submissions in a box: stored shuffled and encrypted, taken out for counting."""

import logging
from random import SystemRandom
from uuid import uuid4

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from quiz.teams.box import envelope
from quiz.teams.box.submission import Submission
from quiz.teams.models import PendingSubmission, Review

log = logging.getLogger(__name__)


def shuffle_in(
    session: Session, review: Review, group_name: str, answers: Submission | None, secret: str
) -> int:
    """Add a submission to the pending ones, or None with the same work; return how many of the same
    group are pending now.

    All are taken out and stored again in random order, under new ids and newly encrypted. So no
    row is older than another, the order in the file is not the order of arrival, and remains of
    old rows do not show which one is new.
    """
    pending = take_out(session, review, None, secret)
    if answers:
        pending.append((group_name, answers.to_json()))
    SystemRandom().shuffle(pending)
    rows = [
        {
            **{"id": uuid4().hex, "review_id": review.id, "group_name": name},
            "payload": envelope.encrypt(secret, review.id, payload),
        }
        for name, payload in pending
    ]
    if rows:
        session.execute(insert(PendingSubmission), rows)
    return sum(name == group_name for name, _ in pending)


def take_out(
    session: Session, review: Review, group_name: str | None, secret: str
) -> list[tuple[str, str]]:
    """Delete the pending submissions of one group, or with None of all; return group names and
    payloads.

    A submission that cannot be decrypted, because the secret was changed, is logged and lost.
    """
    taking = delete(PendingSubmission).where(PendingSubmission.review_id == review.id)
    if group_name is not None:
        taking = taking.where(PendingSubmission.group_name == group_name)
    found = session.execute(
        taking.returning(PendingSubmission.group_name, PendingSubmission.payload).execution_options(
            synchronize_session=False
        )
    )
    taken = []
    for name, payload in found:
        try:
            taken.append((name, envelope.decrypt(secret, review.id, payload)))
        except ValueError as error:
            log.error("a submission in a box is lost: %s", error)
    return taken


def count(session: Session) -> int:
    """How many submissions wait in all boxes together."""
    return session.scalar(select(func.count()).select_from(PendingSubmission)) or 0
