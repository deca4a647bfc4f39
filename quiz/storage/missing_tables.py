"""Tables and columns of ours that are gone although the revision is right: somebody renamed or
dropped them."""

from sqlalchemy import Connection, inspect
from sqlalchemy.orm import Session

from quiz.storage.database import is_migrated
from quiz.storage.tables import Base


def missing(connection: Connection) -> str | None:
    """Which tables and columns are missing and what to do, or None; also None where a migration is
    due."""
    with Session(connection) as session:
        if not is_migrated(session):
            return None
    found = inspect(connection).get_multi_columns().items()
    columns = {table: {one["name"] for one in theirs} for (_, table), theirs in found}
    gone = []
    for name, table in sorted(Base.metadata.tables.items()):
        if name not in columns:
            gone.append(name)
        else:
            gone += [str(one) for one in table.columns if one.name not in columns[name]]
    if not gone:
        return None
    return (
        f"the tables lack {', '.join(gone)}, and flask upgrade does not bring that back: rename it "
        "back if somebody renamed it, or restore a backup (flask restore FILE --yes)"
    )
