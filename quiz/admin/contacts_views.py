"""The page on which administrators set the local contacts and the local policy."""

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz import content
from quiz.admin import forms
from quiz.bank import edits
from quiz.bank.content_file import ContentError, Data
from quiz.browser import language_choice
from quiz.clock import today
from quiz.languages.sentences import lazy_gettext
from quiz.people import audit
from quiz.people.models import Person
from quiz.storage import database
from quiz.vocabulary import AuditAction
from quiz.web.notices import flash

LOCAL_FILE = "local.json"


def contacts(admin: Person) -> ResponseReturnValue:
    store = content.store(current_app)
    form = forms.ContactsForm.of(store.bank)
    if form.accepted():
        audit.record(database.session(), admin, AuditAction.CONTACTS_CHANGED, LOCAL_FILE, today())
        try:
            edits.apply(store, lambda data: _replace(data, form), local=True)
        except (edits.EditError, ContentError) as error:
            form.policy_name.errors = (language_choice.why_unchanged(error),)
        else:
            store.renew()
            flash(lazy_gettext("Saved. Everybody sees it from now on."))
            return redirect(url_for("admin.contacts"), 303)
    return render_template("admin/contacts.html", form=form), form.status


def _replace(data: Data, form: forms.ContactsForm) -> str:
    for part, value in (("policy", form.policy), ("contacts", form.contacts)):
        data.pop(part, None)
        if value:
            data[part] = value
    return LOCAL_FILE
