"""The phases of a live session, and its state: the current phase and all votes so far. Pure.

A closed vote is never opened again: asking again opens a new vote, with a round of its own. So no
chart can be shown twice with one more answer in it (measurement.md 5.3, P8).
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Phase(StrEnum):
    """What everybody in the session sees now."""

    LOBBY = "lobby"
    BEFORE = "before"
    OPEN = "open"
    CLOSED = "closed"
    CERTAINTY = "certainty"
    FIRST = "first"
    DISCUSS = "discuss"
    OPEN_AGAIN = "open_again"
    BOTH = "both"
    BEST = "best"
    AFTER = "after"
    CHANGE = "change"
    END = "end"


VOTING = frozenset({Phase.OPEN, Phase.OPEN_AGAIN})
RATING = frozenset({Phase.BEFORE, Phase.AFTER})
ASKING = VOTING | RATING
OF_A_SCENARIO = frozenset(Phase) - RATING - {Phase.LOBBY, Phase.CHANGE, Phase.END}


@dataclass(frozen=True)
class Vote:
    """A vote that was opened. step: its scenario in the plan, from 0. number: its first (1) or
    second (2) vote.

    left_out: whether the host left the vote while it was open. Then it does not count, and an
    earlier vote on the same question still does.
    """

    step: int
    number: int
    left_out: bool = False


@dataclass(frozen=True)
class SessionState:
    """Where a session is.

    step: the current scenario of the plan, from 0. votes: all votes opened so far; a vote's
    position among them, counted from 1, is its round.
    """

    phase: Phase = Phase.LOBBY
    step: int = 0
    votes: tuple[Vote, ...] = ()
    paused: bool = False

    @property
    def round(self) -> int:
        """The round that is open, or was open last; 0 before the first vote."""
        return len(self.votes)

    @property
    def takes_answers(self) -> bool:
        """Whether a vote is open. A pause does not close it."""
        return self.phase in VOTING

    def is_closed(self, round_: int) -> bool:
        """Whether a round was opened and has been closed."""
        return 0 < round_ < self.round or (round_ == self.round > 0 and not self.takes_answers)

    def rounds(self, step: int) -> tuple[int, ...]:
        """The rounds that count for a scenario: its latest first vote, and the second vote after
        it. Votes that were left out do not count."""
        numbered = enumerate(self.votes, start=1)
        counted = [(number, vote) for number, vote in numbered if not vote.left_out]
        first = max((n for n, vote in counted if vote == Vote(step, 1)), default=0)
        second = max((n for n, vote in counted if vote == Vote(step, 2)), default=0)
        return tuple(number for number in (first, second) if number and number >= first)

    def leave_out_open_vote(self) -> "SessionState":
        """The same state with the open vote left out; unchanged when no vote is open."""
        if not self.takes_answers:
            return self
        *earlier, last = self.votes
        return replace(self, votes=(*earlier, replace(last, left_out=True)))
