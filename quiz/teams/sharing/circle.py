"""A circle: leads who share a review, or once did, and those who share one with them.

What several teams have together is published when three leads are in it. Two who see the same
review could subtract both their teams and be left with the third. So a circle counts as one lead
(decision 22). It only grows while its reviews exist.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.answers import blocks, totals
from quiz.teams.models import Review
from quiz.teams.sharing.models import ReviewAccess


def members(session: Session, lead_id: str) -> set[str]:
    """The ids of the leads in the circle of this one, with its own."""
    pairs = session.execute(
        select(Review.lead_id, ReviewAccess.person_id).join(
            ReviewAccess, ReviewAccess.review_id == Review.id
        )
    ).all()
    found, size = {lead_id}, 0
    while len(found) > size:
        size = len(found)
        found.update(*(pair for pair in pairs if not found.isdisjoint(pair)))
    return found


def count_as(session: Session, lead_id: str) -> str:
    """The id under which this lead's blocks count: the first of the circle's."""
    return min(members(session, lead_id))


def join(session: Session, lead_id: str, today: date) -> None:
    """Count this lead's circle as one from now on, also in what waits to be published."""
    together = members(session, lead_id)
    totals.join(session, together, min(together))
    blocks.join(session, together, min(together), today)
