"""Where the pages of a live session send people on."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz.live.session.models import LiveSession
from quiz.security import Form


def to_session(live: LiveSession) -> Response:
    """To the host's page of a session."""
    return redirect(url_for("live.session_page", session_id=live.id), 303)


def to_play() -> Response:
    """To the participant's page."""
    return redirect(url_for("live.play"), 303)


def not_due(there: Response) -> ResponseReturnValue:
    """Redirect from a page that is not due now. A POST without its token is refused with 400."""
    if request.method == "POST" and not Form().accepted():
        abort(400)
    return there
