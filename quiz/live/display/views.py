"""The display's page, its events and its polled fragment."""

from flask import Response, render_template, request, url_for

from quiz import database
from quiz.live.display.current import screen_context, screen_fragment
from quiz.live.display.join_details import join_details
from quiz.live.session.access import host_check, hosted_session
from quiz.live.updates import broadcast
from quiz.live.updates.broadcast import Viewer
from quiz.people.models import Person


def display(person: Person, session_id: str) -> str:
    live = hosted_session(person, session_id)
    session = database.session()
    return render_template(
        "live/display.html",
        rehearsal=live.rehearsal,
        join_at=f"{request.host}/join",
        events=url_for("live.display_events", session_id=live.id),
        state_at=url_for("live.display_state", session_id=live.id),
        **join_details(live),
        **screen_context(session, live),
    )


def display_state(person: Person, session_id: str) -> Response:
    live, session = hosted_session(person, session_id), database.session()
    tag = broadcast.state_id(session, live, Viewer.DISPLAY)
    return broadcast.polled(tag, lambda: screen_fragment(session, live))


def display_events(person: Person, session_id: str) -> Response:
    live = hosted_session(person, session_id)
    return broadcast.events(live, Viewer.DISPLAY, host_check(live))
