"""``flask languages export`` and ``import``: PO files for translators, and what comes back."""

from typing import BinaryIO

import click
from flask.cli import AppGroup

from quiz.content import bank
from quiz.languages.catalogues import CONTENT, INTERFACE, TRANSLATED, catalogue_file

languages = AppGroup("languages", help="Translations of the service.")
code = click.argument("language", type=click.Choice(sorted(TRANSLATED)))
of_content = click.option(
    "--content", is_flag=True, help="The survey's questions and the scenarios, not the interface."
)


@languages.command("export", help="Write the sentences of a LANGUAGE to a PO file.")
@code
@of_content
@click.option("--output", type=click.File("wb"), required=True, help="The file, or - to print it.")
def export(language: str, content: bool, output: BinaryIO) -> None:
    from quiz.languages.extraction import as_po  # Babel is loaded only here
    from quiz.translators.catalogue import whole

    catalog = whole(language, CONTENT if content else INTERFACE, bank())
    output.write(as_po(catalog))
    missing = sum(1 for one in catalog if one.id and not one.string)
    click.echo(f"{len(catalog)} sentences, {missing} of them not translated.", err=True)


@languages.command("import", help="Take in the translations of a LANGUAGE from a PO FILE.")
@code
@click.argument("file", type=click.File("rb"))
@of_content
@click.option("--dry-run", is_flag=True, help="Only say what would be taken in.")
def import_translations(language: str, file: BinaryIO, content: bool, dry_run: bool) -> None:
    from quiz.translators.catalogue import CatalogueError, taken_in, written

    domain = CONTENT if content else INTERFACE
    try:
        catalog, new = taken_in(language, domain, bank(), file)
    except CatalogueError as error:
        raise click.ClickException(f"{error}\nNothing was taken in.") from None
    if dry_run:
        click.echo(f"New translations: {new}. Nothing was taken in yet.")
        return
    place = catalogue_file(language, domain)
    try:
        place.write_bytes(written(catalog, domain))
    except OSError as error:
        raise click.ClickException(f"{place} cannot be written: {error.strerror}.") from None
    click.echo(f"New translations: {new}. They show after a restart.")
