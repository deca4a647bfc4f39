"""The last press: a shared device leaves by itself, and the cookie of one's own phone lasts."""

from flask import Flask, Response, current_app, request
from flask import session as cookie
from itsdangerous import BadSignature, URLSafeSerializer

from quiz import clock
from quiz.browser import browser_session
from quiz.browser.browser_session import REMEMBERED, SHARED
from quiz.languages.sentences import lazy_gettext
from quiz.people import guard
from quiz.retention import REMEMBERED_CHECK
from quiz.settings.config import current_settings
from quiz.web.notices import flash
from quiz.web.security import host_only

LAST_PRESS = "before-you-look-press"
"""A cookie of its own: a page may set it in the background, and must not undo what a press sets."""
SHARED_IDLE_SECONDS = 30 * 60
LEFT_BY_ITSELF = lazy_gettext(
    "Nobody pressed anything here for 30 minutes, and this device is shared. So it has left by "
    "itself. What was sent before is kept: use a return code to come back to it."
)


def init_app(app: Flask) -> None:
    """Leave a shared device that nobody uses, and keep the cookie of one's own."""
    app.before_request(_leave_if_idle)
    app.after_request(_set_cookies)
    app.jinja_env.globals.update(
        this_device=browser_session.device, remembered_until=browser_session.remembered_until
    )


def _is_press() -> bool:
    """Whether a person asked for this, and not a page by itself."""
    view = current_app.view_functions.get(request.endpoint or "")
    waits = "waits" in request.args  # a page without scripts that refreshes itself
    return request.endpoint != "static" and not waits and not getattr(view, "background", False)


def _leave_if_idle() -> None:
    if cookie.keys().isdisjoint((SHARED, REMEMBERED)) or request.endpoint == "static":
        return
    idle = SHARED in cookie and not clock.is_recent(_last_press(), SHARED_IDLE_SECONDS)
    kept = clock.seconds() - cookie.get(REMEMBERED, clock.seconds())
    if not (idle or kept >= REMEMBERED_CHECK.period.total_seconds()):
        return
    known = set(cookie) - {SHARED, "csrf_token"}
    browser_session.forget_everything()
    if idle and known:
        cookie.pop(guard.SIGNED_IN, None)
        flash(LEFT_BY_ITSELF)


def _last_press() -> int:
    """When somebody last pressed something here; 0 when that is not known."""
    try:
        return int(_signer().loads(request.cookies.get(host_only(LAST_PRESS), "")))
    except BadSignature:
        return 0


def _set_cookies(response: Response) -> Response:
    if cookie.keys().isdisjoint((SHARED, REMEMBERED, "_permanent")):
        return response
    if request.endpoint == "static":
        return response
    if SHARED in cookie and _is_press():
        response.set_cookie(
            host_only(LAST_PRESS),
            str(_signer().dumps(clock.seconds())),
            httponly=True,
            samesite="Lax",
            secure=current_settings().production,
        )
    # A login session ends with the browser, even where a check is remembered.
    lasts = REMEMBERED in cookie and guard.SIGNED_IN not in cookie
    if cookie.permanent != lasts:
        cookie.permanent = lasts
    return response


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_settings().signing_keys, salt="last press")
