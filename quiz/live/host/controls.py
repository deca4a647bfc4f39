"""The host's buttons and the line above them that says where the session is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.live.display.screen import Screen
from quiz.live.results.hints import WITHOUT_TALK, Advice
from quiz.live.session import phase_texts
from quiz.live.session.moves import Move, after_first_vote, moves
from quiz.live.session.phase_texts import PHASE_TEXTS
from quiz.live.session.phases import (
    ASKING,
    FIRST_VOTE,
    OF_A_SCENARIO,
    VOTING,
    Phase,
    SessionState,
)
from quiz.live.session.plan import Plan
from quiz.live.session.questions import QuestionMove
from quiz.live.session.timer import ClockMove
from quiz.live.session.votes import Counts

REMOVED = "This scenario was taken out of the content"
LOST = "The open vote is then left out: nobody sees its answers, and they do not count."
EARLIER_COUNTS = " The earlier vote on the scenario still counts."
ASK_LATER_AGAIN = "Ask this again: it replaces the last vote after the answer"
CLOCK_LABELS = {
    ClockMove.CLOSE_SOON: "Close in 10 seconds",
    ClockMove.KEEP_OPEN: "Keep it open",
    ClockMove.TALK: "3 minutes to talk",
    ClockMove.MORE: "One minute more",
}


@dataclass(frozen=True)
class Button:
    """One move and its label. asks: what is lost; not empty where the page asks once before it."""

    move: Move | ClockMove | QuestionMove
    words: str
    asks: str = ""


def status(state: SessionState, plan: Plan, *, removed: bool = False, charted: bool = True) -> str:
    """Where the session is, as one clause. removed: as in ``moves.moves``. charted: whether the
    room has a chart now."""
    if removed:
        return REMOVED
    revealed, contested = state.step in state.revealed, _contested(state, plan)
    return phase_texts.status(state.phase, charted=charted, revealed=revealed, contested=contested)


def buttons(
    state: SessionState,
    plan: Plan,
    *,
    removed: bool = False,
    after_close: Phase = Phase.CERTAINTY,
    advice: Advice | None = None,
) -> tuple[Button, ...]:
    """The moves that are allowed now, in the order of the buttons: what the hint advises first.

    Where the next step would end the session, it is the button that ends it, which asks first.
    removed, after_close: as in ``moves.moves``. advice: that of the hint, if one is shown.
    """
    allowed = dict(moves(state, plan, removed=removed, after_close=after_close))
    first = _first(state, advice) if not removed else Move.NEXT
    if Move.NEXT in allowed and allowed[Move.NEXT].phase == Phase.END:
        del allowed[Move.NEXT]
        first = Move.END
    order = sorted(allowed, key=lambda move: move != first)
    return tuple(
        Button(
            move,
            _label(move, state, allowed[move], plan),
            "" if removed else _lost(move, state),
        )
        for move in order
    )


def after_close(shown: Screen) -> Phase:
    """What the room sees after the first vote on the current scenario, for ``buttons``."""
    if not shown.closed_votes:
        return Phase.CERTAINTY
    charted = sum(shown.votes.get(FIRST_VOTE, {}).values())
    return after_first_vote(charted, hands=FIRST_VOTE in shown.hands)


def with_clock(
    found: Sequence[Button], allowed: Sequence[ClockMove], counts: Counts
) -> tuple[Button, ...]:
    """The same buttons with those about time. Closing soon comes first until all have answered."""
    clock = [Button(move, CLOCK_LABELS[move]) for move in allowed]
    complete = counts.answered >= counts.here > 0
    if ClockMove.CLOSE_SOON in allowed and not complete:
        return (clock[0], *found, *clock[1:])
    return (*found[:1], *clock, *found[1:])


def needed(state: SessionState, plan: Plan, counts: Counts) -> str:
    """How many answers a chart still needs, while a question is open; empty once there are enough.

    It says no more than the number of answers does."""
    if state.phase not in ASKING or counts.answered >= plan.minimum:
        return ""
    return f"{plan.minimum - counts.answered} more for a chart"


def _first(state: SessionState, advice: Advice | None) -> Move:
    """The move that the main button makes."""
    before_talk = state.phase == Phase.FIRST
    return Move.SKIP if before_talk and advice in WITHOUT_TALK else Move.NEXT


def _lost(move: Move, state: SessionState) -> str:
    """What a move loses that cannot be brought back."""
    leaves_vote = state.phase in VOTING and move in (Move.BACK, Move.END)
    if leaves_vote or (state.phase == Phase.OPEN and move == Move.SKIP):
        earlier = state.leave_out_open_vote().rounds(state.step)
        return LOST + (EARLIER_COUNTS if earlier else "")
    return ""


def _contested(state: SessionState, plan: Plan) -> bool:
    return state.phase in OF_A_SCENARIO and plan.scenarios[state.step].contested


def _label(move: Move, state: SessionState, target: SessionState, plan: Plan) -> str:
    match move:
        case Move.NEXT:
            without = state.phase == Phase.CLOSED and target.phase == Phase.DISCUSS
            return _next(state, target, plan) + (", without a chart" if without else "")
        case Move.SKIP:
            return _skip(state, target, plan)
        case Move.BACK:
            return _back(state, target)
        case Move.REOPEN:
            if target.in_later_vote:
                again = state.later_votes(state.step)
                return ASK_LATER_AGAIN if again else "Ask this again, after the answer"
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
    closed = target.phase in (Phase.CLOSED, Phase.BOTH) and state.phase not in VOTING
    if closed or (target.phase == Phase.BEST and target.step != state.step):
        return f"On {texts.back.format(number=target.step + 1)}"
    label = (texts.contested_button if _contested(target, plan) else "") or texts.button
    again = " again" if target.phase == Phase.BEST and target.step in state.revealed else ""
    return label.format(number=target.step + 1) + again


def _back(state: SessionState, target: SessionState) -> str:
    where = PHASE_TEXTS[target.phase].back.format(number=target.step + 1)
    return f"Close the vote and go back {where}" if state.phase in VOTING else f"Back {where}"


def _skip(state: SessionState, target: SessionState, plan: Plan) -> str:
    if state.phase == Phase.OPEN:
        return "Leave this scenario out"
    if target.phase == Phase.BEST:
        ends = "the end" if _contested(target, plan) else "the best answer"
        close = "Close the vote and go" if state.phase in VOTING else "Go"
        return f"{close} straight to {ends}"
    return "Leave out the questions on confidence"
