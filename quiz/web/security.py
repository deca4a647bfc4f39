"""CSRF tokens, settings of cookies, text that is sent, and the limit on failed requests."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hmac import compare_digest
from secrets import token_hex
from typing import Any

from flask import Flask, abort, current_app, request
from flask import session as cookie
from flask_wtf import FlaskForm
from limits.errors import ConfigurationError
from werkzeug.exceptions import HTTPException
from werkzeug.local import LocalProxy
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import RequestRedirect
from wtforms import (
    Field,
    HiddenField,
    PasswordField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.csrf.core import CSRF

from quiz.characters import invisible_in, may_be_typed
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.retention import REMEMBERED_CHECK
from quiz.settings.config import OperatorError, Settings, current_settings
from quiz.web import headers, one_at_a_time
from quiz.web.failed_requests import limiter
from quiz.web.form_request import FORM_TYPES, LARGEST_REQUEST, FormRequest
from quiz.web.signed_cookie import COOKIE, HOST_ONLY, BrowserCookie

OTHER_CHOICE = lazy_gettext("Choose one of the answers on this page")
MESSAGES = {
    "Not a valid choice.": OTHER_CHOICE,
    "Not a valid integer value.": lazy_gettext("Give a whole number in digits, such as 12"),
    "Not a valid date value.": lazy_gettext("Give a day as year, month and day: 2027-03-31"),
}
"""Messages of WTForms, and ours in their place."""
NOT_SURE = lazy_gettext(
    "We could not be sure that this page was sent by you, so nothing was kept yet. "
    "Please check it and send it again."
)
NO_COOKIE = lazy_gettext(
    "Your browser sent no cookie with this page, so nothing was kept yet. Please send it again. "
    "If you then see this again, your browser blocks cookies: allow them for this address."
)
NOT_STRIPPED = (PasswordField, HiddenField)

log = logging.getLogger(__name__)


def log_refusal(what: str) -> None:
    """Log a security event with its page, and with nothing about the person or what they sent."""
    log.warning("%s: %s", what, request.endpoint)


def require_form(*, files: bool) -> None:
    """Abort with 415 or 400 unless this POST has a form or nothing. ``files``: whether it may have
    any."""
    if request.environ.get("CONTENT_TYPE") == FORM_TYPES[0]:
        return  # the usual one, which has no files
    if request.mimetype not in FORM_TYPES and (request.mimetype or request.content_length):
        abort(415)
    if request.files and not files:
        abort(400)


@dataclass(frozen=True)
class Limit:
    """A limit on failed requests that is not counted by network.

    ``counted_by`` returns the key to count for this request; ``unless``, whether to skip it.
    """

    guesses: str
    counted_by: Callable[[], str]
    unless: Callable[[], bool]


class BrowserToken(CSRF):
    """The CSRF token: a random number in the browser's cookie, which each of its forms sends back.

    The cookie is signed and hidden from scripts, so the number needs no signature of its own. It
    lasts as long as the cookie: a phone may be put away for an afternoon.
    """

    def generate_csrf_token(self, csrf_token_field: Field) -> Any:
        """Made when a page shows it: a form that is accepted needs none."""
        return LocalProxy(csrf_token)

    def validate_csrf_token(self, form: Any, field: Field) -> None:
        if not has_right_token(field.data):
            raise ValidationError(NOT_SURE)


def has_right_token(sent: str | None) -> bool:
    """Whether a form was sent with this browser's token."""
    known = cookie.get("csrf_token", "")
    return bool(known) and compare_digest(known.encode(), (sent or "").encode())


def csrf_token() -> str:
    """This browser's token; a new one if it has none."""
    return str(cookie.get("csrf_token") or cookie.setdefault("csrf_token", token_hex()))


