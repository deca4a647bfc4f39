"""The projector's page, and the part of it that is pushed."""

from functools import partial

from flask import Response, render_template, request, url_for
from sqlalchemy.orm import Session

from quiz import clock, database
from quiz.content import bank
from quiz.live import pushed, votes
from quiz.live.hosted import found, joining, still_hosts
from quiz.live.models import LiveSession
from quiz.live.pushed import Audience
from quiz.live.screen import Screen
from quiz.people.models import Person


def screen(session: Session, live: LiveSession) -> Screen:
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


def part(session: Session, live: LiveSession) -> str:
    """What is pushed to every projector of this session."""
    return render_template("live/screen.html", **_shown(session, live))


def _shown(session: Session, live: LiveSession) -> dict[str, object]:
    stamp = pushed.stamp(session, live, Audience.ROOM)
    return {"screen": screen(session, live), "version": live.version, "stamp": stamp}


def room(person: Person, session_id: str) -> str:
    live = found(person, session_id)
    session = database.session()
    return render_template(
        "live/room.html",
        rehearsal=live.rehearsal,
        join_at=f"{request.host}/join",
        events=url_for("live.room_events", session_id=live.id),
        state_at=url_for("live.room_state", session_id=live.id),
        **joining(live),
        **_shown(session, live),
    )


def room_state(person: Person, session_id: str) -> Response:
    live, session = found(person, session_id), database.session()
    tag = pushed.stamp(session, live, Audience.ROOM)
    return pushed.polled(tag, lambda: part(session, live))


def room_events(person: Person, session_id: str) -> Response:
    live = found(person, session_id)
    return pushed.events(live, Audience.ROOM, still_hosts(live))
