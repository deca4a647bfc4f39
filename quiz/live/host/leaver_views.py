"""An administrator hands the live sessions of a trainer who has left to another trainer."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import database
from quiz.clock import today
from quiz.live.host.leaver_form import TrainerForm
from quiz.live.session import archive
from quiz.people import accounts
from quiz.people.models import Person
from quiz.vocabulary import Role


def hand_over_sessions(admin: Person, person_id: str) -> ResponseReturnValue:
    """Only for a deactivated account, and never to the administrator's own. It names no session."""
    session, form = database.session(), TrainerForm()
    left = accounts.find_any(session, person_id) or abort(404)
    number = 0 if left.active else len(archive.owned_by(session, left))
    if form.accepted() and number:
        to = accounts.find_colleague(session, form.email.data, Role.TRAINER, but=admin)
        if to:
            archive.hand_over(session, admin, left, to, today())
            flash(f"{to.name} is now the host.")
            return redirect(request.path, 303)
        form.refuse()
    back = url_for("admin.person", person_id=left.id)
    page = render_template("live/leaver.html", form=form, left=left, number=number, back=back)
    return page, form.status
