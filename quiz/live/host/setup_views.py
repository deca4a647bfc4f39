"""Set up a session: from an agenda, a form, strands or single scenarios; copy or rehearse it."""

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
from quiz.live.session.access import found
from quiz.live.session.agendas import TEMPLATES
from quiz.live.session.models import LONGEST_TITLE
from quiz.live.session.plans import askable, renewed, todays
from quiz.live.session.starting_plan import Beginning, beginning
from quiz.people.models import Person
from quiz.security import Form

NOT_RAISED = "The minimum was not changed: it can only be raised, and only before the first answer."


def new(host: Person) -> ResponseReturnValue:
    """First the choice of what to start from, then the list of scenarios, filled in with it."""
    served = bank()
    if request.method == "GET" and not request.args:
        return render_template(
            "live/new_from.html", templates=TEMPLATES, strands=served.strands, forms=served.forms
        )
    begun = beginning(served, request.args.to_dict(flat=False))
    return _make(host, "", begun)


def duplicate(host: Person, session_id: str) -> ResponseReturnValue:
    """A new session with the same plan, in today's revisions, without the answers."""
    live = found(host, session_id)
    try:
        begun = Beginning(renewed(bank(), live.plan), "")
    except ValueError:
        begun = Beginning(live.plan, "", one_by_one=True)
    return _make(host, f"{live.title} (again)"[:LONGEST_TITLE], begun)


def _make(host: Person, title: str, begun: Beginning) -> ResponseReturnValue:
    served = bank()
    form = setup_forms.session_form(askable(served), title, begun)
    if form.accepted():
        session = database.session()
        return to_session(store.make(session, host, form.title.data, form.plan, today()))
    chosen, rest = setup_forms.by_topic(form.scenarios, begun)
    return render_template(
        "live/new_scenarios.html", form=form, begun=begun, chosen=chosen, rest=rest
    ), form.status


def rehearse(host: Person, session_id: str) -> ResponseReturnValue:
    live, form = found(host, session_id), Form()
    if form.accepted():
        session = database.session()
        plan = todays(bank(), live.plan)
        made = store.make(session, host, live.title, plan, today(), rehearsal=True)
        rehearsal.fill(session, made)
        return to_session(made)
    return render_template(
        "live/rehearse.html", form=form, live=live, many=rehearsal.many(live)
    ), form.status


def minimum(host: Person, session_id: str) -> ResponseReturnValue:
    live, session = found(host, session_id), database.session()
    form = setup_forms.minimum_form(live.plan.minimum)
    if form.accepted():
        if not archive.raise_minimum(session, live, int(form.minimum.data)):
            flash(NOT_RAISED)
        return to_session(live)
    locked = archive.has_answers(session, live)
    return render_template("live/minimum.html", form=form, live=live, locked=locked), form.status


def guide_pdf(host: Person, session_id: str) -> FlaskResponse:
    live = found(host, session_id)
    values = guide(bank(), live.plan, live.title, today())
    return attachment(
        typeset.pdf("live/documents/guide.typ", values, today()), "guide.pdf", "application/pdf"
    )
