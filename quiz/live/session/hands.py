"""A show of hands: the host types how many chose each option, from hands or from paper.

It stands beside the chart of a vote and is never added to it, because it does not say how sure
people were. The whole room saw the hands, so any number may be typed, and wall and summary show it.
Nobody saw the papers: fewer than a chart needs are not accepted. What is counted after the best
answer is a later vote.
"""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from quiz.languages.sentences import gettext, lazy_gettext
from quiz.live.session.models import LiveSession, lock
from quiz.live.session.phase_texts import PHASE_TEXTS
from quiz.live.session.phases import Phase, SessionState
from quiz.live.session.plan import FEWEST_FOR_A_CHART, MOST_VOTES
from quiz.live.session.small_rooms import room_count
from quiz.storage.tables import IN_ORDER_OF_ID, Base, one_of, upsert
from quiz.vocabulary import OPTION_IDS

MOST_COUNTED = 500
NONE_COUNTED = "none"
"""In place of the mark of counts, where there are none."""
SUM = " + ".join(OPTION_IDS)


class CountedOn(StrEnum):
    """How the host counted answers that were not sent from a phone."""

    HANDS = "hands"
    PAPER = "paper"


HOW = {
    CountedOn.HANDS: lazy_gettext("By show of hands"),
    CountedOn.PAPER: lazy_gettext("On paper"),
}


class LiveHands(Base):
    """How many chose each option in one round, without a phone. It says nothing about who."""

    __tablename__ = "live_hands"
    __table_args__ = (
        one_of("counted_on", CountedOn),
        CheckConstraint("round >= 1", name="round"),
        CheckConstraint(
            " AND ".join(f"{option} BETWEEN 0 AND {MOST_COUNTED}" for option in OPTION_IDS),
            name="counts",
        ),
        CheckConstraint(f"counted_on = 'hands' OR {SUM} >= {FEWEST_FOR_A_CHART}", name="paper"),
        IN_ORDER_OF_ID,
    )

    session_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("live_session.id", ondelete="CASCADE"), primary_key=True
    )
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    counted_on: Mapped[str] = mapped_column(String(5))
    a: Mapped[int]
    b: Mapped[int]
    c: Mapped[int]
    d: Mapped[int]

    @property
    def counts(self) -> dict[str, int]:
        """By option."""
        return {option: getattr(self, option) for option in OPTION_IDS}

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def mark(self) -> str:
        """What was counted, for a form: the host who sends it says which counts they saw."""
        return " ".join([self.counted_on, *map(str, self.counts.values())])

    @property
    def shown(self) -> dict[str, str]:
        """By option, in words. Nobody saw who wrote the papers, so they have the rule for small
        rooms."""
        if self.counted_on == CountedOn.HANDS:
            return {option: str(count) for option, count in self.counts.items()}
        return {option: room_count(n, self.total).number for option, n in self.counts.items()}

    @property
    def words(self) -> str:
        """How it was counted, and the counts."""
        counts = ", ".join(f"{option.upper()} {count}" for option, count in self.shown.items())
        return gettext(
            "%(counts)s (%(total)s in all). Votes from phones are apart.",
            counts=counts,
            total=self.total,
        )


class CountedMeanwhile(Exception):
    """Somebody else changed the counts of a round since the form was filled in.

    now: what they entered; None if they took the counts back.
    """

    def __init__(self, now: LiveHands | None) -> None:
        super().__init__("the counts of this round have changed")
        self.now = now

    @property
    def mark(self) -> str:
        """Of the counts that stand now, for the next answer."""
        return self.now.mark if self.now else NONE_COUNTED


def of_round(session: Session, live: LiveSession, round_: int) -> LiveHands | None:
    """The show of hands of a round; None where there was none."""
    found = session.get(LiveHands, (live.id, round_), populate_existing=True)
    return found if found and found.total else None


def of_session(session: Session, live: LiveSession) -> dict[int, dict[int, LiveHands]]:
    """The shows of hands of a session, by the number of the scenario and of the vote."""
    rows = session.scalars(select(LiveHands).where(LiveHands.session_id == live.id))
    found, state = {row.round: row for row in rows}, live.state
    return {
        step + 1: {
            number: found[round_]
            for number, round_ in state.numbered_rounds(step).items()
            if round_ in found
        }
        for step in range(len(live.plan.scenarios))
    }


def keep(
    session: Session,
    live: LiveSession,
    round_: int,
    counted_on: CountedOn,
    counts: Mapping[str, int],
    *,
    seen: str | None = None,
) -> bool:
    """Store a show of hands, instead of an earlier one of this round; all zeros delete it.

    seen: the mark of the counts that are replaced, or ``NONE_COUNTED``; None for any. False, and
    nothing is stored, for a round that takes no hands (``SessionState.takes_hands``), and for fewer
    papers than the plan's minimum. Raises CountedMeanwhile where there are others than were seen.
    """
    locked = lock(session, live)
    total = sum(counts.values())
    few = counted_on == CountedOn.PAPER and 0 < total < locked.plan.minimum
    if not locked.state.takes_hands(round_) or few:
        return False
    earlier = of_round(session, locked, round_)
    if total == 0 and earlier is None:
        return True
    if earlier and (earlier.counted_on, earlier.counts) == (counted_on, dict(counts)):
        return True
    if seen is not None and seen != (earlier.mark if earlier else NONE_COUNTED):
        raise CountedMeanwhile(earlier)
    key = {"session_id": live.id, "round": round_}
    if total:
        upsert(session, LiveHands, key, {"counted_on": counted_on, **counts})
    else:
        here = (LiveHands.session_id == live.id, LiveHands.round == round_)
        session.execute(delete(LiveHands).where(*here))
    shown = _are_shown(locked.state, round_)
    locked.changed(screen=shown, phones=shown)
    return True


def _are_shown(state: SessionState, round_: int) -> bool:
    """Whether everybody sees the hands of a round in this phase: where there is a chart of its
    votes, and from the close of the vote on, but not beside how sure people were."""
    charted = PHASE_TEXTS[state.phase].charted_votes
    if state.phase == Phase.CERTAINTY or not (charted or state.phase == Phase.CLOSED):
        return False
    opened = tuple(state.numbered_rounds(state.step).values())
    return round_ in (opened if charted == MOST_VOTES else opened[:1])


def forget_few(session: Session, live: LiveSession) -> None:
    """Delete the shows of hands of fewer people than the minimum, once the answers are deleted."""
    total = LiveHands.a + LiveHands.b + LiveHands.c + LiveHands.d
    few = total < live.plan.minimum
    session.execute(delete(LiveHands).where(LiveHands.session_id == live.id, few))
