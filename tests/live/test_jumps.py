"""A step back after a jump to another scenario of the plan."""

import pytest

from quiz.live.host import labels
from quiz.live.session.moves import Move, moves
from quiz.live.session.phases import Phase, SessionState, Vote
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.live.session.plan_jumps import jumps

SCENARIOS = (PlannedScenario("first", 1), PlannedScenario("second", 2, contested=True))


@pytest.mark.parametrize(
    ("phase", "votes", "back"),
    [
        (Phase.DISCUSS, (Vote(0, 1),), "Back to what the room chose in scenario 1"),
        (Phase.BOTH, (Vote(0, 1), Vote(0, 2)), "Back to what the room chose in scenario 1"),
        (Phase.BEST, (Vote(0, 1), Vote(0, 2)), "Back to the best answer of scenario 1"),
    ],
)
def test_back_after_a_jump_shows_no_best_answer_that_was_not_shown(
    phase: Phase, votes: tuple[Vote, ...], back: str
) -> None:
    plan = Plan(SCENARIOS)
    left = SessionState(phase, 0, votes).reveal()
    jumped = jumps(left, plan)[SCENARIOS[1].item]
    for state in (jumped, moves(jumped, plan)[Move.NEXT]):
        target = moves(state, plan)[Move.BACK]
        assert (target.step, target.revealed) == (0, left.revealed)
        asks_first = back.replace("Back to", "Leave the vote out and go back to")
        assert labels.back(state, target, plan) == (asks_first if state == jumped else back)
