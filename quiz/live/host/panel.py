"""The part of the host's page that is updated: status, buttons, hint, notes and charts."""

from flask import render_template
from sqlalchemy.orm import Session

from quiz.live.display.current import current_screen
from quiz.live.display.screen import Screen
from quiz.live.host.controls import buttons, status
from quiz.live.host.forms import MoveForm
from quiz.live.host.notes import notes
from quiz.live.host.plan_part import plan_part
from quiz.live.results.hints import hint
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import Phase
from quiz.live.session.plan_scenarios import removed_count
from quiz.live.updates import broadcast
from quiz.live.updates.broadcast import Viewer


def panel_context(live: LiveSession, shown: Screen, state_id: str) -> dict[str, object]:
    """The template context of the part."""
    votes, removed = shown.votes.get(1), bool(shown.removed)
    return {
        "live": live,
        "screen": shown,
        "state_id": state_id,
        "form": MoveForm(formdata=None, data={"version": live.version}),
        "buttons": buttons(live.state, live.plan, removed=removed),
        "status": status(live.state, live.plan, removed=removed),
        "hint": hint(votes, getattr(shown.item, "best", None), live.plan)
        if votes and shown.item
        else None,
        "notes": () if removed else notes(live.state, live.plan),
        "plan": plan_part(live, shown.bank),
        "missing": removed_count(shown.bank, live.plan) if live.phase == Phase.LOBBY else 0,
    }


def host_fragment(session: Session, live: LiveSession) -> str:
    """The part, as it is broadcast to the host and every co-host."""
    state_id = broadcast.state_id(session, live, Viewer.HOST)
    context = panel_context(live, current_screen(session, live), state_id)
    return render_template("live/session_part.html", **context)
