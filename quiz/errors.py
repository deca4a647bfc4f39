"""Error pages: each says what happened and what to do."""

import math
import time
from contextlib import suppress
from urllib.parse import quote

from flask import Flask, current_app, redirect, render_template, request, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from quiz.api import problems
from quiz.failed_requests import limiter
from quiz.live.participant.membership import NotJoined, OtherSession
from quiz.people.guard import FactorMissing, NotAllowed, NotSignedIn
from quiz.security import log_refusal
from quiz.selfcheck.current import NoAttempt, OtherAttempt, PerhapsNotYours
from quiz.selfcheck.whose import whose_page
from quiz.signin.confirmation import PREFIX as PROOF
from quiz.signin.confirmation import SENT as PROOF_SENT

ErrorPage = tuple[str, int, dict[str, str]]

CLOCK_TOLERANCE_SECONDS = 5  # so that a wait of 61 seconds is called a minute, not two
RETRY_SECONDS = "5"
LARGEST_DRAIN = 8 * 1024 * 1024
PAGES: dict[int, tuple[str, str]] = {
    400: (
        "We could not read that",
        "What your browser sent was not complete. Go back, reload the page and try again.",
    ),
    403: (
        "You may not open this page",
        "It is only for people with an account. If you have one, sign in and try again.",
    ),
    404: (
        "There is no page here",
        "If you typed the address, check it. If you followed a link, it may be out of date.",
    ),
    405: (
        "That page cannot be used in this way",
        "Go to the start page and carry on from there. Your answers are kept.",
    ),
    413: (
        "That was too much to send",
        "What was sent is far longer than any answer here, so it was not kept. "
        "Go back and try again.",
    ),
    415: (
        "We could not read that",
        "A page here takes what its own form sends and nothing else, so nothing was kept. "
        "Go back, reload the page and send its form.",
    ),
    409: (
        "That page belongs to another check",
        "Since you opened it, another check was started in this browser, perhaps in a second tab. "
        "What you just sent was not kept, and the other check was not changed.",
    ),
    429: (
        "Please wait {wait}",
        "There were many attempts from your network, so we have paused this to keep other "
        "people’s answers safe. Wait {wait}, then try again.",
    ),
    500: (
        "Something went wrong on our side",
        "What you just sent was not kept; everything before it is. Go back and try again.",
    ),
    503: (
        "We cannot store anything just now",
        "What you just sent was not kept; everything before it is. Go back and try again in a "
        "minute.",
    ),
}
NOT_SHOWN: dict[int, tuple[str, str]] = {
    500: (
        "Something went wrong on our side",
        "We cannot show this page. Everything that you sent before is kept.",
    ),
    503: (
        "We cannot show this page just now",
        "Everything that you sent before is kept. Try again in a minute.",
    ),
}
"""The same for a request that sent nothing."""
STILL_HERE = (
    "We cannot store anything just now",
    "What you just sent was not kept yet, but it is still on this page. Everything before it is "
    "kept. Send it again in a moment.",
)
"""The page for 503 that holds what was sent. With scripts it sends it again by itself."""
NOT_SIGNED_IN = (
    "You are not signed in",
    "You signed out, or you did nothing here for a long time, so what you just sent was not kept. "
    "Sign in in another tab, then go back to this page and send it again.",
)
NOT_ALLOWED = (
    "Your account may not open this",
    "You are signed in, but this page is for people with another role. If you need it for your "
    "work, ask an administrator. Nothing was changed.",
)
FACTOR_MISSING = (
    "Set up a second step first",
    "The people who run this service ask for a second step of your account, such as a code from "
    "your phone. What you just sent was not kept. Open your account page: it leads you through it.",
)
OTHER_SESSION = (
    "That page belongs to another session",
    "Since you opened it, this browser joined another session, perhaps in a second tab. What you "
    "just sent was not kept, and nothing was changed.",
)
TOO_MANY_SIGN_INS = (
    "Please wait {wait}",
    "Signing in failed several times, so we have paused it to keep accounts safe. Wait {wait}, "
    "then try again: the pause ends by itself. If you have lost your password, ask an "
    "administrator for a new link.",
)
TOO_MANY_CODES = (
    "Please wait {wait}",
    "Too many wrong codes were typed on this network, perhaps by somebody else, so joining is "
    "paused for everybody on it. Wait {wait}, then type the code again: the pause ends by itself. "
    "A phone can join at once over its own connection, with the Wi-Fi turned off.",
)
RESENDABLE = (429, 500, 503)
"""Errors after which the same request may succeed: their page can send it again."""
TOO_MANY = {
    "signin.sign_in": TOO_MANY_SIGN_INS,
    "signin.enter_code": TOO_MANY_SIGN_INS,
    "live.join": TOO_MANY_CODES,
}


