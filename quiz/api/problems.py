"""Errors of the API: problem details as JSON (RFC 9457), in place of a page."""

import json
from typing import TypedDict

from flask import Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

ROOT = "/api"
PROBLEM = "application/problem+json"
RETRY_SECONDS = "5"
DETAILS = {
    401: "Send a valid token in the header Authorization, as Bearer. Make one on your account "
    "page. It may be wrong, revoked or expired.",
    403: "This token may not read this. Make one that may, on your account page.",
    404: "There is nothing here, or it is not yours, or it is not published yet. "
    "The document at /api has every address.",
    405: "The API is read-only: use GET or HEAD.",
    429: "Too many requests. Wait as long as the header Retry-After says.",
    500: "Something went wrong on our side.",
    503: "The service cannot read its data just now. Try again in a minute.",
}
NO_SECOND_STEP = (
    "The owner of this token has to set up a second step before it works again: the people who run "
    "this service ask for one. Sign in and open your account page: it leads you through it."
)


class ProblemDetails(TypedDict):
    """What went wrong: the status, its name, and what to do."""

    type: str
    title: str
    status: int
    detail: str


def concerns_api() -> bool:
    """Whether this request is for an address of the API."""
    return request.path == ROOT or request.path.startswith(f"{ROOT}/")


def answer(error: HTTPException) -> Response:
    """The answer for an error, with its headers, such as Allow and WWW-Authenticate."""
    status = error.code or 500
    response = of_status(status, getattr(error, "detail", ""))
    for name, value in error.get_headers(request.environ):
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def of_status(status: int, detail: str = "") -> Response:
    """The answer for a status, with what to do, if more can be said than the status says."""
    title = HTTP_STATUS_CODES.get(status, "Error")
    detail = detail or DETAILS.get(status, "We could not read this request.")
    found: ProblemDetails = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
    }
    response = Response(json.dumps(found) + "\n", status, mimetype=PROBLEM)
    if status == 503:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response
