"""The pages on which administrators look after people."""

from flask import (
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz import database, mail
from quiz.admin import acts, forms, letters
from quiz.clock import today
from quiz.config import current_settings
from quiz.people import roster
from quiz.people.invitations import VALID_FOR
from quiz.people.models import Person
from quiz.security import Form, unless_sent

NOT_ONESELF = "You cannot deactivate your own account; ask another administrator."


def people(_admin: Person) -> str:
    return render_template("admin/people.html", people=roster.everyone(database.session()))


def invite(admin: Person) -> ResponseReturnValue:
    form = forms.InviteForm()
    if form.accepted():
        session, typed = database.session(), (form.email.data, form.name.data or "")
        person, token = acts.invite(session, admin, *typed, form.chosen, today())
        return _with_link(person, token)
    back = url_for("admin.people")
    return render_template("admin/invite.html", form=form, back=back), form.status


def _with_link(person: Person, token: str) -> Response:
    """The one page that ever shows a link: it can be copied here, and is on its way by mail.

    The letter goes after what was done is stored and this page is sent: nobody waits for a mail
    server, and no letter tells of what was not kept.
    """
    address = letters.link(current_settings().public_url or request.host_url, token)
    page = render_template(
        "admin/link.html",
        person=person,
        link=address,
        last_day=today() + VALID_FOR,
        mailed=mail.is_on(),
        back=url_for("admin.person", person_id=person.id),
    )
    response = make_response(page)
    if mail.is_on():
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        to, body = person.email, address

        def post() -> None:
            with app.app_context():
                mail.send(to, letters.SUBJECT, letters.text(body))

        response.call_on_close(post)
    return response


def person(admin: Person, person_id: str) -> ResponseReturnValue:
    found = _found(person_id)
    now = {"name": found.name, "roles": [role.value for role in found.has]}
    form = forms.PersonForm(data=unless_sent(now))
    form.is_oneself = found.id == admin.id
    if form.accepted():
        acts.change(database.session(), admin, found, form.name.data, form.chosen, today())
        flash("Saved.")
        return redirect(url_for("admin.person", person_id=found.id), 303)
    return render_template(
        "admin/person.html",
        form=form,
        person=found,
        is_oneself=form.is_oneself,
        back=url_for("admin.people"),
    ), form.status


def link(admin: Person, person_id: str) -> ResponseReturnValue:
    found, form = _found(person_id), Form()
    if form.accepted() and found.active:
        return _with_link(found, acts.new_link(database.session(), admin, found, today()))
    return _asked("admin/new_link.html", form, found)


def sessions(admin: Person, person_id: str) -> ResponseReturnValue:
    found, form = _found(person_id), Form()
    if form.accepted():
        acts.end_sessions(database.session(), admin, found, today())
        flash("They are signed out everywhere.")
        return redirect(url_for("admin.person", person_id=found.id), 303)
    return _asked("admin/sessions.html", form, found)


def standing(admin: Person, person_id: str) -> ResponseReturnValue:
    """Deactivate an account, or activate it again."""
    found, form = _found(person_id), Form()
    if found.id == admin.id:
        flash(NOT_ONESELF)
        return redirect(url_for("admin.person", person_id=found.id), 303)
    if form.accepted():
        # What was shown decides, so that a button pressed twice does not undo itself.
        wanted = request.form.get("wanted")
        if wanted == "inactive" and found.active:
            acts.deactivate(database.session(), admin, found, today())
        elif wanted == "active" and not found.active:
            acts.activate(database.session(), admin, found, today())
        flash("The account is active." if found.active else "The account is deactivated.")
        return redirect(url_for("admin.person", person_id=found.id), 303)
    return _asked("admin/standing.html", form, found)


def _asked(template: str, form: Form, found: Person) -> ResponseReturnValue:
    back = url_for("admin.person", person_id=found.id)
    return render_template(template, form=form, person=found, back=back), form.status


def _found(person_id: str) -> Person:
    found = roster.find_any(database.session(), person_id)
    if found is None:
        abort(404)
    return found
