"""The tables of accounts."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quiz.tables import DAY, IN_ORDER_OF_ID, RANDOM_ID, Base, boolean, one_of
from quiz.vocabulary import Role


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


class PersonRole(Base):
    """One thing that a person may do."""

    __tablename__ = "person_role"
    __table_args__ = (one_of("role", Role), IN_ORDER_OF_ID)

    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(String(13), primary_key=True)
