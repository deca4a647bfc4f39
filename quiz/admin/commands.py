"""``flask people …``: accounts, from the command line."""

import re

import click
from sqlalchemy.orm import Session

from quiz import mail
from quiz.admin import account_changes, invitation_mail
from quiz.clock import today
from quiz.people import accounts, audit
from quiz.people.models import Person
from quiz.retention import INVITATION
from quiz.settings.config import current_settings
from quiz.storage import database
from quiz.storage.database_commands import DatabaseGroup
from quiz.vocabulary import Role

people = DatabaseGroup(
    "people", help="Accounts of leads, trainers, content owners, administrators."
)
EMAIL_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


@people.command("invite", help="Create a one-time link for an account, new or not; mail it, too.")
@click.argument("email")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="A role to add; may be given several times. Required for a new account.",
)
@click.option("--name", default="", help="The person's name; they can change it.")
@click.option("--url", help="The service's address, if PUBLIC_URL is not set.")
def invite(email: str, roles: tuple[str, ...], name: str, url: str | None) -> None:
    base = url or current_settings().public_url
    if not base or not base.startswith(("http://", "https://")):
        raise click.ClickException(
            "the service's address is needed: set PUBLIC_URL, or add --url https://…."
        )
    require_address(email)
    with database.database().begin(writes=True) as session:
        person = accounts.find_by_email(session, email)
        if not roles and (person is None or not person.sorted_roles):
            raise click.ClickException("name a role, with --role.")
        wanted = [Role(role) for role in roles]
        person, token = account_changes.invite(session, None, email, name[:100], wanted, today())
        account = _describe(person)
        known = bool(audit.later_links(session, person))
        session.commit()
    address = invitation_mail.link(base, token)
    click.echo(f"{account}\nThis link works once, for {INVITATION.days} days:\n{address}")
    if mail.is_on():
        letter = invitation_mail.letter(email.strip().lower(), address, known=known)
        unsent = mail.send_all([letter])
        click.echo(
            "Mail failed; send the link yourself." if unsent else "The link was mailed, too."
        )


@people.command("list", help="List every account.")
def list_all() -> None:
    with database.database().begin(writes=False) as session:
        for person in accounts.list_all(session):
            click.echo(_describe(person))


@people.command("sign-out", help="Sign a person out on every device.")
@click.argument("email")
def sign_out(email: str) -> None:
    with database.database().begin(writes=True) as session:
        account_changes.end_sessions(session, None, find(session, email), today())
        session.commit()
    click.echo("Signed out everywhere.")


@people.command("deactivate", help="Sign a person out and stop them from signing in again.")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Also the last administrator.")
def deactivate(email: str, yes: bool) -> None:
    with database.database().begin(writes=True) as session:
        person = find(session, email)
        if not yes and _is_last_administrator(session, person):
            raise click.ClickException(
                "this is the last active administrator: nobody could invite people or mend "
                "accounts at /admin/people. Invite another one first (flask people invite EMAIL "
                "--role administrator), or add --yes."
            )
        account_changes.deactivate(session, None, person, today())
        session.commit()
    click.echo("Deactivated, and signed out everywhere.")


def _is_last_administrator(session: Session, person: Person) -> bool:
    active = [
        one for one in accounts.list_all(session) if one.active and one.has_role(Role.ADMINISTRATOR)
    ]
    return active == [person]


def require_address(email: str) -> None:
    """Raises ClickException when this is not an email address."""
    if not EMAIL_ADDRESS.fullmatch(email) or len(email) > 254:
        raise click.ClickException(f"“{email}” is not an email address.")


def find(session: Session, email: str) -> Person:
    """The person with this address. Raises ClickException when there is none."""
    person = accounts.find_by_email(session, email)
    if person is None:
        raise click.ClickException(f"“{email}” has no account; see flask people list.")
    return person


def _describe(person: Person) -> str:
    roles = ", ".join(role.words for role in person.sorted_roles) or "no role"
    status = "" if person.active else " (deactivated)"
    return f"{person.email}: {person.name}, {roles}{status}"
