"""A SCORM package opens these pages in a window of their own.

Its launcher, a page of the learning system, learns of completion by a message between the two
windows. So these pages, and no others, keep the window that opened them; they show no answer. The
message goes to the one origin that the operator listed, after a press, and has the launcher's
number; only its sender's window and origin are believed there.
"""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import browser_session
from quiz.headers import keep_opener
from quiz.learning.going_on import go_on, may_go_on
from quiz.learning.packages import opened
from quiz.learning.packages.opened import NUMBER
from quiz.learning.packages.sending import refused, sending
from quiz.security import Form
from quiz.selfcheck.current import CurrentAttempt, current_attempt_if_any
from quiz.selfcheck.journey import Page, Step
from quiz.selfcheck.navigation import address

KIND = "scorm"


def scorm_begin() -> ResponseReturnValue:
    keep_opener()
    system, number = opened.listed(request.args.get("from", "")), request.args.get("number", "")
    if not system or not NUMBER.fullmatch(number):
        return refused([request.args.get("from", "")])
    form, check = Form(), current_attempt_if_any()
    if may_go_on(form, check):
        return _continue(system, number, check)
    if _is_back(number, check):
        return redirect(_next(check), 303)
    return render_template(
        "learning/opened.html",
        form=form,
        check=check,
        system=opened.PackageLaunch(KIND, system, number, 0),
    ), form.status


def _continue(system: str, number: str, check: CurrentAttempt | None) -> ResponseReturnValue:
    to, attempt_id = go_on(request.args.get("form", ""), check)
    opened.keep(KIND, system, number, attempt_id)
    is_feedback = to == address(Page(Step.FEEDBACK))
    return redirect(url_for("learning.scorm_send") if is_feedback else to, 303)


def _is_back(number: str, check: CurrentAttempt | None) -> bool:
    """Whether the launcher whose check this is opens it again, and nobody else came between."""
    launch = opened.current()
    return bool(
        check and launch and launch.number == number and not browser_session.may_be_somebody_else()
    )


def _next(check: CurrentAttempt | None) -> str:
    finished = check is not None and check.progress.finished
    return url_for("learning.scorm_send") if finished else address(Page(Step.FEEDBACK))


def scorm_send(current: CurrentAttempt) -> ResponseReturnValue:
    keep_opener()
    return sending(current, KIND, "learning/send_scorm.html")
