"""``flask people …``: accounts, from the command line."""

import re

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from quiz import database, mail
from quiz.admin import acts, letters
from quiz.clock import today
from quiz.config import current_settings
from quiz.people import roster
from quiz.people.invitations import VALID_FOR
from quiz.people.models import Person
from quiz.vocabulary import Role

people = AppGroup("people", help="Accounts of leads, trainers, content owners, administrators.")
AN_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


@people.command("invite", help="Print a one-time link for somebody, new or known; mail it, too.")
@click.argument("email")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="What they may do; may be given several times. Needed for somebody new.",
)
@click.option("--name", default="", help="What they are called; they can change it.")
@click.option("--url", help="How people reach the service, unless PUBLIC_URL says it.")
def invite(email: str, roles: tuple[str, ...], name: str, url: str | None) -> None:
    base = url or current_settings().public_url
    if not base or not base.startswith(("http://", "https://")):
        raise click.ClickException(
            "say how people reach the service: set PUBLIC_URL, or add --url https://…."
        )
    if not AN_ADDRESS.fullmatch(email) or len(email) > 254:
        raise click.ClickException(f"“{email}” is not an email address.")
    with database.database().begin(writes=True) as session:
        somebody = roster.find_by_email(session, email)
        if not roles and (somebody is None or not somebody.has):
            raise click.ClickException("say what they may do, with --role.")
        given = [Role(role) for role in roles]
        person, token = acts.invite(session, None, email, name[:100], given, today())
        said = _in_words(person)
        session.commit()
    address = letters.link(base, token)
    click.echo(f"{said}\nThis link works once, for {VALID_FOR.days} days:\n{address}")
    if mail.is_on():
        sent = mail.send(email.strip().lower(), letters.SUBJECT, letters.text(address))
        click.echo("It was mailed, too." if sent else "It could not be mailed; give it to them.")


@people.command("list", help="Everybody with an account.")
def list_all() -> None:
    with database.database().begin(writes=False) as session:
        for person in roster.everyone(session):
            click.echo(_in_words(person))


@people.command("end", help="Sign somebody out everywhere.")
@click.argument("email")
def end(email: str) -> None:
    with database.database().begin(writes=True) as session:
        acts.end_sessions(session, None, known(session, email), today())
        session.commit()
    click.echo("Signed out everywhere.")


@people.command("deactivate", help="Keep somebody out, at once; an invitation lets them in again.")
@click.argument("email")
def deactivate(email: str) -> None:
    with database.database().begin(writes=True) as session:
        acts.deactivate(session, None, known(session, email), today())
        session.commit()
    click.echo("Deactivated, and signed out everywhere.")


def known(session: Session, email: str) -> Person:
    """The person with this address. Raises ClickException when there is none."""
    person = roster.find_by_email(session, email)
    if person is None:
        raise click.ClickException(f"nobody has an account with “{email}”; see flask people list.")
    return person


def _in_words(person: Person) -> str:
    roles = ", ".join(role.words for role in person.has) or "no role"
    standing = "" if person.active else " (deactivated)"
    return f"{person.email}: {person.name}, {roles}{standing}"
