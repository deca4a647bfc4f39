"""A person's own second factors: turn on, list, turn off. Only for accounts with a password."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz.clock import today
from quiz.documents.qr_code import qr_svg
from quiz.languages.sentences import LazySentence, gettext, lazy_gettext
from quiz.people import (
    audit,
    authenticator,
    factors,
    guard,
    passkeys,
    passwords,
    recovery_codes,
    sign_in_mail,
)
from quiz.people.models import Person
from quiz.signin import factor_forms
from quiz.storage import database
from quiz.vocabulary import AuditAction
from quiz.web.notices import flash
from quiz.web.security import Form, log_refusal

NO_PASSWORD = lazy_gettext(
    "You sign in with your organisation’s account, which has its own second step."
)
ENOUGH = lazy_gettext("You have %(most)s passkeys. Remove one before you add another.")

View = Callable[..., Any]


def _with_password(view: View) -> View:
    """Only for accounts with a password."""

    @wraps(view)
    def answer(person: Person, **arguments: Any) -> Any:
        if not passwords.is_set(database.session(), person):
            flash(NO_PASSWORD)
            return redirect(url_for("signin.account"), 303)
        return view(person, **arguments)

    return answer


@_with_password
def set_up(person: Person) -> ResponseReturnValue:
    """Which second factor to set up; where the operator requires one, nothing else opens."""
    if factors.has_any(database.session(), person):
        return redirect(url_for("signin.account"), 303)
    return render_template("signin/set_up.html", required=guard.lacks_factor(person))


@_with_password
def authenticator_app(person: Person) -> ResponseReturnValue:
    """Set an authenticator app up. It counts once a code of it was typed."""
    session, form = database.session(), factor_forms.AuthenticatorForm()
    if authenticator.is_on(session, person):
        return redirect(url_for("signin.account"), 303)
    secret = authenticator.from_form(person, form.sealed.data or "")
    if secret and form.accepted():
        step = authenticator.step_of(secret, form.code.data)
        if step is not None:
            first = not factors.has_any(session, person)
            authenticator.turn_on(session, person, secret, step)
            audit.record(session, person, AuditAction.FACTOR_ON, person.id, today())
            flash(lazy_gettext("Your authenticator app is set up."))
            return _done(person, sign_in_mail.APP_ON, first=first)
        log_refusal("a wrong code")
        form.code.errors = (factor_forms.WRONG_CODE,)
    elif form.accepted():
        form.code.errors = (gettext("The page was open for too long. Scan the new code"),)
    secret = secret or authenticator.new_secret()
    form.sealed.data = authenticator.for_form(person, secret)
    page = render_template(
        "signin/authenticator.html",
        form=form,
        qr=qr_svg(authenticator.address(person, secret)),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        back=url_for("signin.account"),
    )
    return page, form.status


@_with_password
def authenticator_off(person: Person) -> ResponseReturnValue:
    """Turn the authenticator app off."""
    session, form = database.session(), Form()
    if form.accepted():
        if authenticator.is_on(session, person):
            authenticator.turn_off(session, person)
            factors.forget_codes_of_none(session, person)
            audit.record(session, person, AuditAction.FACTOR_OFF, person.id, today())
        flash(lazy_gettext("The authenticator app is turned off."))
        return _done(person, sign_in_mail.APP_OFF, first=False)
    back = url_for("signin.account")
    return render_template("signin/authenticator_off.html", form=form, back=back), form.status


@_with_password
def recovery(person: Person) -> ResponseReturnValue:
    """Make new recovery codes."""
    session, form = database.session(), Form()
    has_factor = factors.has_any(session, person)
    if form.accepted() and has_factor:
        return _codes(person, sign_in_mail.CODES_MADE)
    page = render_template(
        "signin/recovery.html",
        form=form,
        has_factor=has_factor,
        left=recovery_codes.left(session, person),
        back=url_for("signin.account"),
    )
    return page, form.status


@_with_password
def new_passkey(person: Person) -> ResponseReturnValue:
    """Add a passkey."""
    session, form = database.session(), factor_forms.NewPasskeyForm()
    if len(passkeys.of(session, person)) >= passkeys.MOST:
        flash(ENOUGH.filled(most=passkeys.MOST))
        return redirect(url_for("signin.account"), 303)
    if form.accepted():
        first = not factors.has_any(session, person)
        try:
            passkeys.add(session, person, form.name.data, form.passkey.data, today())
        except passkeys.PasskeyRefused:
            log_refusal("a new passkey that does not fit")
            form.refuse()
        else:
            audit.record(session, person, AuditAction.PASSKEY_ADDED, person.id, today())
            flash(lazy_gettext("The passkey “%(name)s” is added.", name=form.name.data))
            return _done(person, sign_in_mail.PASSKEY_ADDED, first=first)
    back = url_for("signin.account")
    return render_template("signin/new_passkey.html", form=form, back=back), form.status


@_with_password
def new_passkey_options(person: Person) -> Response:
    """What a script makes a passkey with."""
    options = passkeys.adding(database.session(), person)
    return Response(options, mimetype="application/json")


@_with_password
def remove_passkey(person: Person, passkey_id: str) -> ResponseReturnValue:
    session, form = database.session(), Form()
    found = passkeys.find(session, person, passkey_id) or abort(404)
    if form.accepted():
        passkeys.remove(session, found)
        factors.forget_codes_of_none(session, person)
        audit.record(session, person, AuditAction.PASSKEY_REMOVED, person.id, today())
        flash(lazy_gettext("The passkey “%(name)s” is removed.", name=found.name))
        return _done(person, sign_in_mail.PASSKEY_REMOVED, first=False)
    back = url_for("signin.account")
    page = render_template("signin/remove_passkey.html", form=form, passkey=found, back=back)
    return page, form.status


def _done(person: Person, what: LazySentence, *, first: bool) -> ResponseReturnValue:
    """Back to the account; after the first second factor, to its recovery codes."""
    if first:
        return _codes(person, what)
    return sign_in_mail.tell(redirect(url_for("signin.account"), 303), person, what)


def _codes(person: Person, what: LazySentence) -> Response:
    """The only page that shows recovery codes."""
    session = database.session()
    codes = recovery_codes.renew(session, person)
    audit.record(session, person, AuditAction.RECOVERY_MADE, person.id, today())
    page = render_template("signin/recovery_codes.html", codes=codes)
    return sign_in_mail.tell(make_response(page), person, what)
