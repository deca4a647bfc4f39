"""The other map: every ``flask`` command and the function it calls."""

from collections.abc import Sequence
from datetime import date, datetime

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from quiz import database
from quiz.admin import acts
from quiz.admin.commands import known, people
from quiz.answers import record
from quiz.authors.commands import scenarios
from quiz.clock import today
from quiz.config import current_settings
from quiz.live import archive
from quiz.researchers.command import analyse
from quiz.teams import reviews
from quiz.teams.box import opening

teams = AppGroup("teams", help="Team reviews.")
answers = AppGroup("answers", help="What is kept of people's answers.")
live = AppGroup("live", help="Live sessions.")


def _over(_context: click.Context, _option: click.Parameter, given: datetime) -> date:
    if given.date() > today():
        raise click.BadParameter(f"{given:%Y-%m-%d} has not come yet.")
    return given.date()


before = click.option(
    "--before",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_over,
    required=True,
    help="The first day that is kept, as 2026-01-01.",
)
yes = click.option("--yes", is_flag=True, help="Do not ask first.")


def _ask(found: Sequence[str], *, none: str, yes: bool) -> None:
    """Name what would be deleted, and stop unless that is wanted, and where there is nothing."""
    if not found:
        raise click.ClickException(none)
    for line in found:
        click.echo(line)
    if not yes:
        click.confirm(f"Delete {len(found)}, for good?", abort=True)


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


@live.command("delete", help="Delete sessions that are older than a day, with their sums.")
@before
@yes
def delete_sessions(day: date, yes: bool) -> None:
    with database.database().begin(writes=False) as session:
        found = [
            f"“{one.title}”, {'ended' if one.closed_on else 'open since'} {archive.ended_on(one)}"
            for one in archive.over_before(session, day)
        ]
    _ask(found, none=f"no session is older than {day}.", yes=yes)
    with database.database().begin(writes=True) as session:
        for one in archive.over_before(session, day):
            archive.forget(session, one)
        session.commit()
    click.echo("Deleted.")


@teams.command(
    "delete",
    help="Delete reviews that were closed before a day, with their groups, codes and blocks.\n\n"
    "A block stays as long as a review is kept that came into the authors' figures together with "
    "it. Totals stay: they are sums over reviews, and cannot be taken apart.",
)
@before
@yes
def delete_reviews(day: date, yes: bool) -> None:
    with database.database().begin(writes=False) as session:
        found = [
            f"“{one.name}” of {reviews.owner_name(session, one)}, closed {one.closed_on}"
            for one in reviews.closed_before(session, day)
        ]
    _ask(found, none=f"no review was closed before {day}.", yes=yes)
    with database.database().begin(writes=True) as session:
        stay = reviews.forget_closed(session, day, today())
        session.commit()
    click.echo("Deleted.")
    if stay:
        click.echo(f"Blocks that stay until reviews they were told with are deleted, too: {stay}.")


@teams.command("close-due", help="Open the figures of reviews whose closing day has passed.")
def close_due() -> None:
    with database.database().begin(writes=True) as session:
        closed = opening.close_due(session, today(), current_settings().secret_key)
        session.commit()
    click.echo(f"{closed} closed.")


@people.command("delete", help="Delete an account that was deactivated. The audit trail stays.")
@click.argument("email")
def delete_person(email: str) -> None:
    with database.database().begin(writes=True) as session:
        person = known(session, email)
        if person.active:
            raise click.ClickException("deactivate it first, with flask people deactivate.")
        own, hosted = reviews.of(session, person), archive.of(session, person)
        if own or hosted:
            raise click.ClickException(
                f"there still are team reviews ({len(own)}) or live sessions ({len(hosted)}) of "
                "this account; see flask teams delete and flask live delete."
            )
        acts.delete(session, None, person, today())
        session.commit()
    click.echo("Deleted.")


def init_app(app: Flask) -> None:
    """Give the app its commands."""
    app.cli.add_command(upgrade)
    app.cli.add_command(answers)
    app.cli.add_command(live)
    app.cli.add_command(teams)
    app.cli.add_command(scenarios)
    app.cli.add_command(analyse)
    app.cli.add_command(people)
