"""Commands that need the database: where it cannot be used, they say what to do in one sentence."""

import re
from collections.abc import Callable
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from quiz.settings import certificates

SAME_SETTINGS = "with the same INSTANCE and DATABASE_URL as the service"
TO_DO = {
    "disk is full": "make room on its disk",
    "readonly database": "give the file and its folder to the user of the service",
    "unable to open database file": "see that its folder exists and that the user of the service "
    "can write there",
    "not a database": "the file is damaged: restore a backup (flask restore FILE --yes)",
    "foreign key is broken": "the file is damaged: restore a backup (flask restore FILE --yes)",
    "malformed": "the file is damaged: restore a backup (flask restore FILE --yes)",
    "is locked": "something else uses it: try again, or look what it is",
    "lock timeout": "something else uses it: try again, or look what it is",
    "permission denied": "give the database and its tables to the user in DATABASE_URL (ALTER "
    "DATABASE and ALTER TABLE … OWNER TO)",
}
"""What a database says, and what the operator can do; anything else is about a server."""
NO_TABLE = re.compile(r"no such (table|column)|(relation|column) .* does not exist")


class _NeedsDatabase(click.Command):
    """Says what to do where the database cannot be used."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SQLAlchemyError as error:
            raise unusable(error) from None


class DatabaseCommand(_NeedsDatabase):
    """A command that needs the app and its database."""

    def __init__(self, name: str, callback: Callable[..., Any], **options: Any) -> None:
        super().__init__(name, callback=with_appcontext(callback), **options)


class DatabaseGroup(_NeedsDatabase, AppGroup):
    """Commands that need the database."""


def unusable(error: SQLAlchemyError) -> click.ClickException:
    """What to do about a table or a server that is missing, or whatever else the database said.

    Raises the error itself where the command is wrong and not the database.
    """
    if isinstance(error, (IntegrityError, DataError)):
        raise error
    said = first_line(error)
    if NO_TABLE.search(said):
        return click.ClickException(
            f"the database has no tables yet, or older ones ({said}): run flask upgrade first, "
            f"{SAME_SETTINGS}. If that changes nothing, flask doctor says what is missing."
        )
    if why := certificates.refusal(error):
        return click.ClickException(f"the database cannot be used: {why}.")
    for words, what in TO_DO.items():
        if words in said:
            return click.ClickException(f"the database cannot be used ({said}): {what}.")
    return click.ClickException(
        f"the database cannot be used ({said}): see that it runs, and run this {SAME_SETTINGS}."
    )


def first_line(error: Exception) -> str:
    """What the database or the migration said, in one line."""
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]
