"""The tables of accounts."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quiz.clock import long_date
from quiz.people.means import HOW, Means
from quiz.storage.tables import DAY, HEX, IN_ORDER_OF_ID, RANDOM_ID, Base, boolean, one_of
from quiz.vocabulary import ApiScope, AuditAction, Role

KEYED_HASH = f"length(hash) = 64 AND {HEX.format('hash')}"
"""Tables keep a keyed hash instead of a token: useless to anybody without the secret key."""


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

    def has_role(self, role: Role) -> bool:
        return any(each.role == role for each in self.roles)

    @property
    def sorted_roles(self) -> tuple[Role, ...]:
        """The person's roles, in the order of the vocabulary."""
        return tuple(role for role in Role if self.has_role(role))


class PersonRole(Base):
    """A role of a person."""

    __tablename__ = "person_role"
    __table_args__ = (one_of("role", Role), IN_ORDER_OF_ID)

    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(String(13), primary_key=True)


class Password(Base):
    """The argon2 hash of a person's password. It has a table of its own, so that code which loads
    a person does not load the hash."""

    __tablename__ = "password"
    __table_args__ = (CheckConstraint("hash LIKE '$argon2id$%'", name="argon2"), IN_ORDER_OF_ID)

    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    hash: Mapped[str] = mapped_column(String(200))


class ExternalIdentity(Base):
    """A person's identity at an OpenID Connect provider, stored at their first sign-in from it."""

    __tablename__ = "external_identity"
    __table_args__ = (IN_ORDER_OF_ID,)

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)


class LoginSession(Base):
    """A browser that is signed in to an account. Without this row its cookie is not accepted.

    means, used_on: how it signed in, and the day on which it was last used, for its owner; None if
    an earlier release wrote the row.
    """

    __tablename__ = "login_session"
    __table_args__ = (
        CheckConstraint(KEYED_HASH, name="hash"),
        CheckConstraint(DAY.format("started_on"), name="started_on"),
        one_of("means", Means),
        CheckConstraint(DAY.format("used_on"), name="used_on"),
        IN_ORDER_OF_ID,
    )

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    started_on: Mapped[date]
    means: Mapped[str | None] = mapped_column(String(12))
    used_on: Mapped[date | None]

    @property
    def how(self) -> str:
        """How it signed in, and when: a sentence."""
        return HOW[Means(self.means) if self.means else None] % {"day": long_date(self.started_on)}


class AccountInvitation(Base):
    """A one-time link to an account, stored as a keyed hash."""

    __tablename__ = "account_invitation"
    __table_args__ = (
        CheckConstraint(KEYED_HASH, name="hash"),
        CheckConstraint(DAY.format("created_on"), name="created_on"),
        IN_ORDER_OF_ID,
    )

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    created_on: Mapped[date]


class PendingSignIn(Base):
    """A browser in which the password of an account was right, and whose second step is awaited."""

    __tablename__ = "pending_sign_in"
    __table_args__ = (
        CheckConstraint(KEYED_HASH, name="hash"),
        CheckConstraint(DAY.format("started_on"), name="started_on"),
        IN_ORDER_OF_ID,
    )

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    started_on: Mapped[date]


class Authenticator(Base):
    """The secret that a person's authenticator app shares with us, and the last step that was used:
    encrypted together, so that the table says neither how nor when somebody signed in."""

    __tablename__ = "authenticator"
    __table_args__ = (CheckConstraint("length(sealed) > 40", name="sealed"), IN_ORDER_OF_ID)

    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[str] = mapped_column(String(200))


class RecoveryCode(Base):
    """A code that works once in place of a second factor, stored as a keyed hash."""

    __tablename__ = "recovery_code"
    __table_args__ = (CheckConstraint(KEYED_HASH, name="hash"), IN_ORDER_OF_ID)

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)


class Passkey(Base):
    """The public half of a person's passkey. ``sign_count`` is how often the authenticator says it
    was used; most passkeys say 0."""

    __tablename__ = "passkey"
    __table_args__ = (
        CheckConstraint(RANDOM_ID, name="random_id"),
        CheckConstraint(DAY.format("added_on"), name="added_on"),
        CheckConstraint("sign_count >= 0", name="sign_count"),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(50))
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[str] = mapped_column(String(1000))
    sign_count: Mapped[int] = mapped_column(BigInteger)
    added_on: Mapped[date]


class ApiToken(Base):
    """A token with which a program reads a person's figures, stored as a keyed hash."""

    __tablename__ = "api_token"
    __table_args__ = (
        CheckConstraint(RANDOM_ID, name="random_id"),
        CheckConstraint(KEYED_HASH, name="hash"),
        one_of("scope", ApiScope),
        CheckConstraint(DAY.format("made_on"), name="made_on"),
        CheckConstraint(f"{DAY.format('expires_on')} AND expires_on > made_on", name="expires_on"),
        CheckConstraint(DAY.format("used_on"), name="used_on"),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(50))
    scope: Mapped[str] = mapped_column(String(8))
    made_on: Mapped[date]
    expires_on: Mapped[date]
    used_on: Mapped[date | None]

    @property
    def reads(self) -> str:
        """What it opens, in words."""
        return ApiScope(self.scope).words


class SpentChallenge(Base):
    """A random number that counts once, as a hash: a challenge that a passkey has answered, or the
    nonce of a launch from a learning system. It is about nobody."""

    __tablename__ = "spent_challenge"
    __table_args__ = (
        CheckConstraint(KEYED_HASH, name="hash"),
        CheckConstraint(DAY.format("spent_on"), name="spent_on"),
        IN_ORDER_OF_ID,
    )

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    spent_on: Mapped[date]


class AuditEvent(Base):
    """One entry of the audit trail: who did what, and on which day. ``actor_id`` is None for the
    command line. An id stays in the trail after its account is deleted."""

    __tablename__ = "audit_event"
    __table_args__ = (
        CheckConstraint(RANDOM_ID, name="random_id"),
        CheckConstraint(DAY.format("recorded_on"), name="recorded_on"),
        one_of("action", AuditAction),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    recorded_on: Mapped[date] = mapped_column(index=True)
    actor_id: Mapped[str | None] = mapped_column(String(32))
    action: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(100))
