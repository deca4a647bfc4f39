"""Making a session: by template, form, strands or one by one; again, as a rehearsal, on paper."""

from flask import Response as FlaskResponse
from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from quiz import database
from quiz.clock import today
from quiz.content import bank
from quiz.documents import typeset
from quiz.live import archive, making_forms, rehearsal, sessions
from quiz.live.beginnings import Beginning, beginning
from quiz.live.guide import guide
from quiz.live.host import to
from quiz.live.hosted import found
from quiz.live.models import LONGEST_TITLE
from quiz.live.plans import askable, renewed, todays
from quiz.live.templates import TEMPLATES
from quiz.people.models import Person

NOT_RAISED = "The minimum was not changed: it can only be raised, and only before the first answer."


def new(host: Person) -> ResponseReturnValue:
    """First what to begin from, then the list of scenarios, filled in with that."""
    served = bank()
    if request.method == "GET" and not request.args:
        return render_template(
            "live/begin.html", templates=TEMPLATES, strands=served.strands, forms=served.forms
        )
    begun = beginning(served, request.args.to_dict(flat=False))
    return _make(host, "", begun)


def duplicate(host: Person, session_id: str) -> ResponseReturnValue:
    """The same plan again, in today's words, without anybody's answers."""
    live = found(host, session_id)
    try:
        begun = Beginning(renewed(bank(), live.plan), "")
    except ValueError:
        begun = Beginning(live.plan, "", one_by_one=True)
    return _make(host, f"{live.title} (again)"[:LONGEST_TITLE], begun)


def _make(host: Person, title: str, begun: Beginning) -> ResponseReturnValue:
    served = bank()
    form = making_forms.session_form(askable(served), title, begun)
    if form.accepted():
        session = database.session()
        return to(sessions.make(session, host, form.title.data, form.plan, today()))
    chosen, rest = making_forms.by_topic(form.scenarios, begun)
    return render_template(
        "live/new.html", form=form, begun=begun, chosen=chosen, rest=rest
    ), form.status


def rehearse(host: Person, session_id: str) -> ResponseReturnValue:
    live, form = found(host, session_id), making_forms.ConfirmForm()
    if form.accepted():
        session = database.session()
        plan = todays(bank(), live.plan)
        made = sessions.make(session, host, live.title, plan, today(), rehearsal=True)
        rehearsal.fill(session, made)
        return to(made)
    return render_template(
        "live/rehearse.html", form=form, live=live, many=rehearsal.many(live)
    ), form.status


def minimum(host: Person, session_id: str) -> ResponseReturnValue:
    live, session = found(host, session_id), database.session()
    form = making_forms.minimum_form(live.plan.minimum)
    if form.accepted():
        if not archive.raise_minimum(session, live, int(form.minimum.data)):
            flash(NOT_RAISED)
        return to(live)
    locked = archive.has_answers(session, live)
    return render_template("live/minimum.html", form=form, live=live, locked=locked), form.status


def guide_pdf(host: Person, session_id: str) -> FlaskResponse:
    live = found(host, session_id)
    told = guide(bank(), live.plan, live.title, today())
    return paper(
        typeset.pdf("live/exports/guide.typ", told, today()), "guide.pdf", "application/pdf"
    )


def paper(made: bytes, name: str, mimetype: str) -> FlaskResponse:
    """A file to keep. Its name says nothing of what is in it."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return FlaskResponse(made, mimetype=mimetype, headers=headers)
