"""Is the check that is in this browser yours? Asked before anything of it is shown."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.browser import browser_session
from quiz.browser.browser_session import MINE, SAVE_FIRST, WHOSE
from quiz.selfcheck import journey
from quiz.selfcheck.current import CurrentAttempt
from quiz.selfcheck.forms import ConfirmForm
from quiz.selfcheck.navigation import redirect_to


def ask_whose(check: CurrentAttempt) -> ResponseReturnValue:
    """The start page's question, and what its buttons do.

    So a press on Start, on a page that was opened before, never sets a check aside.
    """
    form = ConfirmForm()
    accepted = form.accepted()
    answered = request.form.get(WHOSE, "") if accepted else ""
    mine = answered in (MINE, SAVE_FIRST)
    if answered and not (mine and check.needs_words):
        browser_session.answer_whose(answered)
        if answered == MINE:
            return redirect_to(journey.due(check.progress))
        page = "save" if answered == SAVE_FIRST else "start"
        return redirect(url_for(f"selfcheck.{page}"), 303)
    return whose_page(check, form), 409 if accepted else form.status


def whose_page(check: CurrentAttempt, form: ConfirmForm | None = None) -> str:
    """The question, which shows no answer. Without a form it stands in place of another page."""
    asks_for_words = request.endpoint == "selfcheck.save"
    return render_template(
        "check/whose.html",
        form=form or ConfirmForm(),
        current=check,
        mine=SAVE_FIRST if asks_for_words else MINE,
    )
