"""``flask scenarios export`` and ``import``: question formats of other programs."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from quiz import content
from quiz.authors import exchange
from quiz.bank import edits, own_content
from quiz.bank.content_file import ContentError
from quiz.bank.formats.archives import LARGEST_FILE
from quiz.bank.formats.import_report import ImportLine, ImportReport, Unsaid
from quiz.bank.formats.portable import FormatError, ItemRefusal
from quiz.bank.formats.registry import FORMATS, WRITTEN
from quiz.bank.written_languages import CODES
from quiz.storage.database_commands import DatabaseCommand


@click.command(
    "export", cls=DatabaseCommand, help="Write scenarios in a format of another program."
)
@click.option("--format", "name", required=True, type=click.Choice(list(WRITTEN)))
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--form", "letter", help="Only the scenarios of this form.")
@click.option("--own", is_flag=True, help="Only our own scenarios, with the drafts.")
def export(name: str, output: Path, letter: str | None, own: bool) -> None:
    used, bank = FORMATS[name], content.bank()
    try:
        found = exchange.selection(bank, exchange.OWN if own else letter or exchange.ALL)
    except KeyError:
        raise click.ClickException(f"there is no form {letter}.") from None
    if not found:
        raise click.ClickException("there is no such scenario.")
    written = exchange.export(used, found)
    for one in written.refused:
        click.echo(f"Left out: {_refusal(one)}", err=True)
    if not written.number:
        raise click.ClickException("nothing was written: no scenario is left.")
    try:
        with click.open_file(str(output), "wb", atomic=True) as file:
            file.write(written.content)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from None
    click.echo(f"{written.number} written to {output}.", err=True)
    for line in exchange.notes_on(used, found):
        click.echo(line, err=True)
    for item in written.unfinished:
        to_do = " ".join(own_content.missing(item))
        click.echo(f"Not finished: “{item.title}” ({item.id}). {to_do}", err=True)


@click.command(
    "import",
    cls=DatabaseCommand,
    help="Bring questions of another program in, as drafts of our own.",
)
@click.argument("file", type=click.File("rb"))
@click.option("--format", "name", required=True, type=click.Choice(list(FORMATS)))
@click.option("--topic", type=click.Choice(list("ABCDEFGH")), help="Of those that name none.")
@click.option("--language", type=click.Choice(CODES), help="Of those that name none; else English.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def import_file(
    file: BinaryIO, name: str, topic: str | None, language: str | None, dry_run: bool
) -> None:
    try:
        reading = FORMATS[name].read(file.read(LARGEST_FILE + 1))
        report = exchange.run(reading, Unsaid(topic, language), dry_run=dry_run)
    except (FormatError, edits.EditError, ContentError) as error:
        raise click.ClickException(str(error)) from None
    for line in report_lines(report, dry_run=dry_run):
        click.echo(line)


def report_lines(report: ImportReport, *, dry_run: bool) -> Iterator[str]:
    """An import's report for a terminal."""
    yield f"{report.summary}."
    yield from (f"Added as a draft: {_line(line)}" for line in report.added)
    for line in report.changed:
        yield f"Changed: {_line(line)}"
        yield from (f"  {part}: “{old}” becomes “{new}”" for part, old, new in line.replaced)
    yield from (f"Already here: {_line(line)}" for line in report.unchanged)
    yield from (f"Refused: {_refusal(one)}" for one in report.refused)
    yield from map(str, report.notes)
    if not report.writes:
        yield "Nothing to write."
    elif dry_run:
        yield "This was a dry run: nothing was written."


def _line(line: ImportLine) -> str:
    return f"{_place(str(line.where), line.name)} ({line.id}). {line.to_do}".rstrip()


def _refusal(one: ItemRefusal) -> str:
    return f"{_place(str(one.where), one.name)}: {one.why}. {one.remedy}."


def _place(where: str, name: str) -> str:
    return ", ".join(part for part in (where, f"“{name}”" if name else "") if part)
