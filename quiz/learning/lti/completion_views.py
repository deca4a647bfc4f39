"""Send a learning system that somebody finished, if they choose to."""

import logging

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from quiz.languages.sentences import lazy_gettext
from quiz.learning.completion_forms import CompletionForm, nothing_waits
from quiz.learning.lti import completion, launches, registered
from quiz.learning.lti.id_token import Completion
from quiz.learning.lti.models import LtiPlatform
from quiz.learning.lti.outgoing import PlatformUnavailable
from quiz.learning.lti.signing_keys import NoKey
from quiz.selfcheck.current import CurrentAttempt
from quiz.selfcheck.journey import Page, Step
from quiz.selfcheck.navigation import address
from quiz.storage import database
from quiz.web.notices import flash

log = logging.getLogger(__name__)


def lti_completion(current: CurrentAttempt) -> ResponseReturnValue:
    found, back = _waits(current), address(Page(Step.FEEDBACK))
    if found is None:
        return nothing_waits(back)
    platform, there = found
    form = CompletionForm.of(current.marked)
    if form.accepted():
        # The learning system may be slow, and other people write meanwhile.
        database.discard()
        try:
            result = (form.right, form.answered) if form.with_result else (1, 1)
            completion.send(platform, there, *result)
        except (PlatformUnavailable, NoKey) as error:
            log.error("completion could not be sent to a learning system: %s", error)
            return _page(current, form, platform, back, failed=True), 503
        launches.forget()
        flash(lazy_gettext("%(name)s knows that you have finished.", name=platform.name))
        return redirect(back, 303)
    return _page(current, form, platform, back), form.status


def _waits(current: CurrentAttempt) -> tuple[LtiPlatform, Completion] | None:
    """Where completion of this check may be sent; None before its end, and without a launch."""
    launch = launches.current() if current.progress.finished and current.marked else None
    if launch is None or launch.completion is None:
        return None
    platform = registered.read(launch.platform)
    return (platform, launch.completion) if platform else None


def _page(
    current: CurrentAttempt,
    form: CompletionForm,
    platform: LtiPlatform,
    back: str,
    failed: bool = False,
) -> str:
    return render_template(
        "learning/completion.html",
        current=current,
        form=form,
        platform=platform,
        back=back,
        failed=failed,
    )
