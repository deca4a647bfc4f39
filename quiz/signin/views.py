"""Signing in with a password, with a one-time link, and signing out."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import database
from quiz.clock import today
from quiz.people import guard, invitations, passwords, roster, sessions
from quiz.security import Form, unless_sent
from quiz.signin import forms, limits, provider
from quiz.signin.onward import is_ours, onward

WRONG = "The email address or the password is not right"


def sign_in() -> ResponseReturnValue:
    if person := guard.signed_in():
        return onward(person, request.values.get("next", ""))
    wanted = request.args.get("next", "")
    form = forms.SignInForm(data=unless_sent({"next": wanted if is_ours(wanted) else ""}))
    if form.accepted():
        # Looked up before the writing session opens: guesses never hold up those who answer.
        with database.database().begin(writes=False) as looking:
            found = passwords.whose(looking, form.email.data, form.password.data)
        person = roster.find(database.session(), found) if found else None
        if person:
            passwords.renew(database.session(), person, form.password.data)
            guard.sign_in(person)
            return limits.remember(onward(person, form.next.data or ""), person)
        form.email.errors = (WRONG,)
    return render_template("signin/sign_in.html", form=form, provider=provider.is_on()), form.status


def sign_out() -> ResponseReturnValue:
    form = Form()
    if form.accepted():
        guard.sign_out()
        flash("You are signed out.")
        return redirect(url_for("signin.sign_in"), 303)
    return render_template("signin/sign_out.html", form=form, person=guard.signed_in()), form.status


def invited(token: str) -> ResponseReturnValue:
    session = database.session()
    person = invitations.find(session, token, today())
    if person is None:
        return _no_invitation()
    form = forms.InvitedForm(person.email, person.name, data=unless_sent({"name": person.name}))
    if form.accepted():
        if not invitations.use_up(session, token):
            return _no_invitation()
        person.name = form.name.data
        passwords.keep(session, person, form.password.data)
        sessions.end_all(session, person)
        guard.sign_in(person)
        flash("Your password is set, and you are signed in.")
        return limits.remember(onward(person, url_for("signin.account")), person)
    return render_template(
        "signin/invited.html", form=form, person=person, provider=provider.is_on()
    ), form.status


def _no_invitation() -> ResponseReturnValue:
    return render_template("signin/no_invitation.html"), 404
