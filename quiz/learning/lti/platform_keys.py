"""The public keys of learning systems, kept in this process for an hour.

A key that is not among them may be new: then they are read again, at most once a minute for each
system, so that tokens with made-up key ids cause no requests.
"""

from typing import TYPE_CHECKING, Any

from flask import current_app

from quiz import clock
from quiz.learning.lti import outgoing
from quiz.learning.lti.models import LtiPlatform
from quiz.learning.lti.outgoing import PlatformUnavailable

if TYPE_CHECKING:
    from joserfc.jwk import Key

KEPT = "keys of learning systems"
KEPT_SECONDS = 60 * 60
AGAIN_SECONDS = 60


def find(platform: LtiPlatform, key_id: str) -> "Key | None":
    """The platform's key with this id; None if it has none. Raises PlatformUnavailable."""
    kept: dict[tuple[str, str], tuple[int, dict[str, Any]]]
    kept = current_app.extensions.setdefault(KEPT, {})
    place = (platform.id, platform.keys_url)
    read_at, keys = kept.get(place, (0, {}))
    fresh_for = KEPT_SECONDS if key_id in keys else AGAIN_SECONDS
    if not clock.is_recent(read_at, fresh_for):
        keys = read(platform)
        kept[place] = (clock.seconds(), keys)
    return keys.get(key_id)


def read(platform: LtiPlatform) -> "dict[str, Key]":
    """The keys that the platform has now, by their ids. Raises PlatformUnavailable."""
    from joserfc.errors import JoseError
    from joserfc.jwk import RSAKey

    answer = outgoing.ask(
        platform, "GET", platform.keys_url, headers={"Accept": "application/json"}
    )
    given = answer.get("keys")
    if not isinstance(given, list):
        raise PlatformUnavailable("the address of its keys has no key set")
    found: dict[str, Key] = {}
    for each in given:
        if not isinstance(each, dict) or each.get("kty") != "RSA" or not each.get("kid"):
            continue
        try:
            found[str(each["kid"])] = RSAKey.import_key(each)
        except (JoseError, ValueError, TypeError):
            continue  # a key that we cannot use may be for somebody else
    return found
