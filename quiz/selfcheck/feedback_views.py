"""What a person sees of their answers: the reasons, a sibling to try, the feedback, the marks."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from quiz.analysis import certainty_marks as cbm
from quiz.browser import browser_session
from quiz.clock import today
from quiz.questions.scenario_form import MarkedResponse
from quiz.selfcheck import journey, selection
from quiz.selfcheck.current import CurrentAttempt
from quiz.selfcheck.feedback import STEP_LEVELS, STEP_WORDS, compose
from quiz.selfcheck.journey import Page, Step
from quiz.selfcheck.navigation import address, redirect_if_closed, render_page
from quiz.selfcheck.selection import Sibling


def why(current: CurrentAttempt, number: int) -> ResponseReturnValue:
    page = Page(Step.WHY, number)
    if elsewhere := redirect_if_closed(current, page):
        return elsewhere
    marked = _marked(current, number)
    onward = address(journey.next_page(page, current.progress))
    found = _sibling(current, marked)
    return render_page("why", current, page, marked=marked, onward=onward, sibling=found)


def sibling(current: CurrentAttempt, number: int) -> ResponseReturnValue:
    """Another scenario on the topic of a wrong answer, to try at once; nothing is stored.

    It shows a best answer of another form, so that form counts as seen from then on.
    """
    page = Page(Step.WHY, number)
    if elsewhere := redirect_if_closed(current, page):
        return elsewhere
    found = _sibling(current, _marked(current, number))
    if found is None:
        abort(404)
    browser_session.see_answers(found.form)
    return render_template(
        "check/sibling.html",
        current=current,
        item=found.item,
        back=address(page),
        onward=address(journey.next_page(page, current.progress)),
    )


def feedback(current: CurrentAttempt) -> ResponseReturnValue:
    page = Page(Step.FEEDBACK)
    if elsewhere := redirect_if_closed(current, page):
        return elsewhere
    feedback = compose(current.bank, current.marked, current.ratings, current.survey)
    later = current.attempt.finished_on != today()
    return render_template("check/feedback.html", current=current, feedback=feedback, later=later)


def marks(current: CurrentAttempt) -> ResponseReturnValue:
    """Certainty-based marks, shown on request only (measurement.md, D7)."""
    if elsewhere := redirect_if_closed(current, Page(Step.FEEDBACK)):
        return elsewhere
    return render_template(
        "check/marks.html",
        back=address(Page(Step.FEEDBACK)),
        marks=cbm.marks((one.certainty, one.right) for one in current.marked),
        steps=STEP_LEVELS,
        if_right=cbm.IF_RIGHT,
        if_wrong=cbm.IF_WRONG,
        used=STEP_WORDS,
    )


def _marked(current: CurrentAttempt, number: int) -> MarkedResponse:
    return next(one for one in current.marked if one.number == number)


def _sibling(current: CurrentAttempt, marked: MarkedResponse) -> Sibling | None:
    """None after a right answer, and while an invitation may ask for any form."""
    if marked.right or browser_session.invitation():
        return None
    # National scenarios never follow an organisation's own, nor do those in another language.
    forms = [] if current.local else [form for form in current.bank.forms if not form.local]
    return selection.sibling(current.attempt.form, marked.item, current.items, forms)
