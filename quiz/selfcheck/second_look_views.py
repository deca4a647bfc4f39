"""A second look: what was wrong is asked again on a later day, in other scenarios."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.answers import record
from quiz.browser import browser_session
from quiz.clock import long_date, today
from quiz.documents.calendars import calendar_file, whole_day
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.selfcheck import forms, journey, selection
from quiz.selfcheck.current import CurrentAttempt
from quiz.selfcheck.journey import Page, Step
from quiz.selfcheck.navigation import address, id_to_start, redirect_if_closed, redirect_to
from quiz.settings.config import own_address
from quiz.storage import database
from quiz.vocabulary import When

if TYPE_CHECKING:
    from icalendar import Calendar

NOTHING_WRONG = lazy_gettext("There is nothing to look at again, so no second look was started.")
TOO_EARLY = lazy_gettext("No second look was started: this one is open from %(day)s.")
PRODUCT = "-//Before You Look//Second look//EN"


def second_look(current: CurrentAttempt) -> ResponseReturnValue:
    form = forms.SecondLookForm()
    if request.method == "POST" and form.starts(current.attempt.id):
        return redirect_to(journey.due(current.progress))  # Start was pressed twice
    if elsewhere := redirect_if_closed(current, Page(Step.FEEDBACK)):
        return elsewhere
    wrong = selection.surest_first(current.marked)
    opens_on = today() + timedelta(days=selection.SOONEST - _days_ago(current))
    if not wrong:
        form.refusal = str(NOTHING_WRONG)
    elif opens_on > today():
        form.refusal = TOO_EARLY % {"day": long_date(opens_on)}
    if form.accepted():
        return _start(current, id_to_start(form))
    form.renew()
    return render_template(
        "check/second_look.html",
        form=form,
        current=current,
        back=address(Page(Step.FEEDBACK)),
        sure=[marked for marked in wrong if marked.sure],
        unsure=[marked for marked in wrong if not marked.sure],
        opens_on=opens_on if opens_on > today() else None,
        form_tags=f"{current.form_tag} {browser_session.form_tag(form.attempt_id)}",
    ), form.status


def _days_ago(current: CurrentAttempt) -> int:
    """Days since the attempt was finished; 0 while it is not."""
    finished_on = current.attempt.finished_on
    return (today() - finished_on).days if finished_on else 0


def _start(current: CurrentAttempt, attempt_id: str) -> ResponseReturnValue:
    first = current.attempt
    wrong = [marked.item for marked in selection.surest_first(current.marked)]
    # National scenarios never follow an organisation's own, nor do those in another language.
    forms = [] if current.local else [form for form in current.bank.forms if not form.local]
    items = selection.choose(first.form, wrong, current.items, forms, _days_ago(current))
    second = record.start_second_look(
        database.session(),
        attempt_id,
        form=first.form,
        feedback=When(first.feedback),
        items=[item.id for item in items],
        today=today(),
    )
    browser_session.keep_attempt(attempt_id)
    return redirect_to(journey.due(CurrentAttempt(second, current.bank).progress))


def calendar(current: CurrentAttempt) -> ResponseReturnValue:
    """Three days for a second look, as a calendar file; it is the same for everybody."""
    if elsewhere := redirect_if_closed(current, Page(Step.FEEDBACK)):
        return elsewhere
    made = reminders(today(), own_address() + url_for("selfcheck.come_back"))
    return calendar_file(made.to_ical(), "second-look.ics")


def reminders(day: date, address: str) -> "Calendar":
    """All-day events, shown as free time, some days after ``day``.

    A calendar may be shared, so they have the address where five words are typed, and no answer.
    The timestamp has the day only.
    """
    from icalendar import Calendar

    made = Calendar.new(prodid=PRODUCT, uid=uuid4())
    for days in selection.REMINDERS:
        words = gettext("Bring your five words to %(address)s", address=address)
        made.add_component(
            whole_day(day + timedelta(days=days), uuid4(), day, gettext("Second look"), words)
        )
    return made
