"""Which reviews a lead may open, and which a lead may know the figures of."""

from sqlalchemy import ColumnElement, or_, select

from quiz.people.models import Person
from quiz.teams.models import Review
from quiz.teams.sharing.models import ReviewAccess, Standing


def opens(lead: Person) -> ColumnElement[bool]:
    """For a query: reviews that this lead may open, as their lead or as a deputy."""
    return _with(lead, ReviewAccess.standing == Standing.DEPUTY)


def knows(lead: Person) -> ColumnElement[bool]:
    """For a query: these, and those that this lead could open once."""
    return _with(lead)


def _with(lead: Person, *standing: ColumnElement[bool]) -> ColumnElement[bool]:
    shared = select(ReviewAccess.review_id).where(ReviewAccess.person_id == lead.id, *standing)
    return or_(Review.lead_id == lead.id, Review.id.in_(shared))
