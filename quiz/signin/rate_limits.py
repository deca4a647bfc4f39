"""Limits on failed sign-ins. The wait grows with the number of failures and ends by itself.

Failures are counted by network (on the map), by network together with the account, and,
with a higher limit, by account alone. The last would let anybody lock a person out by guessing. So
a browser that has signed in to the account before has a cookie, and is counted separately (OWASP,
“Slow Down Online Guessing Attacks with Device Cookies”).
"""

from flask import request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from quiz.people import second_step, tokens
from quiz.people.models import Person
from quiz.retention import KNOWN_BROWSER
from quiz.settings.config import current_settings
from quiz.settings.keys import Purpose
from quiz.web.network import network
from quiz.web.security import Limit
from quiz.web.signed_cookie import ClockTolerantSigner

COOKIE = "before-you-look-known"
SECOND_STEP_PAGE = "signin.enter_code"


def _cookie() -> str:
    """The cookie's name. It is only for one path, so its prefix is the weaker one."""
    return f"__Secure-{COOKIE}" if current_settings().production else COOKIE


def account(email: str) -> str:
    """A hash of the address, so that neither counters nor the cookie contain the address."""
    return tokens.keyed_hash(Purpose.FAILED_SIGN_INS, email.strip().lower())


def _requested_accounts() -> list[str]:
    """Whose sign-in this is, under each key, the newest first: by the cookie in the second step, by
    what was typed in the first. The cookie counts nowhere else: it may be another account's."""
    if request.endpoint == SECOND_STEP_PAGE:
        return [second_step.account()]
    email = request.form.get("email", "").strip().lower()
    return tokens.keyed_hashes(Purpose.FAILED_SIGN_INS, email)


def _requested_account() -> str:
    return _requested_accounts()[0]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        current_settings().signing_keys, salt="known browser", signer=ClockTolerantSigner
    )


def _known_browser() -> str:
    """This browser's id, if it has signed in to the requested account before; else empty."""
    max_age = int(KNOWN_BROWSER.period.total_seconds())
    try:
        seen = _signer().loads(request.cookies.get(_cookie(), ""), max_age=max_age)
    except BadSignature:
        return ""
    return str(seen["browser"]) if seen["account"] in _requested_accounts() else ""


def _is_known() -> bool:
    return bool(_known_browser())


def _is_known_or_nobody() -> bool:
    """Also where nobody's second step is waited for: then there is no code to guess."""
    return not _requested_account() or _is_known()


def _is_unknown() -> bool:
    return not _known_browser()


def _by_known_browser() -> str:
    return f"{_known_browser()}:{_requested_account()}"


def _by_network_and_account() -> str:
    return f"{network()}:{_requested_account()}"


FEW = "5 per minute; 10 per 15 minutes; 20 per 2 hours"
SIGN_IN = (
    Limit(FEW, _by_network_and_account, _is_known),
    Limit("50 per hour; 150 per day", _requested_account, _is_known),
    Limit(FEW, _by_known_browser, _is_unknown),
)
"""The limits of the sign-in page, in addition to the one by network on the map."""
SECOND_STEP = (
    Limit(FEW, _by_network_and_account, _is_known_or_nobody),
    Limit("10 per hour; 30 per day", _requested_account, _is_known_or_nobody),
    Limit(FEW, _by_known_browser, _is_unknown),
)
"""Those of the second step. Three codes of a million are right at any time, and only somebody with
the password comes here, so all browsers that were never signed in have few guesses together."""


def remember(response: Response, person: Person) -> Response:
    """Set the cookie of a known browser, so that others' guesses cannot lock its owner out."""
    seen = {"browser": tokens.new(), "account": account(person.email)}
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
