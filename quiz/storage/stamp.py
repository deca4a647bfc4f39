"""The revision of the tables, written again where only it was lost."""

from typing import Any

from sqlalchemy import inspect

from quiz.instance import OperatorError
from quiz.storage.database import MIGRATIONS, Database, newest_revision, revision_of
from quiz.storage.tables import Base

ADDED = {
    "remove_table": "table",
    "remove_index": "index",
    "remove_column": "column",
    "remove_constraint": "constraint",
}
"""How Alembic names what the database has and the release does not."""


def stamp(database: Database) -> None:
    """Write that the tables are at the newest revision, once they are compared with it.

    Raises OperatorError where a revision is there, or where the tables are of another one.
    """
    # Imported only here: without it the service starts a tenth faster.
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with database.writer.begin() as connection:
        if found := revision_of(connection):
            raise OperatorError(f"alembic_version is there and says {found}: nothing is lost.")
        context = MigrationContext.configure(connection)
        if wrong := _complaint(compare_metadata(context, Base.metadata)):
            raise OperatorError(wrong)
        if inspect(connection).has_table("alembic_version"):
            connection.exec_driver_sql("DELETE FROM alembic_version")
        context.stamp(ScriptDirectory(str(MIGRATIONS)), "head")


def _complaint(differences: list[Any]) -> str | None:
    """What to do about differences from the tables of this release; None where there are none."""
    others = sorted({_table_of(each) for each in differences})
    if set(others) >= set(Base.metadata.tables):
        return "the database has no tables yet: run flask upgrade without --stamp."
    if differences and all(each[0] in ADDED for each in differences):
        more = sorted(f"{ADDED[each[0]]} {each[-1].name}" for each in differences)
        return (
            f"nothing was written, because the database has more than revision {newest_revision()} "
            f"({', '.join(more)}): if a newer release added that, run this with that release; if "
            "you did, remove it first."
        )
    if others:
        return (
            f"nothing was written, because tables differ from revision {newest_revision()} "
            f"({', '.join(others)}): run this with the release that served last, or restore a "
            "backup (flask restore FILE --yes)."
        )
    return None


def _table_of(difference: Any) -> str:
    """The table of a difference, in Alembic's three forms: of a table or index, of a column, and a
    list of those of one column."""
    one = difference[0] if isinstance(difference, list) else difference
    if len(one) > 2:
        return str(one[2])
    return str(getattr(one[1], "table", one[1]).name)
