"""Set up a session: make, copy or rehearse it, raise its minimum, print its guide; templates."""

from flask import Response as FlaskResponse
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.clock import today
from quiz.content import bank
from quiz.documents import typeset
from quiz.documents.download import attachment, dated
from quiz.languages.sentences import LazySentence, gettext, lazy_gettext, pgettext
from quiz.live.documents.guide import guide
from quiz.live.host import setup_forms
from quiz.live.host.setup_length import SessionLength
from quiz.live.redirects import to_session
from quiz.live.session import archive, plan_templates, rehearsal, store
from quiz.live.session.access import Gone, hosted_session
from quiz.live.session.agendas import AGENDAS
from quiz.live.session.models import LONGEST_TITLE, PlanTemplate
from quiz.live.session.plan import MOST_VOTES, Plan
from quiz.live.session.plan_minutes import minutes
from quiz.live.session.plan_scenarios import current_plan, scenarios_by_id, with_current_revisions
from quiz.live.session.starting_plan import StartingPlan, starting_plan
from quiz.people.guard import NotAllowed
from quiz.people.models import Person
from quiz.storage import database
from quiz.vocabulary import set_number
from quiz.web.notices import flash
from quiz.web.security import Form

ARRANGE = "arrange"
"""The name of the buttons that put the scenarios in another order. They store nothing."""
COPY = lazy_gettext(
    "The list is filled in with the plan of that session, without any answers. The session itself "
    "stays as it is."
)
FROM_TEMPLATE = lazy_gettext("The list is filled in with the template’s plan.")
KEPT = lazy_gettext("The template is kept. Choose it below when you make a session.")
SAME_TITLE = lazy_gettext("You have another template with this title")
NOT_RAISED = lazy_gettext(
    "The minimum was not changed: it can only be raised, and only before the first answer."
)


def new(host: Person) -> ResponseReturnValue:
    """First a choice of what to start from; then the form, filled in with that plan."""
    served = bank()
    if request.method == "GET" and not request.args:
        session = database.session()
        played = (one for one in store.hosted_by(session, host) if not one.rehearsal)
        return render_template(
            "live/new_from.html",
            agendas=AGENDAS,
            strands=served.strands,
            forms=served.forms,
            templates=plan_templates.visible_to(session, host),
            newest=next(played, None),
            minutes=minutes,
            form_name=_form_name,
        )
    start = starting_plan(served, request.args.to_dict(flat=False))
    topics = ", ".join(start.topics)
    title = gettext("Session on topics %(topics)s", topics=topics) if topics else ""
    return _new_session(host, title, start)


def _form_name(form_id: str) -> str:
    return gettext("Set %(number)s", number=set_number(form_id))


def duplicate(host: Person, session_id: str) -> ResponseReturnValue:
    """A new session with the same plan in current revisions, without the answers."""
    live = hosted_session(host, session_id)
    return _new_session(
        host,
        gettext("%(title)s (again)", title=live.title)[:LONGEST_TITLE],
        _copy_of(live.plan, COPY),
    )


def from_template(host: Person, template_id: str) -> ResponseReturnValue:
    """A new session with a template's plan in current revisions."""
    found = _template(host, template_id)
    return _new_session(host, found.title, _copy_of(found.plan, FROM_TEMPLATE))


def _copy_of(plan: Plan, words: LazySentence) -> StartingPlan:
    try:
        return StartingPlan(with_current_revisions(bank(), plan), str(words))
    except ValueError:
        return StartingPlan(plan, str(words), one_by_one=True)


def _new_session(host: Person, title: str, start: StartingPlan) -> ResponseReturnValue:
    """The form for a new session."""
    served = bank()
    form = setup_forms.session_form(scenarios_by_id(served), title, start)
    pressed = request.form.get(ARRANGE, "")
    if pressed:
        form.arrange(pressed)
    elif form.accepted():
        session = database.session()
        return to_session(store.create(session, host, form.title.data, form.plan, today()))
    length = form.length(start.minutes)
    page = render_template("live/new_scenarios.html", form=form, start=start, length=length)
    return page, form.status if not pressed else 200


def length(host: Person) -> dict[str, str | bool]:
    """How long a session takes, for the form, while its scenarios are chosen."""
    names = ("scored", "contested", "before", "after", "given")
    scored, contested, before, after, given = (
        max(0, request.args.get(name, 0, int)) for name in names
    )
    votes = min(max(1, request.args.get("votes", MOST_VOTES, int)), MOST_VOTES)
    found = SessionLength(scored, contested, bool(before), bool(after), votes, given)
    return {"words": found.words, "too_long": found.is_too_long}


def scenario_words(host: Person) -> dict[str, str]:
    """The words of each scenario by its id, which the form searches."""
    return {
        id_: " ".join([one.vignette, one.question, *(option.text for option in one.options)])
        for id_, one in scenarios_by_id(bank()).items()
    }


def scenario(host: Person, scenario_id: str) -> str:
    """One scenario to read before choosing it."""
    found = scenarios_by_id(bank()).get(scenario_id) or abort(404)
    return render_template("live/scenario.html", scenario=found)


def keep_template(host: Person, session_id: str) -> ResponseReturnValue:
    """Keep a session's plan as a template."""
    live = hosted_session(host, session_id)
    form = setup_forms.template_form(live.title)
    if form.accepted():
        plan_templates.keep(
            database.session(), host, form.title.data, live.plan, shared=form.shared.data
        )
        flash(KEPT)
        return redirect(url_for("live.new"), 303)
    return render_template("live/new_template.html", form=form, live=live), form.status


def change_template(host: Person, template_id: str) -> ResponseReturnValue:
    """Rename, share or delete a template of one's own."""
    found, session = _template(host, template_id), database.session()
    if found.person_id != host.id:
        raise NotAllowed
    form = setup_forms.template_form(found.title, shared=found.shared)
    if form.accepted():
        if "delete" in request.form:
            plan_templates.forget(session, found)
            return redirect(url_for("live.new"), 303)
        if plan_templates.rename(session, found, form.title.data, shared=form.shared.data):
            return redirect(url_for("live.new"), 303)
        form.title.errors = (SAME_TITLE,)
        return render_template("live/new_template.html", form=form, template=found), 422
    return render_template("live/new_template.html", form=form, template=found), form.status


def _template(host: Person, template_id: str) -> PlanTemplate:
    """A template that this trainer may use. Raises Gone for any other."""
    found = plan_templates.find(database.session(), host, template_id)
    if found is None:
        raise Gone(template=True)
    return found


def rehearse(host: Person, session_id: str) -> ResponseReturnValue:
    live, form = hosted_session(host, session_id), Form()
    if form.accepted():
        session = database.session()
        plan = current_plan(bank(), live.plan)
        if again := store.unstarted_rehearsal(session, host, live.title, plan):
            return to_session(again)
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
    content = typeset.pdf("live/documents/guide.typ", values, today())
    return attachment(
        content,
        dated(today(), pgettext("file name", "guide") + ".pdf", live.title),
        "application/pdf",
    )
