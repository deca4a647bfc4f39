"""The other map: every ``flask`` command and the function it calls."""

from typing import BinaryIO

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from quiz import database
from quiz.answers import record
from quiz.bank import checks
from quiz.bank.items import Bank
from quiz.clock import today
from quiz.researchers import command

answers = AppGroup("answers", help="What is kept of people's answers.")


@click.command("upgrade", help="Bring the database's tables up to date.")
def upgrade() -> None:
    try:
        database.upgrade(database.database())
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise click.ClickException(f"the database cannot be used: {cause}") from None


@answers.command("tidy", help=f"Delete attempts started more than {record.KEPT_FOR.days} days ago.")
def tidy() -> None:
    with database.database().begin(writes=True) as session:
        gone = record.forget_old(session, today())
        session.commit()
    click.echo(f"{gone} deleted.")


scenarios = AppGroup("scenarios", help="The content: what there is, and whether it is right.")


@scenarios.command("list", help="Every scenario, by form.")
def list_scenarios() -> None:
    bank: Bank = current_app.extensions["bank"]
    for form in bank.forms:
        for number, item in enumerate(form.items, start=1):
            click.echo(f"{form.id}{number:<3} {item.topic.id} {item.id:32} {item.title}")
    placed = {item.id for form in bank.forms for item in form.items}
    for item in bank.items.values():
        if item.id not in placed:
            click.echo(f"-    {item.topic.id} {item.id:32} {item.title}")
    for contested in bank.contested:
        click.echo(f"?    {contested.topic.id} {contested.id:32} {contested.title} (never scored)")


@scenarios.command("check", help="What falls short of the standard; exits 1 when anything does.")
def check_scenarios() -> None:
    bank: Bank = current_app.extensions["bank"]
    findings = checks.check(bank)
    for finding in findings:
        click.echo(finding)
    for form in bank.forms:
        shares = ", ".join(f"{h} {s:.0%}" for h, s in checks.naive_scores(form.items).items())
        click.echo(f"form {form.id}: right for whoever always takes {shares}.")
    for item in bank.items.values():
        click.echo(f"{item.id}: reading ease {checks.reading_ease(checks.item_text(item)):.0f}.")
    click.echo(f"{len(findings)} to mend.")
    if findings:
        raise SystemExit(1)


@click.command("analyse", help="What a data set tells; JSON or CSV as in docs/analyse.md.")
@click.argument("file", type=click.File("rb"))
@click.option("--json", "json_wanted", is_flag=True, help="Every figure by name, as JSON.")
@click.option("--release", metavar="k,t,max", help="What a team review would publish of it.")
def analyse(file: BinaryIO, json_wanted: bool, release: str | None) -> None:
    try:
        reviewed = None if release is None else command.rules(release)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--release") from None
    command.analyse(file, json_wanted=json_wanted, reviewed=reviewed)


def init_app(app: Flask) -> None:
    """Give the app its commands."""
    app.cli.add_command(upgrade)
    app.cli.add_command(answers)
    app.cli.add_command(scenarios)
    app.cli.add_command(analyse)
