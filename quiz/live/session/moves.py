"""Which moves a host has in each state, and the state that each leads to. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from quiz.live.session.phases import FIRST_VOTE, SECOND_VOTE, VOTING, Phase, SessionState
from quiz.live.session.plan import MOST_VOTES, Plan
from quiz.live.session.plan_jumps import at_scenario
from quiz.live.session.small_rooms import is_small


class Move(StrEnum):
    """What a host may do."""

    NEXT = "next"
    SKIP = "skip"
    BACK = "back"
    REOPEN = "reopen"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE_AND_END = "close_and_end"
    END = "end"


NEXT_PHASE = {
    Phase.OPEN: Phase.CLOSED,
    Phase.CLOSED: Phase.CERTAINTY,
    Phase.CERTAINTY: Phase.FIRST,
    Phase.FIRST: Phase.DISCUSS,
    Phase.OPEN_AGAIN: Phase.BOTH,
    Phase.BOTH: Phase.BEST,
    Phase.CHANGE: Phase.END,
}
"""Where the next step is the same for every plan."""
PREVIOUS_PHASE = {
    Phase.BEFORE: Phase.LOBBY,
    Phase.CERTAINTY: Phase.CLOSED,
    Phase.FIRST: Phase.CERTAINTY,
    Phase.DISCUSS: Phase.FIRST,
    Phase.OPEN_AGAIN: Phase.DISCUSS,
    Phase.BOTH: Phase.DISCUSS,
}
"""Where the step back is the same for every plan. A closed vote cannot be opened again, so going
back passes over it."""


def moves(
    state: SessionState,
    plan: Plan,
    *,
    removed: bool = False,
    after_close: Phase = Phase.CERTAINTY,
) -> Mapping[Move, SessionState]:
    """The moves that are allowed now, each with the state it leads to. None after the end.

    removed: whether the current scenario has been taken out of the content. after_close: as in
    ``after_first_vote``.
    """
    allowed = _moves(state, plan, removed)
    if not removed and not state.paused:
        allowed = _without_chart(allowed, state, after_close)
    return {move: target.reveal() for move, target in allowed if target is not None}


def after_first_vote(charted: int, *, hands: bool) -> Phase:
    """What the room sees after the closed first vote.

    How sure it was; in a small room what it chose, and without a chart a show of hands (FIRST); or,
    without that, the talk (DISCUSS). charted: how many answered; 0 without a chart.
    """
    if charted:
        return Phase.FIRST if is_small(charted) else Phase.CERTAINTY
    return Phase.FIRST if hands else Phase.DISCUSS


def ended(state: SessionState) -> SessionState:
    """The state once the session has ended, by its host or because it was archived.

    A vote that is still open is left out: its chart was never shown, and an earlier chart on the
    same question may have been.
    """
    return replace(state.leave_out_open_vote(), phase=Phase.END, paused=False)


def _moves(
    state: SessionState, plan: Plan, removed: bool
) -> Iterator[tuple[Move, SessionState | None]]:
    if state.phase == Phase.END:
        return
    if state.paused:
        yield Move.RESUME, replace(state, paused=False)
    elif removed:
        yield Move.NEXT, _next_scenario(state, plan)
        yield Move.BACK, _back(state, plan)
        yield Move.PAUSE, replace(state, paused=True)
    else:
        yield Move.NEXT, _next(state, plan)
        yield Move.SKIP, _skip(state, plan)
        yield Move.BACK, _back(state, plan)
        yield Move.REOPEN, _reopen(state)
        yield Move.PAUSE, replace(state, paused=True)
    if state.phase in VOTING and not removed and not state.paused:
        yield Move.CLOSE_AND_END, replace(state, phase=Phase.END)
    yield Move.END, ended(state)


def _without_chart(
    allowed: Iterator[tuple[Move, SessionState | None]], state: SessionState, after_close: Phase
) -> Iterator[tuple[Move, SessionState | None]]:
    """The same moves, but past the phases that would show an empty chart."""
    missing = {Phase.CERTAINTY: frozenset[Phase]()} | {
        Phase.FIRST: frozenset({Phase.CERTAINTY}),
        Phase.DISCUSS: frozenset({Phase.CERTAINTY, Phase.FIRST}),
    }
    for move, target in allowed:
        if target and target.phase in missing[after_close] and target.step == state.step:
            phase = after_close if move == Move.NEXT else Phase.CLOSED
            yield move, _at(target, phase)
        else:
            yield move, target


def _next(state: SessionState, plan: Plan) -> SessionState:
    match state.phase:
        case Phase.LOBBY if plan.before and not state.revealed:
            return _at(state, Phase.BEFORE)
        case Phase.LOBBY | Phase.BEFORE:
            return _scenario(state, plan, 0)
        case Phase.DISCUSS if plan.votes == MOST_VOTES and state.step not in state.revealed:
            if SECOND_VOTE in state.numbered_rounds(state.step):
                return _at(state, Phase.BOTH)
            return state.open_vote(state.step, SECOND_VOTE)
        case Phase.DISCUSS:
            return _at(state, Phase.BEST)
        case Phase.BEST:
            return _next_scenario(state, plan)
        case Phase.AFTER:
            return _at(state, Phase.CHANGE if plan.before else Phase.END)
        case phase:
            return _at(state, NEXT_PHASE[phase])


def _skip(state: SessionState, plan: Plan) -> SessionState | None:
    """From an open first vote to the next scenario, or to what follows the last one; from a later
    phase to the reasons.

    None where NEXT leads to the same phase: two buttons would do the same thing.
    """
    match state.phase:
        case Phase.LOBBY:
            asked = plan.before and not state.revealed
            return _scenario(state, plan, 0) if asked else None
        case Phase.OPEN:
            return _next_scenario(state, plan)
        case Phase.DISCUSS if plan.votes < MOST_VOTES or state.step in state.revealed:
            return None
        case Phase.CLOSED | Phase.CERTAINTY | Phase.FIRST | Phase.DISCUSS | Phase.OPEN_AGAIN:
            return _at(state, Phase.BEST)
        case _:
            return None


def _back(state: SessionState, plan: Plan) -> SessionState | None:
    """To the phase shown before. An open vote is left out. After a jump a scenario may have been
    left before its best answer was shown: a step back does not show it either.

    Once an answer was shown, nobody is asked again how confident they were before. None from
    CHANGE: the ratings would be asked again, and their figures shown twice with one more answer in
    them.
    """
    voted = [step for step in range(state.step + 1) if state.rounds(step)]
    state = state.leave_out_open_vote()
    match state.phase:
        case Phase.OPEN | Phase.CLOSED:
            earlier = [step for step in voted if step < state.step]
            if earlier:
                return at_scenario(state, earlier[-1])
            before = plan.before and not state.revealed
            return _at(state, Phase.BEFORE if before else Phase.LOBBY)
        case Phase.OPEN_AGAIN if state.in_later_vote:
            return _at(state, Phase.BEST)
        case Phase.AFTER:
            return at_scenario(state, voted[-1]) if voted else None
        case Phase.BEST:
            several = len(state.numbered_rounds(state.step)) > 1
            return _at(state, Phase.BOTH if several else Phase.DISCUSS)
        case phase:
            return _at(state, PREVIOUS_PHASE[phase]) if phase in PREVIOUS_PHASE else None


def _reopen(state: SessionState) -> SessionState | None:
    """The same question again, in a new round."""
    match state.phase:
        case Phase.CLOSED | Phase.CERTAINTY | Phase.FIRST | Phase.DISCUSS | Phase.BEST:
            return state.open_vote(state.step, FIRST_VOTE)
        case Phase.BOTH:
            return state.open_vote(state.step, SECOND_VOTE)
        case _:
            return None


def _at(state: SessionState, phase: Phase, step: int | None = None) -> SessionState:
    return replace(state, phase=phase, step=state.step if step is None else step)


def _scenario(state: SessionState, plan: Plan, step: int) -> SessionState:
    """Open the scenario's first vote; past the last scenario, go to what follows them. After a step
    back, a scenario that was finished before is shown again and not asked again, and a closed vote
    keeps its answers: only REOPEN asks anew."""
    if step == len(plan.scenarios):
        return _at(state, Phase.AFTER if plan.after else Phase.END)
    if step in state.revealed:
        return _at(state, Phase.BEST, step)
    if state.rounds(step):
        return _at(state, Phase.CLOSED, step)
    return state.open_vote(step, FIRST_VOTE)


def _next_scenario(state: SessionState, plan: Plan) -> SessionState:
    return _scenario(state.leave_out_open_vote(), plan, state.step + 1)
