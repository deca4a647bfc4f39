"""What whoever leads a session may want to bear in mind in each phase. Pure."""

from quiz.live.session.agendas import (
    AFTER,
    AGAIN,
    BEFORE,
    BEST,
    CLOSE,
    DISCUSSION,
    JOIN,
    TALK,
    VOTE,
    fits,
)
from quiz.live.session.phases import OF_A_SCENARIO, VOTING, Phase, Plan, State

NOTES = {
    Phase.LOBBY: JOIN,
    Phase.BEFORE: BEFORE,
    Phase.OPEN: VOTE,
    Phase.CLOSED: TALK,
    Phase.CERTAINTY: TALK,
    Phase.FIRST: TALK,
    Phase.DISCUSS: TALK,
    Phase.OPEN_AGAIN: AGAIN,
    Phase.BOTH: BEST,
    Phase.BEST: BEST,
    Phase.AFTER: AFTER,
}


def notes(state: State, plan: Plan) -> tuple[str, ...]:
    """The guide's notes for what happens now; on a contested scenario those on talking it over."""
    if state.phase in NOTES:
        talked_over = state.phase in OF_A_SCENARIO - VOTING
        contested = talked_over and plan.scenarios[state.step].contested
        return DISCUSSION if contested else NOTES[state.phase]
    found = fits(plan)
    return found.closing[-1].notes if found else CLOSE
