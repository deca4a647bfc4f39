"""Making a session: by template, form, strands or one by one; again, as a rehearsal, on paper."""

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
    """First what to begin from, then the list of scenarios, filled in with that."""
    served = bank()
    if request.method == "GET" and not request.args:
        return render_template(
            "live/begin.html", templates=AGENDAS, strands=served.strands, forms=served.forms
        )
    begun = starting_plan(served, request.args.to_dict(flat=False))
    return _make(host, "", begun)


def duplicate(host: Person, session_id: str) -> ResponseReturnValue:
    """The same plan again, in today's words, without anybody's answers."""
    live = hosted_session(host, session_id)
    try:
        begun = StartingPlan(with_current_revisions(bank(), live.plan), "")
    except ValueError:
        begun = StartingPlan(live.plan, "", one_by_one=True)
    return _make(host, f"{live.title} (again)"[:LONGEST_TITLE], begun)


def _make(host: Person, title: str, begun: StartingPlan) -> ResponseReturnValue:
    served = bank()
    form = setup_forms.session_form(scenarios_by_id(served), title, begun)
    if form.accepted():
        session = database.session()
        return to_session(store.create(session, host, form.title.data, form.plan, today()))
    chosen, rest = setup_forms.by_topic(form.scenarios, begun)
    return render_template(
        "live/new.html", form=form, begun=begun, chosen=chosen, rest=rest
    ), form.status


def rehearse(host: Person, session_id: str) -> ResponseReturnValue:
    live, form = hosted_session(host, session_id), Form()
    if form.accepted():
        session = database.session()
        plan = current_plan(bank(), live.plan)
        made = store.create(session, host, live.title, plan, today(), rehearsal=True)
        rehearsal.add_participants(session, made)
        return to_session(made)
    return render_template(
        "live/rehearse.html", form=form, live=live, many=rehearsal.participant_count(live)
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
    told = guide(bank(), live.plan, live.title, today())
    return attachment(
        typeset.pdf("live/documents/guide.typ", told, today()), "guide.pdf", "application/pdf"
    )
