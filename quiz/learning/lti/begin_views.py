"""The page between a learning system and the check: what it will and will not be told."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import browser_session, content
from quiz.browser_session import MINE, SOMEBODY_ELSE, WHOSE
from quiz.learning.lti import launches, registered
from quiz.learning.lti.launches import KeptLaunch
from quiz.retention import LAUNCH
from quiz.security import Form
from quiz.selfcheck import journey
from quiz.selfcheck.current import CurrentAttempt, current_attempt_if_any
from quiz.selfcheck.navigation import address


def lti_begin() -> ResponseReturnValue:
    launch, form = launches.waiting(), Form()
    if launch is None:
        return redirect(url_for("selfcheck.start"), 303)
    check = current_attempt_if_any()
    if form.accepted() and (check is None or request.form.get(WHOSE) in (MINE, SOMEBODY_ELSE)):
        return _continue(launch, check)
    platform = registered.read(launch.platform)
    return render_template(
        "learning/begin.html",
        form=form,
        platform=platform,
        takes_result=launch.completion is not None,
        days=LAUNCH.days,
        check=check,
    ), form.status


def _continue(launch: KeptLaunch, check: CurrentAttempt | None) -> ResponseReturnValue:
    """Go on with the check in this browser, if its reader says that it is theirs; else start."""
    mine = request.form.get(WHOSE) == MINE
    if check and not mine:
        browser_session.leave_device()
    if check is None or not mine or _is_another(launch, check):
        known = {form.id for form in content.bank().forms}
        form = launch.form if launch.form in known else None
        return launches.begin(redirect(url_for("selfcheck.start", form=form), 303), "")
    if check.needs_words:
        to = url_for("selfcheck.come_back")
    else:
        browser_session.answer_whose(MINE)
        to = address(journey.due(check.progress))
    return launches.begin(redirect(to, 303), check.attempt.id)


def _is_another(launch: KeptLaunch, check: CurrentAttempt) -> bool:
    """Whether the link asks for another set than the one that is finished here."""
    return check.progress.finished and launch.form not in ("", check.attempt.form)
