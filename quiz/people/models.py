"""The tables of accounts."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quiz.tables import DAY, HEX, IN_ORDER_OF_ID, RANDOM_ID, Base, boolean, one_of
from quiz.vocabulary import Act, Role

KEYED_HASH = f"length(hash) = 64 AND {HEX.format('hash')}"
"""What is kept of a token: a hash that needs the service's secret, and of no use without it."""


class Person(Base):
    """Somebody with an account: a lead, a trainer, a content owner or an administrator."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(RANDOM_ID, name="random_id"),
        CheckConstraint("email = lower(email) AND email LIKE '%_@_%'", name="email"),
        CheckConstraint(DAY.format("invited_on"), name="invited_on"),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    invited_on: Mapped[date]
    active: Mapped[bool] = mapped_column(boolean("active"), default=True)

    roles: Mapped[list["PersonRole"]] = relationship(
        passive_deletes=True, lazy="selectin", cascade="all, delete-orphan"
    )

    def may(self, role: Role) -> bool:
        """Whether this person has the role."""
        return any(each.role == role for each in self.roles)

    @property
    def has(self) -> tuple[Role, ...]:
        """Every role of this person, in the order of the vocabulary."""
        return tuple(role for role in Role if self.may(role))


class PersonRole(Base):
    """One thing that a person may do."""

    __tablename__ = "person_role"
    __table_args__ = (one_of("role", Role), IN_ORDER_OF_ID)

    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(String(13), primary_key=True)


class Password(Base):
    """What is kept of a person's password: its argon2 hash. A table of its own, so that no page
    that shows a person holds it."""

    __tablename__ = "password"
    __table_args__ = (CheckConstraint("hash LIKE '$argon2id$%'", name="argon2"), IN_ORDER_OF_ID)

    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    hash: Mapped[str] = mapped_column(String(200))


class KnownAs(Base):
    """Who a person is to an OpenID Connect provider, from the first time they came from it."""

    __tablename__ = "known_as"
    __table_args__ = (IN_ORDER_OF_ID,)

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)


class SignedIn(Base):
    """A browser that somebody is signed in with. Without its row, its cookie is worth nothing."""

    __tablename__ = "signed_in"
    __table_args__ = (
        CheckConstraint(KEYED_HASH, name="hash"),
        CheckConstraint(DAY.format("began_on"), name="began_on"),
        IN_ORDER_OF_ID,
    )

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    began_on: Mapped[date]


class Invitation(Base):
    """A one-time link, of which only the keyed hash is kept."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint(KEYED_HASH, name="hash"),
        CheckConstraint(DAY.format("made_on"), name="made_on"),
        IN_ORDER_OF_ID,
    )

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    made_on: Mapped[date]


class Deed(Base):
    """A line of the audit trail: who did what, and on which day. ``by_id`` is None for whoever
    sat at the command line. An id stays in the trail when its account is deleted."""

    __tablename__ = "deed"
    __table_args__ = (
        CheckConstraint(RANDOM_ID, name="random_id"),
        CheckConstraint(DAY.format("done_on"), name="done_on"),
        one_of("what", Act),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    done_on: Mapped[date] = mapped_column(index=True)
    by_id: Mapped[str | None] = mapped_column(String(32))
    what: Mapped[str] = mapped_column(String(16))
    about: Mapped[str] = mapped_column(String(100))
