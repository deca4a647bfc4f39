"""A statement that goes to the driver gives what SQLAlchemy gives, and fails as it does."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, event, literal_column, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from quiz.answers import reading, record
from quiz.answers.models import Attempt
from quiz.answers.record import Given
from quiz.storage.compiled import first_row
from quiz.storage.database import Database
from quiz.storage.tables import table_of
from quiz.vocabulary import Answer, Certainty, Length, Moment, Strand, When

pytestmark = pytest.mark.both_databases

COLUMNS = table_of(Attempt).c
ONE = select(*COLUMNS).where(COLUMNS.id == bindparam("attempt_id"))
NO_ATTEMPT = record.new_id()
BROKEN = select(literal_column("1")).select_from(text("nowhere"))


def attempt(database: Database) -> str:
    """A finished attempt with a rating, and with one tick and one without."""
    attempt_id = record.new_id()
    with database.begin(writes=True) as session:
        record.start(session, attempt_id, "A", Length.SHORT, When.EACH, date(2026, 11, 29))
        found = record.lock(session, attempt_id)
        assert found is not None
        record.rate(session, found, Strand.AWARE, Moment.BEFORE, Answer.PARTLY)
        for item, ticked in (("one", True), ("two", False)):
            record.respond(session, found, Given(item, 2, "b", Certainty(4), ticked))
        record.finish(session, found, date(2026, 11, 30))
        session.commit()
    return attempt_id


def statements(connection: Connection) -> list[Any]:
    kind = connection.dialect.name
    return [ONE, reading._LOCKED, reading._with_answers(kind), reading._answers_alone(kind)]


def test_a_row_is_the_one_that_sqlalchemy_reads(database: Database) -> None:
    for attempt_id in (attempt(database), NO_ATTEMPT):
        given = {"attempt_id": attempt_id}
        with database.connect(writes=True) as connection:
            for statement in statements(connection):
                usual = connection.execute(statement, given).first()
                found = first_row(connection, statement, given)
                assert found == (None if usual is None else tuple(usual))
                kinds = [type(value) for value in found or ()]
                assert kinds == [type(value) for value in usual or ()]


def test_somebody_who_listens_sees_each_statement(database: Database) -> None:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    given = {"attempt_id": attempt(database)}
    with database.connect(writes=False) as connection:
        alone = first_row(connection, ONE, given)
        event.listen(database.reader, "before_cursor_execute", note)
        try:
            assert first_row(connection, ONE, given) == alone
        finally:
            event.remove(database.reader, "before_cursor_execute", note)
    assert len(seen) == 1


def test_an_error_is_the_one_of_sqlalchemy(database: Database) -> None:
    errors = []
    for run in (first_row, lambda connection, statement, _: connection.execute(statement)):
        with database.connect(writes=True) as connection, pytest.raises(DBAPIError) as error:
            run(connection, BROKEN, {})
        errors.append(error.value)
    ours, usual = errors
    assert type(ours) is type(usual)
    assert str(ours) == str(usual)


def test_what_breaks_a_rule_of_the_tables_is_refused(database: Database) -> None:
    with database.connect(writes=True) as connection:
        stranger: Any = reading.StoredAttempt(NO_ATTEMPT, *[""] * 10)
        with pytest.raises(IntegrityError):
            record.respond(connection, stranger, Given("one", 1, "a", Certainty(1), False))


@pytest.mark.only_on("postgresql")
def test_a_connection_that_was_lost_is_not_used_again(database: Database) -> None:
    given = {"attempt_id": attempt(database)}
    with database.connect(writes=False) as connection:
        number = connection.scalar(text("SELECT pg_backend_pid()"))
        with database.connect(writes=True) as other:
            other.execute(text(f"SELECT pg_terminate_backend({number})"))
        with pytest.raises(DBAPIError) as error:
            first_row(connection, ONE, given)
        assert error.value.connection_invalidated
        connection.rollback()
        assert first_row(connection, ONE, given) is not None
