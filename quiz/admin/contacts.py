"""The page on which administrators say who to ask here, and where the policy is."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz import content, database
from quiz.admin import forms
from quiz.bank import edits
from quiz.bank.read import ContentError, Data
from quiz.clock import today
from quiz.people import audit
from quiz.people.models import Person
from quiz.vocabulary import Act

ABOUT = "local.json"


def contacts(admin: Person) -> ResponseReturnValue:
    store = content.store(current_app)
    form = forms.ContactsForm.of(store.bank)
    if form.accepted():
        audit.note(database.session(), admin, Act.CONTACTS_CHANGED, ABOUT, today())
        try:
            edits.apply(store, lambda data: _changed(data, form), local=True)
        except (edits.EditError, ContentError) as error:
            form.policy_name.errors = (str(error),)
        else:
            store.renew()
            flash("Saved. Everybody sees it from now on.")
            return redirect(url_for("admin.contacts"), 303)
    return render_template("admin/contacts.html", form=form), form.status


def _changed(data: Data, form: forms.ContactsForm) -> str:
    for part, said in (("policy", form.policy), ("contacts", form.contacts)):
        data.pop(part, None)
        if said:
            data[part] = said
    return ABOUT
