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
    answered = request.form.get(browser_session.WHOSE, "")
    if answered and form.accepted():
        browser_session.answer_whose(answered)
        return redirect(url_for("selfcheck.start"), 303)
    return render_template(
        "check/whose.html",
        form=form,
        current=open_check,
        carry_on=address(journey.due(open_check.progress)),
    ), form.status
