"""The pages on which administrators mend how somebody signs in."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz import mail
from quiz.admin import account_changes, forms
from quiz.clock import today
from quiz.languages.sentences import lazy_gettext
from quiz.people import accounts, factors
from quiz.people.models import Person
from quiz.storage import database
from quiz.web.notices import flash
from quiz.web.security import Form


def address(admin: Person, person_id: str) -> ResponseReturnValue:
    """Change the address of an account."""
    session, form = database.session(), forms.AddressForm()
    found = accounts.find_any(session, person_id) or abort(404)
    back = url_for("admin.person", person_id=found.id)
    if form.accepted():
        other = accounts.find_by_email(session, form.email.data)
        if other is None:
            notice = account_changes.change_address(session, admin, found, form.email.data, today())
            flash(lazy_gettext("The address is changed."))
            return mail.with_mails(redirect(back, 303), [notice])
        if other.id == found.id:
            return redirect(back, 303)
        form.refuse()
    page = render_template(
        "admin/address.html", form=form, person=found, back=back, mailed=mail.is_on()
    )
    return page, form.status


def identity(admin: Person, person_id: str) -> ResponseReturnValue:
    """Disconnect a person's account at the organisation."""
    session, form = database.session(), Form()
    found = accounts.find_any(session, person_id) or abort(404)
    back = url_for("admin.person", person_id=found.id)
    if form.accepted():
        account_changes.remove_identity(session, admin, found, today())
        flash(lazy_gettext("The organisation’s account is disconnected."))
        return redirect(back, 303)
    known = accounts.has_identity(session, found)
    page = render_template("admin/identity.html", form=form, person=found, back=back, known=known)
    return page, form.status


def second_factor(admin: Person, person_id: str) -> ResponseReturnValue:
    """Remove the second step of somebody who has lost their phone."""
    session, form = database.session(), Form()
    found = accounts.find_any(session, person_id) or abort(404)
    back = url_for("admin.person", person_id=found.id)
    if form.accepted():
        notice = account_changes.remove_factors(session, admin, found, today())
        flash(lazy_gettext("The second step is removed."))
        return mail.with_mails(redirect(back, 303), [notice] if notice else [])
    page = render_template(
        "admin/second_step.html",
        form=form,
        person=found,
        back=back,
        has_factor=factors.has_any(session, found),
        mailed=mail.is_on(),
    )
    return page, form.status
