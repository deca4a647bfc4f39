"""A lead's newest reviews, to choose two from."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.teams.models import Review

MOST = 30


def newest(session: Session, owner_id: str) -> Sequence[Review]:
    """The reviews that closed last, or will; at most 30, however many there were."""
    wanted = select(Review).where(Review.owner_id == owner_id)
    return session.scalars(wanted.order_by(Review.closes_on.desc(), Review.id).limit(MOST)).all()
