"""The pages on which content owners export scenarios and import questions of other programs."""

from collections.abc import Mapping
from contextlib import closing
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import content
from quiz.authors import exchange, readings, uploads
from quiz.authors.exchange_forms import ImportForm, UploadForm
from quiz.bank import edits, own_content
from quiz.bank.content_file import ContentError
from quiz.bank.formats.archives import LARGEST_FILE
from quiz.bank.formats.detection import format_of
from quiz.bank.formats.import_report import ImportReport, Unsaid
from quiz.bank.formats.portable import FormatError, ReadFile
from quiz.bank.formats.registry import FORMATS, WRITTEN, QuestionFormat
from quiz.bank.items import Bank
from quiz.bank.written_languages import CODES
from quiz.browser import language_choice
from quiz.clock import today
from quiz.documents.download import attachment, dated
from quiz.languages.sentences import ENGLISH, gettext, lazy_gettext, written_in
from quiz.people import audit
from quiz.people.models import Person
from quiz.settings.config import current_settings
from quiz.storage import database
from quiz.vocabulary import AuditAction, set_number
from quiz.web.notices import flash

LARGEST_UPLOAD = LARGEST_FILE + 64 * 1024
"""Of a whole request: a file and the other fields."""


def export_page(_owner: Person) -> str:
    bank = content.bank()
    return render_template(
        "authors/export.html",
        back=url_for("admin.content"),
        formats=WRITTEN.values(),
        selections=_selections(bank),
    )


def _selections(bank: Bank) -> list[tuple[str, str]]:
    """What can be exported: a value and its words."""
    national = [form.id for form in bank.forms if not form.local]
    found = [(exchange.ALL, gettext("All scored scenarios"))]
    found += [(letter, gettext("Set %(number)s", number=set_number(letter))) for letter in national]
    if exchange.selection(bank, exchange.OWN):
        found.append((exchange.OWN, gettext("Our own scenarios, with the drafts")))
    return found


def export_file(_owner: Person) -> ResponseReturnValue:
    used, bank = WRITTEN.get(request.args.get("format", "")), content.bank()
    which = request.args.get("which", "")
    if used is None or which not in dict(_selections(bank)):
        abort(404)
    items = exchange.selection(bank, which)
    written = exchange.export(used, items)
    incomplete = written.refused or written.unfinished
    if (incomplete and "rest" not in request.args) or not written.number:
        return render_template(
            "authors/export_incomplete.html",
            back=url_for("authors.export_page"),
            used=used,
            written=written,
            to_do=own_content.missing,
            rest=url_for("authors.export_file", format=used.name, which=which, rest="yes"),
        )
    return attachment(
        written.content, dated(today(), f"scenarios-{used.name}.{used.end}"), used.media_type
    )


def upload(_owner: Person) -> ResponseReturnValue:
    form = UploadForm.of(content.bank())
    if form.accepted():
        found = _sent()
        if not found:
            form.file.errors = (gettext("Choose a file that is not empty"),)
        elif len(found) > LARGEST_FILE:
            form.file.errors = (gettext("The file is too large. Split it"),)
        elif name := _format(form, found):
            upload_id = uploads.keep(current_settings().instance, found)
            return redirect(_address(upload_id, name, _unsaid(request.form, content.bank())), 303)
    page = render_template(
        "authors/import.html", form=form, back=url_for("admin.content"), formats=FORMATS.values()
    )
    return page, form.status


def _format(form: UploadForm, found: bytes) -> str:
    """The format that was chosen, or that the file seems to have; empty, and an error at the file,
    when no format fits."""
    try:
        return str(form.format.data or format_of(found))
    except FormatError as error:
        form.file.errors = (str(error),)
        return ""


def _likely(found: bytes) -> str:
    """The format that a file seems to have; the first one if none fits, which then says why."""
    try:
        return format_of(found)
    except FormatError:
        return next(iter(FORMATS))


def _sent() -> bytes:
    """The file of the form, up to one byte more than it may have; empty without one."""
    sent = request.files.get("file")
    if sent is None:
        return b""
    with closing(sent):
        return bytes(sent.read(LARGEST_FILE + 1))


def import_upload(owner: Person, upload_id: str) -> ResponseReturnValue:
    found = uploads.kept(current_settings().instance, upload_id)
    if found is None:
        flash(
            lazy_gettext(
                "That file is no longer here: files are kept for an hour. Choose it again."
            )
        )
        return redirect(url_for("authors.upload"), 303)
    bank, form = content.bank(), ImportForm()
    given = request.form if request.method == "POST" else request.args
    used = FORMATS.get(given.get("format", "")) or FORMATS[_likely(found)]
    unsaid = _unsaid(given, bank)
    reading, refused = _read(used, found)
    if form.accepted() and reading:
        report, refused = _run(owner, reading, unsaid, form.seen.data or "")
        if report:
            flash(lazy_gettext("Imported: %(counts)s.", counts=report.summary))
            return redirect(_address(upload_id, used.name, unsaid), 303)
    report, why = _look(reading, unsaid) if reading else (None, "")
    form.format.data = used.name
    form.topic.data, form.language.data = unsaid.topic or "", unsaid.language or ""
    form.seen.data = report.fingerprint if report else ""
    page = render_template(
        "authors/import_report.html",
        form=form,
        others={
            one.title: _address(upload_id, one.name, unsaid)
            for one in FORMATS.values()
            if one is not used
        },
        back=url_for("authors.upload"),
        used=used,
        report=report,
        refused=refused or why,
    )
    return page, 422 if refused and request.method == "POST" else form.status


def _unsaid(given: Mapping[str, str], bank: Bank) -> Unsaid:
    """What was chosen for questions that do not say it themselves; other values are no choice."""
    topic, language = given.get("topic"), given.get("language")
    known = {one.id for one in bank.topics}
    return Unsaid(topic if topic in known else None, language if language in CODES else None)


def _address(upload_id: str, name: str, unsaid: Unsaid) -> str:
    chosen: dict[str, Any] = {"topic": unsaid.topic, "language": unsaid.language}
    return url_for("authors.import_upload", upload_id=upload_id, format=name, **chosen)


def _read(used: QuestionFormat, found: bytes) -> tuple[ReadFile | None, str]:
    """What was read, or why the file cannot be."""
    try:
        return used.read(found), ""
    except FormatError as error:
        return None, str(error)


def _look(reading: ReadFile, unsaid: Unsaid) -> tuple[ImportReport | None, str]:
    """What would be imported, or why nothing can be."""
    try:
        return exchange.run(reading, unsaid, dry_run=True), ""
    except (edits.EditError, ContentError) as error:
        return None, language_choice.why_unchanged(error)


def _run(
    owner: Person, reading: ReadFile, unsaid: Unsaid, seen: str
) -> tuple[ImportReport | None, str]:
    """Import, and record it first: a page with an error status rolls the event back."""
    try:
        report = exchange.preview(reading, unsaid)
        if not report.writes:
            return report, ""
        with written_in(ENGLISH):  # what is stored has one language
            what = f"{report.summary}."
        audit.record(database.session(), owner, AuditAction.CONTENT_IMPORTED, what, today())
        report = exchange.run(reading, unsaid, dry_run=False, seen=seen)
        for line in (*report.added, *report.changed):  # its second reader is somebody else
            readings.note_writer(database.session(), line.id, owner)
        for line in report.changed:
            action = AuditAction.CONTENT_IMPORTED
            audit.record(database.session(), owner, action, line.id, today())
        return report, ""
    except (edits.EditError, ContentError) as error:
        return None, language_choice.why_unchanged(error)
