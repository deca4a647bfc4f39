"""An organisation's own sign-in: what its provider says, and how much of it is believed.

Authorisation code with PKCE, state and nonce (Authlib does all three); the provider's addresses
and keys by discovery. It is loaded only where a provider is set: others start a tenth sooner.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app
from flask import session as cookie

from quiz.config import Provider, Settings, current_settings

NAME = "organisation"
PATIENCE_SECONDS = 10
ENTRA = (
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
)


class NoAnswer(Exception):
    """The provider cannot be reached, or does not say what a provider says."""


class NotBelieved(Exception):
    """The provider refused, or what came back is not the answer to what this browser asked."""


@dataclass(frozen=True)
class Identity:
    """Who somebody is to the provider. ``email`` is set only where it can be believed."""

    issuer: str
    subject: str
    email: str | None


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
            "default_timeout": PATIENCE_SECONDS,
        },
    )


def is_on() -> bool:
    """Whether people may sign in with their organisation's account."""
    return current_settings().provider is not None


def ask(back: str) -> str:
    """Where the browser goes to be asked who it is; ``back`` is the path it returns to.

    Raises NoAnswer.
    """
    from authlib.common.errors import AuthlibBaseError

    for key in [key for key in cookie if key.startswith(f"_state_{NAME}_")]:
        cookie.pop(key)  # one question at a time: a cookie holds only so much
    address = f"{current_settings().public_url}{back}"
    try:
        _same_issuer(_client().load_server_metadata())
        asked = _client().create_authorization_url(address)
    except (AuthlibBaseError, OSError, ValueError, RuntimeError) as error:
        raise NoAnswer(type(error).__name__) from None
    _client().save_authorize_data(redirect_uri=address, **asked)
    return str(asked["url"])


def answer() -> Identity:
    """Who came back, from the code in this request's address. Raises NoAnswer or NotBelieved."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError

    ours = _ours()
    try:
        token = _client().authorize_access_token(
            claims_options={
                "iss": {
                    "essential": True,
                    "values": [_same_issuer(_client().load_server_metadata())],
                },
                "aud": {"essential": True, "value": ours.client_id},
            }
        )
    except OSError as error:  # the line, and whatever requests has to say of it
        raise NoAnswer(type(error).__name__) from None
    except (AuthlibBaseError, JoseError, ValueError, KeyError, RuntimeError) as error:
        raise NotBelieved(type(error).__name__) from None
    claims = token.get("userinfo") or {}
    if not claims.get("sub"):
        raise NotBelieved("no identity")
    return Identity(ours.issuer, str(claims["sub"]), believed_email(claims, ours.issuer))


def _same_issuer(metadata: Mapping[str, Any]) -> str:
    """The issuer, as the provider spells it. Raises ValueError when it is another than ours."""
    said = str(metadata.get("issuer", ""))
    if said.rstrip("/") != _ours().issuer:
        raise ValueError("the provider says that it is another one")
    return said


def believed_email(claims: Mapping[str, Any], issuer: str) -> str | None:
    """The address that a provider vouches for; None when it does not.

    Most providers say ``email_verified``. Entra ID never does: there, whoever runs the directory
    gives people their addresses, and the issuer names the one directory that was chosen in the
    settings. ``email`` may be missing in it; ``preferred_username`` is the name that a person
    signs in with. Where Entra says that nobody owns the address's domain (``xms_edov``), it is not
    believed either.
    """
    email = str(claims.get("email") or "").strip().lower()
    if "email_verified" in claims:
        return email if email and claims["email_verified"] in (True, "true") else None
    if urlsplit(issuer).hostname not in ENTRA or claims.get("xms_edov") in (False, 0, "0", "false"):
        return None
    email = email or str(claims.get("preferred_username") or "").strip().lower()
    return email if "@" in email else None


def _client() -> Any:
    return current_app.extensions["authlib.integrations.flask_client"].create_client(NAME)


def _ours() -> Provider:
    provider = current_settings().provider
    if provider is None:
        raise LookupError("no identity provider is set")
    return provider
