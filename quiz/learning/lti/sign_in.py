"""The start of a launch: a learning system asks, and we send the browser back to it with a state
and a nonce (OpenID Connect third-party initiated login; form_post).

The state is encrypted and has everything that the answer is held to, so nothing is stored before a
launch was checked. It belongs to this browser by a cookie of its own: the answer is a POST from
another site, with which the browser sends no other cookie of ours.
"""

import hashlib
import json
from dataclasses import dataclass
from secrets import token_urlsafe
from urllib.parse import urlencode, urlsplit

from flask import request
from werkzeug.wrappers import Response

from quiz import clock
from quiz.languages.sentences import lazy_gettext
from quiz.learning.lti.id_token import LaunchRefused
from quiz.learning.lti.models import LtiPlatform
from quiz.people import challenges, sealed
from quiz.settings.config import own_address
from quiz.storage import database
from quiz.web.security import host_only

COOKIE = "before-you-look-lti"
VALID_SECONDS = 10 * 60
PURPOSE, ABOUT = "LTI state", "sign-in"
LONGEST_HINT = 4000


@dataclass(frozen=True)
class State:
    """What a launch has to match: the platform that asked, the nonce, and the browser."""

    platform: str
    nonce: str
    browser: str
    made_at: int

    @property
    def is_from_here(self) -> bool:
        """Whether this browser asked."""
        kept = request.cookies.get(host_only(COOKIE), "")
        return bool(kept) and _digest(kept) == self.browser

    def use_up(self) -> None:
        """Raises LaunchRefused for a state that was used before. It counts with the commit."""
        nonce = self.nonce.encode()
        if not challenges.use_up(database.session(), nonce, clock.today()):
            raise LaunchRefused(lazy_gettext("it was opened before"), again=True)


def answer_url(platform: LtiPlatform, redirect_uri: str) -> tuple[str, str]:
    """The address at the platform that answers this request with a launch, and the value of the
    browser's cookie."""
    browser = request.cookies.get(host_only(COOKIE)) or token_urlsafe()
    nonce = token_urlsafe()
    state = [platform.id, nonce, _digest(browser), clock.seconds()]
    asked = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": platform.client_id,
        "redirect_uri": redirect_uri,
        "login_hint": request.values.get("login_hint", "")[:LONGEST_HINT],
        "state": sealed.seal(PURPOSE, ABOUT, json.dumps(state)),
        "nonce": nonce,
    }
    if hint := request.values.get("lti_message_hint", "")[:LONGEST_HINT]:
        asked["lti_message_hint"] = hint
    joined = "&" if urlsplit(platform.login_url).query else "?"
    return f"{platform.login_url}{joined}{urlencode(asked)}", browser


def state(sent: str) -> State:
    """The state that came back with a launch. Raises LaunchRefused."""
    try:
        platform, nonce, browser, made_at = json.loads(sealed.unseal(PURPOSE, ABOUT, sent))
    except ValueError:
        raise LaunchRefused(lazy_gettext("the state is not ours"), again=True) from None
    if not clock.is_recent(made_at, VALID_SECONDS):
        raise LaunchRefused(lazy_gettext("the state has expired"), again=True)
    return State(platform, nonce, browser, made_at)


def keep_browser(response: Response, browser: str) -> Response:
    """Set the cookie that ties a launch to this browser, also where the page is in a frame."""
    response.set_cookie(
        host_only(COOKIE),
        browser,
        max_age=VALID_SECONDS,
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )
    return response


def is_ours(url: str) -> bool:
    """Whether an address that a platform wants to open is one of this service."""
    return url == own_address() or url.startswith(f"{own_address()}/")


def _digest(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()
