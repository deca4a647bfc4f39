"""Signing in with an organisation's account (OpenID Connect).

The provider sends the browser back with a GET, and a GET may not write. So the identity is kept in
the signed cookie, the browser is redirected to an address without the code, and a page asks
whether to continue as this person. Its button sends a POST, which signs in.
"""

import logging
from dataclasses import asdict

from flask import redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz import clock
from quiz.languages.sentences import lazy_gettext
from quiz.people import accounts, guard
from quiz.people.means import Means
from quiz.people.models import Person
from quiz.signin import completion, provider
from quiz.signin.provider import Identity
from quiz.storage import database
from quiz.web.notices import flash
from quiz.web.security import Form

IDENTITY = "came"
"""The cookie's key for the identity from the provider, and when it arrived."""
NEXT = "wanted"
"""The cookie's key for the page to open after signing in."""
AGAIN = "again"
"""The cookie's key for when a signed-in person was sent to the provider to sign in once more."""
VALID_SECONDS = 10 * 60

NO_PROVIDER = lazy_gettext("Here people sign in with an email address and a password.")
SIGN_IN_AGAIN = lazy_gettext(
    "That took too long, or you had already signed in. Please sign in again."
)

log = logging.getLogger(__name__)


def oidc() -> ResponseReturnValue:
    """Send the browser to the provider; its cookie keeps state and nonce to verify the answer."""
    if not provider.is_on():
        flash(NO_PROVIDER)
        return redirect(url_for("signin.sign_in"), 303)
    cookie[NEXT] = request.args.get("next", "")[:200]
    cookie.pop(AGAIN, None)
    try:
        return redirect(provider.authorization_url(url_for("signin.oidc_back")), 303)
    except provider.ProviderUnavailable as error:
        return _unavailable(error)


def oidc_again(person: Person) -> ResponseReturnValue:
    """Send a signed-in person to the provider to sign in once more, before an act that cannot be
    undone; the tab with what they sent stays open. They come back to the same address as others."""
    if not provider.is_on():
        return confirmed_again(person)
    cookie[AGAIN] = clock.seconds()
    try:
        return redirect(provider.authorization_url(url_for("signin.oidc_back"), again=True), 303)
    except provider.ProviderUnavailable as error:
        return _unavailable(error)


def confirmed_again(person: Person) -> str:
    """Where the provider leads back to then: whether it counted."""
    return render_template("signin/confirmed.html", proved=guard.is_proved())


def _confirm(identity: Identity, sent_at: int) -> ResponseReturnValue:
    """The provider says that somebody signed in again: it counts for the person who is signed in
    here, and only if it was after they were sent there."""
    person, found = guard.signed_in(), find_person(identity)
    earliest = sent_at - clock.CLOCKS_DIFFER_SECONDS
    if person and found and found.id == person.id and (identity.signed_in_at or 0) >= earliest:
        guard.prove()
    return redirect(url_for("signin.confirmed_again"), 303)


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
    if sent_at := cookie.pop(AGAIN, None):
        return _confirm(identity, sent_at)
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
    return completion.complete(person, cookie.pop(NEXT, ""), Means.ORGANISATION)
