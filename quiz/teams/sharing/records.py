"""The records of deputies and hand-over. Each change of access is in the audit trail."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from quiz.answers import blocks, totals
from quiz.people import audit
from quiz.people.models import Person
from quiz.storage.tables import upsert
from quiz.teams import asked_before, reviews
from quiz.teams.models import Review
from quiz.teams.sharing import circle
from quiz.teams.sharing.models import OfferKind, ReviewAccess, ReviewOffer, Standing
from quiz.vocabulary import AuditAction


def offer(
    session: Session,
    actor: Person | None,
    review: Review,
    to: Person,
    kind: OfferKind,
    today: date,
) -> None:
    """Ask a lead to be a deputy, or to take the review over. Nothing changes until they accept.

    A review is offered to one lead at a time, so a new offer ends the one before.
    """
    if kind == OfferKind.LEAD:
        _end_hand_over(session, review)
    key = {"review_id": review.id, "person_id": to.id}
    upsert(session, ReviewOffer, key, {"kind": kind})
    action = {
        OfferKind.DEPUTY: AuditAction.DEPUTY_OFFERED,
        OfferKind.LEAD: AuditAction.REVIEW_OFFERED,
    }[kind]
    audit.record(session, actor, action, f"{to.id} {review.id}", today)


def _end_hand_over(session: Session, review: Review) -> None:
    of_review = ReviewOffer.review_id == review.id
    session.execute(delete(ReviewOffer).where(of_review, ReviewOffer.kind == OfferKind.LEAD))


def end_offer(session: Session, review_id: str, person_id: str) -> None:
    """Withdraw or decline an offer."""
    session.execute(
        delete(ReviewOffer).where(
            ReviewOffer.review_id == review_id, ReviewOffer.person_id == person_id
        )
    )


def offered(session: Session, review_id: str, to: Person) -> tuple[Review, OfferKind] | None:
    """The review and what this person is asked to become; None if nothing is offered."""
    found = session.get(ReviewOffer, (review_id, to.id))
    return (session.get_one(Review, review_id), OfferKind(found.kind)) if found else None


def accept(session: Session, person: Person, review_id: str, today: date) -> str:
    """Accept what was offered. Returns why it cannot be accepted; empty if it was.

    Raises LookupError if the offer was withdrawn in the meantime.
    """
    review = reviews.lock_review(session, review_id)
    asked_before.lock(session, person.id, review.lead_id)
    key = (review_id, person.id)
    found = session.get(ReviewOffer, key, with_for_update=True, populate_existing=True)
    if found is None:
        raise LookupError("nothing is offered")
    if why := asked_before.obstacle(session, person, review, today):
        return why
    kind = OfferKind(found.kind)
    session.delete(found)
    session.flush()
    lead_id = review.lead_id
    if kind == OfferKind.DEPUTY:
        _set(session, review, person.id, Standing.DEPUTY)
        action = AuditAction.DEPUTY_ACCEPTED
    else:
        _hand_over(session, review, person)
        action = AuditAction.REVIEW_ACCEPTED
    circle.join(session, review.lead_id, today)
    audit.record(session, person, action, f"{lead_id} {review.id}", today)
    return ""


def _hand_over(session: Session, review: Review, to: Person) -> None:
    _end_hand_over(session, review)
    session.execute(
        delete(ReviewAccess).where(
            ReviewAccess.review_id == review.id, ReviewAccess.person_id == to.id
        )
    )
    _set(session, review, review.lead_id, Standing.FORMER)
    totals.move(session, blocks.of(session, review.id), review.lead_id, to.id)
    review.lead_id = to.id
    session.flush()


def _set(session: Session, review: Review, person_id: str, standing: Standing) -> None:
    key = {"review_id": review.id, "person_id": person_id}
    upsert(session, ReviewAccess, key, {"standing": standing})


def remove_deputy(
    session: Session, actor: Person, review: Review, person: Person, today: date
) -> None:
    """End the work of a deputy; the review still counts when they ask a form."""
    _set(session, review, person.id, Standing.FORMER)
    audit.record(session, actor, AuditAction.DEPUTY_REMOVED, f"{person.id} {review.id}", today)


def deputies(session: Session, review: Review) -> Sequence[Person]:
    """The deputies of a review, by name."""
    wanted = select(Person).join(ReviewAccess, ReviewAccess.person_id == Person.id)
    wanted = wanted.where(
        ReviewAccess.review_id == review.id, ReviewAccess.standing == Standing.DEPUTY
    )
    return session.scalars(wanted.order_by(Person.name, Person.id)).all()


def offers_of(session: Session, review: Review) -> list[tuple[Person, OfferKind]]:
    """Who has not answered yet, and what they are asked to become."""
    wanted = select(Person, ReviewOffer.kind).join(ReviewOffer, ReviewOffer.person_id == Person.id)
    found = session.execute(wanted.where(ReviewOffer.review_id == review.id).order_by(Person.name))
    return [(person, OfferKind(kind)) for person, kind in found]


def offers_to(session: Session, person: Person) -> list[tuple[Review, OfferKind]]:
    """The reviews that this person is asked to look after."""
    wanted = select(Review, ReviewOffer.kind).join(ReviewOffer, ReviewOffer.review_id == Review.id)
    found = session.execute(
        wanted.where(ReviewOffer.person_id == person.id).order_by(Review.name, Review.id)
    )
    return [(review, OfferKind(kind)) for review, kind in found]


def given_up(session: Session, person: Person) -> list[tuple[Review, Person]]:
    """Reviews that this person could open once, with their leads of today."""
    wanted = select(Review, Person).join(ReviewAccess, ReviewAccess.review_id == Review.id)
    wanted = wanted.join(Person, Person.id == Review.lead_id).where(
        ReviewAccess.person_id == person.id, ReviewAccess.standing == Standing.FORMER
    )
    found = session.execute(wanted.order_by(Review.name, Review.id))
    return [(review, lead) for review, lead in found]


def led_by(session: Session, person: Person) -> Sequence[Review]:
    """The reviews that this person leads."""
    wanted = select(Review).where(Review.lead_id == person.id)
    return session.scalars(wanted.order_by(Review.name, Review.id)).all()


def waiting_for(session: Session, person: Person) -> list[tuple[str, int]]:
    """Who is asked to take over this person's reviews, each with how many."""
    wanted = select(Person.name, func.count()).join(ReviewOffer, ReviewOffer.person_id == Person.id)
    wanted = wanted.join(Review, Review.id == ReviewOffer.review_id).where(
        Review.lead_id == person.id, ReviewOffer.kind == OfferKind.LEAD
    )
    found = session.execute(wanted.group_by(Person.id, Person.name).order_by(Person.name))
    return [(name, number) for name, number in found]
