"""Go to another scenario of a plan, and see what all sessions show together."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from quiz.clock import today
from quiz.content import bank
from quiz.languages.sentences import lazy_gettext
from quiz.live.host.forms import jump_form
from quiz.live.host.plan_part import plan_part
from quiz.live.redirects import not_due, to_session
from quiz.live.results.overview import overview
from quiz.live.session import rehearsal, store
from quiz.live.session.access import hosted_session
from quiz.live.session.first_votes import first_votes
from quiz.live.session.phases import Phase
from quiz.live.session.plan_scenarios import current_plan, in_bank
from quiz.people.models import Person
from quiz.storage import database
from quiz.web.notices import flash

MOVED_ON = lazy_gettext("The session had moved on, so nothing was changed. Choose again")
NOWHERE = lazy_gettext("Nothing was changed: from here the session cannot go to another scenario.")


def jump(host: Person, session_id: str) -> ResponseReturnValue:
    """Go to another scenario: the buttons in the plan on the host's page, or this page's form."""
    live, session = hosted_session(host, session_id), database.session()
    part = plan_part(live, bank())
    choices = [(row.item, str(row.timed.part.what)) for row in part.rows if row.item]
    if not choices and request.method == "POST":
        back = not_due(to_session(live))
        flash(NOWHERE)
        return back
    form = jump_form(choices, live.screen_version)
    if form.accepted():
        if live.in_lobby:  # ask the current revisions of the scenarios
            store.replace_plan(session, live, current_plan(bank(), live.plan))
        moved = store.jump(session, live, form.item.data, int(form.version.data), today())
        if moved:
            rehearsal.answer_open_question(session, moved, bank())
            return to_session(moved)
        form.item.errors, form.version.data = (MOVED_ON,), str(live.screen_version)
        return render_template("live/jump.html", form=form, live=live, plan=part), 409
    return render_template("live/jump.html", form=form, live=live, plan=part), form.status


def all_sessions(host: Person) -> str:
    """What a trainer's sessions that have ended show together."""
    session, served = database.session(), bank()
    ended = [
        live
        for live in store.hosted_by(session, host)
        if live.phase == Phase.END and not live.rehearsal
    ]
    votes = [
        (scenario, first)
        for live, each in zip(ended, first_votes(session, ended), strict=True)
        for _, scenario, first in in_bank(served, live.plan, each)
    ]
    return render_template("live/all.html", scenarios=overview(votes), sessions=len(ended))
