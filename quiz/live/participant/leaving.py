"""Who leaves a session in this browser is no longer here; who hands the phone over still is.

A browser forgets its participants on several pages: “Leave this device”, “I am somebody else”,
joining another session. So this looks at the cookie after any of them.
"""

from typing import Any

from flask import Flask, Response, current_app, request
from flask import session as cookie

from quiz.browser.browser_session import LIVE_TURNS, PARTICIPANT
from quiz.live.participant.turns import participant_ids
from quiz.live.session import phones, store
from quiz.storage import database


def init_app(app: Flask) -> None:
    """Look at each response, before the commit: register this after the database."""
    app.after_request(_note_leaving)


def _note_leaving(response: Response) -> Response:
    if not cookie.modified or request.method != "POST" or response.status_code >= 400:
        return response
    received: Any = current_app.session_interface.open_session(current_app, request) or {}
    if not received.keys() & {PARTICIPANT, LIVE_TURNS}:
        return response
    session = database.session()
    for id_ in participant_ids(received) - participant_ids(cookie):
        if found := store.find_participant(session, id_, to_answer=True):
            who, live = found
            phones.leave(session, live, who)
    return response
