"""The part of the host's page that follows the session: where it is, buttons, hint and notes."""

from flask import render_template
from sqlalchemy.orm import Session

from quiz.live.display.current import current_screen
from quiz.live.display.screen import Screen
from quiz.live.host.controls import buttons, stands
from quiz.live.host.forms import MoveForm
from quiz.live.host.notes import notes
from quiz.live.results.hints import hint
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import Phase
from quiz.live.session.plans import missing
from quiz.live.updates import broadcast
from quiz.live.updates.broadcast import Audience


def panel_context(live: LiveSession, shown: Screen, stamp: str) -> dict[str, object]:
    """The template context of the part of the page that follows the session."""
    votes, gone = shown.votes.get(1), bool(shown.gone)
    return {
        "live": live,
        "screen": shown,
        "stamp": stamp,
        "form": MoveForm(formdata=None, data={"version": live.version}),
        "buttons": buttons(live.state, live.plan, gone=gone),
        "stands": stands(live.state, live.plan, gone=gone),
        "hint": hint(votes, getattr(shown.item, "best", None), live.plan)
        if votes and shown.item
        else None,
        "notes": () if gone else notes(live.state, live.plan),
        "missing": missing(shown.bank, live.plan) if live.phase == Phase.LOBBY else 0,
    }


def host_fragment(session: Session, live: LiveSession) -> str:
    """The part as it is broadcast to the host and every co-host."""
    stamp = broadcast.stamp(session, live, Audience.HOST)
    context = panel_context(live, current_screen(session, live), stamp)
    return render_template("live/session_part.html", **context)
