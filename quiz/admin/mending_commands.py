"""``flask people …``: commands that mend how somebody signs in."""

import click
from flask.cli import with_appcontext

from quiz import mail
from quiz.admin import account_changes
from quiz.admin.commands import find, require_address
from quiz.clock import today
from quiz.people import accounts
from quiz.storage import database


@click.command("change-address", help="Change the email address of an account.")
@click.argument("old")
@click.argument("new")
@with_appcontext
def change_address(old: str, new: str) -> None:
    require_address(new)
    with database.database().begin(writes=True) as session:
        person = find(session, old)
        if accounts.find_by_email(session, new):
            raise click.ClickException(f"“{new}” already has an account.")
        notice = account_changes.change_address(session, None, person, new, today())
        session.commit()
    click.echo("Changed.")
    if mail.is_on():
        unsent = mail.send_all([notice])
        done = "Mail to the old address failed." if unsent else "A mail went to the old address."
        click.echo(done)


@click.command(
    "disconnect",
    help="Disconnect somebody's account at the OpenID Connect provider, and sign them out. Their "
    "next sign-in finds them by their email address.",
)
@click.argument("email", required=False)
@click.option("--all", "everybody", is_flag=True, help="Everybody: after a new registration.")
@with_appcontext
def disconnect(email: str | None, everybody: bool) -> None:
    if bool(email) == everybody:
        raise click.ClickException("name an address, or add --all.")
    with database.database().begin(writes=True) as session:
        chosen = accounts.list_all(session) if email is None else [find(session, email)]
        day = today()
        removed = [account_changes.remove_identity(session, None, one, day) for one in chosen]
        session.commit()
    click.echo(f"{sum(removed)} disconnected.")


@click.command(
    "remove-second-step",
    help="Remove the authenticator app, passkeys and recovery codes of somebody who has lost them.",
)
@click.argument("email")
@with_appcontext
def remove_second_step(email: str) -> None:
    with database.database().begin(writes=True) as session:
        notice = account_changes.remove_factors(session, None, find(session, email), today())
        session.commit()
    if notice is None:
        raise click.ClickException("this account has no second step.")
    click.echo("Removed. From now on the password is enough.")
    if mail.is_on():
        unsent = mail.send_all([notice])
        click.echo("Mail failed." if unsent else "A mail about it went to the account.")
