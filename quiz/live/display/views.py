"""The projector's page, and the part of it that is pushed."""

from flask import Response, render_template, request, url_for

from quiz import database
from quiz.live.display.current import screen_context, screen_fragment
from quiz.live.display.join_details import join_details
from quiz.live.session.access import found, still_hosts
from quiz.live.updates import broadcast
from quiz.live.updates.broadcast import Audience
from quiz.people.models import Person


def room(person: Person, session_id: str) -> str:
    live = found(person, session_id)
    session = database.session()
    return render_template(
        "live/room.html",
        rehearsal=live.rehearsal,
        join_at=f"{request.host}/join",
        events=url_for("live.room_events", session_id=live.id),
        state_at=url_for("live.room_state", session_id=live.id),
        **join_details(live),
        **screen_context(session, live),
    )


def room_state(person: Person, session_id: str) -> Response:
    live, session = found(person, session_id), database.session()
    tag = broadcast.stamp(session, live, Audience.ROOM)
    return broadcast.polled(tag, lambda: screen_fragment(session, live))


def room_events(person: Person, session_id: str) -> Response:
    live = found(person, session_id)
    return broadcast.events(live, Audience.ROOM, still_hosts(live))
