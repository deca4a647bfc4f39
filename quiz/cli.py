"""Every ``flask`` command, and the function that it calls."""

from collections.abc import Sequence
from copy import copy
from datetime import date, datetime

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from quiz.admin import account_changes
from quiz.admin.commands import find, people
from quiz.admin.mending_commands import change_address, disconnect, remove_second_step
from quiz.answers import record
from quiz.authors.commands import scenarios
from quiz.authors.exchange_commands import export, import_file
from quiz.clock import long_date, today
from quiz.learning.lti.commands import learning
from quiz.learning.packages.commands import write_package
from quiz.live.session import archive, plan_templates
from quiz.operations.backup import backup, restore
from quiz.operations.doctor import doctor
from quiz.operations.downgrade import downgrade
from quiz.operations.due import close_reviews, due, require_trusted_date
from quiz.operations.leavers import hand_over
from quiz.researchers.command import analyse
from quiz.retention import CHECK
from quiz.settings.config import OperatorError
from quiz.settings.version import VERSION
from quiz.storage import database, last_run, missing_tables, stamp
from quiz.storage.database_commands import DatabaseCommand, DatabaseGroup
from quiz.teams import reviews
from quiz.translators.commands import languages

teams = DatabaseGroup("teams", help="Team reviews.")
answers = DatabaseGroup("answers", help="Stored answers of checks.")
live = DatabaseGroup("live", help="Live sessions.")

# Names of earlier releases: group, old name, new name. They print a notice and still work for one
# release; then delete them.
RENAMED = (
    (answers, "tidy", "delete-old"),
    (people, "end", "sign-out"),
    (scenarios, "seal", "checksum"),
)


def _not_in_the_future(_context: click.Context, _option: click.Parameter, given: datetime) -> date:
    if given.date() > today():
        raise click.BadParameter(f"{given:%Y-%m-%d} is in the future.")
    return given.date()


before = click.option(
    "--before",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_not_in_the_future,
    required=True,
    help="The first day that is kept, such as 2026-01-01.",
)
yes = click.option("--yes", is_flag=True, help="Delete without asking.")


def _confirm_deletion(found: Sequence[str], *, none: str, yes: bool) -> None:
    """List what will be deleted and ask for a yes.

    Raises ClickException with the message ``none`` if there is nothing, Abort for a no.
    """
    if not found:
        raise click.ClickException(none)
    for line in found:
        click.echo(line)
    if not yes:
        click.confirm(f"Delete {len(found)} permanently?", abort=True)


@click.command("version", help="Print the version of Before You Look.")
def version() -> None:
    click.echo(VERSION)


@click.command("upgrade", cls=DatabaseCommand, help="Migrate the database to the newest revision.")
@click.option("--stamp", "lost", is_flag=True, help="Only alembic_version is lost: write it again.")
def upgrade(lost: bool) -> None:
    from alembic.util import CommandError

    opened = database.database()
    failed: Exception | None = None
    try:
        if lost:
            stamp.stamp(opened)
        database.upgrade(opened)
    except OperatorError as error:
        raise click.ClickException(str(error)) from None
    except (CommandError, SQLAlchemyError) as error:
        failed = error
    with opened.connect(writes=False) as connection:
        if gone := missing_tables.missing(connection):
            raise click.ClickException(f"nothing was done: {gone}.")
    if failed:
        raise failed


@click.command(
    "confirm-date",
    cls=DatabaseCommand,
    help="After a jump of the date: it is right, delete what is due.",
)
@click.option("--yes", is_flag=True, help="Confirm without asking.")
def confirm_date(yes: bool) -> None:
    with database.database().begin(writes=True) as session:
        held = last_run.note(session, today())
        session.commit()
    if held is None:
        click.echo("Nothing is held back.")
        return
    if not yes:
        click.confirm(f"Today is {long_date(today())}. Is that right?", abort=True)
    with database.database().begin(writes=True) as session:
        last_run.confirm(session, today())
        session.commit()
    click.echo("Confirmed. What is due is done with the next form that is sent, or within an hour.")


