"""Security headers on every response, and HTTPS for every request in production."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, redirect, request
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
ON_EVERY_RESPONSE, OVER_HTTPS = HEADERS.headers, HTTPS_ONLY.headers

View = TypeVar("View", bound=Callable[..., Any])


def init_app(app: Flask, *, production: bool) -> None:
    """Set the headers on every response; in production also redirect plain HTTP to HTTPS."""
    app.after_request(_set_headers)
    if production:
        app.before_request(_redirect_to_https)
        app.after_request(_set_https_only)


def without_https(view: View) -> View:
    """Let a view answer over plain HTTP in production, too, as health checks need."""
    view.without_https = True  # type: ignore[attr-defined]
    return view


def _set_headers(response: Response) -> Response:
    response.headers.extend(ON_EVERY_RESPONSE)
    return response


def _set_https_only(response: Response) -> Response:
    # Browsers ignore this header over plain HTTP (RFC 6797, 8.1), and a server must not send it.
    if _came_by_https():
        response.headers.extend(OVER_HTTPS)
    return response


def _redirect_to_https() -> ResponseReturnValue | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if _came_by_https() or getattr(view, "without_https", False):
        return None
    return redirect(request.url.replace("http://", "https://", 1))


def _came_by_https() -> bool:
    # X-Forwarded-Proto of a proxy that PROXIES counts is part of this (ProxyFix).
    return request.is_secure
