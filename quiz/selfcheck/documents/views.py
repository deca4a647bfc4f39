"""The CPD note and the page for supervision, as pages and as files."""

from dataclasses import asdict
from datetime import date

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz.bank.cpd_forms import CpdForm
from quiz.browser import browser_session
from quiz.browser.language_choice import lang_of
from quiz.documents.download import DOCX, attachment
from quiz.documents.paper_words import paper_words
from quiz.documents.quotations import Quotations, for_paper, pieces
from quiz.documents.typeset import pdf
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.selfcheck.current import CurrentAttempt
from quiz.selfcheck.documents.finished_check import FinishedCheck, set_words
from quiz.selfcheck.documents.forms import NoteForm, SupervisionForm
from quiz.selfcheck.documents.note import NO_NAMES, NoteField, as_text, note_fields, quoted
from quiz.selfcheck.documents.supervision import SupervisionPage, supervision_page, with_rules
from quiz.selfcheck.feedback import StandAnswers, stand_answers
from quiz.selfcheck.journey import Page, Step
from quiz.selfcheck.navigation import address, redirect_if_closed

TITLE = lazy_gettext("A note for my CPD record")
NOTE, SUPERVISION = "cpd note", "supervision"


def _finished(current: CurrentAttempt) -> FinishedCheck:
    second = not current.progress.asks_survey
    words = set_words(current.bank, current.attempt.form, current.items, second=second)
    return FinishedCheck(current.marked, _day(current), words)


def _day(current: CurrentAttempt) -> date:
    day = current.attempt.finished_on
    if day is None:
        raise ValueError("the check is not finished")
    return day


def _headings(current: CurrentAttempt) -> CpdForm:
    """The headings that were chosen; else the first in the language of the page, or of all."""
    chosen = browser_session.choices(NOTE).get("headings")
    forms = current.bank.cpd_forms
    first = next((form for form in forms if not lang_of(form)), forms[0])
    return next((form for form in forms if form.id == chosen), first)


def _note(current: CurrentAttempt) -> tuple[NoteField, ...]:
    chosen = browser_session.choices(NOTE)
    return note_fields(
        _headings(current),
        _finished(current),
        chosen.get("surprises", ()),
        with_result=chosen.get("result", False),
    )


def _quoted(current: CurrentAttempt) -> Quotations:
    return quoted(_headings(current), _finished(current))


def cpd_note(current: CurrentAttempt) -> ResponseReturnValue:
    if elsewhere := redirect_if_closed(current, Page(Step.FEEDBACK)):
        return elsewhere
    check, chosen = _finished(current), browser_session.choices(NOTE)
    headings = _headings(current)
    form = NoteForm.of(current.bank.cpd_forms, check.items, {**chosen, "headings": headings.id})
    if form.accepted():
        browser_session.keep_choices(NOTE, form.chosen)
        return redirect(url_for("selfcheck.cpd_note", _anchor="note"), 303)
    return render_template(
        "check/cpd_note.html",
        form=form,
        current=current,
        headings=_headings(current),
        note=pieces(as_text(_note(current)), _quoted(current)),
        back=address(Page(Step.FEEDBACK)),
    ), form.status


def cpd_note_docx(current: CurrentAttempt) -> ResponseReturnValue:
    """The note as a Word file. python-docx is loaded only here."""
    from quiz.selfcheck.documents.word import word

    if elsewhere := redirect_if_closed(current, Page(Step.FEEDBACK)):
        return elsewhere
    made = word(str(TITLE), _note(current), _quoted(current), _day(current))
    return _file(current, made, "cpd-note", "docx", DOCX)


def cpd_note_pdf(current: CurrentAttempt) -> ResponseReturnValue:
    if elsewhere := redirect_if_closed(current, Page(Step.FEEDBACK)):
        return elsewhere
    fields = [asdict(field) for field in _note(current)]
    data = {
        **paper_words(),
        "title": str(TITLE),
        "foot": gettext("Before You Look: %(title)s", title=TITLE),
        "fields": fields,
        "last": str(NO_NAMES),
        "quoted": for_paper(_quoted(current)),
    }
    made = pdf("selfcheck/documents/cpd_note.typ", data, _day(current))
    return _file(current, made, "cpd-note", "pdf", "application/pdf")


def _file(
    current: CurrentAttempt, content: bytes, name: str, ending: str, mimetype: str
) -> Response:
    return attachment(content, f"{name}-{_day(current).isoformat()}.{ending}", mimetype)


def _stands(current: CurrentAttempt) -> list[StandAnswers]:
    return stand_answers(current.bank.stand, current.survey)


def _supervision(current: CurrentAttempt) -> SupervisionPage:
    chosen = browser_session.choices(SUPERVISION)
    return supervision_page(
        _finished(current),
        chosen.get("rules", ()),
        _stands(current) if chosen.get("stands") else (),
        with_result=chosen.get("result", False),
    )


def supervision(current: CurrentAttempt) -> ResponseReturnValue:
    if elsewhere := redirect_if_closed(current, Page(Step.FEEDBACK)):
        return elsewhere
    items = with_rules(_finished(current).items)
    form = SupervisionForm.of(items, browser_session.choices(SUPERVISION))
    if not _stands(current):
        del form.stands
    if form.accepted():
        browser_session.keep_choices(SUPERVISION, form.chosen)
        return redirect(url_for("selfcheck.supervision", _anchor="page"), 303)
    return render_template(
        "check/supervision.html",
        form=form,
        current=current,
        shown=_supervision(current),
        back=address(Page(Step.FEEDBACK)),
    ), form.status


def supervision_pdf(current: CurrentAttempt) -> ResponseReturnValue:
    if elsewhere := redirect_if_closed(current, Page(Step.FEEDBACK)):
        return elsewhere
    data = _supervision(current).data
    made = pdf("selfcheck/documents/supervision.typ", data, _day(current))
    return _file(current, made, "supervision", "pdf", "application/pdf")
