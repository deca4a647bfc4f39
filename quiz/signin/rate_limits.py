"""Limits on failed sign-ins. The wait grows with the number of failures and ends by itself.

Failures are counted by internet address (on the map), by address together with the account, and,
with a higher limit, by account alone. The last would let anybody lock a person out by guessing. So
a browser that has signed in to the account before has a cookie, and is counted separately (OWASP,
“Slow Down Online Guessing Attacks with Device Cookies”).
"""

from flask import request
from flask_limiter.util import get_remote_address
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from quiz.config import current_settings
from quiz.keys import Purpose
from quiz.people import tokens
from quiz.people.models import Person
from quiz.retention import KNOWN_BROWSER
from quiz.security import Limit
from quiz.signed_cookie import PatientSigner

COOKIE = "before-you-look-known"


def _cookie() -> str:
    """The cookie's name. It is only for one path, so its prefix is the weaker one."""
    return f"__Secure-{COOKIE}" if current_settings().production else COOKIE


def _account(email: str) -> str:
    """A hash of the address, so that neither counters nor the cookie contain the address."""
    return tokens.keyed_hash(Purpose.FAILED_SIGN_INS, email.strip().lower())


def _requested_account() -> str:
    return _account(request.form.get("email", ""))


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        current_settings().signing_keys, salt="known browser", signer=PatientSigner
    )


def _known_browser() -> str:
    """This browser's id, if it has signed in to the requested account before; else empty."""
    max_age = int(KNOWN_BROWSER.period.total_seconds())
    try:
        seen = _signer().loads(request.cookies.get(_cookie(), ""), max_age=max_age)
    except BadSignature:
        return ""
    email = request.form.get("email", "").strip().lower()
    asked = tokens.keyed_hashes(Purpose.FAILED_SIGN_INS, email)
    return str(seen["browser"]) if seen["account"] in asked else ""


def _is_known() -> bool:
    return bool(_known_browser())


def _is_unknown() -> bool:
    return not _known_browser()


def _by_known_browser() -> str:
    return f"{_known_browser()}:{_requested_account()}"


def _by_address_and_account() -> str:
    return f"{get_remote_address()}:{_requested_account()}"


SIGN_IN = (
    Limit("5 per minute; 10 per 15 minutes; 20 per 2 hours", _by_address_and_account, _is_known),
    Limit("50 per hour; 150 per day", _requested_account, _is_known),
    Limit("5 per minute; 10 per 15 minutes; 20 per 2 hours", _by_known_browser, _is_unknown),
)
"""The limits of the sign-in page, in addition to the one by internet address on the map."""


def remember(response: Response, person: Person) -> Response:
    """Set the cookie of a known browser, so that others' guesses cannot lock its owner out."""
    seen = {"browser": tokens.new(), "account": _account(person.email)}
    response.set_cookie(
        _cookie(),
        _signer().dumps(seen),
        max_age=KNOWN_BROWSER.period,
        path="/signin",
        secure=current_settings().production,
        httponly=True,
        samesite="Lax",
    )
    return response
