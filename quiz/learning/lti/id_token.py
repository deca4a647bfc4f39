"""What a learning system says in a launch: its signed token, checked (LTI 1.3; 1EdTech Security
Framework 1.0, 5.1.3). Name, email and role are in it, too; they are not read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quiz import clock
from quiz.languages.sentences import LazySentence, lazy_gettext
from quiz.learning.lti import platform_keys
from quiz.learning.lti.models import LtiPlatform
from quiz.learning.lti.signing_keys import ALGORITHM

if TYPE_CHECKING:
    from joserfc.jwk import Key

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
VERSION = "1.3.0"
OLDEST_SECONDS = 60 * 60
"""How long ago a token may have been made, whatever it says of its end."""
LONGEST_KEPT = 700
"""Characters of a result's address and a user's id together: they have to fit into a cookie."""

Claims = Mapping[str, Any]


class LaunchRefused(Exception):
    """A launch that is not opened. The cause is for the log and for the administrator of the
    learning system; it never has a value of the token. One that is a text is a code of JWT.

    again: whether opening it once more may help.
    """

    def __init__(self, cause: LazySentence | str, *, again: bool = False) -> None:
        super().__init__(cause)
        self.cause, self.again = cause, again


@dataclass(frozen=True)
class Completion:
    """Where a person's completion goes, and the id by which the learning system knows them."""

    result_url: str
    user: str


@dataclass(frozen=True)
class LinkChoice:
    """A request to choose what a link in a course opens.

    return_url: where the choice is sent. data: what the system wants back with it. with_result:
    whether it takes a place for completion, too.
    """

    return_url: str
    data: Any
    with_result: bool


@dataclass(frozen=True)
class Launch:
    """A launch that was checked. ``form`` is the form that the link names; empty for any.

    choice: set when somebody makes a link; completion: set when the system takes results.
    """

    platform: LtiPlatform
    deployment: str
    form: str = ""
    completion: Completion | None = None
    choice: LinkChoice | None = None


def check(platform: LtiPlatform, token: str, nonce: str) -> Launch:
    """The launch in a token that answers a request with this nonce.

    Raises LaunchRefused; PlatformUnavailable where the platform's keys cannot be read.
    """
    claims = _signed(platform, token)
    _check_standard(platform, claims, nonce)
    deployment = claims.get(f"{CLAIM}deployment_id")
    if deployment not in platform.deployment_ids:
        raise LaunchRefused(lazy_gettext("the deployment is not registered"))
    if claims.get(f"{CLAIM}version") != VERSION:
        raise LaunchRefused(lazy_gettext("another version of LTI"))
    match claims.get(f"{CLAIM}message_type"):
        case "LtiResourceLinkRequest":
            return Launch(platform, deployment, _form(claims), _completion(platform, claims))
        case "LtiDeepLinkingRequest":
            return Launch(platform, deployment, choice=_choice(platform, claims))
        case _:
            raise LaunchRefused(lazy_gettext("another type of message"))


def _signed(platform: LtiPlatform, token: str) -> dict[str, Any]:
    from joserfc import jwt
    from joserfc.errors import JoseError

    def key(signature: Any) -> "Key":
        # The algorithm was checked before; a platform has to name its key.
        found = platform_keys.find(platform, str(signature.headers().get("kid") or ""))
        if found is None:
            raise LaunchRefused(lazy_gettext("its key is not among the keys of the platform"))
        return found

    try:
        return jwt.decode(token, key, algorithms=[ALGORITHM]).claims
    except JoseError as error:
        raise LaunchRefused(
            lazy_gettext("the token cannot be trusted (%(code)s)", code=error.error)
        ) from None
    except (ValueError, TypeError, RecursionError):
        raise LaunchRefused(lazy_gettext("the token cannot be read")) from None


def _check_standard(platform: LtiPlatform, claims: Claims, nonce: str) -> None:
    """Issuer, audience, times and nonce (OpenID Connect Core, 3.1.3.7)."""
    from joserfc.errors import ClaimError, ExpiredTokenError
    from joserfc.jwt import JWTClaimsRegistry

    expected = JWTClaimsRegistry(
        now=clock.seconds,
        leeway=clock.CLOCKS_DIFFER_SECONDS,
        iss={"essential": True, "value": platform.issuer},
        aud={"essential": True, "value": platform.client_id},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        expected.validate(dict(claims))
    except ExpiredTokenError:
        raise LaunchRefused(lazy_gettext("the token has expired"), again=True) from None
    except ClaimError as error:
        raise LaunchRefused(f"{error.error}: {error.claim}") from None
    if clock.seconds() - claims["iat"] > OLDEST_SECONDS:
        raise LaunchRefused(lazy_gettext("the token is too old"), again=True)
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != platform.client_id:
        raise LaunchRefused("invalid_claim: azp")


def _form(claims: Claims) -> str:
    """The form that the link names: a letter, or empty."""
    custom = claims.get(f"{CLAIM}custom")
    named = custom.get("form") if isinstance(custom, dict) else None
    return named if isinstance(named, str) and len(named) == 1 else ""


def _completion(platform: LtiPlatform, claims: Claims) -> Completion | None:
    """None where the system takes no result of this link, or names an address that is not its
    own."""
    endpoint, user = claims.get(ENDPOINT), claims.get("sub")
    if not isinstance(endpoint, dict) or not isinstance(user, str) or not user:
        return None
    url, scopes = endpoint.get("lineitem"), endpoint.get("scope")
    if not isinstance(url, str) or not isinstance(scopes, list) or SCORE not in scopes:
        return None
    fits = len(url) + len(user) <= LONGEST_KEPT
    return Completion(url, user) if fits and platform.owns(url) else None


def _choice(platform: LtiPlatform, claims: Claims) -> LinkChoice:
    asked = claims.get(f"{DEEP_LINKING}deep_linking_settings")
    if not isinstance(asked, dict):
        raise LaunchRefused(lazy_gettext("the deep linking settings are missing"))
    url, kinds = asked.get("deep_link_return_url"), asked.get("accept_types")
    if not isinstance(url, str) or not platform.owns(url):
        raise LaunchRefused(lazy_gettext("the return address is not on a host of the platform"))
    if not isinstance(kinds, list) or "ltiResourceLink" not in kinds:
        raise LaunchRefused(lazy_gettext("the platform takes no links to this tool here"))
    with_result = asked.get("accept_lineitem") is not False
    return LinkChoice(url, asked.get("data"), with_result)
