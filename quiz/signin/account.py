"""A person's own account: their password, and where they are signed in."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz import database
from quiz.people import guard, passwords, sessions
from quiz.people.models import Person
from quiz.security import Form
from quiz.signin import forms

NOT_THIS = "This is not the password that you have now"


def account(person: Person) -> str:
    has_password = passwords.has_one(database.session(), person)
    return render_template("signin/account.html", person=person, has_password=has_password)


def password(person: Person) -> ResponseReturnValue:
    session = database.session()
    if not passwords.has_one(session, person):
        flash("You sign in with your organisation’s account, so there is no password here.")
        return redirect(url_for("signin.account"), 303)
    form = forms.ChangePasswordForm(person.email, person.name)
    if form.accepted():
        if passwords.fits(session, person, form.current.data):
            passwords.keep(session, person, form.password.data)
            sessions.end_all(session, person)
            guard.sign_in(person)
            flash("Your password is changed. Everywhere else you are signed out.")
            return redirect(url_for("signin.account"), 303)
        form.current.errors = (NOT_THIS,)
    back = url_for("signin.account")
    return render_template("signin/password.html", form=form, back=back), form.status


def everywhere(person: Person) -> ResponseReturnValue:
    """Sign out here and on every other device."""
    form = Form()
    if form.accepted():
        sessions.end_all(database.session(), person)
        guard.sign_out()
        flash("You are signed out everywhere.")
        return redirect(url_for("signin.sign_in"), 303)
    back = url_for("signin.account")
    return render_template("signin/everywhere.html", form=form, back=back), form.status
