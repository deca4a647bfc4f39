"""The room without phones, and what it takes away: hands, sheets of paper, pledges."""

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from quiz import database
from quiz.clock import today
from quiz.content import bank
from quiz.documents import typeset
from quiz.documents.download import attachment, dated
from quiz.live.documents.sheets import sheets
from quiz.live.host.room_forms import hands_form, hints, release_form
from quiz.live.redirects import not_due, to_session
from quiz.live.results.summary import vote_title
from quiz.live.session import hands, pledges
from quiz.live.session.access import hosted_session
from quiz.live.session.hands import CountedOn
from quiz.live.session.phases import Phase
from quiz.live.session.plan_scenarios import is_removed, scenario_of
from quiz.people.models import Person

NOT_COUNTED = (
    "Nothing was kept. The vote must be closed, and its best answer not shown yet. Slips of paper "
    "are shown only from {minimum} on, because fewer would give people away."
)
RELEASED = "The room’s screen shows what you ticked."
HIDDEN = "The room’s screen shows none of them."
UNREAD_ONE = "One is new, or was changed since you read it, so it is not shown."
UNREAD = "{count} are new, or were changed since you read them, so they are not shown."


def count_hands(host: Person, session_id: str) -> ResponseReturnValue:
    """Type a show of hands for the vote that was closed last on the current scenario."""
    live, session, served = hosted_session(host, session_id), database.session(), bank()
    state = live.state
    round_ = state.hands_round
    if not round_ or is_removed(served, live.plan, state):
        return not_due(to_session(live))
    form = hands_form(round_, hands.of_round(session, live, round_))
    if form.accepted():
        counted_on = CountedOn(form.counted_on.data)
        if not hands.keep(session, live, form.round_number, counted_on, form.counts):
            flash(NOT_COUNTED.format(minimum=live.plan.minimum))
        return to_session(live)
    scenario = scenario_of(served, live.plan.scenarios[state.step])
    return render_template(
        "live/hands.html",
        form=form,
        live=live,
        scenario=scenario,
        vote=vote_title(state.votes[round_ - 1].number, scenario),
    ), form.status


def sheets_pdf(host: Person, session_id: str) -> FlaskResponse:
    """Sheets to print, for people without a phone: every scenario, to be cut."""
    live = hosted_session(host, session_id)
    values = sheets(bank(), live.plan, live.title, today())
    content = typeset.pdf("live/documents/sheets.typ", values, today())
    return attachment(content, dated(today(), "sheets.pdf"), "application/pdf")


def release_pledges(host: Person, session_id: str) -> ResponseReturnValue:
    """What people will do differently: the host reads it and chooses what the room sees."""
    live, session = hosted_session(host, session_id), database.session()
    if live.phase != Phase.END:
        return not_due(to_session(live))
    found = pledges.to_release(session, live)
    form = release_form(found, tick_new="new" in request.args)
    if form.accepted():
        chosen = [] if "none" in request.form else form.shown.data or []
        unread = pledges.release(session, live, form.marks_read, chosen)
        news = [UNREAD_ONE if len(unread) == 1 else UNREAD.format(count=len(unread))]
        flash(" ".join([RELEASED if chosen else HIDDEN, *(news if unread else [])]))
        return redirect(request.path, 303)
    return render_template(
        "live/pledges.html",
        form=form,
        live=live,
        found=found,
        new=sum(pledge.shown is None for pledge in found),
        hints=hints(found),
        written=pledges.written(session, live),
    ), form.status
