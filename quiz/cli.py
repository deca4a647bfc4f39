"""The other map: every ``flask`` command and the function it calls."""

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from quiz import database
from quiz.admin.commands import people
from quiz.answers import record
from quiz.authors.commands import scenarios
from quiz.clock import today
from quiz.live import archive
from quiz.researchers.command import analyse
from quiz.teams import box

teams = AppGroup("teams", help="Team reviews.")
answers = AppGroup("answers", help="What is kept of people's answers.")
live = AppGroup("live", help="Live sessions.")


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


@live.command(
    "archive-due",
    help="Keep only the sums of sessions whose day has come, and delete old rehearsals.",
)
def archive_due() -> None:
    with database.database().begin(writes=True) as session:
        archived = archive.archive_due(session, today())
        session.commit()
    click.echo(f"{archived} archived.")


@teams.command("close-due", help="Open the figures of reviews whose closing day has passed.")
def close_due() -> None:
    with database.database().begin(writes=True) as session:
        closed = box.close_due(session, today(), current_app.config["SECRET_KEY"])
        session.commit()
    click.echo(f"{closed} closed.")


def init_app(app: Flask) -> None:
    """Give the app its commands."""
    app.cli.add_command(upgrade)
    app.cli.add_command(answers)
    app.cli.add_command(live)
    app.cli.add_command(teams)
    app.cli.add_command(scenarios)
    app.cli.add_command(analyse)
    app.cli.add_command(people)
