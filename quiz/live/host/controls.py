"""The host's buttons and the line above them that says where the session is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.live.display.screen import Screen
from quiz.live.host import labels
from quiz.live.results.hints import WITHOUT_TALK, Advice
from quiz.live.session.moves import Move, after_first_vote, moves
from quiz.live.session.phases import (
    ASKING,
    FIRST_VOTE,
    VOTING,
    Phase,
    SessionState,
)
from quiz.live.session.plan import Plan
from quiz.live.session.questions import QuestionMove
from quiz.live.session.timer import ClockMove
from quiz.live.session.votes import Counts

REMOVED = lazy_gettext("This scenario was taken out of the content")
LOST = lazy_gettext(
    "The open vote is then left out: nobody sees its answers, and they do not count."
)
LOST_BUT_EARLIER = lazy_gettext(
    "The open vote is then left out: nobody sees its answers, and they do not count. The earlier "
    "vote on the scenario still counts."
)
ENDS_TOO = lazy_gettext("The session then ends, and it cannot be opened again.")
CLOCK_LABELS = {
    ClockMove.CLOSE_SOON: lazy_gettext("Close in 10 seconds"),
    ClockMove.KEEP_OPEN: lazy_gettext("Keep it open"),
    ClockMove.TALK: lazy_gettext("3 minutes to talk"),
    ClockMove.MORE: lazy_gettext("One minute more"),
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
    return str(REMOVED if removed else labels.status(state, plan, charted=charted))


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
            "" if removed else _lost(move, state, allowed[move]),
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
    clock = [Button(move, str(CLOCK_LABELS[move])) for move in allowed]
    complete = counts.answered >= counts.here > 0
    if ClockMove.CLOSE_SOON in allowed and not complete:
        return (clock[0], *found, *clock[1:])
    return (*found[:1], *clock, *found[1:])


def needed(state: SessionState, plan: Plan, counts: Counts) -> str:
    """How many answers a chart still needs, while a question is open; that there are too few phones
    for one, also in the lobby; empty once there are enough.

    It says no more than the numbers of answers and of phones do."""
    few = 0 < max(counts.here, counts.answered) < plan.minimum
    if few and (state.phase in VOTING or state.phase == Phase.LOBBY):
        return gettext(
            "A chart needs %(minimum)s answers. In a smaller room, count hands or paper once a "
            "vote is closed.",
            minimum=plan.minimum,
        )
    if state.phase not in ASKING or counts.answered >= plan.minimum:
        return ""
    missing = plan.minimum - counts.answered
    return ngettext(
        "%(number)s more for a chart.", "%(number)s more for a chart.", missing, number=missing
    )


def _first(state: SessionState, advice: Advice | None) -> Move:
    """The move that the main button makes."""
    before_talk = state.phase == Phase.FIRST
    return Move.SKIP if before_talk and advice in WITHOUT_TALK else Move.NEXT


def _lost(move: Move, state: SessionState, target: SessionState) -> str:
    """What a move loses that cannot be brought back."""
    leaves_vote = state.phase in VOTING and move in (Move.BACK, Move.END)
    if leaves_vote or (state.phase == Phase.OPEN and move == Move.SKIP):
        earlier = state.leave_out_open_vote().rounds(state.step)
        lost = str(LOST_BUT_EARLIER if earlier else LOST)
        ends_too = move == Move.SKIP and target.phase == Phase.END
        return f"{lost} {ENDS_TOO}" if ends_too else lost
    return ""


def _label(move: Move, state: SessionState, target: SessionState, plan: Plan) -> str:
    match move:
        case Move.NEXT:
            return labels.onward(state, target, plan)
        case Move.SKIP:
            return str(labels.skip(state, target, plan))
        case Move.BACK:
            return labels.back(state, target, plan)
        case Move.REOPEN:
            return str(labels.reopen(state, target, plan))
        case Move.PAUSE:
            return str(labels.PAUSE)
        case Move.RESUME:
            return str(labels.RESUME)
        case Move.CLOSE_AND_END:
            return str(labels.CLOSE_AND_END)
        case Move.END:
            return str(labels.TO[Phase.END])
