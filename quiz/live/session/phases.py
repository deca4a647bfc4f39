"""The phases of a live session, and its state: the current phase and all votes so far. Pure.

A closed vote is never opened again: asking again opens a new vote, with a round of its own. So no
chart can be shown twice with one more answer in it (measurement.md 5.3, P8). Once the best answer
of a scenario has been shown, another vote on it is neither its first nor its second.
"""

from collections.abc import Mapping
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
FIRST_VOTE, SECOND_VOTE, LATER_VOTE = 1, 2, 3
"""The numbers of a scenario's votes. A later vote is asked after the best answer was shown."""


@dataclass(frozen=True)
class Vote:
    """A vote that was opened. step: its scenario in the plan, from 0. number: whether it is the
    scenario's first vote, its second, or a later one.

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
    position among them, counted from 1, is its round. revealed: the steps whose best answer, or
    whose reasons, have been shown.
    """

    phase: Phase = Phase.LOBBY
    step: int = 0
    votes: tuple[Vote, ...] = ()
    paused: bool = False
    revealed: frozenset[int] = frozenset()

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

    def takes_hands(self, round_: int) -> bool:
        """Whether hands may be counted for a round: it is closed, no later vote took its place, and
        what people raise their hands for is what the vote asked. Once the best answer has been
        shown, it is so of a later vote only."""
        if not self.is_closed(round_):
            return False
        vote = self.votes[round_ - 1]
        if round_ not in self.numbered_rounds(vote.step).values():
            return False
        if vote.number == FIRST_VOTE and self._latest(vote.step, SECOND_VOTE) > round_:
            return False  # they would raise their hands for what they think after the talk
        return vote.number == LATER_VOTE or vote.step not in self.revealed

    @property
    def hands_round(self) -> int:
        """The round for which the host may count hands now; 0 if there is none."""
        rounds = self.numbered_rounds(self.step).values() if self.phase in OF_A_SCENARIO else ()
        last = max((round_ for round_ in rounds if self.is_closed(round_)), default=0)
        return last if self.takes_hands(last) else 0

    def later_votes(self, step: int) -> int:
        """How often a scenario was asked after its best answer, without what was left out."""
        later = Vote(step, LATER_VOTE)
        return sum(vote == later for vote in self.votes)

    def rounds(self, step: int) -> tuple[int, ...]:
        """The rounds that count for a scenario: its latest first vote, and the second vote after
        it. Votes that were left out do not count, and later votes never do."""
        first, second = (self._latest(step, number) for number in (FIRST_VOTE, SECOND_VOTE))
        return tuple(found for found in (first, second) if found and found >= first)

    def numbered_rounds(self, step: int) -> Mapping[int, int]:
        """The rounds of a scenario by the number of the vote: those that count, and the latest
        later vote."""
        found = dict(enumerate(self.rounds(step), start=FIRST_VOTE))
        later = self._latest(step, LATER_VOTE)
        return found | {LATER_VOTE: later} if later else found

    def _latest(self, step: int, number: int) -> int:
        """The latest round with this number that was not left out; 0 if there is none."""
        for round_ in range(self.round, 0, -1):
            vote = self.votes[round_ - 1]
            if vote.step == step and vote.number == number and not vote.left_out:
                return round_
        return 0

    @property
    def in_later_vote(self) -> bool:
        """Whether a vote is open that is asked after the best answer was shown."""
        return self.takes_answers and self.votes[-1].number == LATER_VOTE

    def open_vote(self, step: int, number: int) -> "SessionState":
        """A new vote on a scenario. number: its first or its second; once the best answer has been
        shown, it is a later vote whichever is asked for."""
        number = LATER_VOTE if step in self.revealed else number
        phase = Phase.OPEN if number == FIRST_VOTE else Phase.OPEN_AGAIN
        votes = (*self.votes, Vote(step, number))
        return replace(self, phase=phase, step=step, votes=votes, paused=False)

    def reveal(self) -> "SessionState":
        """The same state; in the phase that shows the best answer, with its step as revealed."""
        if self.phase != Phase.BEST:
            return self
        return replace(self, revealed=self.revealed | {self.step})

    def leave_out_open_vote(self) -> "SessionState":
        """The same state with the open vote left out; unchanged when no vote is open."""
        if not self.takes_answers:
            return self
        *earlier, last = self.votes
        return replace(self, votes=(*earlier, replace(last, left_out=True)))
