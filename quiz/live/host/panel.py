"""The part of the host's page that is updated: status, buttons, hint, notes and charts."""

from collections.abc import Mapping

from flask import render_template
from sqlalchemy.orm import Session

from quiz.live.display.current import current_screen
from quiz.live.display.screen import Screen
from quiz.live.host.controls import after_close, buttons, needed, status, with_clock
from quiz.live.host.forms import MoveForm
from quiz.live.host.notes import notes
from quiz.live.host.plan_part import plan_part
from quiz.live.host.room_forms import QuestionPressForm
from quiz.live.results.hints import WITHOUT_TALK, Advice, Hint, hint, hint_without_chart
from quiz.live.session import questions
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import Phase
from quiz.live.session.plan_scenarios import removed_count
from quiz.live.session.questions import QuestionState
from quiz.live.session.timer import clock_moves
from quiz.live.updates import broadcast
from quiz.live.updates.broadcast import Viewer

CHARTED = (Phase.FIRST, Phase.DISCUSS)
"""Where the room sees, or has seen, what it chose."""
PAST: Mapping[str, set[Advice]] = {
    Phase.FIRST: {Advice.HANDS},
    Phase.DISCUSS: {Advice.HANDS, *WITHOUT_TALK},
}
"""The advice that is no longer one: the hands are shown, and the room talks."""


def panel_context(
    session: Session, live: LiveSession, shown: Screen, state_id: str
) -> dict[str, object]:
    """The template context of the part."""
    sent = questions.of_session(session, live)
    removed, found = bool(shown.removed), _hint(live, shown)
    advice, hint_words = _advised(live, shown, found)
    pressed = buttons(
        *(live.state, live.plan),
        removed=removed,
        after_close=after_close(shown),
        advice=advice,
    )
    clock = () if removed else clock_moves(live.state, live.plan, live.timer, live.closes_at)
    return {
        "live": live,
        "screen": shown,
        "state_id": state_id,
        "form": MoveForm(formdata=None, data={"version": live.screen_version}),
        "buttons": with_clock(pressed, clock, shown.counts),
        "status": status(
            live.state,
            live.plan,
            removed=removed,
            charted=bool(shown.charts or shown.hand_charts),
        ),
        "few": shown.closed_votes and not shown.charts,
        "needed": needed(live.state, live.plan, shown.counts),
        "hint": found,
        "hint_words": hint_words,
        "notes": () if removed else notes(live.state, live.plan, advice),
        "plan": plan_part(live, shown.bank),
        "questions": [one for one in sent if one.state in (QuestionState.SHOWN, QuestionState.NEW)],
        "questions_sent": len(sent),
        "takes_questions": questions.are_taken(live),
        "questions_form": QuestionPressForm(formdata=None),
        "missing": removed_count(shown.bank, live.plan) if live.phase == Phase.LOBBY else 0,
    }


def _hint(live: LiveSession, shown: Screen) -> Hint | None:
    """The hint after a first vote; None without a scenario, or before its vote is closed."""
    if not shown.item or not shown.closed_votes:
        return None
    if votes := shown.votes.get(1):
        return hint(votes, getattr(shown.item, "best", None), live.plan)
    return hint_without_chart(live.plan, hands=1 in shown.hands)


def _advised(live: LiveSession, shown: Screen, found: Hint | None) -> tuple[Advice | None, str]:
    """The advice that the notes and the main button follow, and the hint's words.

    Once the host has followed it, or has let the room talk against it, the hint has its counts
    only.
    """
    if not found or not shown.texts.hint or live.state.step in live.state.revealed:
        return None, ""
    if found.advice in PAST.get(live.phase, set()):
        return None, found.because
    return found.advice, found.words(charted=live.phase in CHARTED)


def host_fragment(session: Session, live: LiveSession) -> str:
    """The part, as it is broadcast to the host and every co-host."""
    state_id = broadcast.state_id(session, live, Viewer.HOST)
    context = panel_context(session, live, current_screen(session, live), state_id)
    return render_template("live/session_part.html", **context)
