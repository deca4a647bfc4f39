"""Addresses of the journey's pages, the page around a form, and the redirects between them."""

from functools import lru_cache

from flask import Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.answers import record
from quiz.languages.sentences import lazy_gettext
from quiz.questions.scenario_form import NewAttempt, option_value
from quiz.selfcheck import journey
from quiz.selfcheck.current import CurrentAttempt
from quiz.selfcheck.journey import Page, Step
from quiz.storage import database
from quiz.web.ready import see_other
from quiz.web.security import Form

CLOSED = lazy_gettext("You have finished this check, so we did not save what you just sent.")
NOT_DUE = lazy_gettext("That page comes later, so we did not save what you just sent.")
SETTLED = lazy_gettext("You have seen the reasons for this scenario, so your first answer stays.")


def address(page: Page) -> str:
    """The address of a page of the journey."""
    return _address(page, request.root_path)


@lru_cache(200)
def _address(page: Page, _root: str) -> str:
    """The same for everybody, wherever the service is mounted: written once."""
    match page.step:
        case Step.SCENARIO | Step.WHY:
            return url_for(f"selfcheck.{page.step}", number=page.which)
        case step:
            return url_for(f"selfcheck.{step}")


def redirect_to(page: Page) -> Response:
    """To the page: every press gets one."""
    return see_other(address(page))


def render_page(
    template: str, current: CurrentAttempt, page: Page, form: Form | None = None, **context: object
) -> ResponseReturnValue:
    """A page of the journey, with its Back link."""
    return render_template(
        f"check/{template}.html",
        current=current,
        page=page,
        form=form,
        back=back_link(page, current),
        **context,
    ), form.status if form else 200


def back_link(page: Page, current: CurrentAttempt) -> str:
    """Where Back leads."""
    back = journey.previous_page(page, current.progress)
    return address(back) if back else url_for("selfcheck.start")


def redirect_if_closed(current: CurrentAttempt, page: Page) -> Response | None:
    """The redirect for a page that may not be opened now; None when it may."""
    if journey.may_open(page, current.progress):
        return None
    if request.method == "POST" and not already_stored(current, page):
        settled = journey.is_settled(page, current.progress)
        flash(str(CLOSED if current.progress.finished else SETTLED if settled else NOT_DUE))
    return redirect_to(journey.alternative(page, current.progress))


def already_stored(current: CurrentAttempt, page: Page) -> bool:
    """Whether the same answer is stored already, as after a double click."""
    if page.step == Step.ANSWERS:
        return current.progress.finished
    return page.step == Step.SCENARIO and any(
        marked.number == page.which
        and request.form.get("option") == option_value(marked.item, marked.chosen.id)
        and request.form.get("certainty") == str(int(marked.certainty))
        for marked in current.marked
    )


def id_to_start(form: NewAttempt) -> str:
    """The id of the attempt that a start page starts or continues."""
    earlier = record.find(database.session(), form.attempt_id)
    if earlier and earlier.finished_on:
        # An old start page, still open: pressing Start on it means another check.
        return record.new_id()
    return form.attempt_id