def init_app(app: Flask) -> None:
    """Register a page for every kind of error."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SQLAlchemyError, _not_stored)
    app.register_error_handler(NoAttempt, _no_attempt)
    app.register_error_handler(OtherAttempt, _other_attempt)
    app.register_error_handler(PerhapsNotYours, _perhaps_not_yours)
    app.register_error_handler(NotSignedIn, _not_signed_in)
    app.register_error_handler(NotAllowed, _not_allowed)
    app.register_error_handler(FactorMissing, _factor_missing)
    app.register_error_handler(NotJoined, _not_joined)
    app.register_error_handler(OtherSession, _other_session)


def _http(error: HTTPException) -> Response | ErrorPage:
    status = error.code or 500
    if problems.concerns_api():
        return problems.answer(error)
    if status == 404 and (meant := _address_meant()):
        return redirect(meant, 301)
    if status == 413:
        _drain()
    if status == 405:
        log_refusal("a method that is not in use")
    allowed = getattr(error, "valid_methods", None)
    return _page(status, {"Allow": ", ".join(sorted(allowed))} if allowed else {})


def _page(status: int, headers: dict[str, str] | None = None) -> ErrorPage:
    words = PAGES.get(status) or PAGES[400 if status < 500 else 500]
    sent_nothing = request.method in ("GET", "HEAD")
    if sent_nothing and status >= 500:
        words = NOT_SHOWN.get(status) or NOT_SHOWN[500]
    if status == 429:
        log_refusal("too many failed requests")
        words = TOO_MANY.get(request.endpoint or "", words)
        if PROOF_SENT in request.form:
            words = TOO_MANY_SIGN_INS
        heading, what_to_do = (text.format(wait=_wait()) for text in words)
        words = (heading, what_to_do)
    resend = _fields_sent() if status in RESENDABLE else []
    if resend and status == 503:
        words = STILL_HERE
    headers = {**(headers or {}), **({"Retry-After": RETRY_SECONDS} if status == 503 else {})}
    again = sent_nothing and status >= 500
    page = _render(words, resend, try_again=again, by_itself=status == 503)
    return page, status, headers


def _render(
    words: tuple[str, str],
    resend: list[tuple[str, str]] | None = None,
    *,
    try_again: bool = False,
    by_itself: bool = False,
) -> str:
    heading, what_to_do = words
    return render_template(
        "error.html",
        heading=heading,
        what_to_do=what_to_do,
        resend=resend or [],
        try_again=try_again,
        by_itself=by_itself and bool(resend or try_again),
    )


def _fields_sent() -> list[tuple[str, str]]:
    """What a form had in it, so that nothing has to be typed again. Never a password."""
    if request.method != "POST" or (request.endpoint or "").startswith("signin."):
        return []
    sent = request.form.items(multi=True)
    return [(name, value) for name, value in sent if not name.startswith(PROOF)]


def _address_meant() -> str | None:
    """The address on the map that a GET differs from only in capitals or in a slash at its end.

    Codes in it keep their capitals. None for every other address, and for a POST, which would lose
    what it sends.
    """
    if request.method not in ("GET", "HEAD") or request.routing_exception is None:
        return None
    parts = request.path.rstrip("/").split("/")
    try:
        rule, _ = current_app.url_map.bind("").match(
            "/".join(parts).lower(), "GET", return_rule=True
        )
    except HTTPException:
        return None
    fixed = str(rule.rule).split("/")
    if len(fixed) != len(parts):
        return None
    path = "/".join(
        part if "<" in known else known for known, part in zip(fixed, parts, strict=True)
    )
    query = request.query_string.decode("ascii", "ignore")
    return None if path == request.path else quote(path) + (f"?{query}" if query else "")


def _wait() -> str:
    """How long until the limit allows another attempt, in words."""
    reached = limiter.current_limit
    left = reached.reset_at - time.time() - CLOCK_TOLERANCE_SECONDS if reached else 0
    minutes = math.ceil(left / 60)
    if minutes > 60:
        return f"{math.ceil(minutes / 60)} hours"
    return f"{minutes} minutes" if minutes > 1 else "a minute"


def _drain() -> None:
    """Read the rest of the request, so that the browser shows the page, not a connection error."""
    stream = request.environ["wsgi.input"]
    left = min(request.content_length or 0, LARGEST_DRAIN)
    with suppress(OSError):  # it ends, or takes too long
        while left > 0 and (chunk := stream.read(min(left, 64 * 1024))):
            left -= len(chunk)


def _not_stored(error: SQLAlchemyError) -> Response | ErrorPage:
    # Log only the kind of error: the statement's parameters may be somebody's answers.
    cause = getattr(error, "orig", None) or error
    current_app.logger.error(
        "%s %s was not stored: %s", request.method, request.endpoint, type(cause).__name__
    )
    return problems.of_status(503) if problems.concerns_api() else _page(503)


def _no_attempt(_error: NoAttempt) -> tuple[str, int]:
    sent, blocked = request.method == "POST", not request.cookies
    return render_template("check/no_attempt.html", sent=sent, blocked=blocked), 403


def _perhaps_not_yours(error: PerhapsNotYours) -> tuple[str, int]:
    return whose_page(error.current), 403


def _other_attempt(_error: OtherAttempt) -> ErrorPage:
    return _page(409)


def _not_signed_in(_error: NotSignedIn) -> Response | tuple[str, int]:
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("signin.sign_in", next=request.path), 303)
    return _render(NOT_SIGNED_IN), 403


def _not_allowed(_error: NotAllowed) -> tuple[str, int]:
    log_refusal("an account without the role")
    return _render(NOT_ALLOWED), 403


def _factor_missing(_error: FactorMissing) -> Response | tuple[str, int]:
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("signin.set_up"), 303)
    return _render(FACTOR_MISSING), 403


def _not_joined(_error: NotJoined) -> tuple[str, int]:
    sent, blocked = request.method == "POST", not request.cookies
    return render_template("live/not_joined.html", sent=sent, blocked=blocked), 403


def _other_session(_error: OtherSession) -> tuple[str, int]:
    return _render(OTHER_SESSION), 409
