"""Security headers on every response, and HTTPS for every request in production."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask, current_app, redirect, request
from flask.typing import ResponseReturnValue
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

YEAR_IN_SECONDS = 365 * 24 * 60 * 60
HEADERS = Secure(
    csp=ContentSecurityPolicy()
    .default_src("'none'")
    .script_src("'self'")
    .style_src("'self'")
    .img_src("'self'")
    .connect_src("'self'")
    .form_action("'self'")
    .base_uri("'none'")
    .frame_ancestors("'none'"),
    coop=CrossOriginOpenerPolicy().same_origin(),
    corp=CrossOriginResourcePolicy().same_origin(),
    permissions=PermissionsPolicy().browsing_topics(),
    referrer=ReferrerPolicy().same_origin(),
    xcto=XContentTypeOptions().nosniff(),
    xfo=XFrameOptions().deny(),
)
HTTPS_ONLY = Secure(hsts=StrictTransportSecurity().max_age(YEAR_IN_SECONDS))
# Written once: Secure writes them anew each time that they are read.
ON_EVERY_RESPONSE = tuple(HEADERS.headers.items())
OVER_BOTH = (*ON_EVERY_RESPONSE, *HTTPS_ONLY.headers.items())
NOT_STORED = ("Cache-Control", "no-store")
"""Forbids copies in browsers and proxies, unless a response says otherwise: a page may show
somebody's answers. Back still works: the browser requests the page again."""
NEVER_CHANGE = frozenset((*OVER_BOTH, NOT_STORED))
"""A web server need not check these anew in each response."""
INSTEAD = "before-you-look.headers"
"""The key in a request's environment for headers of its response that differ; None: no header."""
ADDED = "before-you-look.added-headers"
"""The key in a request's environment for further headers of its response."""
POLICY = "Content-Security-Policy"
FOR_PROGRAMS = ("application/json", "application/problem+json")
DOWNLOAD = ("Content-Disposition", 'attachment; filename="answer.json"')
"""With it a browser shows no answer for a program as a page (ASVS 14.4.2); scripts ignore it."""

View = TypeVar("View", bound=Callable[..., Any])


def init_app(app: Flask, *, production: bool) -> None:
    """Set the headers on every response; in production also redirect plain HTTP to HTTPS.

    They are added where the response leaves the app: Flask's own headers are a list that looks
    through itself for each header that is set.
    """
    app.wsgi_app = _with_headers(app.wsgi_app, production)  # type: ignore[assignment, method-assign]
    if production:
        app.before_request(_redirect_to_https)


def without_https(view: View) -> View:
    """Let a view answer over plain HTTP in production, too, as health checks need."""
    view.without_https = True  # type: ignore[attr-defined]
    return view


def show_in_frame(origins: Sequence[str]) -> None:
    """Let these origins show this response in a frame, and get its form.

    Only for pages that show nothing of the browser and whose buttons change nothing here.
    """
    allowed = " ".join(origins)
    _change_policy("frame-ancestors 'none'", f"frame-ancestors {allowed}")
    _change_policy("form-action 'self'", f"form-action 'self' {allowed}")
    _instead()["X-Frame-Options"] = None


def connect_to(origins: Iterable[str]) -> None:
    """Let the scripts of this response send requests to these origins, too."""
    _change_policy("connect-src 'self'", " ".join(("connect-src 'self'", *sorted(origins))))


def keep_opener() -> None:
    """Let this response's page reach the window that opened it, which may be of another site.

    Only for pages that show no answer: the other window can then see that this one is there.
    """
    _instead()["Cross-Origin-Opener-Policy"] = "unsafe-none"


def add(name: str, value: str) -> None:
    """Add a header to this response, whatever becomes of it."""
    request.environ.setdefault(ADDED, []).append((name, value))


def _instead() -> dict[str, str | None]:
    changed: dict[str, str | None] = request.environ.setdefault(INSTEAD, {})
    return changed


def _change_policy(old: str, new: str) -> None:
    changed = _instead()
    policy = changed.get(POLICY) or HEADERS.headers[POLICY]
    changed[POLICY] = policy.replace(old, new)


def _replaced(
    headers: Iterable[tuple[str, str]], changed: Mapping[str, str | None]
) -> Iterator[tuple[str, str]]:
    """The headers, with those that differ in this response."""
    for name, usual in headers:
        value = changed.get(name, usual)
        if value is not None:
            yield name, value


def _with_headers(answer: WSGIApplication, production: bool) -> WSGIApplication:
    def answer_with_headers(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        # Browsers ignore HSTS over plain HTTP (RFC 6797, 8.1), and a server must not send it.
        # A proxy that PROXIES counts has said how the request came (ProxyFix).
        https = production and environ["wsgi.url_scheme"] == "https"
        ours = OVER_BOTH if https else ON_EVERY_RESPONSE

        def start_with_headers(status: str, headers: list[Any], failure: Any = None) -> Any:
            added = _replaced(ours, environ[INSTEAD]) if INSTEAD in environ else ours
            more = environ.get(ADDED, ())
            return start(status, [*headers, *_missing(dict(headers)), *more, *added], failure)

        return answer(environ, start_with_headers)

    return answer_with_headers


def _missing(found: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What these headers of Flask, which spells every name in one way, do not say themselves."""
    if NOT_STORED[0] not in found:
        yield NOT_STORED
    is_for_programs = found.get("Content-Type", "").startswith(FOR_PROGRAMS)
    if is_for_programs and DOWNLOAD[0] not in found:
        yield DOWNLOAD


def _redirect_to_https() -> ResponseReturnValue | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if request.is_secure or getattr(view, "without_https", False):
        return None
    return redirect(request.url.replace("http://", "https://", 1))
