"""The page between a learning system and the check: what it will and will not be told."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz.learning.going_on import go_on, may_go_on
from quiz.learning.lti import launches, registered
from quiz.retention import LAUNCH
from quiz.selfcheck.current import current_attempt_if_any
from quiz.web.security import Form


def lti_begin() -> ResponseReturnValue:
    launch, form = launches.waiting(), Form()
    if launch is None:
        return redirect(url_for("selfcheck.start"), 303)
    check = current_attempt_if_any()
    if may_go_on(form, check):
        to, attempt_id = go_on(launch.form, check)
        return launches.begin(redirect(to, 303), attempt_id)
    platform = registered.read(launch.platform)
    return render_template(
        "learning/begin.html",
        form=form,
        platform=platform,
        takes_result=launch.completion is not None,
        days=LAUNCH.days,
        check=check,
    ), form.status
