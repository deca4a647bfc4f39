"""Signing in with a password or a one-time link, and signing out."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.browser.room_screens import forget_screens, has_screens
from quiz.clock import today
from quiz.languages.sentences import lazy_gettext
from quiz.people import accounts, guard, invitations, login_sessions, passwords, sign_in_mail
from quiz.retention import INVITATION
from quiz.signin import completion, forms, provider
from quiz.signin.redirects import is_own_page, redirect_after_sign_in
from quiz.storage import database
from quiz.web.notices import flash
from quiz.web.security import Form, log_refusal, unless_sent

WRONG = lazy_gettext("The email address or the password is not right")


def sign_in() -> ResponseReturnValue:
    if person := guard.signed_in():
        return redirect_after_sign_in(person, request.values.get("next", ""))
    wanted = request.args.get("next", "")
    form = forms.SignInForm(data=unless_sent({"next": wanted if is_own_page(wanted) else ""}))
    if form.accepted():
        # Verified before the writing session opens, so that guesses do not block other writes.
        with database.database().begin(writes=False) as reading:
            person_id = passwords.authenticate(reading, form.email.data, form.password.data)
        person = accounts.find(database.session(), person_id) if person_id else None
        if person:
            passwords.rehash_if_outdated(database.session(), person, form.password.data)
            return completion.after_password(person, form.next.data or "")
        log_refusal("a wrong address or password")
        form.email.errors = (WRONG,)
    return render_template("signin/sign_in.html", form=form, provider=provider.is_on()), form.status


def sign_out() -> ResponseReturnValue:
    form = Form()
    if form.accepted():
        guard.sign_out()
        forget_screens()
        flash(lazy_gettext("You are signed out."))
        return redirect(url_for("signin.sign_in"), 303)
    return render_template(
        "signin/sign_out.html", form=form, person=guard.signed_in(), screens=has_screens()
    ), form.status


def invited(token: str) -> ResponseReturnValue:
    session = database.session()
    person = invitations.find_person(session, token, today())
    if person is None:
        return _no_invitation()
    form = forms.InvitedForm(person.email, person.name, data=unless_sent({"name": person.name}))
    if form.accepted():
        if not invitations.redeem(session, token):
            return _no_invitation()
        person.name, had_one = form.name.data, passwords.is_set(session, person)
        passwords.store(session, person, form.password.data)
        login_sessions.end_all(session, person)
        flash(lazy_gettext("Your password is set."))
        response = completion.after_password(person, "")
        changed = sign_in_mail.CHANGED
        return sign_in_mail.tell(response, person, changed) if had_one else response
    return render_template(
        "signin/invited.html", form=form, person=person, provider=provider.is_on()
    ), form.status


def _no_invitation() -> ResponseReturnValue:
    log_refusal("a one-time link that is used, replaced, too old or unknown")
    return render_template("signin/no_invitation.html", days=INVITATION.days), 404
