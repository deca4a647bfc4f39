"""How often a sign-in may be tried in vain: waits that grow, and that end by themselves.

Guesses are counted for the address they come from (in the map), for that address together with
the account, and more slowly for the account alone. The last would let anybody keep somebody out
by guessing; so a browser in which an account was signed in to before is known by a cookie of its
own, and is counted by itself (OWASP, “Slow Down Online Guessing Attacks with Device Cookies”).
"""

from flask import request
from flask_limiter.util import get_remote_address
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from quiz.config import current_settings
from quiz.keys import Purpose
from quiz.people import tokens
from quiz.people.models import Person
from quiz.security import Limit

KNOWN = "before-you-look-known"
KNOWN_FOR_SECONDS = 180 * 24 * 60 * 60


def _account(email: str) -> str:
    """An account in what is counted and in the cookie: not its address, but a hash of it."""
    return tokens.keyed_hash(Purpose.FAILED_SIGN_INS, email.strip().lower())


def _asked() -> str:
    return _account(request.form.get("email", ""))


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_settings().secret_key, salt="known browser")


def _browser() -> str:
    """This browser's name, if the account that is asked for was signed in to with it before."""
    try:
        seen = _signer().loads(request.cookies.get(KNOWN, ""), max_age=KNOWN_FOR_SECONDS)
    except BadSignature:
        return ""
    return str(seen["browser"]) if seen["account"] == _asked() else ""


def _is_known() -> bool:
    return bool(_browser())


def _is_unknown() -> bool:
    return not _browser()


def _by_known_browser() -> str:
    return f"{_browser()}:{_asked()}"


def _by_account_from_here() -> str:
    return f"{get_remote_address()}:{_asked()}"


SIGN_IN = (
    Limit("5 per minute; 10 per 15 minutes; 20 per 2 hours", _by_account_from_here, _is_known),
    Limit("50 per hour; 150 per day", _asked, _is_known),
    Limit("5 per minute; 10 per 15 minutes; 20 per 2 hours", _by_known_browser, _is_unknown),
)
"""What the map puts before the sign-in page, besides the limit for one address."""


def remember(response: Response, person: Person) -> Response:
    """Let this browser be known, so that nobody elsewhere can keep its owner out."""
    seen = {"browser": tokens.new(), "account": _account(person.email)}
    response.set_cookie(
        KNOWN,
        _signer().dumps(seen),
        max_age=KNOWN_FOR_SECONDS,
        path="/signin",
        secure=current_settings().production,
        httponly=True,
        samesite="Lax",
    )
    return response
