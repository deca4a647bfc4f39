"""``flask learning …``: learning systems and our keys for them, from the command line."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from quiz.clock import today
from quiz.learning.lti import registered, signing_keys
from quiz.learning.lti.models import LtiKey, LtiPlatform
from quiz.settings.config import current_settings, is_safe
from quiz.storage import database
from quiz.storage.database_commands import DatabaseGroup

ADDRESSES = ("issuer", "site_url", "login_url", "token_url", "keys_url")
Row = TypeVar("Row", LtiPlatform, LtiKey)

learning = DatabaseGroup("learning", help="Learning systems that open the check.")
keys = DatabaseGroup("keys", help="The keys with which we sign what learning systems get.")
learning.add_command(keys)


def _url(name: str, words: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(name, required=True, help=words)


@learning.command("add", help="Register a learning system, with what its own pages show.")
@click.option("--name", required=True, help="As people know it; they see it.")
@_url("--issuer", "Issuer, or platform ID.")
@click.option("--client-id", required=True, help="The id that it gave to this service.")
@_url("--site-url", "Its address, as in the address bar when people work with it.")
@_url("--login-url", "Authentication request URL.")
@_url("--token-url", "Access token URL.")
@_url("--keys-url", "Public keyset URL.")
@click.option("--deployment", "deployments", multiple=True, help="A deployment ID; several may be.")
def add(deployments: tuple[str, ...], **values: str) -> None:
    for given in (value for name, value in values.items() if name in ADDRESSES):
        if not is_safe(given, current_settings().production):
            raise click.ClickException(f"“{given}” does not begin with https://.")
    with database.database().begin(writes=True) as session:
        if registered.is_known(session, values["issuer"], values["client_id"]):
            raise click.ClickException("this issuer and client id are registered already.")
        found = registered.add(session, None, values, deployments, today())
        added = found.id
        session.commit()
    click.echo(f"Added as {added[:8]}.")


@learning.command("list", help="List the learning systems.")
def list_all() -> None:
    with database.database().begin(writes=False) as session:
        for each in registered.every(session):
            deployments = ", ".join(each.deployment_ids) or "none"
            click.echo(f"{each.id[:8]}  {each.name}: {each.issuer}, client id {each.client_id}")
            click.echo(f"          deployments: {deployments}")


@learning.command("deploy", help="Add a deployment ID to the learning system with this ID.")
@click.argument("start", metavar="ID")
@click.argument("deployment")
def deploy(start: str, deployment: str) -> None:
    with database.database().begin(writes=True) as session:
        found = _one(registered.every(session), start, "learning system")
        wanted = [*found.deployment_ids, deployment]
        registered.change(session, None, found, {}, wanted, today())
        session.commit()
    click.echo("Added.")


@learning.command("remove", help="Remove the learning system with this ID.")
@click.argument("start", metavar="ID")
def remove(start: str) -> None:
    with database.database().begin(writes=True) as session:
        found = _one(registered.every(session), start, "learning system")
        registered.remove(session, None, found, today())
        session.commit()
    click.echo("Removed.")


@keys.command("list", help="List our keys, the newest first.")
def list_keys() -> None:
    with database.database().begin(writes=False) as session:
        found = signing_keys.every(session)
        signing = signing_keys.signs(found, today())
        for key in found:
            click.echo(f"{key.id[:8]}  made {key.made_on}{', signs' if key is signing else ''}")


@keys.command(
    "new", help="Make a key. It signs from tomorrow, the first at once; the others stay published."
)
def new_key() -> None:
    with database.database().begin(writes=True) as session:
        made = signing_keys.make(session, None, today()).id
        session.commit()
    click.echo(f"Made {made[:8]}. Remove the old one in a few days: flask learning keys remove.")


@keys.command("remove", help="Remove the key with this ID: what it has signed is refused soon.")
@click.argument("start", metavar="ID")
def remove_key(start: str) -> None:
    with database.database().begin(writes=True) as session:
        found = _one(signing_keys.every(session), start, "key")
        signing_keys.remove(session, None, found, today())
        session.commit()
    click.echo("Removed.")


def _one(rows: Sequence[Row], start: str, kind: str) -> Row:
    """The row whose id begins so. Raises ClickException when that is none, or several."""
    found = [row for row in rows if start and row.id.startswith(start)]
    if len(found) != 1:
        raise click.ClickException(f"no one {kind} has an id that begins with “{start}”.")
    return found[0]
