"""Somebody who leaves a session in this browser is no longer here: the next person is another.

A browser forgets its participant on several pages: “I am somebody else”, “Leave this device”,
joining another session. So this looks at the cookie after any of them.
"""

from typing import Any

from flask import Flask, Response, current_app, request
from flask import session as cookie

from quiz import database
from quiz.browser_session import PARTICIPANT
from quiz.live.participant.membership import participant_of_token
from quiz.live.session import phones


def init_app(app: Flask) -> None:
    """Look at each response, before the commit: register this after the database."""
    app.after_request(_note_leaving)


def _note_leaving(response: Response) -> Response:
    if request.method != "POST" or response.status_code >= 400 or not cookie.modified:
        return response
    received: Any = current_app.session_interface.open_session(current_app, request) or {}
    token = received.get(PARTICIPANT)
    if token and token != cookie.get(PARTICIPANT) and (found := participant_of_token(token)):
        who, live = found
        phones.leave(database.session(), live, who)
    return response
