"""The projector's screen as it is now, and the part of its page that is broadcast."""

from functools import partial

from flask import render_template
from sqlalchemy.orm import Session

from quiz import clock
from quiz.content import bank
from quiz.live.display.screen import Screen
from quiz.live.session import votes
from quiz.live.session.models import LiveSession
from quiz.live.updates import broadcast
from quiz.live.updates.broadcast import Audience


def current_screen(session: Session, live: LiveSession) -> Screen:
    """What the room's screen shows now."""
    state, plan = live.state, live.plan
    asked = plan.scenarios[state.step]
    counted = {
        number: chart
        for number, round_ in enumerate(state.rounds(state.step), start=1)
        if (chart := votes.chart(session, live, asked.item, round_))
    }
    counts = partial(votes.counts, session, live)
    said = partial(votes.confidence, session, live)
    same = partial(votes.matched, session, live, asked.item, state.rounds(state.step))
    return Screen(*(state, plan, counts, bank(), counted, said, same), live.timer, clock.seconds())


def screen_fragment(session: Session, live: LiveSession) -> str:
    """What is pushed to every projector of this session."""
    return render_template("live/screen.html", **screen_context(session, live))


def screen_context(session: Session, live: LiveSession) -> dict[str, object]:
    stamp = broadcast.stamp(session, live, Audience.ROOM)
    return {"screen": current_screen(session, live), "version": live.version, "stamp": stamp}
