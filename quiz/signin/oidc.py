"""Signing in with an organisation's account (OpenID Connect).

The provider sends the browser back with a GET, and a GET may not write. So who came back is kept
in the signed cookie, the code leaves the address bar, and a page asks: continue as this person?
Its button is a POST, and signs in.
"""

import logging
from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz import clock, database
from quiz.people import guard, roster
from quiz.people.models import Person
from quiz.security import Form
from quiz.signin import limits, provider
from quiz.signin.onward import onward
from quiz.signin.provider import Identity

CAME = "came"
WANTED = "wanted"
VALID_SECONDS = 10 * 60

NOT_HERE = "Here people sign in with an email address and a password."
AGAIN = "That took too long, or was done already. Please sign in again."

log = logging.getLogger(__name__)


def oidc() -> ResponseReturnValue:
    """To the provider. The browser's own cookie keeps what its answer is held against."""
    if not provider.is_on():
        flash(NOT_HERE)
        return redirect(url_for("signin.sign_in"), 303)
    cookie[WANTED] = request.args.get("next", "")[:200]
    try:
        return redirect(provider.ask(url_for("signin.oidc_back")), 303)
    except provider.NoAnswer as error:
        return _no_answer(error)


def oidc_back() -> ResponseReturnValue:
    if not provider.is_on():
        flash(NOT_HERE)
        return redirect(url_for("signin.sign_in"), 303)
    if request.method == "GET" and request.args:
        return _came_back()
    identity = _who_came()
    if identity is None:
        flash(AGAIN)
        return redirect(url_for("signin.sign_in"), 303)
    person = whose(identity)
    if person is None:
        cookie.pop(CAME, None)
        return render_template("signin/not_invited.html"), 403
    form = Form()
    if form.accepted():
        return _enter(person, identity)
    return render_template("signin/continue.html", form=form, person=person), form.status


def _came_back() -> ResponseReturnValue:
    try:
        came = provider.answer()
    except provider.NoAnswer as error:
        return _no_answer(error)
    except provider.NotBelieved as error:
        log.warning("a sign-in from the provider was not believed: %s", error)
        return render_template("signin/not_believed.html"), 400
    cookie[CAME] = {"who": asdict(came), "at": clock.seconds()}
    return redirect(url_for("signin.oidc_back"), 303)


def _no_answer(error: Exception) -> ResponseReturnValue:
    log.error("the OpenID Connect provider does not answer: %s", error)
    return render_template("signin/no_answer.html"), 503


def _who_came() -> Identity | None:
    came = cookie.get(CAME)
    if not came or clock.seconds() - came["at"] > VALID_SECONDS:
        return None
    return Identity(**came["who"])


def whose(identity: Identity) -> Person | None:
    """The account of whoever came back: only of people who were invited, and are active.

    By issuer and subject; the first time by the address that the provider vouches for. An account
    that knows another subject already is nobody else's, whatever address they bring.
    """
    session = database.session()
    person = roster.find_known(session, identity.issuer, identity.subject)
    if person is None and identity.email:
        person = roster.find_by_email(session, identity.email)
        if person and roster.is_known(session, person):
            return None
    return person if person and person.active else None


def _enter(person: Person, identity: Identity) -> Response:
    session = database.session()
    if not roster.is_known(session, person):
        roster.know(session, person, identity.issuer, identity.subject)
    cookie.pop(CAME, None)
    guard.sign_in(person)
    return limits.remember(onward(person, cookie.pop(WANTED, "")), person)
