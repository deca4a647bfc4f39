"""The small buttons on the room's screen, in a browser in which a host opened it."""

from dataclasses import dataclass

from flask import render_template
from sqlalchemy.orm import Session

from quiz.live.display.current import screen_context
from quiz.live.display.screen import Screen
from quiz.live.host.controls import CLOCK_LABELS, Button, after_close, buttons
from quiz.live.host.forms import MoveForm
from quiz.live.host.screen_access import screen_code
from quiz.live.session.models import LiveSession
from quiz.live.session.moves import Move, moves
from quiz.live.session.phases import Phase
from quiz.live.session.room_screen import PAUSE_MINUTES
from quiz.live.session.timer import clock_moves
from quiz.live.updates.broadcast import Viewer

ONWARD = (Move.NEXT, Move.RESUME)


@dataclass(frozen=True)
class Controls:
    """The buttons of the current state.

    onward, back: what a clicker does; None where there is no such move. more: the other moves.
    ends: whether ``onward`` ends the session, which is asked once more. They depend on the plan and
    the phase alone: the room reads them, and must not learn the best answer from them.
    """

    screen_code: str
    form: MoveForm
    onward: Button | None
    back: Button | None
    more: tuple[Button, ...]
    ends: bool
    pause_minutes: tuple[int, ...] = ()


def controls(live: LiveSession, screen: Screen) -> Controls | None:
    """The buttons; None while the host does not allow them, and after the end."""
    if not live.screen_moves or live.phase == Phase.END:
        return None
    state, plan, removed = live.state, live.plan, bool(screen.removed)
    found = buttons(state, plan, removed=removed, after_close=after_close(screen))
    shown = {button.move: button for button in found}
    clock = () if removed else clock_moves(state, plan, live.timer, live.closes_at)
    onward = next((shown[move] for move in ONWARD if move in shown), None)
    target = moves(state, plan, removed=removed).get(Move.NEXT)
    apart = {*ONWARD, Move.BACK, Move.END}
    return Controls(
        screen_code(live),
        MoveForm(formdata=None, data={"version": live.version}),
        onward,
        shown.get(Move.BACK),
        (
            *(Button(move, CLOCK_LABELS[move]) for move in clock),
            *(button for button in shown.values() if button.move not in apart),
        ),
        ends=target is not None and target.phase == Phase.END,
        pause_minutes=PAUSE_MINUTES if state.paused else (),
    )


def controls_context(session: Session, live: LiveSession) -> dict[str, object]:
    """The template context of the screen with its buttons."""
    context = screen_context(session, live, Viewer.CONTROLS)
    return context | {"controls": controls(live, context["screen"])}


def controls_fragment(session: Session, live: LiveSession) -> str:
    """The fragment that every screen with buttons gets."""
    return render_template("live/screen.html", **controls_context(session, live))
