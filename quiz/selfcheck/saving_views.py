"""Return code, coming back, leaving and deleting: what a person decides about their own answers."""

import hmac

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.answers import record, return_code
from quiz.browser import browser_session
from quiz.content import bank
from quiz.selfcheck import forms, journey
from quiz.selfcheck.current import CurrentAttempt, check_form_tag, current_attempt_if_any
from quiz.selfcheck.navigation import address, redirect_to
from quiz.settings.config import current_settings
from quiz.storage import database
from quiz.vocabulary import Device, When
from quiz.web.security import Form


def _page(template: str, form: Form, current: CurrentAttempt | None) -> str:
    return render_template(template, form=form, current=current)


def _hashes(code: str) -> list[str]:
    """The hashes under which a code may be stored, one for each secret key, the newest first."""
    return [return_code.keyed_hash(secret, code) for secret in current_settings().keys]


def _code(current: CurrentAttempt) -> tuple[str, str]:
    """The attempt's return code and its hash, whether anybody asked for it or not.

    They are made with the key of the code that somebody wrote down; with the newest for a new one.
    """
    each = [
        (code, return_code.keyed_hash(secret, code))
        for secret in current_settings().keys
        for code in [return_code.code(secret, current.attempt.id)]
    ]
    return next((one for one in each if one[1] == current.attempt.return_hash), each[0])


def save(current: CurrentAttempt) -> ResponseReturnValue:
    form, (code, hashed) = forms.ConfirmForm(), _code(current)
    if form.accepted():
        said = request.form.get("device")
        if said in (Device.OWN, Device.UNKNOWN):
            browser_session.keep_device(Device(said))
        else:
            record.keep_return_hash(database.session(), current.attempt, hashed)
        return redirect(url_for("selfcheck.save"), 303)
    wanted = hmac.compare_digest(current.attempt.return_hash or "", hashed)
    return render_template(
        "check/save.html",
        form=form,
        current=current,
        code=code if wanted else None,
        carry_on=address(journey.due(current.progress)),
    ), form.status


def come_back() -> ResponseReturnValue:
    form = forms.ReturnForm()
    if not form.accepted():
        return _page("check/return.html", form, current_attempt_if_any()), form.status
    session, hashes = database.session(), _hashes(form.code.data)
    found = (record.find_by_return_hash(session, hashed) for hashed in hashes)
    # The answer is the same for a code that is nearly right: it gives a guesser no hint.
    if (attempt := next(filter(None, found), None)) is None:
        form.code.errors = (return_code.why_unknown(form.code.data),)
        return _page("check/return.html", form, current_attempt_if_any()), 422
    browser_session.keep_attempt(attempt.id)
    if attempt.finished_on or attempt.feedback == When.EACH:
        browser_session.see_answers(attempt.form)
    return redirect_to(journey.due(CurrentAttempt(attempt, bank()).progress))


def leave() -> ResponseReturnValue:
    form = forms.ConfirmForm()
    if form.accepted():
        browser_session.leave_device()
        return redirect(url_for("selfcheck.left"), 303)
    current, people = current_attempt_if_any(), browser_session.people_here()
    page = render_template("check/leave.html", form=form, current=current, people=people)
    return page, form.status


def left() -> ResponseReturnValue:
    if browser_session.attempt_id():  # a page thought that it had been idle for long enough
        return redirect(url_for("selfcheck.leave"), 303)
    return render_template("check/left.html")


def press() -> ResponseReturnValue:
    """The script of a shared device's page reports a press here; the cookie has when that was."""
    return Response("", mimetype="text/plain")


def delete() -> ResponseReturnValue:
    form, current = forms.ConfirmForm(), current_attempt_if_any()
    if form.accepted():
        if current:
            check_form_tag(current)
            record.forget(database.session(), current.attempt)
        browser_session.forget_everything()
        return redirect(url_for("selfcheck.deleted"), 303)
    return _page("check/delete.html", form, current), form.status


def deleted() -> str:
    return render_template("check/deleted.html")
