"""The pages on which content owners look after sources, and see how each scenario stands."""

from collections.abc import Callable
from datetime import date, timedelta

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field

from quiz import content as served
from quiz import database
from quiz.admin import forms
from quiz.bank import edits
from quiz.bank.items import Bank, Item
from quiz.bank.read import ContentError, Data
from quiz.bank.sources import Source
from quiz.clock import today
from quiz.people import audit
from quiz.people.models import Person
from quiz.security import Form
from quiz.vocabulary import Act

DAYS_IN_A_MONTH = 30.4


def content(_owner: Person) -> str:
    bank = served.bank()
    flagged = {source.id for source in bank.sources if source.flag(today())}
    return render_template(
        "admin/content.html",
        sources=sorted(bank.sources, key=lambda one: (one.id not in flagged, one.review_by)),
        groups=_groups(bank),
        contested=bank.contested,
        flagged=flagged,
    )


def _groups(bank: Bank) -> list[tuple[str, list[Item]]]:
    """Every item that can be asked or is being written, by the form it is in."""
    placed = {item.id for form in bank.forms for item in form.items}
    spare = [item for item in bank.items.values() if item.id not in placed]
    withdrawn = [item for item in bank.kept.values() if item.withdrawn]
    return [
        *(("Our own" if f.local else f"Form {f.id}", list(f.items)) for f in bank.forms),
        ("In no form", spare),
        ("Withdrawn", withdrawn),
    ]


def changed(owner: Person, source_id: str) -> ResponseReturnValue:
    source, form = _source(source_id), forms.ChangedForm()
    if form.accepted():

        def change(data: Data) -> str:
            edits.mark_changed(data, source.id, today(), form.what.data)
            return "Marked as changed, until its next review."

        if said := _done(owner, source, Act.SOURCE_CHANGED, change, form.what):
            flash(said)
            return redirect(url_for("admin.content"), 303)
    return _asked("admin/changed.html", form, source)


def review(owner: Person, source_id: str) -> ResponseReturnValue:
    source, bank = _source(source_id), served.bank()
    pointers = [one for one in bank.pointers if one.source.id == source.id]
    form = forms.ReviewForm.of(pointers)
    if form.accepted():
        again = _months_from(today(), int(form.again.data))

        def change(data: Data) -> str:
            edits.review(data, source.id, today(), form.by.data, again, form.facts.data)
            return "The review is recorded."

        if said := _done(owner, source, Act.SOURCE_REVIEWED, change, form.by):
            flash(said)
            return redirect(url_for("admin.content"), 303)
    return _asked("admin/review.html", form, source)


def _done(
    owner: Person, source: Source, act: Act, change: Callable[[Data], str], field: Field
) -> str:
    """Change the file that the source is in, and leave a line; empty, with an error, if it cannot.

    The line is written first: when the file refuses, the page is an error and the line goes too.
    """
    audit.note(database.session(), owner, act, source.id, today())
    store = served.store(current_app)
    try:
        said = edits.apply(store, change, local=source.local)
    except (edits.EditError, ContentError) as error:
        field.errors = (str(error),)
        return ""
    store.renew()
    return said


def _asked(template: str, form: Form, source: Source) -> ResponseReturnValue:
    back = url_for("admin.content")
    return render_template(template, form=form, source=source, back=back), form.status


def _source(source_id: str) -> Source:
    try:
        return served.bank().source(source_id)
    except KeyError:
        abort(404)


def _months_from(day: date, months: int) -> date:
    return day + timedelta(days=round(months * DAYS_IN_A_MONTH))
