"""A SCORM package opens these pages in a window of their own.

Its launcher, a page of the learning system, learns of completion by a message between the two
windows. So these pages, and no others, keep the window that opened them; they show no answer. The
message goes to the one origin that the operator listed, after a press, and has the launcher's
number; only its sender's window and origin are believed there.
"""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.browser import browser_session
from quiz.learning.going_on import go_on, may_go_on
from quiz.learning.packages import opened
from quiz.learning.packages.opened import NUMBER
from quiz.learning.packages.sending import or_sending, refused, sending
from quiz.selfcheck.current import CurrentAttempt, current_attempt_if_any
from quiz.selfcheck.journey import due
from quiz.selfcheck.navigation import address
from quiz.web.headers import keep_opener
from quiz.web.security import Form

KIND = "scorm"


def scorm_begin() -> ResponseReturnValue:
    keep_opener()
    named, number = request.args.get("system", ""), request.args.get("number", "")
    system = opened.listed(named)
    if not system or not NUMBER.fullmatch(number):
        return refused([named])
    form, check, asked = Form(), current_attempt_if_any(), request.args.get("form", "")
    if may_go_on(form, check):
        to, attempt_id = go_on(asked, check)
        opened.keep(KIND, system, number, attempt_id)
        return redirect(or_sending(to, KIND), 303)
    if check and _is_back(number):
        return redirect(or_sending(address(due(check.progress)), KIND), 303)
    return render_template(
        "learning/opened.html",
        form=form,
        check=check,
        system=opened.PackageLaunch(KIND, system, number, 0),
        here=url_for("learning.scorm_begin", system=system, number=number, form=asked or None),
    ), form.status


def _is_back(number: str) -> bool:
    """Whether the launcher that opened this check opens it again, and nobody else came between."""
    launch = opened.current()
    same = launch is not None and launch.number == number
    return same and not browser_session.may_be_somebody_else()


def scorm_send(current: CurrentAttempt) -> ResponseReturnValue:
    keep_opener()
    return sending(current, KIND, "learning/send_scorm.html")
