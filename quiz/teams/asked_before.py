"""A lead's earlier reviews that a new one must not repeat (decision 19).

Nobody knows who is in a review. If some people are in two reviews that ask the same, the difference
of the two results is about the few who are only in one of them.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.answers import blocks
from quiz.people.models import Person
from quiz.retention import CHECK
from quiz.teams import reviews
from quiz.teams.models import Review
from quiz.vocabulary import set_name

WHY = (
    "If some people were in both reviews, the two results together could show what one person "
    f"answered. You can ask it again {CHECK.days} days after that review was closed."
)


def earlier(session: Session, lead: Person, today: date) -> list[Review]:
    """The lead's reviews whose questions a new one must not ask.

    A review that was closed without figures is none of them, because nothing can be subtracted from
    it. Nor is one that was closed longer ago than checks are kept: its answers exist nowhere, so
    people have to answer anew.
    """
    return [
        review
        for review in reviews.of(session, lead)
        if review.closed_on is None
        or (review.closed_on >= today - CHECK.period and blocks.of(session, review.id))
    ]


def lock(session: Session, lead: Person) -> None:
    """Let the lead make one review at a time, so that two that are made at once cannot ask the
    same."""
    session.execute(select(Person.id).where(Person.id == lead.id).with_for_update(key_share=True))


def form_taken(before: Sequence[Review], form: str) -> str:
    """Why a form cannot be asked; empty if it can."""
    name = next((review.name for review in before if review.form == form), None)
    return f"“{name}” asks {set_name(form)}. {WHY}" if name else ""


def questions_taken(before: Sequence[Review], questions: str) -> str:
    """Why ``about_you`` or ``stand`` cannot be asked; empty if they can. These questions are the
    same with every form."""
    name = next((review.name for review in before if getattr(review, questions)), None)
    return f"“{name}” asks this. {WHY}" if name else ""
