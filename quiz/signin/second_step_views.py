"""The second step of a sign-in, after the password; and signing in with a passkey alone.

A passkey verifies the person, so it is two factors in one and needs no password.
"""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import mail
from quiz.clock import today
from quiz.languages.sentences import lazy_gettext
from quiz.people import (
    audit,
    authenticator,
    factors,
    guard,
    passkeys,
    recovery_codes,
    second_step,
    sign_in_mail,
)
from quiz.people.means import Means
from quiz.people.models import Person
from quiz.signin import completion, factor_forms
from quiz.signin.redirects import is_own_page, redirect_after_sign_in
from quiz.storage import database
from quiz.vocabulary import AuditAction
from quiz.web.notices import flash
from quiz.web.security import log_refusal, unless_sent

AGAIN = lazy_gettext("That took too long, or you signed out. Please sign in again.")
CODE_USED = lazy_gettext("You used a recovery code. Recovery codes left: %(left)s.")


def enter_code() -> ResponseReturnValue:
    """The second step: a code of the app, a recovery code, or a passkey."""
    session, person = database.session(), second_step.waiting()
    if person is None or not factors.has_any(session, person):
        flash(AGAIN)
        return redirect(url_for("signin.sign_in"), 303)
    form, is_second_use = factor_forms.SecondStepForm(), False
    if form.accepted():
        wanted = second_step.wanted()
        if form.passkey.data:
            if _uses_passkey(person, form):
                return completion.complete(person, wanted, Means.SECOND_STEP)
        elif authenticator.use(session, person, form.code.data):
            return completion.complete(person, wanted, Means.SECOND_STEP)
        elif recovery_codes.redeem(session, person, form.code.data):
            return _recovered(person, wanted)
        else:
            form.code.errors = (factor_forms.WRONG_CODE,)
            is_second_use = authenticator.was_used(session, person, form.code.data)
        log_refusal("a code used twice" if is_second_use else "a wrong second factor")
    page = render_template(
        "signin/second_step.html",
        form=form,
        has_app=authenticator.is_on(session, person),
        has_passkeys=bool(passkeys.of(session, person)),
    )
    response = make_response(page, form.status)
    told = [sign_in_mail.second_use(person)] if is_second_use else []
    return mail.with_mails(response, told)


def _uses_passkey(person: Person, form: factor_forms.SecondStepForm) -> bool:
    try:
        passkeys.use(database.session(), form.passkey.data, today(), person)
    except passkeys.PasskeyRefused:
        form.code.errors = (factor_forms.NOT_ACCEPTED,)
        return False
    return True


def _recovered(person: Person, wanted: str) -> ResponseReturnValue:
    session = database.session()
    audit.record(session, person, AuditAction.RECOVERY_USED, person.id, today())
    flash(CODE_USED.filled(left=recovery_codes.left(session, person)))
    response = completion.complete(person, wanted, Means.SECOND_STEP)
    return sign_in_mail.tell(response, person, sign_in_mail.CODE_USED)


def passkey() -> ResponseReturnValue:
    """Sign in with a passkey alone."""
    if person := guard.signed_in():
        return redirect_after_sign_in(person, request.values.get("next", ""))
    wanted = request.args.get("next", "")
    form = factor_forms.PasskeySignInForm(
        data=unless_sent({"next": wanted if is_own_page(wanted) else ""})
    )
    if form.accepted():
        try:
            owner = passkeys.use(database.session(), form.passkey.data, today())
        except passkeys.PasskeyRefused:
            log_refusal("a passkey that does not fit")
            form.refuse()
        else:
            return completion.complete(owner, form.next.data or "", Means.PASSKEY)
    back = url_for("signin.sign_in", next=form.next.data or None)
    return render_template("signin/passkey.html", form=form, back=back), form.status


def passkey_options() -> Response:
    """What a script asks a passkey with: of whose second step or session it is, or of anybody."""
    person = second_step.waiting() or guard.signed_in()
    options = passkeys.asking(database.session(), person)
    return Response(options, mimetype="application/json")
