"""The reviews that a lead can put side by side: those with figures of enough people."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quiz.analysis.disclosure import Depth
from quiz.answers.blocks import Block
from quiz.people.models import Person
from quiz.teams.models import Review
from quiz.teams.sharing import access

MOST = 30


def comparable(session: Session, lead: Person) -> list[tuple[Review, date]]:
    """The reviews that this lead may open and that have figures of ten people or more, each with
    the day of its newest figures. The newest first, at most 30."""
    day = func.max(Block.opened_on)
    wanted = select(Review, day).join(Block, Block.review == Review.id).where(access.opens(lead))
    enough = wanted.group_by(Review.id).having(func.sum(Block.people) >= Depth.PERCENTAGES)
    in_order = enough.order_by(day.desc(), Review.name, Review.id).limit(MOST)
    return [(review, opened_on) for review, opened_on in session.execute(in_order)]
