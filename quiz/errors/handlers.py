"""Error pages: each says what happened and what to do."""

import math
import time
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import quote

from flask import Flask, current_app, redirect, render_template, request, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from quiz.api import problems
from quiz.errors.words import (
    FACTOR_MISSING,
    NOT_ALLOWED,
    NOT_SHOWN,
    NOT_SIGNED_IN,
    NOT_SIGNED_IN_STILL_HERE,
    OTHER_SESSION,
    PAGES,
    STILL_HERE,
    TOO_MANY,
    TOO_MANY_SIGN_INS,
    Words,
)
from quiz.languages.sentences import ngettext
from quiz.live.participant.membership import NotJoined, OtherSession
from quiz.live.session.access import Gone
from quiz.people.guard import FactorMissing, NotAllowed, NotSignedIn
from quiz.selfcheck.current import NoAttempt, OtherAttempt, PerhapsNotYours
from quiz.selfcheck.whose import whose_page
from quiz.signin.confirmation import PREFIX as PROOF
from quiz.signin.confirmation import SENT as PROOF_SENT
from quiz.web.failed_requests import limiter
from quiz.web.security import log_refusal

ErrorPage = tuple[str, int, dict[str, str]]
CLOCK_TOLERANCE_SECONDS = 5  # so that a wait of 61 seconds is called a minute, not two
LARGEST_DRAIN = 8 * 1024 * 1024
RESENDABLE = (429, 500, 503)
"""Errors after which the same request may succeed: their page can send it again."""


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
    app.register_error_handler(Gone, _gone)


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
    words, places = PAGES.get(status) or PAGES[400 if status < 500 else 500], {}
    sent_nothing = request.method in ("GET", "HEAD")
    if sent_nothing and status >= 500:
        words = NOT_SHOWN.get(status) or NOT_SHOWN[500]
    if status == 429:
        log_refusal("too many failed requests")
        words = TOO_MANY.get(request.endpoint or "", words)
        if PROOF_SENT in _form_sent():
            words = TOO_MANY_SIGN_INS
        places = {"wait": _wait()}
    resend = _fields_sent() if status in RESENDABLE else []
    if resend and status == 503:
        words = STILL_HERE
    headers = {
        **(headers or {}),
        **({"Retry-After": problems.RETRY_SECONDS} if status == 503 else {}),
    }
    again = sent_nothing and status >= 500
    page = _render(words, resend, places, try_again=again, by_itself=status == 503)
    return page, status, headers


def _render(
    words: Words,
    resend: list[tuple[str, str]] | None = None,
    places: Mapping[str, object] | None = None,
    *,
    try_again: bool = False,
    by_itself: bool = False,
    sign_in: bool = False,
) -> str:
    heading, what_to_do = (sentence % (places or {}) for sentence in words)
    return render_template(
        "error.html",
        heading=heading,
        what_to_do=what_to_do,
        resend=resend or [],
        try_again=try_again,
        by_itself=by_itself and bool(resend or try_again),
        sign_in=sign_in,
    )


def _form_sent() -> MultiDict[str, str]:
    """The form; empty if it cannot be read: it is too large, or its end never comes. The page is
    about something else, which was noticed before anybody read the form."""
    try:
        return request.form
    except (HTTPException, OSError):
        _drain()
        return MultiDict()


def _fields_sent() -> list[tuple[str, str]]:
    """What a form had in it, so that nothing has to be typed again. Never a password."""
    if request.method != "POST" or (request.endpoint or "").startswith("signin."):
        return []
    sent = _form_sent().items(multi=True)
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
        hours = math.ceil(minutes / 60)
        return ngettext("%(number)s hour", "%(number)s hours", hours, number=hours)
    return ngettext("a minute", "%(number)s minutes", max(minutes, 1), number=minutes)


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
    kept = [] if not _form_sent() or request.files else _fields_sent()
    return _render(NOT_SIGNED_IN_STILL_HERE if kept else NOT_SIGNED_IN, kept, sign_in=True), 403


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


def _gone(error: Gone) -> Response | tuple[str, int]:
    if problems.concerns_api():
        return problems.answer(error)
    sent = request.method == "POST"
    return render_template("live/gone.html", template=error.template, sent=sent), 404
