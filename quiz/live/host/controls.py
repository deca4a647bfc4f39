"""The host's buttons and the line above them that says where the session is. Pure."""

from dataclasses import dataclass

from quiz.live.session.moves import Move, moves
from quiz.live.session.phase_texts import LATER_STATUS, PHASE_TEXTS
from quiz.live.session.phases import OF_A_SCENARIO, VOTING, Phase, SessionState
from quiz.live.session.plan import Plan

REMOVED = "This scenario was taken out of the content"


@dataclass(frozen=True)
class Button:
    """One move and its label."""

    move: Move
    words: str


def status(state: SessionState, plan: Plan, *, removed: bool = False) -> str:
    """Where the session is, as one clause. removed: as in ``moves.moves``."""
    if removed:
        return REMOVED
    if state.in_later_vote:
        return LATER_STATUS
    texts = PHASE_TEXTS[state.phase]
    return (texts.contested_status if _contested(state, plan) else "") or texts.status


def buttons(state: SessionState, plan: Plan, *, removed: bool = False) -> tuple[Button, ...]:
    """The moves that are allowed now, in the order of the buttons; NEXT comes first."""
    allowed = moves(state, plan, removed=removed).items()
    return tuple(Button(move, _label(move, state, target, plan)) for move, target in allowed)


def _contested(state: SessionState, plan: Plan) -> bool:
    return state.phase in OF_A_SCENARIO and plan.scenarios[state.step].contested


def _label(move: Move, state: SessionState, target: SessionState, plan: Plan) -> str:
    match move:
        case Move.NEXT:
            return _next(state, target, plan)
        case Move.SKIP:
            return _skip(state, target, plan)
        case Move.BACK:
            return _back(state, target)
        case Move.REOPEN:
            if target.in_later_vote:
                return "Ask this again, after the answer"
            second = "second " if target.phase == Phase.OPEN_AGAIN else ""
            return f"Ask this again: a new {second}vote"
        case Move.PAUSE:
            return "Pause"
        case Move.RESUME:
            return "Go on after the pause"
        case Move.END:
            return PHASE_TEXTS[Phase.END].button


def _next(state: SessionState, target: SessionState, plan: Plan) -> str:
    texts = PHASE_TEXTS[target.phase]
    if target.phase == Phase.BEST and target.step != state.step:
        return f"On {texts.back.format(number=target.step + 1)}"
    label = (texts.contested_button if _contested(target, plan) else "") or texts.button
    return label.format(number=target.step + 1)


def _back(state: SessionState, target: SessionState) -> str:
    where = PHASE_TEXTS[target.phase].back.format(number=target.step + 1)
    return f"Close the vote and go back {where}" if state.phase in VOTING else f"Back {where}"


def _skip(state: SessionState, target: SessionState, plan: Plan) -> str:
    if state.phase == Phase.OPEN:
        return "Leave this scenario out"
    if target.phase == Phase.BEST:
        sides = "what speaks for each answer" if _contested(target, plan) else "the best answer"
        close = "Close the vote and go" if state.phase in VOTING else "Go"
        return f"{close} straight to {sides}"
    return "Leave out the questions on confidence"
