"""The tables of who else may open, or could once open, a review (decision 22)."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from quiz.storage.tables import IN_ORDER_OF_ID, Base, one_of


class Standing(StrEnum):
    """What a lead other than the review's own has to do with it.

    A former lead or deputy opens nothing. But they may know the figures, so the review still
    counts when they ask a form.
    """

    DEPUTY = "deputy"
    FORMER = "former"


class OfferKind(StrEnum):
    """What a lead is asked to become for a review."""

    DEPUTY = "deputy"
    LEAD = "lead"


class ReviewAccess(Base):
    """A deputy of a review, or somebody who was its lead or deputy before."""

    __tablename__ = "review_access"
    __table_args__ = (one_of("standing", Standing), IN_ORDER_OF_ID)

    review_id: Mapped[str] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    standing: Mapped[str] = mapped_column(String(6))


class ReviewOffer(Base):
    """A lead is asked to be a deputy, or to take a review over, and has not answered yet."""

    __tablename__ = "review_offer"
    __table_args__ = (one_of("kind", OfferKind), IN_ORDER_OF_ID)

    review_id: Mapped[str] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    kind: Mapped[str] = mapped_column(String(6))
