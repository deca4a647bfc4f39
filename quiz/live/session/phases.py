"""What a live session asks, where it stands, and where it may go from there. Pure.

A vote, once closed, is never opened again: whoever reopens asks anew, in a round of its own. So no
chart can be shown twice with one answer more (measurement.md 5.3, P8).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from quiz.retention import LIVE_ANSWERS

FEWEST_FOR_A_CHART = 5
MOST_VOTES = 2


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
OF_A_SCENARIO = frozenset(Phase) - RATING - {Phase.LOBBY, Phase.CHANGE, Phase.END}


class Move(StrEnum):
    """What a host may do."""

    NEXT = "next"
    SKIP = "skip"
    BACK = "back"
    REOPEN = "reopen"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"


@dataclass(frozen=True)
class Asked:
    """A scenario of the plan, in the revision it was planned with."""

    item: str
    revision: int
    contested: bool = False


@dataclass(frozen=True)
class Plan:
    """What a session asks, fixed when it is made.

    ``votes``: one, or two with a discussion between them. ``timer``: seconds for each vote, counted
    down on the host's and the room's screens; it closes nothing. ``minimum``: the fewest answers
    that a chart is made of. ``days``: how long answers stay after the session.
    Raises ValueError for a plan without scenarios, or with a minimum below five.
    """

    scenarios: tuple[Asked, ...]
    before: bool = True
    after: bool = True
    votes: int = MOST_VOTES
    timer: int | None = None
    minimum: int = FEWEST_FOR_A_CHART
    days: int = LIVE_ANSWERS.days

    def __post_init__(self) -> None:
        if not self.scenarios:
            raise ValueError("A session asks at least one scenario.")
        if self.votes not in range(1, MOST_VOTES + 1):
            raise ValueError("A scenario has one vote or two.")
        if self.minimum < FEWEST_FOR_A_CHART:
            raise ValueError(f"A chart is made of at least {FEWEST_FOR_A_CHART} answers.")

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        found = json.loads(text)
        return cls(**{**found, "scenarios": tuple(Asked(**each) for each in found["scenarios"])})


@dataclass(frozen=True)
class Vote:
    """A vote that was opened: on which scenario of the plan, and whether its first or second.

    ``left_out``: whether the host went away from it while it was open. Then it counts for nothing,
    and an earlier vote on the same question goes on counting.
    """

    step: int
    number: int
    left_out: bool = False


@dataclass(frozen=True)
class State:
    """Where a session stands.

    ``step`` counts the plan's scenarios from 0. ``votes`` are all that were opened so far; the
    place of each among them, counted from 1, is its round.
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
        """Whether a round was open and is open no more."""
        return 0 < round_ < self.round or (round_ == self.round > 0 and not self.takes_answers)

    def rounds(self, step: int) -> tuple[int, ...]:
        """The rounds that count for a scenario: the last first vote's, and its second vote's.

        Nothing that was left out is among them.
        """
        voted = enumerate(self.votes, start=1)
        numbered = [(number, vote) for number, vote in voted if not vote.left_out]
        first = max((n for n, vote in numbered if vote == Vote(step, 1)), default=0)
        second = max((n for n, vote in numbered if vote == Vote(step, 2)), default=0)
        return tuple(number for number in (first, second) if number and number >= first)


def _opened(state: State, phase: Phase, step: int) -> State:
    number = 1 if phase == Phase.OPEN else 2
    return State(phase, step, (*state.votes, Vote(step, number)))


def _left_out(state: State) -> State:
    """Leave out the vote that is open, if one is."""
    if not state.takes_answers:
        return state
    *earlier, last = state.votes
    return replace(state, votes=(*earlier, replace(last, left_out=True)))


def ended(state: State) -> State:
    """Where a session is once it has ended, by its host or by itself.

    A vote that is still open is left out: its chart was never shown, and an earlier one may be.
    """
    return replace(_left_out(state), phase=Phase.END, paused=False)


def _at(state: State, phase: Phase, step: int | None = None) -> State:
    return replace(state, phase=phase, step=state.step if step is None else step)


def _after_scenarios(state: State, plan: Plan) -> State:
    return _at(state, Phase.AFTER if plan.after else Phase.END)


def _scenario(state: State, plan: Plan, step: int) -> State:
    """The scenario's vote is opened; after the last one comes what follows the scenarios."""
    if step == len(plan.scenarios):
        return _after_scenarios(state, plan)
    return _opened(state, Phase.OPEN, step)


def _past(state: State, plan: Plan) -> State:
    """Past this scenario, to what follows it."""
    return _scenario(_left_out(state), plan, state.step + 1)


