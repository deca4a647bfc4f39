"""``flask downgrade``: the tables of an earlier release. It says what is lost, and asks."""

from collections.abc import Mapping

import click
from flask.cli import with_appcontext
from sqlalchemy import Connection, func, inspect, select, table
from sqlalchemy import column as column_
from sqlalchemy.exc import SQLAlchemyError

from quiz.storage import database, missing_tables
from quiz.storage.database_commands import first_line

Contents = Mapping[str, tuple[int, Mapping[str, int]]]
"""For each table, its rows, and for each column how many of them have a value."""


def contents(connection: Connection) -> Contents:
    """Count what is stored, without reading it."""
    found = {}
    inspector = inspect(connection)
    for name in inspector.get_table_names():
        columns = [each["name"] for each in inspector.get_columns(name)]
        counts = [func.count(column_(each)) for each in columns]
        rows, *values = connection.execute(
            select(func.count(), *counts).select_from(table(name))
        ).one()
        found[name] = (rows, dict(zip(columns, values, strict=True)))
    return found


def lost(before: Contents, after: Contents) -> list[str]:
    """What was stored before and is not after, a line each."""
    lines = []
    for name, (rows, columns) in sorted(before.items()):
        if name not in after:
            lines.append(f"table {name}: {rows} rows")
            continue
        kept, kept_columns = after[name]
        if kept < rows:
            lines.append(f"table {name}: {rows - kept} of {rows} rows")
        lines += [
            f"column {name}.{each}: {count} values"
            for each, count in columns.items()
            if each not in kept_columns
        ]
    return lines


@click.command(
    "downgrade",
    help="Migrate the database down to a REVISION, by default by one step. Run it with the newer "
    "release, before you start the earlier one.",
)
@click.argument("revision", default="-1")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@with_appcontext
def downgrade(revision: str, yes: bool) -> None:
    from alembic.util import CommandError

    ours = database.database()
    try:
        with ours.connect(writes=False) as connection:
            if gone := missing_tables.missing(connection):
                raise click.ClickException(f"nothing was done: {gone}.")
        before, after = database.try_downgrade(ours, revision, contents)
        for line in lost(before, after) or ["No table, row or column is lost."]:
            click.echo(line)
        if not yes:
            click.confirm("Is there a backup, and shall this go for good?", abort=True)
        database.downgrade(ours, revision)
    except (CommandError, SQLAlchemyError) as error:
        raise click.ClickException(f"the database stays as it is: {first_line(error)}") from None
    with ours.begin(writes=False) as session:
        click.echo(f"The database is at revision {database.revision_of(session.connection())}.")
