"""``flask learning package``: a package for learning systems, as a file."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from quiz import content
from quiz.learning.packages.build import FORMATS, package
from quiz.learning.sets_to_open import ANY, can_be_opened
from quiz.settings.config import current_settings


@click.command("package", help="Write a package with which a learning system opens the check.")
@click.option("--format", "name", required=True, type=click.Choice(list(FORMATS)))
@click.option("--form", "letter", default=ANY, help="The set to open, such as A; without it, any.")
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def write_package(name: str, letter: str, output: Path) -> None:
    site = current_settings().public_url
    if not site:
        raise click.ClickException("set PUBLIC_URL: the package opens the check at this address.")
    if not can_be_opened(letter, content.bank().forms):
        raise click.ClickException(f"there is no form {letter}.")
    with current_app.test_request_context():
        written = package(name, site, letter)
    try:
        with click.open_file(str(output), "wb", atomic=True) as file:
            file.write(written)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from None
    click.echo(f"Written to {output}.", err=True)
    if not current_settings().learning_systems:
        click.echo("Set LEARNING_SYSTEMS, too: until then every launch is refused.", err=True)
