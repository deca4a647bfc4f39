"""Making a session: by template, form, strands or one by one; again, as a rehearsal, on paper."""

from collections.abc import Mapping

from flask import Response as FlaskResponse
from flask import flash, render_template, request

from quiz import database
from quiz.bank.items import Bank
from quiz.clock import today
from quiz.content import bank
from quiz.live import archive, making_forms, rehearsal, sessions
from quiz.live.beginnings import Beginning, beginning
from quiz.live.guide import guide
from quiz.live.host import Shown, found, to
from quiz.live.making_forms import SessionForm
from quiz.live.models import LONGEST_TITLE
from quiz.live.phases import Plan
from quiz.live.plans import askable, renewed
from quiz.live.templates import TEMPLATES
from quiz.papers import typeset
from quiz.people.models import Person

NOT_RAISED = "The minimum was not changed: it can only be raised, and only before the first answer."


def best(served: Bank) -> dict[tuple[str, int], str]:
    """The best option of every scored scenario, by id and revision."""
    return {key: item.best for key, item in served.kept.items()}


def new(person: Person) -> Shown:
    asked: Mapping[str, list[str]] = request.args.to_dict(flat=False)
    begun = beginning(bank(), asked)
    return _make(person, "", begun.plan, begun)


def duplicate(person: Person, session_id: str) -> Shown:
    live = found(person, session_id)
    try:
        plan = renewed(bank(), live.plan)
    except ValueError:
        plan = beginning(bank(), {}).plan
    return _make(person, f"{live.title} (again)"[:LONGEST_TITLE], plan, None)


def _make(person: Person, title: str, plan: Plan, begun: Beginning | None) -> Shown:
    served = bank()
    form = making_forms.session_form(askable(served), title, plan)
    if form.accepted():
        session = database.session()
        # What everybody was told about old answers holds without anybody's care.
        archive.archive_due(session, best(served), today())
        return to(sessions.make(session, person, form.title.data, form.plan, today()))
    return _form_page(served, form, plan, begun), form.status


def _form_page(served: Bank, form: SessionForm, plan: Plan, begun: Beginning | None) -> str:
    first = [one.item for one in plan.scenarios]
    chosen, rest = making_forms.by_topic(form.scenarios, first)
    return render_template(
        "live/new.html",
        form=form,
        begun=begun,
        templates=TEMPLATES,
        strands=served.strands,
        forms=served.forms,
        chosen=chosen,
        rest=rest,
    )


def rehearse(person: Person, session_id: str) -> Shown:
    live, form = found(person, session_id), making_forms.ConfirmForm()
    if form.accepted():
        session = database.session()
        archive.archive_due(session, best(bank()), today())
        made = sessions.make(session, person, live.title, live.plan, today(), rehearsal=True)
        rehearsal.fill(session, made)
        return to(made)
    return render_template(
        "live/rehearse.html", form=form, live=live, many=rehearsal.MANY
    ), form.status


def minimum(person: Person, session_id: str) -> Shown:
    live, session = found(person, session_id), database.session()
    form = making_forms.minimum_form(live.plan.minimum)
    if form.accepted():
        if not archive.raise_minimum(session, live, int(form.minimum.data)):
            flash(NOT_RAISED)
        return to(live)
    locked = archive.has_answers(session, live)
    return render_template("live/minimum.html", form=form, live=live, locked=locked), form.status


def guide_pdf(person: Person, session_id: str) -> FlaskResponse:
    live = found(person, session_id)
    told = guide(bank(), live.plan, live.title, today())
    return paper(
        typeset.pdf("live/exports/guide.typ", told, today()), "guide.pdf", "application/pdf"
    )


def paper(made: bytes, name: str, mimetype: str) -> FlaskResponse:
    """A file to keep. Its name says nothing of what is in it."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return FlaskResponse(made, mimetype=mimetype, headers=headers)
