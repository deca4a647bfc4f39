"""The pages on which administrators look after people."""

from flask import (
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz import mail
from quiz.admin import account_changes, forms, invitation_mail
from quiz.clock import today
from quiz.languages.sentences import lazy_gettext
from quiz.people import accounts, audit, factors
from quiz.people.models import Person
from quiz.retention import INVITATION
from quiz.settings.config import own_address
from quiz.storage import database, last_run
from quiz.web.notices import flash
from quiz.web.security import Form, unless_sent

OWN_ACCOUNT = lazy_gettext("You cannot deactivate your own account; ask another administrator.")


def people(_admin: Person) -> str:
    session = database.session()
    return render_template(
        "admin/people.html",
        people=accounts.list_all(session),
        held_until=last_run.held_until(session, today()),
        today=today(),
    )


def invite(admin: Person) -> ResponseReturnValue:
    form = forms.AccountInviteForm()
    if form.accepted():
        session, typed = database.session(), (form.email.data, form.name.data or "")
        person, token = account_changes.invite(session, admin, *typed, form.chosen, today())
        return _with_link(person, token)
    back = url_for("admin.people")
    return render_template(
        "admin/invite.html", form=form, days=INVITATION.days, back=back
    ), form.status


def _with_link(person: Person, token: str) -> Response:
    """The only page that shows the link. The link is also mailed, if the service can send mail."""
    address = invitation_mail.link(own_address(), token)
    page = render_template(
        "admin/link.html",
        person=person,
        link=address,
        last_day=today() + INVITATION.period,
        mailed=mail.is_on(),
        back=url_for("admin.person", person_id=person.id),
    )
    known = bool(audit.later_links(database.session(), person))
    letter = invitation_mail.letter(person.email, address, known=known)
    return mail.with_mails(make_response(page), [letter])


def person(admin: Person, person_id: str) -> ResponseReturnValue:
    found = _found(person_id)
    current = {"name": found.name, "roles": [role.value for role in found.sorted_roles]}
    form = forms.PersonForm(data=unless_sent(current))
    form.is_own_account = found.id == admin.id
    if form.accepted():
        account_changes.update(
            database.session(), admin, found, form.name.data, form.chosen, today()
        )
        flash(lazy_gettext("Saved."))
        return redirect(url_for("admin.person", person_id=found.id), 303)
    return render_template(
        "admin/person.html",
        form=form,
        person=found,
        is_own_account=form.is_own_account,
        has_factor=factors.has_any(database.session(), found),
        back=url_for("admin.people"),
    ), form.status


def link(admin: Person, person_id: str) -> ResponseReturnValue:
    found, form = _found(person_id), Form()
    if form.accepted() and found.active:
        return _with_link(
            found, account_changes.new_link(database.session(), admin, found, today())
        )
    return _confirmation("admin/new_link.html", form, found)


def end_sessions(admin: Person, person_id: str) -> ResponseReturnValue:
    found, form = _found(person_id), Form()
    if form.accepted():
        account_changes.end_sessions(database.session(), admin, found, today())
        flash(lazy_gettext("They are signed out everywhere."))
        return redirect(url_for("admin.person", person_id=found.id), 303)
    return _confirmation("admin/end_sessions.html", form, found)


def status(admin: Person, person_id: str) -> ResponseReturnValue:
    """Deactivate or activate an account."""
    found, form = _found(person_id), Form()
    if found.id == admin.id:
        flash(OWN_ACCOUNT)
        return redirect(url_for("admin.person", person_id=found.id), 303)
    if form.accepted():
        # The form says which button was shown, so pressing it twice does not undo the change.
        wanted = request.form.get("wanted")
        if wanted == "inactive" and found.active:
            account_changes.deactivate(database.session(), admin, found, today())
        elif wanted == "active" and not found.active:
            account_changes.activate(database.session(), admin, found, today())
        active, inactive = (
            lazy_gettext("The account is active."),
            lazy_gettext("The account is deactivated."),
        )
        flash(active if found.active else inactive)
        return redirect(url_for("admin.person", person_id=found.id), 303)
    return _confirmation("admin/status.html", form, found)


def _confirmation(template: str, form: Form, found: Person) -> ResponseReturnValue:
    back = url_for("admin.person", person_id=found.id)
    return render_template(template, form=form, person=found, back=back), form.status


def _found(person_id: str) -> Person:
    found = accounts.find_any(database.session(), person_id)
    if found is None:
        abort(404)
    return found
