"""Exports and imports of scenarios, for the commands and the pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app

from quiz import content
from quiz.bank import edits, own_content
from quiz.bank.content_file import LOCAL_SCHEMA, Data, read
from quiz.bank.formats.import_report import ImportReport, Unsaid
from quiz.bank.formats.importing import bring_in
from quiz.bank.formats.portable import ItemRefusal, ReadFile, Writing, portable
from quiz.bank.formats.registry import QuestionFormat
from quiz.bank.formats.unwritten import left_out, to_write
from quiz.bank.items import Bank, Item
from quiz.languages.sentences import gettext, lazy_gettext

ALL, OWN = "all", "own"
CHANGED_SINCE = lazy_gettext(
    "Nothing was imported: somebody saved a draft since you checked the file. Check again what "
    "would change."
)


def selection(bank: Bank, which: str) -> list[Item]:
    """The scenarios to export: all that are scored, a form's, or our own with the drafts.

    Raises KeyError when there is no such form.
    """
    if which == OWN:
        return [item for item in bank.items.values() if item.local]
    if which == ALL:
        return [item for item in bank.items.values() if not item.draft]
    return list(bank.form(which).items)


@dataclass(frozen=True)
class Export:
    """A file with scenarios: how many, which are left out, and which are not finished."""

    content: bytes
    number: int
    refused: tuple[ItemRefusal, ...]
    unfinished: tuple[Item, ...]


def export(used: QuestionFormat, items: Sequence[Item]) -> Export:
    """Write scenarios in a format. Nobody is asked a placeholder of a draft: it is left empty in
    a table to edit; elsewhere the draft is left out if its story, question or options have one."""
    fits = [item for item in items if used.for_drafts or own_content.is_measurable(item)]
    written = used.write([to_write(item) for item in fits]) if used.write else Writing(b"")
    refused = (*(left_out(item) for item in items if item not in fits), *written.refused)
    gone = {one.where for one in refused}
    unfinished = [item for item in fits if item.id not in gone and own_content.missing(item)]
    return Export(written.content, len(items) - len(refused), refused, tuple(unfinished))


def notes_on(used: QuestionFormat, items: Sequence[Item]) -> list[str]:
    """What the format drops of these scenarios, in words."""
    found = [portable(item) for item in items]
    dropped = [field.words for field in used.dropped if any(item.has(field) for item in found)]
    if not dropped:
        return []
    return [
        gettext(
            "%(format)s has no place for: %(parts)s.", format=used.title, parts=", ".join(dropped)
        )
    ]


def preview(reading: ReadFile, unsaid: Unsaid) -> ImportReport:
    """What an import would do, without holding the whole content to its rules.

    Raises ContentError when the organisation's file cannot be read.
    """
    store = content.store(current_app)
    data = read(store.local, LOCAL_SCHEMA).data if store.local.exists() else {}
    return bring_in(data, reading, store.bank, unsaid)


def run(
    reading: ReadFile, unsaid: Unsaid, *, dry_run: bool, seen: str | None = None
) -> ImportReport:
    """Import what was read into the organisation's own content, or only say what would change.

    seen: the fingerprint of the report that somebody looked at before. Raises EditError or
    ContentError, and changes nothing, when the file would be refused, or would now do something
    else than was seen.
    """
    store = content.store(current_app)

    def change(data: Data) -> ImportReport:
        report = bring_in(data, reading, store.bank, unsaid)
        if seen not in (None, report.fingerprint):
            raise edits.EditError(CHANGED_SINCE)
        return report

    report = edits.apply(store, change, local=True, dry_run=dry_run)
    if not dry_run:
        store.renew()
    return report
