"""What a person sees when something is wrong: what happened, and what to do."""

from flask import Flask, current_app, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from quiz.people.guard import NotAllowed, NotSignedIn
from quiz.selfcheck.held import NoAttempt, OtherAttempt

Shown = tuple[str, int, dict[str, str]]

MOST_TO_DRAIN = 8 * 1024 * 1024
PAGES: dict[int, tuple[str, str]] = {
    400: (
        "We could not read that",
        "What your browser sent was not complete. Go back, reload the page and try again.",
    ),
    403: (
        "You may not open this page",
        "Only somebody with an account may. If you have one, sign in and try again.",
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
    409: (
        "That page belongs to another check",
        "Since you opened it, another check was started in this browser, perhaps in a second tab. "
        "What you just sent was not kept, and the other check was not touched.",
    ),
    429: (
        "Please wait a minute",
        "That was tried many times from where you are, so we have paused it to keep other "
        "people’s answers safe. Wait a minute, then try again.",
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


def init_app(app: Flask) -> None:
    """Give every kind of error its page."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SQLAlchemyError, _not_stored)
    app.register_error_handler(NoAttempt, _no_attempt)
    app.register_error_handler(OtherAttempt, _other_attempt)
    app.register_error_handler(NotSignedIn, _not_signed_in)
    app.register_error_handler(NotAllowed, _not_signed_in)


def _http(error: HTTPException) -> Shown:
    status = error.code or 500
    if status == 413:
        _drain()
    allowed = getattr(error, "valid_methods", None)
    return _page(status, {"Allow": ", ".join(sorted(allowed))} if allowed else {})


def _page(status: int, headers: dict[str, str] | None = None) -> Shown:
    heading, what_to_do = PAGES.get(status) or PAGES[400 if status < 500 else 500]
    page = render_template("error.html", heading=heading, what_to_do=what_to_do)
    return page, status, headers or {}


def _drain() -> None:
    """Read what is still being sent, so that the browser hears the answer and not a broken line."""
    stream = request.environ["wsgi.input"]
    left = min(request.content_length or 0, MOST_TO_DRAIN)
    while left > 0 and (chunk := stream.read(min(left, 64 * 1024))):
        left -= len(chunk)


def _not_stored(error: SQLAlchemyError) -> Shown:
    # The statement's parameters may be somebody's answers; the kind of error is not.
    cause = getattr(error, "orig", None) or error
    current_app.logger.error(
        "%s %s was not stored: %s", request.method, request.endpoint, type(cause).__name__
    )
    return _page(503)


def _no_attempt(_error: NoAttempt) -> tuple[str, int]:
    return render_template("check/no_attempt.html", sent=request.method == "POST"), 403


def _other_attempt(_error: OtherAttempt) -> Shown:
    return _page(409)


def _not_signed_in(_error: NotSignedIn | NotAllowed) -> Shown:
    return _page(403)
