"""Cookies, forgery tokens, and the limit on guessing."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request
from flask import session as cookie
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import FlaskForm
from limits.errors import ConfigurationError
from werkzeug.middleware.proxy_fix import ProxyFix
from wtforms import HiddenField, PasswordField, StringField, TextAreaField

from quiz import headers
from quiz.config import OperatorError, Settings

OTHER_CHOICE = "Choose one of the answers on this page"
PLAIN = {
    "Not a valid choice.": OTHER_CHOICE,
    "Not a valid integer value.": "Give a whole number in digits, such as 12",
    "Not a valid date value.": "Give a day as year, month and day, such as 2027-03-31",
}
"""What WTForms says of itself, and what we say instead."""
UNSEEN = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Signs that are no text: controls (no database takes them all), and line breaks of other kinds."""
TURNING = {*map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))}
"""Signs that nobody can see and that turn the direction of what follows. Letters of a language that
runs from right to left do so by themselves, and to their own end only."""
AS_IT_IS = (PasswordField, HiddenField)
LARGEST_REQUEST = 64 * 1024

limiter = Limiter(
    get_remote_address,
    strategy="moving-window",
    headers_enabled=True,
    # Without its Redis the service goes on, and each worker counts for itself.
    in_memory_fallback_enabled=True,
)


@dataclass(frozen=True)
class Limit:
    """How often something may be tried in vain, counted by something else than where it comes from.

    ``counted_by`` names what is counted for this request; ``unless`` says when it does not count.
    """

    guesses: str
    counted_by: Callable[[], str]
    unless: Callable[[], bool]


class Form(FlaskForm):
    """A form whose forgery token is one of its fields.

    A stale token is then an error like any other: the page comes back with everything the person
    had typed, instead of a bare refusal.
    """

    class Meta(FlaskForm.Meta):
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """All that is typed is tidied, whatever field it is typed in. A password stays as it
            is, and so does what came with the page."""
            kind, given = unbound_field.field_class, unbound_field.kwargs
            if issubclass(kind, StringField) and not issubclass(kind, AS_IT_IS):
                tidier = tidy_text if issubclass(kind, TextAreaField) else tidy
                options = {**options, "filters": [_of_words(tidier), *given.get("filters", ())]}
            return super().bind_field(form, unbound_field, options)

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)

    def validate(self, extra_validators: Any = None) -> bool:
        """As ever, but in our own words where WTForms has its own."""
        valid = bool(super().validate(extra_validators))
        for field in self:
            ours = {field.gettext(theirs): words for theirs, words in PLAIN.items()}
            field.errors = tuple(ours.get(error, error) for error in field.errors)
        return valid

    def accepted(self) -> bool:
        """Whether the form was sent and is in order."""
        return bool(self.validate_on_submit())

    @property
    def stale(self) -> bool:
        return "csrf_token" in self.errors

    @property
    def status(self) -> int:
        """The status of the page that shows this form: 200 until it was sent and refused."""
        if request.method != "POST":
            return 200
        return 400 if self.stale else 422

    @property
    def field_errors(self) -> dict[str, Any]:
        """The errors a person can put right on the page."""
        return {name: errors for name, errors in self.errors.items() if name != "csrf_token"}


def tidy(text: str | None) -> str | None:
    """A line as it was meant: without blanks around it, or signs that nobody can see."""
    return tidy_text(text).replace("\n", " ") if text else text


def tidy_text(text: str | None) -> str:
    """The same for more than one line; line breaks stay, as one sign each."""
    lines = (text or "").replace("\r\n", "\n").replace("\t", " ")
    return "".join(sign for sign in lines if sign == "\n" or _is_text(sign)).strip()


def _is_text(sign: str) -> bool:
    return unicodedata.category(sign) not in UNSEEN and sign not in TURNING


def _of_words(tidier: Callable[[str], str | None]) -> Callable[[object], object]:
    return lambda given: tidier(given) if isinstance(given, str) else given


def unless_sent(earlier: Mapping[str, object]) -> dict[str, object]:
    """What a form opens with; once it is sent, only what was sent counts."""
    return {} if request.method == "POST" else dict(earlier)


def renew_forms() -> None:
    """Make every page that is open in this browser ask again before it is believed."""
    cookie.pop("csrf_token", None)
    g.pop("csrf_token", None)


def init_app(app: Flask, settings: Settings) -> None:
    """Give the app its secret, its headers and its limits."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="before-you-look",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.production,
        # The token lives as long as the session: a phone may lie face down for an afternoon.
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        RATELIMIT_STORAGE_URI=settings.limits,
    )
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    headers.init_app(app, production=settings.production)
    try:
        limiter.init_app(app)
    except ConfigurationError:
        raise OperatorError("REDIS_URL is not the address of a Redis.") from None
    app.after_request(_keep_private)


def _keep_private(response: Any) -> Any:
    """A page may hold somebody's answers: no shared machine and no proxy keeps a copy.

    Back still works: the browser asks again and gets the page as it now is.
    """
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
