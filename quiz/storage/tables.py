"""What all tables share: names of constraints, formats of ids, column types, and upsert."""

from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Connection, MetaData, Table, bindparam
from sqlalchemy.orm import DeclarativeBase, Session

from quiz.storage.compiled import first_row

HEX = "ltrim({0}, '0123456789abcdef') = ''"
RANDOM_ID = f"length(id) = 32 AND substr(id, 13, 1) = '4' AND {HEX.format('id')}"
"""A version 4 UUID: it contains no time and no machine."""
CONTENT_ID = (
    "length({0}) BETWEEN 1 AND 60 AND ltrim({0}, '-abcdefghijklmnopqrstuvwxyz0123456789') = ''"
)
FORM_ID = "length(form) = 1 AND form BETWEEN 'A' AND 'Z'"
DAY = "length(CAST({0} AS VARCHAR(40))) = 10"
IN_ORDER_OF_ID: dict[str, Any] = {"sqlite_with_rowid": False}
"""SQLite stores rows in order of their random ids, not in order of arrival."""


class Base(DeclarativeBase):
    """The base class of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


def one_of(column: str, allowed: Any) -> CheckConstraint:
    """A constraint that allows only these values."""
    values = ", ".join(f"'{value}'" for value in allowed)
    return CheckConstraint(f"{column} IN ({values})", name=column)


def boolean(column: str) -> Boolean:
    """A boolean column. SQLite has no such type, so a constraint allows only 0 and 1."""
    return Boolean(create_constraint=True, name=column)


def table_of(model: type[Base]) -> Table:
    """The table of a model, for statements that need no objects."""
    return model.metadata.tables[model.__tablename__]


def insert_in(dialect: str, table: Any) -> Any:
    """The insert of this dialect, which says what to do about a row that is there. PostgreSQL's
    takes 2 MB, so a service on SQLite does not load it."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


def upsert(
    session: Session | Connection,
    model: type[Base],
    key: dict[str, Any],
    values: dict[str, Any] | None = None,
) -> bool:
    """Insert or update the row with this primary key; safe when two requests do so at once.

    Without ``values`` an existing row is left unchanged. Returns whether a row was written.
    """
    values = values or {}
    connection = session if isinstance(session, Connection) else session.connection()
    statement = _upsert(connection.dialect.name, table_of(model), tuple(key), tuple(values))
    return first_row(connection, statement, key | values) is not None


@cache
def _upsert(dialect: str, table: Table, key: tuple[str, ...], values: tuple[str, ...]) -> Any:
    """The statement for these columns; building it takes longer than the database does."""
    names: dict[str, Any] = {name: bindparam(name) for name in (*key, *values)}
    insert = insert_in(dialect, table).values(names)
    if values:
        changed = {name: insert.excluded[name] for name in values}
        insert = insert.on_conflict_do_update(index_elements=list(key), set_=changed)
    else:
        insert = insert.on_conflict_do_nothing()
    return insert.returning(*(table.c[name] for name in key))
