"""The tables of live sessions. Anything that has no column here is not stored.

A participant is the keyed hash of a token that only one browser has, a different one in each
session: no account, no name, no time. Rows are stored in the order of these hashes, so their order
does not show who answered first.
"""

import json
from dataclasses import astuple
from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from quiz.live.session.phases import ASKING, Phase, SessionState, Vote
from quiz.live.session.plan import Plan
from quiz.storage.tables import (
    CONTENT_ID,
    DAY,
    HEX,
    IN_ORDER_OF_ID,
    RANDOM_ID,
    Base,
    boolean,
    one_of,
)
from quiz.vocabulary import OPTION_IDS, Answer, Certainty, Moment, Strand

CODE_LETTERS = "CDFHJKMNPRTWXY34679"
"""No two that look alike (0 O, 1 I L, 2 Z, 5 S, 8 B, U V, 6 G), and no vowels, so no words."""
CODE_LENGTH = 6
LONGEST_TITLE = 100
CLOSING = f"closes_at IS NULL OR phase IN ({', '.join(repr(str(p)) for p in Phase if p in ASKING)})"
"""Only an open question has a time at which it closes."""
UNCHANGED = "screen_unchanged BETWEEN 0 AND version AND phones_unchanged BETWEEN 0 AND version"
KEYED_HASH = f"length({{0}}) = 64 AND {HEX.format('{0}')}"


