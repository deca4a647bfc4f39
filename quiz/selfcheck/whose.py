"""Is the check that is open in this browser yours? The start page asks before it shows anything."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import browser_session
from quiz.selfcheck import journey
from quiz.selfcheck.current import CurrentAttempt
from quiz.selfcheck.forms import ConfirmForm
from quiz.selfcheck.navigation import address


def ask_whose(open_check: CurrentAttempt) -> ResponseReturnValue:
    """The page that asks, and what its buttons do. It shows no answer.

    So a press on Start, on a page that was opened before, never sets a check aside.
    """
    form = ConfirmForm()
    accepted = form.accepted()
    if accepted and browser_session.WHOSE in request.form:
        browser_session.answer_whose(request.form[browser_session.WHOSE])
        return redirect(url_for("selfcheck.start"), 303)
    return render_template(
        "check/whose.html",
        form=form,
        current=open_check,
        carry_on=address(journey.due(open_check.progress)),
    ), 409 if accepted else form.status
