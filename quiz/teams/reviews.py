"""The records of reviews: created by a lead, found only through that lead, locked, deleted."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from quiz.analysis.disclosure import WHOLE_TEAM, Rules, margin, reporting_groups
from quiz.answers import blocks
from quiz.languages.sentences import gettext, ngettext
from quiz.people.models import Person
from quiz.teams import codes
from quiz.teams.models import MOST_INVITED, InvitationCode, Review, ReviewGroup
from quiz.teams.sharing import access
from quiz.teams.status import GroupStatus, ReviewStatus, invited_in_all

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class NewReview:
    """What a lead asks for.

    invited: number of people by role or by the lead's own groups, or under ``WHOLE_TEAM`` for a
    review without groups; None for one link for everybody. releases: 1 to open each group once,
    when everybody in it has answered or at the close; 2 to open the first half earlier.
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
    releases: int = 1
    by_mail: bool = False
    passed_round: bool = False


def group_sizes(invited: Mapping[str, int], rules: Rules) -> dict[str, int]:
    """The reporting groups and their sizes; small groups are merged (rule P2)."""
    sizes: dict[str, int] = {}
    for part, group in reporting_groups(invited, rules).items():
        sizes[group] = sizes.get(group, 0) + invited[part]
    return {name: size for name, size in sizes.items() if size}


def _sizes(invited: Mapping[str, int] | None, rules: Rules) -> Mapping[str, int | None]:
    """The groups and their sizes. Raises ValueError for fewer than k or more than 500 people."""
    if invited is None:
        return {WHOLE_TEAM: None}
    if not rules.k <= sum(invited.values()) <= MOST_INVITED:
        raise ValueError(f"A review invites from {rules.k} to {MOST_INVITED} people.")
    return group_sizes(invited, rules)


def create(
    session: Session, review_id: str, lead: Person, wanted: NewReview, secret: str
) -> Review | None:
    """Store a new review and the hashes of its codes, once per id.

    Returns the stored review; None if the id belongs to somebody else's review. Raises ValueError
    for a k that the rules do not allow, or for fewer than k or more than 500 people.
    """
    if stored := session.get(Review, review_id):
        return stored if stored.lead_id == lead.id else None
    rules = Rules(wanted.k, margin(wanted.k), wanted.releases).checked()
    sizes = _sizes(wanted.invited, rules)
    review = Review(
        id=review_id,
        lead_id=lead.id,
        name=wanted.name,
        note=wanted.note,
        form=wanted.form,
        opens_on=wanted.opens_on,
        closes_on=wanted.closes_on,
        shared=wanted.invited is None,
        k=rules.k,
        t=rules.t,
        releases=rules.releases,
        about_you=wanted.about_you,
        stand=wanted.stand,
        by_mail=wanted.by_mail,
        passed_round=wanted.passed_round,
        groups=[
            ReviewGroup(name=name, invited=sizes[name], answered=0, late=0)
            for name in sorted(sizes)
        ],
    )
    session.add(review)
    session.flush()
    add_codes(session, review, codes.of_review(review, secret), secret)
    return review


def add_codes(
    session: Session, review: Review, made: Sequence[tuple[str, str]], secret: str
) -> None:
    """Store the hashes of codes, each given with the name of its group."""
    session.add_all(
        InvitationCode(
            hash=codes.keyed_hash(secret, code), review_id=review.id, group_name=name, used=False
        )
        for name, code in made
    )
    session.flush()


def lock_review(session: Session, review_id: str) -> Review:
    """The current state of a review, locked: nobody else can change the review or its box until
    this transaction ends."""
    wanted = select(Review).where(Review.id == review_id).options(selectinload(Review.groups))
    now = {"populate_existing": True}
    return session.scalars(wanted.with_for_update(of=Review), execution_options=now).one()


def of(session: Session, lead: Person) -> Sequence[Review]:
    """The reviews that a lead may open, the last to close first."""
    wanted = select(Review).where(access.opens(lead))
    return session.scalars(wanted.order_by(Review.closes_on.desc(), Review.name, Review.id)).all()


def find(session: Session, lead: Person, review_id: str) -> Review | None:
    """A review that this lead may open, as its lead or as a deputy; None for any other."""
    return session.scalar(select(Review).where(Review.id == review_id, access.opens(lead)))


def by_id(session: Session, review_id: str) -> Review | None:
    """Any lead's review, for a device that one of them set up."""
    return session.get(Review, review_id)


def by_code(session: Session, key: str) -> tuple[Review, str] | None:
    """The review and the group name of a code, given the code's hash."""
    code = session.get(InvitationCode, key)
    return (session.get_one(Review, code.review_id), code.group_name) if code else None


