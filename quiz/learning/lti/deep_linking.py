"""Deep linking 2.0: somebody who makes a course chooses what a link opens, and we send a signed
answer back through their browser."""

import json
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from quiz import clock
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.learning.lti import registered, signing_keys
from quiz.learning.lti.id_token import (
    CLAIM,
    DEEP_LINKING,
    VERSION,
    Launch,
    LaunchRefused,
    LinkChoice,
)
from quiz.learning.lti.models import LtiPlatform
from quiz.learning.sets_to_open import ANY
from quiz.people import sealed

PURPOSE, ABOUT = "LTI choice", "deep linking"
VALID_SECONDS = 60 * 60


@dataclass(frozen=True)
class ChoiceRequest:
    """A request to choose, as the page with the choices sends it back to us."""

    platform: LtiPlatform
    deployment: str
    choice: LinkChoice


def seal(launch: Launch) -> str:
    """The request for a hidden field: only we can read or change it."""
    choice = launch.choice
    assert choice is not None  # noqa: S101 - only launches of this type come here
    parts = [
        *(launch.platform.id, launch.deployment),
        *(choice.return_url, choice.data, choice.with_result),
        clock.seconds(),
    ]
    return sealed.seal(PURPOSE, ABOUT, json.dumps(parts))


def unseal(text: str) -> ChoiceRequest:
    """The request in a hidden field. Raises LaunchRefused."""
    try:
        platform_id, deployment, url, data, with_result, made_at = json.loads(
            sealed.unseal(PURPOSE, ABOUT, text)
        )
    except ValueError:
        raise LaunchRefused(lazy_gettext("the request to choose is not ours"), again=True) from None
    platform = registered.read(platform_id)
    if not clock.is_recent(made_at, VALID_SECONDS) or platform is None:
        raise LaunchRefused(lazy_gettext("the request to choose has expired"), again=True)
    return ChoiceRequest(platform, deployment, LinkChoice(url, data, with_result))


def answer(asked: ChoiceRequest, link: dict[str, Any]) -> str:
    """The signed answer with this link. Raises NoKey."""
    platform, choice, now = asked.platform, asked.choice, clock.seconds()
    claims: dict[str, Any] = {
        "iss": platform.client_id,
        "aud": platform.issuer,
        "iat": now,
        "exp": now + VALID_SECONDS,
        "nonce": token_urlsafe(),
        f"{CLAIM}deployment_id": asked.deployment,
        f"{CLAIM}message_type": "LtiDeepLinkingResponse",
        f"{CLAIM}version": VERSION,
        f"{DEEP_LINKING}content_items": [link],
    }
    if choice.data is not None:
        claims[f"{DEEP_LINKING}data"] = choice.data
    return signing_keys.sign(claims)


def link(form: str, title: str, *, with_result: bool, launch_url: str) -> dict[str, Any]:
    """A link that opens this form. It opens in a window of its own: our pages are not shown in a
    frame."""
    found: dict[str, Any] = {
        "type": "ltiResourceLink",
        "title": title,
        "text": gettext("Check what you know about social media and casework. About ten minutes."),
        "url": launch_url,
        "window": {"targetName": "_blank"},
    }
    if form != ANY:
        found["custom"] = {"form": form}
    if with_result:
        found["lineItem"] = {
            "label": gettext("%(title)s (finished)", title=title),
            "scoreMaximum": 1,
        }
    return found