def _next(state: State, plan: Plan) -> State:
    straight_on = {
        Phase.OPEN: Phase.CLOSED,
        Phase.CLOSED: Phase.CERTAINTY,
        Phase.CERTAINTY: Phase.FIRST,
        Phase.FIRST: Phase.DISCUSS,
        Phase.OPEN_AGAIN: Phase.BOTH,
        Phase.BOTH: Phase.BEST,
        Phase.AFTER: Phase.CHANGE if plan.before else Phase.END,
        Phase.CHANGE: Phase.END,
    }
    match state.phase:
        case Phase.LOBBY if plan.before:
            return _at(state, Phase.BEFORE)
        case Phase.LOBBY | Phase.BEFORE:
            return _scenario(state, plan, 0)
        case Phase.DISCUSS if plan.votes == MOST_VOTES:
            return _opened(state, Phase.OPEN_AGAIN, state.step)
        case Phase.DISCUSS:
            return _at(state, Phase.BEST)
        case Phase.BEST:
            return _past(state, plan)
        case phase:
            return _at(state, straight_on[phase])


def _skip(state: State, plan: Plan) -> State | None:
    """Leave out what is left: of an open first vote the vote, later the way to the reasons.

    None where this would lead where the next step leads: two buttons would say they differ.
    """
    match state.phase:
        case Phase.LOBBY:
            return _scenario(state, plan, 0) if plan.before else None
        case Phase.OPEN:
            led = _past(state, plan)
            return led if led.phase != Phase.END else None  # nobody ends a session by the way
        case Phase.DISCUSS if plan.votes < MOST_VOTES:
            return None
        case Phase.CLOSED | Phase.CERTAINTY | Phase.FIRST | Phase.DISCUSS | Phase.OPEN_AGAIN:
            return _at(state, Phase.BEST)
        case _:
            return None


def _back(state: State, plan: Plan) -> State | None:
    """To what was shown before. A closed vote stays closed, so it is passed over; an open one is
    left out.

    From the change there is no way back: its figures would be shown twice, with one answer more.
    """
    shown_before = {
        Phase.BEFORE: Phase.LOBBY,
        Phase.CERTAINTY: Phase.CLOSED,
        Phase.FIRST: Phase.CERTAINTY,
        Phase.DISCUSS: Phase.FIRST,
        Phase.OPEN_AGAIN: Phase.DISCUSS,
        Phase.BOTH: Phase.DISCUSS,
    }
    told = [step for step in range(state.step + 1) if state.rounds(step)]
    state = _left_out(state)
    match state.phase:
        case Phase.OPEN | Phase.CLOSED:
            earlier = [step for step in told if step < state.step]
            if earlier:
                return _at(state, Phase.BEST, earlier[-1])
            return _at(state, Phase.BEFORE if plan.before else Phase.LOBBY)
        case Phase.AFTER:
            return _at(state, Phase.BEST, told[-1]) if told else None
        case Phase.BEST:
            has_second = len(state.rounds(state.step)) == MOST_VOTES
            return _at(state, Phase.BOTH if has_second else Phase.DISCUSS)
        case phase:
            return _at(state, shown_before[phase]) if phase in shown_before else None


def _reopen(state: State) -> State | None:
    """The same question again, in a new round."""
    match state.phase:
        case Phase.CLOSED | Phase.CERTAINTY | Phase.FIRST | Phase.DISCUSS | Phase.BEST:
            return _opened(state, Phase.OPEN, state.step)
        case Phase.BOTH:
            return _opened(state, Phase.OPEN_AGAIN, state.step)
        case _:
            return None


def _all(state: State, plan: Plan, gone: bool) -> Iterator[tuple[Move, State | None]]:
    if state.phase == Phase.END:
        return
    if state.paused:
        yield Move.RESUME, replace(state, paused=False)
    elif gone:
        yield Move.NEXT, _past(state, plan)
        yield Move.BACK, _back(state, plan)
        yield Move.PAUSE, replace(state, paused=True)
    else:
        yield Move.NEXT, _next(state, plan)
        yield Move.SKIP, _skip(state, plan)
        yield Move.BACK, _back(state, plan)
        yield Move.REOPEN, _reopen(state)
        yield Move.PAUSE, replace(state, paused=True)
    yield Move.END, ended(state)


def moves(state: State, plan: Plan, *, gone: bool = False) -> Mapping[Move, State]:
    """What the host may do now, and where each move leads. Nothing follows the end.

    gone: whether the content has the scenario no longer at which the session is.
    """
    return {move: led for move, led in _all(state, plan, gone) if led is not None}
