"""Tables of ours that are gone although the revision is right: somebody renamed or dropped them."""

from sqlalchemy import Connection, inspect
from sqlalchemy.orm import Session

from quiz.storage.database import is_migrated
from quiz.storage.tables import Base


def missing(connection: Connection) -> str | None:
    """Which tables are missing and what to do, or None; also None where a migration is due."""
    with Session(connection) as session:
        if not is_migrated(session):
            return None
    gone = sorted(set(Base.metadata.tables) - set(inspect(connection).get_table_names()))
    if not gone:
        return None
    return (
        f"a table is missing ({', '.join(gone)}), and flask upgrade does not bring it back: rename "
        "it back if somebody renamed it, or restore a backup (flask restore FILE --yes)"
    )
