"""The redirects that several views of a live session share."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz.live.session.models import LiveSession
from quiz.web.security import Form


def to_session(live: LiveSession) -> Response:
    """To the host's page of a session."""
    return redirect(url_for("live.session_page", session_id=live.id), 303)


def to_play() -> Response:
    """To the participant's page."""
    return redirect(url_for("live.play"), 303)


def not_due(target: Response) -> ResponseReturnValue:
    """Redirect from a page that is not available now. A POST without a valid token gets 400."""
    if request.method == "POST" and not Form().accepted():
        abort(400)
    return target
