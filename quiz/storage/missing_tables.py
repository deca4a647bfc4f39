"""Tables and columns of ours that are gone although the revision is right, or a revision that is
gone although the tables are there: somebody renamed, emptied or dropped something."""

from sqlalchemy import Connection, text

from quiz.storage.database import newest_revision, revision_of
from quiz.storage.revisions import works_with
from quiz.storage.tables import Base

COLUMNS = {
    "sqlite": text(
        "SELECT a.name, b.name FROM sqlite_master AS a JOIN pragma_table_info(a.name) AS b "
        "WHERE a.type = 'table'"
    ),
    "postgresql": text(
        "SELECT a.relname, b.attname FROM pg_class AS a JOIN pg_attribute AS b "
        "ON b.attrelid = a.oid WHERE a.relnamespace = current_schema()::regnamespace "
        "AND a.relkind IN ('r', 'p') AND b.attnum > 0 AND NOT b.attisdropped"
    ),
}
"""Every table and column in one query: /readyz asks it each time."""
REVISION_LOST = (
    "the tables are there, but alembic_version, which says their revision, is missing or empty or "
    "has several rows: rename it back if somebody renamed it; otherwise run flask upgrade --stamp "
    "with the release that served last, or restore a backup (flask restore FILE --yes)"
)


def lacking(connection: Connection) -> list[str]:
    """Tables and columns of this release that the database lacks; what others have added does not
    count."""
    found: dict[str, set[str]] = {}
    for table, column in connection.execute(COLUMNS[connection.dialect.name]):
        found.setdefault(table, set()).add(column)
    gone = []
    for name, table in sorted(Base.metadata.tables.items()):
        if name not in found:
            gone.append(name)
        else:
            gone += [str(one) for one in table.columns if one.name not in found[name]]
    return gone


def missing(connection: Connection) -> str | None:
    """What is missing and what to do, or None; also None where a migration is due."""
    revision, gone = revision_of(connection), lacking(connection)
    if revision is None:
        return REVISION_LOST if len(gone) < len(Base.metadata.tables) else None
    if not gone or not works_with(newest_revision(), revision):
        return None
    return (
        f"the tables lack {', '.join(gone)}, and flask upgrade does not bring that back: rename it "
        "back if somebody renamed it, or restore a backup (flask restore FILE --yes)"
    )
