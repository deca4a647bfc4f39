"""Set up a session: make, copy or rehearse it, raise its minimum, and print its guide."""

from flask import Response as FlaskResponse
from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from quiz import database
from quiz.clock import today
from quiz.content import bank
from quiz.documents import typeset
from quiz.documents.download import attachment
from quiz.live.documents.guide import guide
from quiz.live.host import setup_forms
from quiz.live.redirects import to_session
from quiz.live.session import archive, rehearsal, store
from quiz.live.session.access import hosted_session
from quiz.live.session.agendas import AGENDAS
from quiz.live.session.models import LONGEST_TITLE
from quiz.live.session.plan_scenarios import current_plan, scenarios_by_id, with_current_revisions
from quiz.live.session.starting_plan import StartingPlan, starting_plan
from quiz.people.models import Person
from quiz.security import Form

NOT_RAISED = "The minimum was not changed: it can only be raised, and only before the first answer."


def new(host: Person) -> ResponseReturnValue:
    """First a choice of what to start from; then the form, filled in with that plan."""
    served = bank()
    if request.method == "GET" and not request.args:
        return render_template(
            "live/new_from.html", agendas=AGENDAS, strands=served.strands, forms=served.forms
        )
    start = starting_plan(served, request.args.to_dict(flat=False))
    title = f"Session on topics {', '.join(start.topics)}" if start.topics else ""
    return _new_session(host, title, start)


def duplicate(host: Person, session_id: str) -> ResponseReturnValue:
    """A new session with the same plan in current revisions, without the answers."""
    live = hosted_session(host, session_id)
    try:
        start = StartingPlan(with_current_revisions(bank(), live.plan), "")
    except ValueError:
        start = StartingPlan(live.plan, "", one_by_one=True)
    return _new_session(host, f"{live.title} (again)"[:LONGEST_TITLE], start)


def _new_session(host: Person, title: str, start: StartingPlan) -> ResponseReturnValue:
    served = bank()
    form = setup_forms.session_form(scenarios_by_id(served), title, start)
    if form.accepted():
        session = database.session()
        return to_session(store.create(session, host, form.title.data, form.plan, today()))
    chosen, others = setup_forms.by_topic(form.scenarios, start)
    return render_template(
        "live/new_scenarios.html", form=form, start=start, chosen=chosen, others=others
    ), form.status


def rehearse(host: Person, session_id: str) -> ResponseReturnValue:
    live, form = hosted_session(host, session_id), Form()
    if form.accepted():
        session = database.session()
        plan = current_plan(bank(), live.plan)
        rehearsed = store.create(session, host, live.title, plan, today(), rehearsal=True)
        rehearsal.add_participants(session, rehearsed)
        return to_session(rehearsed)
    return render_template(
        "live/rehearse.html", form=form, live=live, count=rehearsal.participant_count(live)
    ), form.status


def minimum(host: Person, session_id: str) -> ResponseReturnValue:
    live, session = hosted_session(host, session_id), database.session()
    form = setup_forms.minimum_form(live.plan.minimum)
    if form.accepted():
        if not archive.raise_minimum(session, live, int(form.minimum.data)):
            flash(NOT_RAISED)
        return to_session(live)
    locked = archive.has_answers(session, live)
    return render_template("live/minimum.html", form=form, live=live, locked=locked), form.status


def guide_pdf(host: Person, session_id: str) -> FlaskResponse:
    live = hosted_session(host, session_id)
    values = guide(bank(), live.plan, live.title, today())
    return attachment(
        typeset.pdf("live/documents/guide.typ", values, today()), "guide.pdf", "application/pdf"
    )
