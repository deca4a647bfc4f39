"""Coming back, leaving and deleting: what a person decides about their own answers."""

import hmac

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz import database
from quiz.answers import record, return_code
from quiz.browser_session import hold, let_go
from quiz.config import current_settings
from quiz.content import bank
from quiz.selfcheck import forms, journey
from quiz.selfcheck.held import Held, held_if_any, its_own
from quiz.selfcheck.views import address, to

UNKNOWN = "We do not know these five words. Check each one against what you wrote down"


def _code(held: Held) -> str | None:
    """The attempt's return code, once it was asked for."""
    code = return_code.code(current_settings().secret_key, held.attempt.id)
    kept = held.attempt.return_hash or ""
    same = hmac.compare_digest(kept, return_code.keyed_hash(current_settings().secret_key, code))
    return code if same else None


def save(held: Held) -> ResponseReturnValue:
    form = forms.ConfirmForm()
    if form.accepted():
        code = return_code.code(current_settings().secret_key, held.attempt.id)
        record.keep_return_hash(
            held.attempt, return_code.keyed_hash(current_settings().secret_key, code)
        )
        return redirect(url_for("selfcheck.save"), 303)
    return render_template(
        "check/save.html",
        form=form,
        held=held,
        code=_code(held),
        carry_on=address(journey.due(held.progress)),
    ), form.status


def come_back() -> ResponseReturnValue:
    form = forms.ReturnForm()
    if not form.accepted():
        return render_template("check/return.html", form=form, held=held_if_any()), form.status
    wanted = return_code.keyed_hash(current_settings().secret_key, form.code.data)
    attempt = record.find_by_return_hash(database.session(), wanted)
    # Found or not, and nothing in between: a code that is nearly right is told nothing.
    if attempt is None or not hmac.compare_digest(attempt.return_hash or "", wanted):
        form.code.errors = (UNKNOWN,)
        return render_template("check/return.html", form=form, held=held_if_any()), 422
    hold(attempt.id)
    return to(journey.due(Held(attempt, bank()).progress))


def leave() -> ResponseReturnValue:
    form = forms.ConfirmForm()
    if form.accepted():
        let_go()
        return redirect(url_for("selfcheck.left"), 303)
    return render_template("check/leave.html", form=form, held=held_if_any()), form.status


def left() -> str:
    return render_template("check/left.html")


def delete() -> ResponseReturnValue:
    form = forms.ConfirmForm()
    held = held_if_any()
    if form.accepted():
        if held:
            record.forget(database.session(), its_own(held).attempt)
        let_go()
        return redirect(url_for("selfcheck.deleted"), 303)
    return render_template("check/delete.html", form=form, held=held), form.status


def deleted() -> str:
    return render_template("check/deleted.html")
