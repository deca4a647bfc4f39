"""The tables of answers. What has no column here is not stored.

Constraints prevent that anything identifies a person: ids are random (version 4, without time or
machine), dates are days, and every other text is from a closed set or has the format of a content
id. SQLite stores rows in order of their random ids, not in order of arrival.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quiz.storage.tables import (
    CONTENT_ID,
    DAY,
    FORM_ID,
    HEX,
    IN_ORDER_OF_ID,
    RANDOM_ID,
    Base,
    boolean,
    one_of,
)
from quiz.vocabulary import (
    ABOUT_YOU,
    OPTION_IDS,
    STAND,
    Answer,
    Certainty,
    Length,
    Moment,
    Strand,
    When,
)

MOST_REVISIONS = 9999
MOST_ATTEMPT_ITEMS = 12
"""The most scenarios of a second look: as many as a form has."""
SURVEY = {
    **ABOUT_YOU,
    **{f"{situation}_{asked}": ("yes", "no") for situation in STAND for asked in ("ok", "done")},
}
"""Every survey question that is not a confidence question, with the answers it accepts."""


def _survey_pairs() -> str:
    return " OR ".join(
        f"(question = '{question}' AND answer IN ({', '.join(repr(a) for a in answers)}))"
        for question, answers in SURVEY.items()
    )


class Attempt(Base):
    """One person's run through a form, without who, where, or the time of day.

    copy_allowed: whether a copy may go into a box. False once one has, or if this browser had seen
    the best answers before; never where a copy went. survey_first: whether the questions about
    oneself come before the scenarios, as in a team review, or after the last one.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint(RANDOM_ID, name="random_id"),
        CheckConstraint(FORM_ID, name="form"),
        one_of("length", Length),
        one_of("feedback", When),
        CheckConstraint(DAY.format("started_on"), name="started_on"),
        CheckConstraint(DAY.format("finished_on"), name="finished_on"),
        CheckConstraint(
            f"length(return_hash) = 64 AND {HEX.format('return_hash')}", name="return_hash"
        ),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    form: Mapped[str] = mapped_column(String(1))
    length: Mapped[str] = mapped_column(String(6))
    feedback: Mapped[str] = mapped_column(String(4))
    started_on: Mapped[date] = mapped_column(index=True)
    finished_on: Mapped[date | None] = mapped_column(index=True)
    about_done: Mapped[bool] = mapped_column("about_passed", boolean("about_passed"), default=False)
    stand_done: Mapped[bool] = mapped_column("stand_passed", boolean("stand_passed"), default=False)
    return_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    copy_allowed: Mapped[bool] = mapped_column(
        boolean("copy_allowed"), default=True, server_default=true()
    )

    survey_first: Mapped[bool] = mapped_column(
        boolean("survey_first"), default=False, server_default=false()
    )

    survey: Mapped[list["SurveyAnswer"]] = relationship(passive_deletes="all")
    ratings: Mapped[list["Rating"]] = relationship(passive_deletes="all")
    responses: Mapped[list["Response"]] = relationship(passive_deletes="all")
    items: Mapped[list["AttemptItem"]] = relationship(
        passive_deletes="all", order_by="AttemptItem.number"
    )


def _attempt() -> Mapped[str]:
    return mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)


class SurveyAnswer(Base):
    """An answer to a question about oneself, or to one half of a *where do you stand* item."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        CheckConstraint(_survey_pairs(), name="closed"),
        IN_ORDER_OF_ID,
    )

    attempt_id: Mapped[str] = _attempt()
    question: Mapped[str] = mapped_column(String(30), primary_key=True)
    answer: Mapped[str] = mapped_column(String(30))


class Rating(Base):
    """An answer to a confidence question, before or after."""

    __tablename__ = "rating"
    __table_args__ = (
        one_of("strand", Strand),
        one_of("moment", Moment),
        one_of("answer", Answer),
        IN_ORDER_OF_ID,
    )

    attempt_id: Mapped[str] = _attempt()
    strand: Mapped[str] = mapped_column(String(20), primary_key=True)
    moment: Mapped[str] = mapped_column(String(6), primary_key=True)
    answer: Mapped[str] = mapped_column(String(11))


class Response(Base):
    """Option and certainty for one scenario, in the revision that was shown."""

    __tablename__ = "response"
    __table_args__ = (
        CheckConstraint(CONTENT_ID.format("item"), name="item"),
        CheckConstraint(f"revision BETWEEN 1 AND {MOST_REVISIONS}", name="revision"),
        one_of("option", OPTION_IDS),
        CheckConstraint(
            f"certainty BETWEEN {min(Certainty)} AND {max(Certainty)}", name="certainty"
        ),
        IN_ORDER_OF_ID,
    )

    attempt_id: Mapped[str] = _attempt()
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    revision: Mapped[int]
    option: Mapped[str] = mapped_column(String(1))
    certainty: Mapped[int]
    look_up: Mapped[bool] = mapped_column(boolean("look_up"))


class AttemptItem(Base):
    """One scenario of a second look, with its position.

    Which attempt it follows is not stored: nothing links a person's attempts.
    """

    __tablename__ = "attempt_item"
    __table_args__ = (
        CheckConstraint(CONTENT_ID.format("item"), name="item"),
        CheckConstraint(f"number BETWEEN 1 AND {MOST_ATTEMPT_ITEMS}", name="number"),
        IN_ORDER_OF_ID,
    )

    attempt_id: Mapped[str] = _attempt()
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(String(60))
