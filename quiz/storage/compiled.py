"""Statements that are sent at every page of a check: SQLAlchemy's words, and the driver by itself.

SQLAlchemy prepares each execution anew, which takes several times as long as the database. Here it
does so once for each statement and kind of database: it writes the SQL, and says how each value is
sent and read. An error is one of SQLAlchemy's, as everywhere else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError

MOST_STATEMENTS = 200
Convert = Callable[[Any], Any]
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Compiled:
    """A statement in the SQL of one kind of database.

    fixed: the values in it that are always the same. places: the names of its values in their
    order, where it has question marks in their places. sent, read: what changes a value on its way,
    by name and by column; None where nothing does.
    """

    sql: str
    fixed: Mapping[str, Any]
    places: tuple[str, ...]
    sent: Mapping[str, Convert]
    read: tuple[Convert | None, ...]

    def parameters(self, given: Mapping[str, Any]) -> Any:
        """What the driver gets for these values."""
        values = {**self.fixed, **given}
        for name, convert in self.sent.items():
            values[name] = convert(values[name])
        return [values[name] for name in self.places] if self.places else values

    def values(self, row: Any) -> Row:
        """The row as the driver has read it, in the types of its columns."""
        pairs = zip(self.read, row, strict=True)
        return tuple([convert(value) if convert else value for convert, value in pairs])


@lru_cache(maxsize=MOST_STATEMENTS)
def compiled(statement: Any, dialect: Dialect) -> Compiled:
    """The statement, compiled for the dialect of an engine."""
    made = statement.compile(dialect=dialect)
    names = {name: bound for bound, name in made.bind_names.items()}
    sent = {n: one.type.dialect_impl(dialect).bind_processor(dialect) for n, one in names.items()}
    columns = [column.type.dialect_impl(dialect) for column in statement.exported_columns]
    return Compiled(
        sql=str(made),
        fixed={name: one.value for name, one in names.items() if not one.required},
        places=tuple(made.positiontup or ()),
        sent={name: convert for name, convert in sent.items() if convert},
        read=tuple(column.result_processor(dialect, None) for column in columns),
    )


def first_row(connection: Connection, statement: Any, given: Mapping[str, Any]) -> Row | None:
    """The first row of a statement that was built once. Raises DBAPIError, as `execute` does."""
    if connection.engine.dispatch.before_cursor_execute:  # somebody wants to see each statement
        seen = connection.execute(statement, given).first()
        return None if seen is None else tuple(seen)
    if not connection.in_transaction():
        connection.begin()
    known: Compiled = compiled(statement, connection.dialect)
    driver: Any = connection.connection
    errors = connection.dialect.loaded_dbapi.Error
    try:
        cursor = driver.driver_connection.execute(known.sql, known.parameters(given))
        row = cursor.fetchone()
        cursor.close()
    except errors as error:
        lost = connection.dialect.is_disconnect(error, driver, None)
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            known.sql, None, error, errors, connection_invalidated=lost, dialect=connection.dialect
        ) from error
    return None if row is None else known.values(row)
