"""The browser's cookie: how it is signed, and when it is sent."""

import hmac
import json
import time
import zlib
from base64 import urlsafe_b64encode
from binascii import a2b_base64
from functools import cache
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import (
    SecureCookieSession,
    SecureCookieSessionInterface,
    SessionMixin,
    session_json_serializer,
)
from itsdangerous import BadSignature, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

COOKIE = "before-you-look"
HOST_ONLY = "__Host-"
"""The prefix of a cookie that only this very host can set, over HTTPS: no other host of the same
domain can plant one (RFC 6265bis). Browsers refuse it over plain HTTP, so only in production."""


class ClockTolerantSigner(TimestampSigner):
    """Accepts what was signed in the future: only a clock can be wrong, for the key is ours.

    When a clock is set back, people in the middle of a check keep their place.
    """

    def unsign(self, value: Any, max_age: int | None = None, return_timestamp: bool = False) -> Any:
        text, signed_at = super().unsign(value, return_timestamp=True)
        age = self.get_timestamp() - int(signed_at.timestamp())
        if max_age is not None and age > max_age:
            raise SignatureExpired(f"signed {age} seconds ago", payload=text, date_signed=signed_at)
        return (text, signed_at) if return_timestamp else text


def contents(received: str, key: bytes, longest: int) -> Any:
    """What is in a cookie that this key signed at most so many seconds ago; None for any other.

    itsdangerous reads the same and takes six times as long, in parts that each check and convert
    anew. It is still asked about every cookie that this does not know: an older secret's, an old
    one, and whatever nobody signed. A test holds the two to each other.
    """
    value, _, signature = received.rpartition(".")
    ours = urlsafe_b64encode(hmac.digest(key, value.encode(), "sha1")).rstrip(b"=")
    if not hmac.compare_digest(ours, signature.encode()):
        return None
    payload, _, signed_at = value.rpartition(".")
    if time.time() - int.from_bytes(_decoded(signed_at), "big") > longest:
        return None
    compressed, found = payload.startswith("."), _decoded(payload.removeprefix("."))
    text = (zlib.decompress(found) if compressed else found).decode()
    # A key that begins with a space stands for a type that JSON does not have.
    return session_json_serializer.loads(text) if '" ' in text else json.loads(text)


def _decoded(text: str) -> bytes:
    return a2b_base64(text.replace("-", "+").replace("_", "/") + "==")


class BrowserCookie(SecureCookieSessionInterface):
    """The cookie of a browser; also one that a release before the prefix has set.

    People in the middle of a check keep their place. Delete this after one release.
    """

    @cache  # noqa: B019 - one app has one of these; its keys do not change while it runs
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        serializer = super().get_signing_serializer(app)
        if serializer is not None:
            serializer.signer = ClockTolerantSigner
        return serializer

    @cache  # noqa: B019 - as above
    def _newest_key(self, app: Flask) -> bytes:
        """What the newest secret signs with."""
        serializer = self.get_signing_serializer(app)
        return serializer.make_signer(serializer.salt).derive_key() if serializer else b""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        signer, sent = self.get_signing_serializer(app), request.cookies
        received = sent.get(self.get_cookie_name(app)) or sent.get(COOKIE)
        if signer is None or not received:
            return super().open_session(app, request)
        seconds = int(app.permanent_session_lifetime.total_seconds())
        if found := contents(received, self._newest_key(app), seconds):
            return self.session_class(found)
        try:
            return self.session_class(signer.loads(received, max_age=seconds))
        except BadSignature:
            return self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send a cookie that was changed. Vary: Cookie would tell nobody anything: no page that
        reads the cookie may be stored (``headers.NOT_STORED``)."""
        if session.modified:
            super().save_session(app, session, response)
