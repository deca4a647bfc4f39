"""What a browser keeps of a launch: which learning system opened the check, and where completion
goes. It is encrypted, in the browser's cookies only, and no table has any of it.

The page before the start reads it from a cookie of its own: a launch is a POST from another site,
which comes without the browser's other cookie and so must not write it. “Continue” moves it there.
"""

import json
from dataclasses import dataclass

from flask import request
from flask import session as cookie
from werkzeug.wrappers import Response

from quiz import clock
from quiz.browser.browser_session import LEARNING, OPENED_BY
from quiz.learning.lti.id_token import Completion, Launch
from quiz.learning.whose import check_of
from quiz.people import sealed
from quiz.web.security import host_only

COOKIE = "before-you-look-launch"
WAITS_SECONDS = 60 * 60
"""How long the page before the start may stay open."""
PURPOSE, ABOUT = "LTI launch", "browser"


@dataclass(frozen=True)
class KeptLaunch:
    """A launch as its browser keeps it."""

    platform: str
    form: str
    completion: Completion | None
    came_at: int


def keep_waiting(response: Response, launch: Launch) -> Response:
    """Keep a launch until somebody presses Continue."""
    there = launch.completion
    parts = [launch.platform.id, launch.form, there and [there.result_url, there.user]]
    text = json.dumps([*parts, clock.seconds()])
    response.set_cookie(
        host_only(COOKIE),
        sealed.seal(PURPOSE, ABOUT, text),
        max_age=WAITS_SECONDS,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def waiting() -> KeptLaunch | None:
    """The launch that waits in this browser."""
    found = _read(request.cookies.get(host_only(COOKIE), ""))
    return found if found and clock.is_recent(found.came_at, WAITS_SECONDS) else None


def begin(response: Response, attempt_id: str) -> Response:
    """Keep the waiting launch for this attempt; without one, for the next that is finished."""
    cookie.pop(OPENED_BY, None)
    if (found := waiting()) and found.completion:
        cookie[LEARNING] = [request.cookies[host_only(COOKIE)], attempt_id]
    else:
        cookie.pop(LEARNING, None)
    response.delete_cookie(host_only(COOKIE), secure=request.is_secure, httponly=True)
    return response


def current() -> KeptLaunch | None:
    """The launch whose completion this browser's attempt may send."""
    if LEARNING not in cookie:
        return None
    text, attempt_id = cookie[LEARNING]
    found = _read(text)
    if not found or not found.completion or not (mine := check_of(attempt_id, found.came_at)):
        return None
    if not attempt_id:
        cookie[LEARNING] = [text, mine]
    return found


def forget() -> None:
    """Completion was sent, or is not wanted: nothing of the launch is left."""
    cookie.pop(LEARNING, None)


def _read(text: str) -> KeptLaunch | None:
    try:
        platform, form, there, came_at = json.loads(sealed.unseal(PURPOSE, ABOUT, text))
    except ValueError:
        return None
    return KeptLaunch(platform, form, Completion(*there) if there else None, came_at)
