"""The small buttons on the room's screen, in a browser in which a host opened it."""

from dataclasses import dataclass

from flask import render_template
from sqlalchemy.orm import Session

from quiz.languages.sentences import lazy_gettext
from quiz.live.display.current import screen_context
from quiz.live.display.screen import Screen
from quiz.live.host.controls import Button, after_close, buttons, with_clock
from quiz.live.host.forms import MoveForm
from quiz.live.host.screen_access import screen_code
from quiz.live.session.models import LiveSession
from quiz.live.session.moves import Move
from quiz.live.session.phases import Phase
from quiz.live.session.questions import QuestionMove
from quiz.live.session.room_screen import PAUSE_MINUTES
from quiz.live.session.timer import ClockMove, clock_moves
from quiz.live.updates.broadcast import Viewer

ENDS = (Move.END, Move.CLOSE_AND_END)
ONWARD = (Move.NEXT, Move.RESUME, Move.END, ClockMove.CLOSE_SOON)
BACK = (ClockMove.KEEP_OPEN, Move.BACK)
TAKE_OFF = lazy_gettext("Take the question off")


@dataclass(frozen=True)
class Controls:
    """The buttons of the current state.

    onward, back: what a clicker does; None where there is no such move. While a vote is open and
    somebody has not answered, onward closes it in ten seconds, and then back keeps it open. more:
    the other moves. asking: those of all that are asked once more. keeps: where a vote is open, the
    move that closes it and ends the session. They depend on the plan, the
    phase and how many answered: the room reads them, and must not learn the best answer from them.
    """

    screen_code: str
    form: MoveForm
    onward: Button | None
    back: Button | None
    more: tuple[Button, ...]
    asking: tuple[Button, ...]
    keeps: Button | None = None
    pause_minutes: tuple[int, ...] = ()


def controls(live: LiveSession, screen: Screen, *, asked: bool = False) -> Controls | None:
    """The buttons; None while the host does not allow them, and after the end.

    asked: whether a question is on the screen; then the next step takes it off.
    """
    if not live.screen_moves or live.phase == Phase.END:
        return None
    state, plan, removed = live.state, live.plan, bool(screen.removed)
    found = buttons(state, plan, removed=removed, after_close=after_close(screen))
    clock = () if removed else clock_moves(state, plan, live.timer, live.closes_at)
    shown = {button.move: button for button in with_clock(found, clock, screen.counts)}
    onward = next((button for button in shown.values() if button.move in ONWARD), None)
    back = next((shown[move] for move in BACK if move in shown), None)
    apart = (onward, back, *(shown[move] for move in ENDS if move in shown))
    if asked:
        onward, back = Button(QuestionMove.TAKE_OFF, str(TAKE_OFF)), None
    return Controls(
        screen_code(live),
        MoveForm(formdata=None, data={"version": live.screen_version}),
        onward,
        back,
        tuple(button for button in shown.values() if button not in apart),
        tuple(button for button in shown.values() if button.asks or button.move == Move.END),
        shown.get(Move.CLOSE_AND_END),
        pause_minutes=PAUSE_MINUTES if state.paused else (),
    )


def controls_context(session: Session, live: LiveSession) -> dict[str, object]:
    """The template context of the screen with its buttons."""
    context = screen_context(session, live, Viewer.CONTROLS)
    asked = bool(context["question"])
    return context | {"controls": controls(live, context["screen"], asked=asked)}


def controls_fragment(session: Session, live: LiveSession) -> str:
    """The fragment that every screen with buttons gets."""
    return render_template("live/screen.html", **controls_context(session, live))
