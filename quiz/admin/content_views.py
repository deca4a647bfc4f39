"""The pages on which content owners review sources and see the status of each scenario."""

from collections.abc import Callable
from datetime import date, timedelta

from flask import abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field

from quiz import content as served_content
from quiz.admin import forms
from quiz.bank import edits
from quiz.bank.content_file import ContentError, Data
from quiz.bank.items import Bank, BankForm, Item
from quiz.bank.sources import Source
from quiz.browser import language_choice
from quiz.clock import today
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.people import audit
from quiz.people.models import Person
from quiz.storage import database
from quiz.vocabulary import AuditAction, set_number
from quiz.web.notices import flash
from quiz.web.security import Form

DAYS_IN_A_MONTH = 30.4


def content(owner: Person) -> str:
    bank = served_content.bank()
    flagged = {source.id for source in bank.sources if source.flag(today())}
    return render_template(
        "admin/content.html",
        owner=owner,
        sources=sorted(bank.sources, key=lambda one: (one.id not in flagged, one.review_by)),
        groups=_groups(bank),
        contested=bank.contested,
        flagged=flagged,
    )


def _set_words(form: BankForm) -> str:
    if form.local:
        language = language_choice.other_language(form.items[0])
        if language:
            return gettext("Our own (%(language)s)", language=language)
        return gettext("Our own")
    return gettext("Set %(number)s", number=set_number(form.id))


def _groups(bank: Bank) -> list[tuple[str, list[Item]]]:
    """Every item, grouped by form; then items in no form, and those no longer asked."""
    in_a_form = {item.id for form in bank.forms for item in form.items}
    in_no_form = [item for item in bank.items.values() if item.id not in in_a_form]
    withdrawn = [item for item in bank.kept.values() if item.withdrawn]
    retired = [item for item in bank.kept.values() if item.retired]
    return [
        *((_set_words(form), list(form.items)) for form in bank.forms),
        (gettext("In no set"), in_no_form),
        (gettext("Withdrawn"), withdrawn),
        (gettext("Retired"), retired),
    ]


def changed(owner: Person, source_id: str) -> ResponseReturnValue:
    source, form = _source(source_id), forms.SourceChangedForm()
    if form.accepted():

        def change(data: Data) -> None:
            edits.mark_changed(data, source.id, today(), form.what.data)

        if _apply(owner, source, AuditAction.SOURCE_CHANGED, change, form.what):
            flash(lazy_gettext("Marked as changed, until its next review."))
            return redirect(url_for("admin.content"), 303)
    return _page("admin/changed.html", form, source)


def review(owner: Person, source_id: str) -> ResponseReturnValue:
    source, bank = _source(source_id), served_content.bank()
    pointers = [one for one in bank.pointers if one.source.id == source.id]
    form = forms.SourceReviewForm.of(pointers)
    if form.accepted():
        review_by = _months_from(today(), int(form.again.data))

        def change(data: Data) -> None:
            edits.review(data, source.id, today(), form.by.data, review_by, form.facts.data)

        if _apply(owner, source, AuditAction.SOURCE_REVIEWED, change, form.by):
            flash(lazy_gettext("The review is recorded."))
            return redirect(url_for("admin.content"), 303)
    return _page("admin/review.html", form, source)


def _apply(
    owner: Person, source: Source, action: AuditAction, change: Callable[[Data], None], field: Field
) -> bool:
    """Change the source's file and record it; returns whether it could be.

    If the file cannot be changed, sets the field's error. The audit event is
    recorded first: the page then has an error status, so the event is rolled back.
    """
    audit.record(database.session(), owner, action, source.id, today())
    store = served_content.store(current_app)
    try:
        edits.apply(store, change, local=source.local)
    except (edits.EditError, ContentError) as error:
        field.errors = (language_choice.why_unchanged(error),)
        return False
    store.renew()
    return True


def _page(template: str, form: Form, source: Source) -> ResponseReturnValue:
    back = url_for("admin.content")
    return render_template(template, form=form, source=source, back=back), form.status


def _source(source_id: str) -> Source:
    try:
        return served_content.bank().source(source_id)
    except KeyError:
        abort(404)


def _months_from(day: date, months: int) -> date:
    return day + timedelta(days=round(months * DAYS_IN_A_MONTH))
