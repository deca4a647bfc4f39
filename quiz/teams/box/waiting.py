"""The submissions that wait in a box: stored shuffled and encrypted, taken out for counting."""

import logging
from random import SystemRandom
from uuid import uuid4

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from quiz.teams.box import envelope
from quiz.teams.box.submission import Submission
from quiz.teams.models import Review, WaitingSubmission

log = logging.getLogger(__name__)


def shuffle_in(
    session: Session, review: Review, group_name: str, answers: Submission, secret: str
) -> int:
    """Add a submission to those that wait; return how many of the same group wait now.

    All are taken out and stored again in random order, under new ids and newly encrypted. So no
    row is older than another, the order in the file is not the order of arrival, and remains of
    old rows do not show which one is new.
    """
    waiting = [*take_out(session, review, None, secret), (group_name, answers.to_json())]
    SystemRandom().shuffle(waiting)
    session.execute(
        insert(WaitingSubmission),
        [
            {
                **{"id": uuid4().hex, "review_id": review.id, "group_name": name},
                "payload": envelope.encrypt(secret, review.id, payload),
            }
            for name, payload in waiting
        ],
    )
    return sum(name == group_name for name, _ in waiting)


def take_out(
    session: Session, review: Review, group_name: str | None, secret: str
) -> list[tuple[str, str]]:
    """Delete what waits for one group, or with None for all; return group names and payloads.

    A submission that cannot be decrypted, because the secret was changed, is logged and lost.
    """
    taking = delete(WaitingSubmission).where(WaitingSubmission.review_id == review.id)
    if group_name is not None:
        taking = taking.where(WaitingSubmission.group_name == group_name)
    found = session.execute(
        taking.returning(WaitingSubmission.group_name, WaitingSubmission.payload).execution_options(
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
