"""Reviews: made by a lead, found only through that lead, changed until the first answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quiz.analysis.disclosure import WHOLE_TEAM, Rules, reporting_groups
from quiz.answers import blocks
from quiz.people.models import Person
from quiz.teams import box, codes
from quiz.teams.box import hold
from quiz.teams.models import Code, Review, ReviewGroup
from quiz.teams.waiting import GroupState, State


@dataclass(frozen=True)
class Plan:
    """What a lead asks for.

    invited: how many people in all, by role where figures are wanted by role (``""`` where not);
    None for one link that anybody may have.
    """

    name: str
    note: str
    form: str
    opens_on: date
    closes_on: date
    k: int
    invited: Mapping[str, int] | None
    about_you: bool = False
    stand: bool = False


def groups_of(invited: Mapping[str, int], rules: Rules) -> dict[str, int]:
    """The reporting groups and how many each has, small ones folded (P2). ``""`` is everybody."""
    folded = reporting_groups(invited, rules)
    sizes: dict[str, int] = {}
    for role, group in folded.items():
        name = box.WHOLE_TEAM if group == WHOLE_TEAM else group
        sizes[name] = sizes.get(name, 0) + invited[role]
    return {name: size for name, size in sizes.items() if size}


def make(session: Session, review_id: str, owner: Person, plan: Plan, secret: str) -> Review | None:
    """Store a new review, with the hashes of its codes, under the id its page was made with, once.

    Returns the one that is stored. None when the id is somebody else's review.
    """
    if stored := session.get(Review, review_id):
        return stored if stored.owner_id == owner.id else None
    rules = Rules(k=plan.k)
    sizes: Mapping[str, int | None] = {box.WHOLE_TEAM: None}
    if plan.invited is not None:
        sizes = groups_of(plan.invited, rules)
    review = Review(
        id=review_id,
        owner_id=owner.id,
        name=plan.name,
        note=plan.note,
        form=plan.form,
        opens_on=plan.opens_on,
        closes_on=plan.closes_on,
        shared=plan.invited is None,
        k=rules.k,
        t=rules.t,
        releases=rules.releases,
        about_you=plan.about_you,
        stand=plan.stand,
        groups=[ReviewGroup(name=name, invited=sizes[name], answered=0) for name in sorted(sizes)],
    )
    session.add(review)
    session.flush()
    session.add_all(
        Code(hash=codes.keyed_hash(secret, code), review_id=review_id, place=place, spent=False)
        for place, code in sheet(review, secret)
    )
    session.flush()
    return review


def sheet(review: Review, secret: str) -> list[tuple[str, str]]:
    """Every code of a review with its group, in the order of the sheet, spent or not."""
    if review.shared:
        return [(box.WHOLE_TEAM, codes.code(secret, review.id, codes.EVERYBODYS))]
    places = [group.name for group in review.groups for _ in range(group.invited or 0)]
    return [
        (place, codes.code(secret, review.id, number))
        for number, place in enumerate(places, start=codes.EVERYBODYS + 1)
    ]


def of(session: Session, owner: Person) -> Sequence[Review]:
    """A lead's reviews, the one that closes last first."""
    wanted = select(Review).where(Review.owner_id == owner.id)
    return session.scalars(wanted.order_by(Review.closes_on.desc(), Review.name, Review.id)).all()


def find(session: Session, owner: Person, review_id: str) -> Review | None:
    """A lead's own review. Anybody else's does not exist for them."""
    review = session.get(Review, review_id)
    return review if review and review.owner_id == owner.id else None


def by_code(session: Session, key: str) -> tuple[Review, str] | None:
    """The review that a code, by its hash, lets one into, and the group that it stands for."""
    code = session.get(Code, key)
    return (session.get_one(Review, code.review_id), code.place) if code else None


def asker(session: Session, review: Review) -> str:
    """The name of the person who asks."""
    return session.get_one(Person, review.owner_id).name


def answered(review: Review) -> int:
    """How many submissions there were."""
    return sum(group.answered for group in review.groups)


def settled(review: Review) -> bool:
    """Whether it stays as it is: somebody has answered (P7), or it is closed."""
    return answered(review) > 0 or review.closed_on is not None


def change(
    session: Session, review: Review, *, note: str, opens_on: date, closes_on: date, k: int
) -> bool:
    """Change a review before its first answer; False when it is too late (P7).

    Raises ValueError when k would come down, or where the groups that were made are too small
    for the new one.
    """
    review = hold(session, review.id)
    if settled(review):
        return False
    if k < review.k:
        raise ValueError(f"This number can only go up; it is {review.k} now.")
    smallest = min((g.invited for g in review.groups if g.invited is not None), default=None)
    parts = 2 * k if len(review.groups) > 1 else k
    if smallest is not None and smallest < parts:
        raise ValueError(f"With {k}, the smallest group needs {parts} people; it has {smallest}.")
    review.note, review.opens_on, review.closes_on, review.k = note, opens_on, closes_on, k
    session.flush()
    return True


def forget(session: Session, review: Review) -> bool:
    """Delete a review that nobody has answered, with its codes; False when it is too late."""
    review = hold(session, review.id)
    if answered(review):
        return False
    session.execute(delete(Review).where(Review.id == review.id))
    session.expunge(review)
    return True


def closed_before(session: Session, day: date) -> Sequence[Review]:
    """Every lead's reviews that were closed before a day, the oldest first."""
    wanted = select(Review).where(Review.closed_on < day)
    return session.scalars(wanted.order_by(Review.closed_on, Review.name, Review.id)).all()


def forget_closed(session: Session, day: date, today: date) -> int:
    """Delete the reviews that were closed before a day, with their groups, codes and blocks.

    Says how many blocks stay for now: see ``blocks.forget``. Totals stay, for a sum cannot be
    taken apart.
    """
    session.execute(
        delete(Review).where(Review.closed_on < day),
        execution_options={"synchronize_session": False},
    )
    return blocks.forget(session, set(session.scalars(select(Review.id))), today)


def state(session: Session, review: Review, today: date) -> State:
    """How far a review has come: counts of people, and nothing of their answers."""
    opened = blocks.of(session, review.id)
    return State(
        rules=review.rules,
        closes_on=review.closes_on,
        closed_on=review.closed_on,
        today=today,
        opened=sum(block.people for block in opened),
        groups=tuple(
            GroupState(
                name=group.name,
                invited=group.invited,
                answered=group.answered,
                sealed=sum(b.people for b in opened if b.place == group.name),
                released=sum(b.place == group.name for b in opened),
            )
            for group in review.groups
        ),
    )
