"""A second look: what was wrong is taken again on a later day, in other scenarios."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from icalendar import Calendar, Event
from icalendar.enums import TRANSP

from quiz import database
from quiz.answers import record
from quiz.browser_session import hold, mark_of
from quiz.clock import long_date, today
from quiz.selfcheck import again, forms, journey
from quiz.selfcheck.held import Held
from quiz.selfcheck.journey import Page, Step
from quiz.selfcheck.views import address, elsewhere, to, to_start
from quiz.vocabulary import When

NOTHING_WRONG = "There is nothing to look at again, so no second look was started."
TOO_EARLY = "No second look was started: this one is open from {day}."
PRODUCT = "-//Before You Look//Second look//EN"


def second_look(held: Held) -> ResponseReturnValue:
    form = forms.SecondLookForm()
    if request.method == "POST" and form.names(held.attempt.id):
        return to(journey.due(held.progress))  # Start was pressed twice: it is under way
    if turn := elsewhere(held, Page(Step.FEEDBACK)):
        return turn
    wrong = again.surest_first(held.marked)
    opens_on = today() + timedelta(days=again.SOONEST - _days_ago(held))
    if not wrong:
        form.refusal = NOTHING_WRONG
    elif opens_on > today():
        form.refusal = TOO_EARLY.format(day=long_date(opens_on))
    if form.accepted():
        return _start(held, to_start(form))
    form.renew()
    return render_template(
        "check/second_look.html",
        form=form,
        held=held,
        back=address(Page(Step.FEEDBACK)),
        sure=[marked for marked in wrong if marked.sure],
        unsure=[marked for marked in wrong if not marked.sure],
        opens_on=opens_on if opens_on > today() else None,
        marks=f"{held.mark} {mark_of(form.attempt_id)}",
    ), form.status


def _days_ago(held: Held) -> int:
    """How many days ago the attempt was finished; nought while it is not."""
    finished_on = held.attempt.finished_on
    return (today() - finished_on).days if finished_on else 0


def _start(held: Held, attempt_id: str) -> ResponseReturnValue:
    first = held.attempt
    wrong = [marked.item for marked in again.surest_first(held.marked)]
    # An organisation's own scenarios and the national ones are never mixed.
    siblings = [form for form in held.bank.forms if form.local == held.local]
    items = again.choose(first.form, wrong, held.items, siblings, _days_ago(held))
    second = record.start_second_look(
        database.session(),
        attempt_id,
        form=first.form,
        feedback=When(first.feedback),
        items=[item.id for item in items],
        today=today(),
    )
    hold(attempt_id)
    return to(journey.due(Held(second, held.bank).progress))


def calendar(held: Held) -> ResponseReturnValue:
    """Days for a second look, as a file for any calendar; it is the same for everybody."""
    if turn := elsewhere(held, Page(Step.FEEDBACK)):
        return turn
    return Response(
        reminders(today(), url_for("selfcheck.come_back", _external=True)).to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": "attachment; filename=second-look.ics"},
    )


def reminders(day: date, address: str) -> Calendar:
    """All-day events some days from ``day`` on, during which nobody looks busy.

    They say where five words are typed, and nothing that was answered: whoever shares a calendar
    shares no more than that. Even the stamp tells the day only.
    """
    made = Calendar.new(prodid=PRODUCT, uid=uuid4())
    for days in again.REMINDERS:
        start = day + timedelta(days=days)
        made.add_component(
            Event.new(
                uid=uuid4(),
                stamp=datetime.combine(day, time.min, UTC),
                start=start,
                end=start + timedelta(days=1),
                summary="Second look",
                description=f"Bring your five words to {address}",
                transparency=TRANSP.TRANSPARENT,
            )
        )
    return made
