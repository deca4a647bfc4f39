"""From a learning system into the check: the one in this browser if it is its reader's, or else a
new one."""

from flask import request, url_for

from quiz import content
from quiz.bank.written_languages import is_own
from quiz.browser import browser_session
from quiz.browser.browser_session import MINE, SOMEBODY_ELSE, WHOSE
from quiz.selfcheck import journey
from quiz.selfcheck.current import CurrentAttempt
from quiz.selfcheck.navigation import address
from quiz.web.security import Form


def may_go_on(form: Form, check: CurrentAttempt | None) -> bool:
    """Whether the page's button was pressed, and says whose the check in this browser is."""
    return form.accepted() and (check is None or request.form.get(WHOSE) in (MINE, SOMEBODY_ELSE))


def go_on(asked: str, check: CurrentAttempt | None) -> tuple[str, str]:
    """Where to go on, and the id of the attempt; empty for the next one.

    ``asked`` is the form that the learning system asks for; empty for any.
    """
    mine = request.form.get(WHOSE) == MINE
    if check and not mine:
        browser_session.leave_device()
    if check is None or not mine or _is_another(asked, check):
        known = is_own(asked) or asked in {form.id for form in content.bank().forms}
        return url_for("selfcheck.start", form=asked if known else None), ""
    if check.needs_words:
        return url_for("selfcheck.come_back"), check.attempt.id
    browser_session.answer_whose(MINE)
    return address(journey.due(check.progress)), check.attempt.id


def _is_another(asked: str, check: CurrentAttempt) -> bool:
    """Whether the learning system asks for another set than the one that is finished here."""
    did = check.attempt.form
    same = asked in ("", did) or (is_own(asked) and is_own(did))
    return check.progress.finished and not same
