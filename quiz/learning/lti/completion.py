"""Tell a learning system that somebody finished (Assignment and Grade Services 2.0).

Only completion is sent: 1 of 1. How many answers were right is sent only if the person chooses so.
"""

import json
from datetime import UTC, datetime
from secrets import token_urlsafe
from urllib.parse import urlencode

from quiz import clock
from quiz.learning.lti import outgoing, signing_keys
from quiz.learning.lti.id_token import SCORE, Completion
from quiz.learning.lti.models import LtiPlatform
from quiz.learning.lti.outgoing import PlatformUnavailable

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
ASSERTION_SECONDS = 5 * 60


def send(platform: LtiPlatform, there: Completion, right: int = 1, of: int = 1) -> None:
    """Send that this person has finished, with ``right`` of ``of``.

    Raises PlatformUnavailable, and NoKey where we cannot sign.
    """
    sent = {
        "userId": there.user,
        "scoreGiven": right,
        "scoreMaximum": of,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"),
    }
    token = _access_token(platform)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": SCORE_TYPE}
    url, mark, query = there.result_url.partition("?")
    address = f"{url}/scores{mark}{query}"
    outgoing.ask(platform, "POST", address, headers=headers, data=json.dumps(sent).encode())


def _access_token(platform: LtiPlatform) -> str:
    """A token for this one request (client credentials; RFC 7523)."""
    now = clock.seconds()
    claims = {
        "iss": platform.client_id,
        "sub": platform.client_id,
        "aud": platform.token_url,
        "iat": now,
        "exp": now + ASSERTION_SECONDS,
        "jti": token_urlsafe(),
    }
    asked = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION,
        "client_assertion": signing_keys.sign(claims),
        "scope": SCORE,
    }
    headers = {
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    answer = outgoing.ask(
        platform, "POST", platform.token_url, headers=headers, data=urlencode(asked)
    )
    token = answer.get("access_token")
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise PlatformUnavailable("it gave no access token")
    return token
