"""An administrator hands the sessions and templates of a trainer who has left to another."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.clock import today
from quiz.languages.sentences import lazy_gettext
from quiz.live.host.leaver_form import TrainerForm
from quiz.live.session import archive, plan_templates
from quiz.people import accounts
from quiz.people.models import Person
from quiz.storage import database
from quiz.vocabulary import Role
from quiz.web.notices import flash


def hand_over_sessions(admin: Person, person_id: str) -> ResponseReturnValue:
    """Only for a deactivated account, and never to the administrator's own. It names no session."""
    session, form = database.session(), TrainerForm()
    left = accounts.find_any(session, person_id) or abort(404)
    sessions, templates = archive.owned_by(session, left), plan_templates.owned_by(session, left)
    if form.accepted() and not left.active and (sessions or templates):
        to = accounts.find_colleague(session, form.email.data, Role.TRAINER, but=admin)
        if to:
            archive.hand_over(session, admin, left, to, today())
            flash(lazy_gettext("Done. %(name)s has them now.", name=to.name))
            return redirect(request.path, 303)
        form.refuse()
    back = url_for("admin.person", person_id=left.id)
    page = render_template(
        "live/leaver.html",
        form=form,
        left=left,
        sessions=len(sessions),
        templates=len(templates),
        back=back,
    )
    return page, form.status