def lead_name(session: Session, review: Review) -> str:
    """The name of the lead who asks."""
    return session.get_one(Person, review.lead_id).name


def answered(review: Review) -> int:
    """Number of submissions, pending or opened."""
    return sum(group.answered for group in review.groups)


def invited(review: Review) -> int | None:
    """Number of people invited; None with one link for everybody."""
    return invited_in_all(group.invited for group in review.groups)


def settled(review: Review) -> bool:
    """Whether it can no longer be changed: somebody answered (rule P7), or it is closed."""
    return answered(review) > 0 or review.closed_on is not None


def change(
    session: Session, review: Review, *, note: str, opens_on: date, closes_on: date, k: int
) -> bool:
    """Change a review before its first answer; False if it is too late (rule P7).

    Raises ValueError if k would go down, is not allowed, or is too high for the existing groups.
    """
    review = lock_review(session, review.id)
    if settled(review):
        return False
    if k < review.k:
        raise ValueError(
            gettext("This number can only go up; it is %(number)s now.", number=review.k)
        )
    t = max(review.t, margin(k))
    Rules(k, t, review.releases).checked()
    check_sizes([group.invited for group in review.groups], k)
    review.moved += closes_on != review.closes_on
    review.note, review.opens_on, review.closes_on = note, opens_on, closes_on
    review.k, review.t = k, t
    session.flush()
    return True


def check_sizes(sizes: Sequence[int | None], k: int) -> None:
    """Raises ValueError if one of the groups is too small for this k. None: unknown size."""
    smallest = min((size for size in sizes if size is not None), default=None)
    parts = 2 * k if len(sizes) > 1 else k
    if smallest is not None and smallest < parts:
        raise ValueError(
            ngettext(
                "With %(smallest)s, the smallest group needs %(needed)s people; it has %(number)s.",
                "With %(smallest)s, the smallest group needs %(needed)s people; it has %(number)s.",
                smallest,
                smallest=k,
                needed=parts,
                number=smallest,
            )
        )


def start_mailing(session: Session, review: Review, today: date, *, reminder: bool) -> bool:
    """Note that the links, or the reminder, are sent today; False if they were sent before."""
    review = lock_review(session, review.id)
    if (review.reminded_on if reminder else review.sent_on) is not None:
        return False
    review.unsent = 0
    if reminder:
        review.reminded_on = today
    else:
        review.sent_on = today
    session.flush()
    return True


def end_mailing(
    session: Session, review_id: str, unsent: int, everyone: bool, *, reminder: bool
) -> None:
    """Note how many mails were not accepted. If that is every one, it can be tried again."""
    review = lock_review(session, review_id)
    review.unsent = unsent
    if everyone and reminder:
        review.reminded_on = None
    elif everyone:
        review.sent_on = None


def forget(session: Session, review: Review) -> bool:
    """Delete a review that nobody has answered, with its codes; False if it is too late."""
    review = lock_review(session, review.id)
    if answered(review):
        return False
    session.execute(delete(Review).where(Review.id == review.id))
    session.expunge(review)
    return True


def closed_before(session: Session, day: date) -> Sequence[Review]:
    """All leads' reviews that were closed before a day, the oldest first."""
    wanted = select(Review).where(Review.closed_on < day)
    return session.scalars(wanted.order_by(Review.closed_on, Review.name, Review.id)).all()


def forget_closed(session: Session, day: date, today: date) -> int:
    """Delete the reviews that were closed before a day, with their groups, codes and blocks.

    Returns how many blocks stay for now: see ``blocks.forget``. Totals stay, because a sum cannot
    be taken apart.
    """
    old = delete(Review).where(Review.closed_on < day).returning(Review.id)
    found = session.scalars(old, execution_options={"synchronize_session": False}).all()
    log.warning("%d reviews that were closed before %s are deleted", len(found), day)
    return blocks.forget(session, set(session.scalars(select(Review.id))), today)


def status(session: Session, review: Review, today: date) -> ReviewStatus:
    """How far a review has come: counts of people, and nothing about their answers."""
    opened = blocks.of(session, review.id)
    return ReviewStatus(
        rules=review.rules,
        closes_on=review.closes_on,
        closed_on=review.closed_on,
        today=today,
        opened=sum(block.people for block in opened),
        groups=tuple(
            GroupStatus(
                name=group.name,
                invited=group.invited,
                answered=group.answered,
                opened=sum(b.people for b in opened if b.group_name == group.name),
                blocks=sum(b.group_name == group.name for b in opened),
            )
            for group in review.groups
        ),
    )
