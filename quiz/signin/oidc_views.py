"""Signing in with an organisation's account (OpenID Connect).

The provider sends the browser back with a GET, and a GET may not write. So the identity is kept in
the signed cookie, the browser is redirected to an address without the code, and a page asks
whether to continue as this person. Its button sends a POST, which signs in.
"""

import logging
from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz import clock, database
from quiz.clock import today
from quiz.people import accounts, guard
from quiz.people.models import Person
from quiz.security import Form
from quiz.signin import provider, rate_limits
from quiz.signin.link_notice import show_link_notice
from quiz.signin.provider import Identity
from quiz.signin.redirects import redirect_after_sign_in

IDENTITY = "came"
"""The cookie's key for the identity from the provider, and when it arrived."""
NEXT = "wanted"
"""The cookie's key for the page to open after signing in."""
VALID_SECONDS = 10 * 60

NO_PROVIDER = "Here people sign in with an email address and a password."
SIGN_IN_AGAIN = "That took too long, or you had already signed in. Please sign in again."

log = logging.getLogger(__name__)


def oidc() -> ResponseReturnValue:
    """Send the browser to the provider; its cookie keeps state and nonce to verify the answer."""
    if not provider.is_on():
        flash(NO_PROVIDER)
        return redirect(url_for("signin.sign_in"), 303)
    cookie[NEXT] = request.args.get("next", "")[:200]
    try:
        return redirect(provider.authorization_url(url_for("signin.oidc_back")), 303)
    except provider.ProviderUnavailable as error:
        return _unavailable(error)


def oidc_back() -> ResponseReturnValue:
    if not provider.is_on():
        flash(NO_PROVIDER)
        return redirect(url_for("signin.sign_in"), 303)
    if request.method == "GET" and request.args:
        return _store_identity()
    identity = _identity()
    if identity is None:
        flash(SIGN_IN_AGAIN)
        return redirect(url_for("signin.sign_in"), 303)
    person = find_person(identity)
    if person is None:
        cookie.pop(IDENTITY, None)
        return render_template("signin/not_invited.html"), 403
    form = Form()
    if form.accepted():
        return _sign_in(person, identity)
    return render_template("signin/continue.html", form=form, person=person), form.status


def _store_identity() -> ResponseReturnValue:
    """Verify the provider's answer and keep the identity in the cookie."""
    try:
        identity = provider.identity()
    except provider.ProviderUnavailable as error:
        return _unavailable(error)
    except provider.SignInRejected as error:
        log.warning("a sign-in from the provider was rejected: %s", error)
        return render_template("signin/rejected.html"), 400
    cookie[IDENTITY] = {"who": asdict(identity), "at": clock.seconds()}
    return redirect(url_for("signin.oidc_back"), 303)


def _unavailable(error: Exception) -> ResponseReturnValue:
    log.error("the OpenID Connect provider is unavailable: %s", error)
    return render_template("signin/provider_unavailable.html"), 503


def _identity() -> Identity | None:
    """The identity in the cookie, if it is not too old."""
    stored = cookie.get(IDENTITY)
    if not stored or not clock.is_recent(stored["at"], VALID_SECONDS):
        return None
    return Identity(**stored["who"])


def find_person(identity: Identity) -> Person | None:
    """The active account of this identity; None when nobody invited it.

    Found by issuer and subject; at the first sign-in by the email address that the provider
    verified. An account that is bound to another subject is not opened by its email address,
    because an organisation may give an address to somebody else later.
    """
    session = database.session()
    person = accounts.find_by_identity(session, identity.issuer, identity.subject)
    if person is None and identity.email:
        person = accounts.find_by_email(session, identity.email)
        if person and accounts.has_identity(session, person):
            return None
    return person if person and person.active else None


def _sign_in(person: Person, identity: Identity) -> Response:
    session = database.session()
    if not accounts.has_identity(session, person):
        accounts.add_identity(session, person, identity.issuer, identity.subject)
    cookie.pop(IDENTITY, None)
    guard.sign_in(person)
    show_link_notice(person, today())
    response = redirect_after_sign_in(person, cookie.pop(NEXT, ""))
    return rate_limits.remember(response, person)
