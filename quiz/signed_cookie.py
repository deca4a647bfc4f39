"""The browser's cookie: how it is signed, and when it is sent."""

from functools import cache
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

COOKIE = "before-you-look"
HOST_ONLY = "__Host-"
"""The prefix of a cookie that only this very host can set, over HTTPS: no other host of the same
domain can plant one (RFC 6265bis). Browsers refuse it over plain HTTP, so only in production."""


class PatientSigner(TimestampSigner):
    """Accepts what was signed in the future: only a clock can be wrong, for the key is ours.

    When a clock is set back, people in the middle of a check keep their place.
    """

    def unsign(self, value: Any, max_age: int | None = None, return_timestamp: bool = False) -> Any:
        text, signed_at = super().unsign(value, return_timestamp=True)
        age = self.get_timestamp() - int(signed_at.timestamp())
        if max_age is not None and age > max_age:
            raise SignatureExpired(f"signed {age} seconds ago", payload=text, date_signed=signed_at)
        return (text, signed_at) if return_timestamp else text


class BrowserCookie(SecureCookieSessionInterface):
    """The cookie of a browser; also one that a release before the prefix has set.

    People in the middle of a check keep their place. Delete this after one release.
    """

    @cache  # noqa: B019 - one app has one of these; its keys do not change while it runs
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        serializer = super().get_signing_serializer(app)
        if serializer is not None:
            serializer.signer = PatientSigner
        return serializer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        signer, sent = self.get_signing_serializer(app), request.cookies
        received = sent.get(self.get_cookie_name(app)) or sent.get(COOKIE)
        if signer is None or not received:
            return super().open_session(app, request)
        try:
            seconds = int(app.permanent_session_lifetime.total_seconds())
            return self.session_class(signer.loads(received, max_age=seconds))
        except BadSignature:
            return self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send a cookie that was changed. Vary: Cookie would tell nobody anything: no page that
        reads the cookie may be stored (``_keep_private``)."""
        if session.modified:
            super().save_session(app, session, response)
