"""A lead's earlier reviews that a new one must not repeat (decisions 19 and 22).

Nobody knows who is in a review. If some people are in two reviews that ask the same, the difference
of the two results is about the few who are only in one of them.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.answers import blocks
from quiz.languages.sentences import gettext, ngettext
from quiz.people.models import Person
from quiz.retention import CHECK
from quiz.teams.models import Review
from quiz.teams.sharing import access
from quiz.vocabulary import set_name


def earlier(session: Session, lead: Person, today: date) -> list[Review]:
    """The reviews whose questions a new one of this lead must not ask: those that the lead opens,
    or could open once, as their lead or as a deputy."""
    known = session.scalars(select(Review).where(access.knows(lead)).order_by(Review.name))
    return [review for review in known if _counts(session, review, today)]


def _counts(session: Session, review: Review, today: date) -> bool:
    """Whether a result of the same questions could be subtracted from this review's.

    Not if it was closed without figures, because then there is nothing to subtract. Nor if it was
    closed longer ago than checks are kept: its answers exist nowhere, so people answer anew.
    """
    return review.closed_on is None or (
        review.closed_on >= today - CHECK.period and bool(blocks.of(session, review.id))
    )


def obstacle(session: Session, lead: Person, review: Review, today: date) -> str:
    """Why this lead cannot be given another's review; empty if nothing is asked twice."""
    if not _counts(session, review, today):
        return ""
    before = [one for one in earlier(session, lead, today) if one.id != review.id]
    asked = [name for name in ("about_you", "stand") if getattr(review, name)]
    why = [form_taken(before, review.form), *(questions_taken(before, name) for name in asked)]
    return next(filter(None, why), "")


def lock(session: Session, *lead_ids: str) -> None:
    """Let each of these leads make, accept or open one review at a time, so that two at once cannot
    ask the same. Locked in one order, after the review."""
    in_order = select(Person.id).where(Person.id.in_(lead_ids)).order_by(Person.id)
    session.execute(in_order.with_for_update(key_share=True))


def form_taken(before: Sequence[Review], form: str) -> str:
    """Why a form cannot be asked; empty if it can."""
    name = next((review.name for review in before if review.form == form), None)
    if name is None:
        return ""
    asks = gettext("“%(review)s” asks %(asked)s.", review=name, asked=set_name(form))
    return f"{asks} {_why()}"


def questions_taken(before: Sequence[Review], questions: str) -> str:
    """Why ``about_you`` or ``stand`` cannot be asked; empty if they can. These questions are the
    same with every form."""
    name = next((review.name for review in before if getattr(review, questions)), None)
    if name is None:
        return ""
    asks = gettext("“%(review)s” asks this.", review=name)
    return f"{asks} {_why()}"


def _why() -> str:
    return ngettext(
        "If some people were in both reviews, the two results together could show what one person "
        "answered. You can ask it again %(days)s day after that review was closed. A review that "
        "nobody has answered can be deleted.",
        "If some people were in both reviews, the two results together could show what one person "
        "answered. You can ask it again %(days)s days after that review was closed. A review that "
        "nobody has answered can be deleted.",
        CHECK.days,
        days=CHECK.days,
    )
