"""A person's own account: the password, and signing out on every device."""

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz.browser.room_screens import forget_screens
from quiz.clock import today
from quiz.languages.sentences import lazy_gettext
from quiz.people import (
    api_tokens,
    audit,
    authenticator,
    guard,
    login_sessions,
    passkeys,
    passwords,
    recovery_codes,
    sign_in_mail,
)
from quiz.people.models import Person
from quiz.signin import forms
from quiz.storage import database
from quiz.web.notices import flash
from quiz.web.security import Form, log_refusal

NOT_CURRENT = lazy_gettext("This is not your current password")


def account(person: Person) -> str:
    session = database.session()
    return render_template(
        "signin/account.html",
        person=person,
        has_password=passwords.is_set(session, person),
        has_app=authenticator.is_on(session, person),
        passkeys=passkeys.of(session, person),
        codes_left=recovery_codes.left(session, person),
        tokens=api_tokens.of(session, person),
        may_make_tokens=bool(api_tokens.scopes_of(person)),
        today=today(),
        sessions=login_sessions.of(session, person, today()),
        is_here=guard.is_here,
        links=sorted(set(audit.later_links(session, person))),
    )


def stay(person: Person) -> Response:
    """“Stay signed in”: the limits begin again."""
    guard.stay()
    return Response("", mimetype="text/plain")


def time_left(person: Person) -> Response:
    """Seconds until the sign-out, for a page that is about to warn of it."""
    return Response(str(guard.seconds_left()), mimetype="text/plain")


def password(person: Person) -> ResponseReturnValue:
    session = database.session()
    if not passwords.is_set(session, person):
        flash(
            lazy_gettext(
                "You sign in with your organisation’s account, so there is no password here."
            )
        )
        return redirect(url_for("signin.account"), 303)
    form = forms.ChangePasswordForm(person.email, person.name)
    if form.accepted():
        if passwords.verify(session, person, form.current.data):
            passwords.store(session, person, form.password.data)
            guard.sign_in_anew(person)
            flash(
                lazy_gettext("Your password is changed. You are signed out on every other device.")
            )
            response = redirect(url_for("signin.account"), 303)
            return sign_in_mail.tell(response, person, sign_in_mail.CHANGED)
        log_refusal("a wrong password")
        form.current.errors = (NOT_CURRENT,)
    back = url_for("signin.account")
    return render_template("signin/password.html", form=form, back=back), form.status


def sign_out_everywhere(person: Person) -> ResponseReturnValue:
    """Sign out here and on every other device."""
    form = Form()
    if form.accepted():
        login_sessions.end_all(database.session(), person)
        guard.sign_out()
        forget_screens()
        flash(lazy_gettext("You are signed out everywhere."))
        return redirect(url_for("signin.sign_in"), 303)
    back = url_for("signin.account")
    return render_template("signin/sign_out_everywhere.html", form=form, back=back), form.status


def sign_out_elsewhere(person: Person) -> ResponseReturnValue:
    """Sign out on every device but this one."""
    form = Form()
    if form.accepted():
        guard.sign_out_elsewhere(person)
        flash(lazy_gettext("You are signed out everywhere else."))
        return redirect(url_for("signin.account"), 303)
    back = url_for("signin.account")
    return render_template("signin/sign_out_elsewhere.html", form=form, back=back), form.status


def sign_out_one(person: Person, login_id: str) -> ResponseReturnValue:
    """Sign one browser out. One that is signed out already is left so."""
    session, form = database.session(), Form()
    row = login_sessions.find(session, person, login_id)
    if row and guard.is_here(row):
        return redirect(url_for("signin.sign_out"), 303)
    if form.accepted():
        if row:
            session.delete(row)
        flash(lazy_gettext("That browser is signed out."))
        return redirect(url_for("signin.account"), 303)
    back = url_for("signin.account")
    page = render_template("signin/sign_out_one.html", form=form, row=row, back=back)
    return page, form.status
