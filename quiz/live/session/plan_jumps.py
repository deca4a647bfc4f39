"""Going to another scenario of the plan, out of its order. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from quiz.live.session.phases import FIRST_VOTE, OF_A_SCENARIO, VOTING, Phase, SessionState
from quiz.live.session.plan import MOST_VOTES, Plan

NO_JUMP = VOTING | {Phase.CHANGE, Phase.END}
"""An open vote is closed first. From CHANGE the questions on confidence would be asked again."""


def jumps(state: SessionState, plan: Plan) -> Mapping[str, SessionState]:
    """The states that lead to each other scenario, by its id; none in a pause.

    A scenario that was not asked is opened. One that was asked shows what the room chose; its best
    answer only if that was shown before.
    """
    if state.paused or state.phase in NO_JUMP:
        return {}
    here = state.step if state.phase in OF_A_SCENARIO else None
    return {
        one.item: at_scenario(state, step)
        for step, one in enumerate(plan.scenarios)
        if step != here
    }


def at_scenario(state: SessionState, step: int) -> SessionState:
    """Another scenario, where it was left: its best answer only if that was shown before."""
    if step in state.revealed:
        return replace(state, phase=Phase.BEST, step=step)
    rounds = state.rounds(step)
    if not rounds:
        return state.open_vote(step, FIRST_VOTE)
    return replace(state, phase=Phase.BOTH if len(rounds) == MOST_VOTES else Phase.FIRST, step=step)
