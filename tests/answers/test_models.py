"""Constraints refuse values that could identify a person."""

from datetime import date
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from quiz.answers import record
from quiz.storage.database import Database, downgrade, upgrade
from quiz.storage.tables import Base
from tests.databases import insert

pytestmark = pytest.mark.both_databases

COLUMNS = {
    "attempt": {
        *("id", "form", "length", "feedback", "started_on", "finished_on"),
        *("about_passed", "stand_passed", "survey_first", "return_hash", "copy_allowed"),
    },
    "survey_answer": {"attempt_id", "question", "answer"},
    "rating": {"attempt_id", "strand", "moment", "answer"},
    "response": {"attempt_id", "item", "revision", "option", "certainty", "look_up"},
    "attempt_item": {"attempt_id", "number", "item"},
}
PERSON = "Jane Doe"


@pytest.fixture
def engine(database: Database) -> Engine:
    return database.writer


def attempt(**other: Any) -> dict[str, Any]:
    return {
        "id": record.new_id(),
        "form": "A",
        "length": "full",
        "feedback": "end",
        "started_on": date(2026, 11, 22),
        "finished_on": None,
        "about_passed": True,
        "stand_passed": False,
        "return_hash": None,
        **other,
    }


def test_there_is_no_column_for_a_person(engine: Engine) -> None:
    inspector = inspect(engine)
    columns = {t: {c["name"] for c in inspector.get_columns(t)} for t in COLUMNS}
    assert columns == COLUMNS


def test_no_column_knows_the_time_of_day(engine: Engine) -> None:
    for table in COLUMNS:
        for column in inspect(engine).get_columns(table):
            assert "TIME" not in str(column["type"]).upper(), column


@pytest.mark.parametrize(
    "other",
    [
        {"id": PERSON},
        {"id": "jane.doe@council.example-abcdefgh"},
        {"id": "f47ac10b58cc1372a5670e02b2c3d479"},  # version 1: contains the time and the machine
        {"form": PERSON},
        {"length": PERSON},
        {"feedback": PERSON},
        {"started_on": "2026-11-22 09:41:07"},
        {"finished_on": PERSON},
        {"about_passed": PERSON},
        {"return_hash": "jane.doe@council.example"},
        {"return_hash": ("jane doe " * 8)[:64]},
    ],
)
def test_an_attempt_refuses_what_could_identify_somebody(
    engine: Engine, other: dict[str, Any]
) -> None:
    insert(engine, "attempt", attempt())
    if engine.dialect.name == "postgresql" and other.get("started_on"):
        insert(engine, "attempt", attempt(**other))  # PostgreSQL stores the day and drops the time
        with engine.connect() as connection:
            kept = connection.execute(text("SELECT started_on FROM attempt")).scalars().all()
        assert set(kept) == {date(2026, 11, 22)}
        return
    with pytest.raises(DBAPIError):
        insert(engine, "attempt", attempt(**other))


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("survey_answer", {"question": "role", "answer": PERSON}),
        ("survey_answer", {"question": PERSON, "answer": "yes"}),
        ("survey_answer", {"question": "uses", "answer": "student"}),
        ("rating", {"strand": "aware", "moment": "before", "answer": PERSON}),
        ("rating", {"strand": PERSON, "moment": "before", "answer": "yes"}),
        ("rating", {"strand": "aware", "moment": PERSON, "answer": "yes"}),
        ("response", {"item": PERSON}),
        ("response", {"item": "jane@council.example"}),
        ("response", {"option": "J"}),
        ("response", {"option": PERSON}),
        ("response", {"certainty": 5}),
        ("response", {"certainty": PERSON}),
        ("response", {"revision": PERSON}),
        ("response", {"look_up": PERSON}),
        ("attempt_item", {"number": 1, "item": PERSON}),
        ("attempt_item", {"number": 1, "item": "jane@council.example"}),
        ("attempt_item", {"number": PERSON, "item": "a-scenario"}),
        ("attempt_item", {"number": 13, "item": "a-scenario"}),
    ],
)
def test_an_answer_refuses_what_could_identify_somebody(
    engine: Engine, table: str, row: dict[str, Any]
) -> None:
    whose = attempt()
    insert(engine, "attempt", whose)
    good = {"item": "a-scenario", "revision": 1, "option": "a", "certainty": 1, "look_up": False}
    row = {"attempt_id": whose["id"], **(good if table == "response" else {}), **row}
    with pytest.raises(DBAPIError):
        insert(engine, table, row)


def test_an_answer_belongs_to_an_attempt(engine: Engine) -> None:
    with pytest.raises(DBAPIError):
        insert(
            engine,
            "rating",
            {"attempt_id": record.new_id(), "strand": "aware", "moment": "before", "answer": "no"},
        )


def test_sqlite_keeps_no_order_of_arrival(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        assert engine.dialect.name == "postgresql"
        return
    with engine.connect() as connection, pytest.raises(DBAPIError, match="no such column"):
        connection.execute(text("SELECT rowid FROM attempt"))


def test_migrations_produce_the_models_and_reverse(database: Database, engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        for table in COLUMNS:
            wanted = {c.name for c in Base.metadata.tables[table].constraints if c.name}
            found = {c["name"] for c in inspect(connection).get_check_constraints(table)}
            missing = {str(n) for n in wanted if str(n).startswith("ck_")} - found
            if connection.dialect.name == "postgresql":
                # PostgreSQL has a boolean type and needs no constraint.
                missing -= {"ck_attempt_about_passed", "ck_attempt_stand_passed"}
                missing -= {"ck_attempt_copy_allowed", "ck_response_look_up"}
                missing -= {"ck_attempt_survey_first"}
            assert not missing
    downgrade(database, "base")
    assert not set(COLUMNS) & set(inspect(engine).get_table_names())
    upgrade(database)
    assert set(COLUMNS) <= set(inspect(engine).get_table_names())


def test_migrating_twice_is_no_error(database: Database) -> None:
    upgrade(database)
    upgrade(database)
