"""The tables of second readings and their mails. Words of scenarios are in the content files."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from quiz.storage.tables import CONTENT_ID, DAY, HEX, IN_ORDER_OF_ID, Base
from quiz.vocabulary import OPTION_IDS, Certainty

LONGEST_COMMENT = 1500
OPTION = f"option IN ({', '.join(repr(one) for one in OPTION_IDS)})"
CERTAINTY = f"certainty BETWEEN {min(Certainty):d} AND {max(Certainty):d}"
WHOLE = "(option IS NULL) = (certainty IS NULL) AND (option IS NULL) = (read_on IS NULL)"


class ScenarioWriter(Base):
    """Somebody who wrote at a scenario of their organisation, or opened its best answer: they
    cannot read it blind."""

    __tablename__ = "scenario_writer"
    __table_args__ = (
        CheckConstraint(CONTENT_ID.format("scenario"), name="scenario"),
        IN_ORDER_OF_ID,
    )

    scenario: Mapped[str] = mapped_column(String(60), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class SecondReading(Base):
    """A scenario's words wait for a second reader, or what the reader answered without the key.

    It holds for the words with this checksum only. ``reader_id`` is empty after the reader's
    account is deleted. ``why_not`` is why the author published it although the reader chose
    another option.
    """

    __tablename__ = "second_reading"
    __table_args__ = (
        CheckConstraint(CONTENT_ID.format("scenario"), name="scenario"),
        CheckConstraint(f"length(checksum) = 16 AND {HEX.format('checksum')}", name="checksum"),
        CheckConstraint(OPTION, name="option"),
        CheckConstraint(CERTAINTY, name="certainty"),
        CheckConstraint(WHOLE, name="whole"),
        CheckConstraint(DAY.format("asked_on"), name="asked_on"),
        CheckConstraint(DAY.format("read_on"), name="read_on"),
        IN_ORDER_OF_ID,
    )

    scenario: Mapped[str] = mapped_column(String(60), primary_key=True)
    checksum: Mapped[str] = mapped_column(String(16), primary_key=True)
    asked_on: Mapped[date]
    reader_id: Mapped[str | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    option: Mapped[str | None] = mapped_column(String(1))
    certainty: Mapped[int | None]
    comment: Mapped[str] = mapped_column(String(LONGEST_COMMENT), default="")
    read_on: Mapped[date | None]
    why_not: Mapped[str] = mapped_column(String(LONGEST_COMMENT), default="")


class NoReadingMail(Base):
    """Somebody who wants no mail when a scenario waits for a second reader."""

    __tablename__ = "no_reading_mail"
    __table_args__ = (IN_ORDER_OF_ID,)

    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