class Form(FlaskForm):
    """A form with its CSRF token as a field.

    An expired token is then a form error: the page returns with everything that was typed.
    """

    class Meta(FlaskForm.Meta):
        csrf_class = BrowserToken  # type: ignore[assignment]

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What the form reads: fields that were sent. The base class reads JSON and files, too.

            ``formdata`` is None for a second form on a page, which reads nothing.
            """
            return None if formdata is None or request.method != "POST" else request.form or None

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Strip control characters, except in passwords and hidden fields."""
            kind, given = unbound_field.field_class, unbound_field.kwargs
            if issubclass(kind, StringField) and not issubclass(kind, NOT_STRIPPED):
                cleaner = clean_text if issubclass(kind, TextAreaField) else clean_line
                options = {**options, "filters": [_on_text(cleaner), *given.get("filters", ())]}
            return super().bind_field(form, unbound_field, options)

    def __init__(self, **given: Any) -> None:  # that of FlaskForm has no types
        super().__init__(**given)

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate, with our words in place of WTForms's."""
        valid = bool(super().validate(extra_validators))
        if self.stale:
            log_refusal("a form's token was refused")
        for field in (field for field in self if field.errors):
            ours = {field.gettext(theirs): words for theirs, words in MESSAGES.items()}
            field.errors = tuple(ours.get(error, error) for error in field.errors)
        return valid

    def accepted(self) -> bool:
        """Whether the form was sent and is valid."""
        return bool(self.validate_on_submit())

    @property
    def stale(self) -> bool:
        return "csrf_token" in self.errors

    @property
    def why_stale(self) -> str:
        """What to say of a form whose CSRF token was refused."""
        return str(NOT_SURE if request.cookies else NO_COOKIE)

    @property
    def status(self) -> int:
        """The status of the page with this form: 200, or 400 or 422 when it was refused."""
        if request.method != "POST":
            return 200
        return 400 if self.stale else 422

    @property
    def field_errors(self) -> dict[str, Any]:
        """The errors that a person can correct on the page."""
        return {name: errors for name, errors in self.errors.items() if name != "csrf_token"}


def clean_line(text: str | None) -> str | None:
    """One line of text, without surrounding spaces or invisible characters."""
    return clean_text(text).replace("\n", " ") if text else text


def clean_text(text: str | None) -> str:
    """Several lines of text, cleaned in the same way; each line break becomes one \\n."""
    lines = (text or "").replace("\r\n", "\n").replace("\t", " ")
    return "".join(
        character for character in lines if character == "\n" or may_be_typed(character)
    ).strip()


def _on_text(cleaner: Callable[[str], str | None]) -> Callable[[object], object]:
    return lambda given: cleaner(given) if isinstance(given, str) else given


def only_visible(_form: object, field: Field) -> None:
    """A validator for names: two names that look the same are the same."""
    if invisible_in(field.data or ""):
        raise ValidationError(
            gettext("Leave out invisible characters: type the name, do not paste it")
        )


def host_only(name: str) -> str:
    """The name of a cookie of ours: in production, one that no other host can plant."""
    return f"{HOST_ONLY}{name}" if current_settings().production else name


def unless_sent(earlier: Mapping[str, object]) -> dict[str, object]:
    """Initial values for a form; none once it was sent."""
    return {} if request.method == "POST" else dict(earlier)


def endpoint_of(path: str) -> str | None:
    """The endpoint of the page of ours with this path; None if a browser would go anywhere else.

    An open redirect would let a link to us lead to another site. The path must match the map
    itself: a check of its form alone would miss tricks, such as “//there” and “/\\there”, which
    browsers read as other sites.
    """
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return None
    try:
        endpoint, _ = current_app.url_map.bind("").match(path, "GET")
    except (HTTPException, RequestRedirect):
        return None
    return str(endpoint)


def renew_forms() -> None:
    """Invalidate the forms of all pages that are open in this browser."""
    cookie.pop("csrf_token", None)


def init_app(app: Flask, settings: Settings) -> None:
    """Set up the secret key, cookies, headers and limits. Raises OperatorError."""
    app.request_class, app.session_interface = FormRequest, BrowserCookie()
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.older_keys),
        SESSION_COOKIE_NAME=f"{HOST_ONLY}{COOKIE}" if settings.production else COOKIE,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.production,
        # How long a browser may keep the cookie, where somebody asked it to.
        PERMANENT_SESSION_LIFETIME=REMEMBERED_CHECK.period,
        # Else a page that asks in the background could undo what a press has set.
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        RATELIMIT_STORAGE_URI=settings.limits,
    )
    headers.init_app(app, production=settings.production)
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    one_at_a_time.init_app(app)
    try:
        limiter.init_app(app)
    except ConfigurationError:
        raise OperatorError("REDIS_URL is not the address of a Redis.") from None