class LiveSession(Base):
    """A session that a trainer hosts. When it ends it loses its code, which may be used again."""

    __tablename__ = "live_session"
    __table_args__ = (
        CheckConstraint(RANDOM_ID, name="random_id"),
        CheckConstraint(
            f"length(code) = {CODE_LENGTH} AND ltrim(code, '{CODE_LETTERS}') = ''", name="code"
        ),
        CheckConstraint("code IS NULL OR phase <> 'end'", name="code_while_open"),
        one_of("phase", Phase),
        CheckConstraint("step >= 0 AND version >= 0", name="counts"),
        CheckConstraint(DAY.format("opened_on"), name="opened_on"),
        CheckConstraint(DAY.format("closed_on"), name="closed_on"),
        CheckConstraint(DAY.format("archive_on"), name="archive_on"),
        CheckConstraint(CLOSING, name="closes_at"),
        CheckConstraint(UNCHANGED, name="unchanged"),
        CheckConstraint("pause_until IS NULL OR paused", name="pause_until"),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    code: Mapped[str | None] = mapped_column(String(CODE_LENGTH), unique=True)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    plan_text: Mapped[str] = mapped_column("plan", Text)
    phase: Mapped[str] = mapped_column(String(10), default=Phase.LOBBY)
    step: Mapped[int] = mapped_column(default=0)
    votes_text: Mapped[str] = mapped_column("votes", Text, default="[]")
    revealed_text: Mapped[str] = mapped_column("revealed", Text, default="[]")
    paused: Mapped[bool] = mapped_column(boolean("paused"), default=False)
    version: Mapped[int] = mapped_column(default=0)
    """Counts every change that some page shows. See ``changed``."""
    screen_unchanged: Mapped[int] = mapped_column(default=0)
    """How many of these changes the room's screen does not show."""
    phones_unchanged: Mapped[int] = mapped_column(default=0)
    """How many of them phones do not show."""
    timer: Mapped[int | None] = mapped_column(BigInteger)
    """See ``quiz.live.session.timer``. It belongs to the session: no answer has a time."""
    closes_at: Mapped[int | None] = mapped_column(BigInteger)
    """While a question is closing: the second since 1970 at which it closes. See ``timer``."""
    pause_until: Mapped[int | None] = mapped_column(BigInteger)
    """In a pause: the second since 1970 at which the host wants to go on, if they said so."""
    screen_moves: Mapped[bool] = mapped_column(boolean("screen_moves"), default=True)
    """Whether the room's screen may move the session."""
    takes_questions: Mapped[bool] = mapped_column(boolean("takes_questions"), default=False)
    """Whether phones may send questions without a name."""
    rehearsal: Mapped[bool] = mapped_column(boolean("rehearsal"), default=False)
    number: Mapped[int] = mapped_column(default=0)
    """Counts the sessions of one host in the order they were made; it puts those of one day in
    order. 0 for sessions from before it was stored."""
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    archive_on: Mapped[date | None] = mapped_column(index=True)

    @property
    def in_lobby(self) -> bool:
        """Whether it has not started yet."""
        return self.phase == Phase.LOBBY

    @property
    def screen_version(self) -> int:
        """The version of what the room's screen shows. A host's button is for this version."""
        return self.version - self.screen_unchanged

    @property
    def phones_version(self) -> int:
        """The version of what phones show."""
        return self.version - self.phones_unchanged

    def changed(self, *, screen: bool = True, phones: bool = True) -> None:
        """Count a change. screen, phones: whether the room's screen and phones show it.

        Anybody may have the link to the screen, so a change that it does not show must not reach
        it: its version would tell that a host hid a question.
        """
        self.version += 1
        self.screen_unchanged += not screen
        self.phones_unchanged += not phones

    @property
    def plan(self) -> Plan:
        return Plan.from_json(self.plan_text)

    @property
    def state(self) -> SessionState:
        votes = tuple(Vote(*vote) for vote in json.loads(self.votes_text))
        revealed = frozenset(json.loads(self.revealed_text))
        return SessionState(Phase(self.phase), self.step, votes, self.paused, revealed)

    @state.setter
    def state(self, state: SessionState) -> None:
        self.phase, self.step, self.paused = state.phase, state.step, state.paused
        self.votes_text = json.dumps([astuple(vote) for vote in state.votes])
        self.revealed_text = json.dumps(sorted(state.revealed))


def lock(session: Session, live: LiveSession) -> LiveSession:
    """The session's row, read again and locked until the transaction ends."""
    return session.get_one(LiveSession, live.id, with_for_update=True, populate_existing=True)


def _session() -> Mapped[str]:
    return mapped_column(ForeignKey("live_session.id", ondelete="CASCADE"), primary_key=True)


class CoHost(Base):
    """A person who may host somebody else's session."""

    __tablename__ = "live_cohost"
    __table_args__ = (IN_ORDER_OF_ID,)

    session_id: Mapped[str] = _session()
    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class PlanTemplate(Base):
    """A plan that a trainer keeps to make sessions from. shared: whether every trainer may."""

    __tablename__ = "live_template"
    __table_args__ = (
        CheckConstraint(RANDOM_ID, name="random_id"),
        UniqueConstraint("person_id", "title"),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    plan_text: Mapped[str] = mapped_column("plan", Text)
    shared: Mapped[bool] = mapped_column(boolean("shared"), default=False)

    @property
    def plan(self) -> Plan:
        return Plan.from_json(self.plan_text)


class Participant(Base):
    """Somebody who joined a session in one browser."""

    __tablename__ = "live_participant"
    __table_args__ = (
        CheckConstraint(KEYED_HASH.format("id"), name="keyed_hash"),
        IN_ORDER_OF_ID,
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[str] = mapped_column(
        ForeignKey("live_session.id", ondelete="CASCADE"), index=True
    )


def _participant() -> Mapped[str]:
    return mapped_column(
        ForeignKey("live_participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class LiveAnswer(Base):
    """One participant's option and certainty, for one scenario in one round."""

    __tablename__ = "live_answer"
    __table_args__ = (
        CheckConstraint(CONTENT_ID.format("item"), name="item"),
        CheckConstraint("revision >= 1 AND round >= 1", name="counts"),
        one_of("option", OPTION_IDS),
        CheckConstraint(
            f"certainty BETWEEN {min(Certainty)} AND {max(Certainty)}", name="certainty"
        ),
        IN_ORDER_OF_ID,
    )

    session_id: Mapped[str] = _session()
    participant_id: Mapped[str] = _participant()
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]
    option: Mapped[str] = mapped_column(String(1))
    certainty: Mapped[int]


class LiveRating(Base):
    """A participant's answer to a confidence question, before or after the scenarios."""

    __tablename__ = "live_rating"
    __table_args__ = (
        one_of("strand", Strand),
        one_of("moment", Moment),
        one_of("answer", Answer),
        IN_ORDER_OF_ID,
    )

    session_id: Mapped[str] = _session()
    participant_id: Mapped[str] = _participant()
    strand: Mapped[str] = mapped_column(String(20), primary_key=True)
    moment: Mapped[str] = mapped_column(String(6), primary_key=True)
    answer: Mapped[str] = mapped_column(String(11))


class LiveSums(Base):
    """The aggregate of an archived session, as JSON: see ``aggregate.to_json``."""

    __tablename__ = "live_sums"
    __table_args__ = (IN_ORDER_OF_ID,)

    session_id: Mapped[str] = _session()
    sums: Mapped[str] = mapped_column(Text)