@answers.command("delete-old", help=f"Delete checks started more than {CHECK.days} days ago.")
def delete_old_answers() -> None:
    with database.database().begin(writes=True) as session:
        require_trusted_date(session)
        deleted = record.forget_old(session, today())
        session.commit()
    click.echo(f"{deleted} deleted.")


@live.command(
    "archive-due",
    help="Archive the sessions that are due: delete their answers and keep the figures. Delete old "
    "rehearsals.",
)
def archive_due() -> None:
    with database.database().begin(writes=True) as session:
        require_trusted_date(session)
        archived = archive.archive_due(session, today())
        session.commit()
    click.echo(f"{archived} archived.")


@live.command("delete", help="Delete sessions that ended before a day, with their figures.")
@before
@yes
def delete_sessions(day: date, yes: bool) -> None:
    with database.database().begin(writes=False) as session:
        found = [
            f"“{one.title}”, {'ended' if one.closed_on else 'open since'} {archive.ended_on(one)}"
            for one in archive.ended_before(session, day)
        ]
    _confirm_deletion(found, none=f"no session is older than {day}.", yes=yes)
    with database.database().begin(writes=True) as session:
        for one in archive.ended_before(session, day):
            archive.delete_session(session, one)
        session.commit()
    click.echo("Deleted.")


@teams.command(
    "delete",
    help="Delete reviews that were closed before a day, with their groups, codes and blocks.\n\n"
    "If authors' figures combine a block with another review, the block is kept until that review "
    "is deleted, too. Totals are kept: they are sums over reviews and cannot be separated.",
)
@before
@yes
def delete_reviews(day: date, yes: bool) -> None:
    with database.database().begin(writes=False) as session:
        found = [
            f"“{one.name}” of {reviews.lead_name(session, one)}, closed {one.closed_on}"
            for one in reviews.closed_before(session, day)
        ]
    _confirm_deletion(found, none=f"no review was closed before {day}.", yes=yes)
    with database.database().begin(writes=True) as session:
        kept = reviews.forget_closed(session, day, today())
        session.commit()
    click.echo("Deleted.")
    if kept:
        click.echo(f"Blocks kept until the reviews they were combined with are deleted: {kept}.")


@teams.command("close-due", help="Close the reviews whose closing day has passed.")
def close_due() -> None:
    with database.database().begin(writes=True) as session:
        require_trusted_date(session)
        closed = close_reviews(session, today())
        session.commit()
    click.echo(f"{closed} closed.")


@people.command("delete", help="Delete a deactivated account. The audit trail stays.")
@click.argument("email")
def delete_person(email: str) -> None:
    with database.database().begin(writes=True) as session:
        person = find(session, email)
        if person.active:
            raise click.ClickException("deactivate it first, with flask people deactivate.")
        own, hosted = reviews.of(session, person), archive.owned_by(session, person)
        shared = [one for one in plan_templates.owned_by(session, person) if one.shared]
        if own or hosted or shared:
            raise click.ClickException(
                f"this account still has team reviews ({len(own)}), live sessions "
                f"({len(hosted)}) or shared templates ({len(shared)}); see flask people "
                "hand-over, flask teams delete and flask live delete."
            )
        account_changes.delete(session, None, person, today())
        session.commit()
    click.echo("Deleted.")


def _add_old_name(group: click.Group, old: str, new: str) -> None:
    """Let a renamed command work under its old name, with a notice on stderr."""
    command = copy(group.commands[new])
    command.name, command.hidden = old, True
    command.deprecated = f"Use flask {group.name} {new}."
    group.add_command(command)


COMMANDS: tuple[click.Command, ...] = (
    *(version, upgrade, downgrade, confirm_date, backup, restore, due, doctor),
    *(answers, live, teams, scenarios, analyse, people, learning, languages),
)


def init_app(app: Flask) -> None:
    """Add the commands to the app."""
    for mending in (change_address, disconnect, remove_second_step, hand_over):
        people.add_command(mending)
    for exchange in (export, import_file):
        scenarios.add_command(exchange)
    learning.add_command(write_package)
    for command in COMMANDS:
        app.cli.add_command(command)
    for group, old, new in RENAMED:
        _add_old_name(group, old, new)
