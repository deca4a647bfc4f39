"""The tables of LTI. No table is about a person: what a launch says of somebody is in their browser
only (``launches``)."""

from datetime import date
from urllib.parse import urlsplit

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quiz.storage.tables import DAY, IN_ORDER_OF_ID, RANDOM_ID, Base

LONGEST_ADDRESS = 500
LONGEST_ID = 255


class LtiPlatform(Base):
    """A learning system that may open the self-check.

    issuer, client_id: how it names itself, and us. site_url: where its people work with it.
    login_url, token_url, keys_url: where a launch is asked for, where we get a token to send
    completion, and where its public keys are.
    """

    __tablename__ = "lti_platform"
    __table_args__ = (
        CheckConstraint(RANDOM_ID, name="random_id"),
        CheckConstraint(DAY.format("added_on"), name="added_on"),
        UniqueConstraint("issuer", "client_id"),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    issuer: Mapped[str] = mapped_column(String(LONGEST_ID))
    client_id: Mapped[str] = mapped_column(String(LONGEST_ID))
    site_url: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    login_url: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    token_url: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    keys_url: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    added_on: Mapped[date]

    deployments: Mapped[list["LtiDeployment"]] = relationship(
        passive_deletes=True,
        lazy="selectin",
        cascade="all, delete-orphan",
        order_by="LtiDeployment.deployment",
    )

    @property
    def deployment_ids(self) -> list[str]:
        return [each.deployment for each in self.deployments]

    @property
    def origins(self) -> tuple[str, ...]:
        """The scheme and host of each of its addresses, its site first: nothing else is called."""
        urls = (self.site_url, self.login_url, self.token_url, self.keys_url)
        return tuple(dict.fromkeys(map(origin, urls)))

    def owns(self, url: str) -> bool:
        """Whether an address that a launch names is on one of its hosts."""
        return origin(url) in self.origins


class LtiDeployment(Base):
    """A place in a learning system where the tool was added; it names each by an id."""

    __tablename__ = "lti_deployment"
    __table_args__ = (IN_ORDER_OF_ID,)

    platform_id: Mapped[str] = mapped_column(
        ForeignKey("lti_platform.id", ondelete="CASCADE"), primary_key=True
    )
    deployment: Mapped[str] = mapped_column(String(LONGEST_ID), primary_key=True)


class LtiKey(Base):
    """A key with which we sign what we send to learning systems: the public half as a JSON Web Key,
    and the private half encrypted."""

    __tablename__ = "lti_key"
    __table_args__ = (
        CheckConstraint(RANDOM_ID, name="random_id"),
        CheckConstraint("public LIKE '{%}'", name="public"),
        CheckConstraint("length(sealed) > 40", name="sealed"),
        CheckConstraint(DAY.format("made_on"), name="made_on"),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    public: Mapped[str] = mapped_column(String(1000))
    sealed: Mapped[str] = mapped_column(String(4000))
    made_on: Mapped[date]


def origin(url: str) -> str:
    """The scheme and host of an address, and its port if it has one; empty for what is none."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname}{port}" if parts.hostname else ""
