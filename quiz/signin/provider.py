"""An organisation's OpenID Connect provider: requests to it, and verifying its answers.

The flow is authorisation code with PKCE, state and nonce (Authlib does all three); the provider's
addresses and keys are found by discovery. Authlib is imported only when a provider is set: without
it the service starts a tenth faster.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app
from flask import session as cookie

from quiz.settings.certificates import reason
from quiz.settings.config import Provider, Settings, current_settings

NAME = "organisation"
TIMEOUT_SECONDS = 10
ENTRA_HOSTS = (
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
)


class ProviderUnavailable(Exception):
    """The provider cannot be reached, or its metadata cannot be used."""


class SignInRejected(Exception):
    """The provider refused, or its answer does not match the request of this browser."""


@dataclass(frozen=True)
class Identity:
    """A person at the provider. ``email`` is set only if the provider verified it;
    ``signed_in_at`` only if the provider says when they last signed in there."""

    issuer: str
    subject: str
    email: str | None
    signed_in_at: int | None = None


def init_app(app: Flask, settings: Settings) -> None:
    """Give the app its provider, if there is one."""
    if settings.provider is None:
        return
    from authlib.integrations.flask_client import OAuth

    OAuth(app).register(
        NAME,
        client_id=settings.provider.client_id,
        client_secret=settings.provider.client_secret,
        server_metadata_url=f"{settings.provider.issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT_SECONDS,
            "verify": str(settings.ca_file) if settings.ca_file else True,
        },
    )


def is_on() -> bool:
    """Whether people may sign in with their organisation's account."""
    return current_settings().provider is not None


@contextmanager
def _asking() -> Iterator[None]:
    """Raises ProviderUnavailable for what the library raises when the provider gives no answer."""
    from authlib.common.errors import AuthlibBaseError

    try:
        yield
    except (AuthlibBaseError, OSError, ValueError, RuntimeError) as error:
        raise ProviderUnavailable(reason(error)) from None


def check() -> None:
    """Ask for the provider's metadata. Raises ProviderUnavailable."""
    with _asking():
        _same_issuer(_client().load_server_metadata())


def authorization_url(back: str, *, again: bool = False) -> str:
    """The provider's address to send the browser to; ``back`` is the path it returns to.

    again: the person must sign in there now, even if they are signed in; the provider then has to
    say when they did (OpenID Connect Core, 3.1.2.1). Raises ProviderUnavailable.
    """
    more = {"prompt": "login", "max_age": "0"} if again else {}
    for key in [key for key in cookie if key.startswith(f"_state_{NAME}_")]:
        cookie.pop(key)  # only the newest request is kept, because a cookie is small
    return_to = f"{current_settings().public_url}{back}"
    with _asking():
        _same_issuer(_client().load_server_metadata())
        request = _client().create_authorization_url(return_to, **more)
    _client().save_authorize_data(redirect_uri=return_to, **request)
    return str(request["url"])


def identity() -> Identity:
    """The identity of the person who came back, by the code in this request's address.

    Raises ProviderUnavailable or SignInRejected.
    """
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError

    provider = _provider()
    try:
        token = _client().authorize_access_token(
            claims_options={
                "iss": {
                    "essential": True,
                    "values": [_same_issuer(_client().load_server_metadata())],
                },
                "aud": {"essential": True, "value": provider.client_id},
            }
        )
    except OSError as error:  # a network error; those of requests are OSErrors, too
        raise ProviderUnavailable(reason(error)) from None
    except (AuthlibBaseError, JoseError, ValueError, KeyError, RuntimeError) as error:
        raise SignInRejected(type(error).__name__) from None
    claims = token.get("userinfo") or {}
    if not claims.get("sub"):
        raise SignInRejected("no identity")
    at = claims.get("auth_time")
    return Identity(
        provider.issuer,
        str(claims["sub"]),
        verified_email(claims, provider.issuer),
        at if isinstance(at, int) else None,
    )


def _same_issuer(metadata: Mapping[str, Any]) -> str:
    """The issuer as the metadata spell it. Raises ValueError when it is not the one set."""
    issuer = str(metadata.get("issuer", ""))
    if issuer.rstrip("/") != _provider().issuer:
        raise ValueError("the provider's metadata name another issuer")
    return issuer


def verified_email(claims: Mapping[str, Any], issuer: str) -> str | None:
    """The person's email address, if the provider verified it; else None.

    Most providers send ``email_verified``. Entra ID never does: there the administrators of the
    directory assign the addresses, and the issuer names the one directory in the settings. Entra
    may leave out ``email``; ``preferred_username`` is the name that the person signs in with. An
    address is not accepted if Entra says that its domain has no verified owner (``xms_edov``).
    """
    email = str(claims.get("email") or "").strip().lower()
    if "email_verified" in claims:
        return email if email and claims["email_verified"] in (True, "true") else None
    if urlsplit(issuer).hostname not in ENTRA_HOSTS or claims.get("xms_edov") in (
        False,
        0,
        "0",
        "false",
    ):
        return None
    email = email or str(claims.get("preferred_username") or "").strip().lower()
    return email if "@" in email else None


def _client() -> Any:
    return current_app.extensions["authlib.integrations.flask_client"].create_client(NAME)


def _provider() -> Provider:
    provider = current_settings().provider
    if provider is None:
        raise LookupError("no identity provider is set")
    return provider
