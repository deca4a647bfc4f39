"""Migrations keep answers: each runs on a database with data."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError

from quiz.answers import record
from quiz.storage.database import (
    MIGRATIONS,
    Database,
    connect,
    downgrade,
    newest_revision,
    upgrade,
)
from quiz.storage.database_commands import unusable
from tests.databases import insert

pytestmark = pytest.mark.both_databases

DAY = date(2026, 11, 22)
ANSWERS = {
    "survey_answer": {"question": "uses", "answer": "yes"},
    "rating": {"strand": "aware", "moment": "before", "answer": "no"},
    "response": {
        **{"item": "a-scenario", "revision": 1, "option": "b"},
        **{"certainty": 3, "look_up": False},
    },
}
PICKED = {"number": 1, "item": "a-scenario"}


@pytest.fixture
def in_use(database_url: str) -> Iterator[Database]:
    """A database at the first migration, with the service's connection settings."""
    opened = connect(database_url)
    upgrade(opened, "0001")
    yield opened
    opened.close()


def answered(engine: Engine, length: str) -> str:
    """An attempt with an answer of each kind."""
    attempt_id = record.new_id()
    insert(
        engine,
        "attempt",
        {
            **{"id": attempt_id, "form": "B", "length": length, "feedback": "each"},
            **{"started_on": DAY, "finished_on": DAY, "return_hash": None},
            **{"about_passed": True, "stand_passed": False},
        },
    )
    for table, row in ANSWERS.items():
        insert(engine, table, {"attempt_id": attempt_id, **row})
    return attempt_id


def rows(engine: Engine) -> dict[str, list[Any]]:
    """The rows of every table except the schema revision."""
    tables = set(inspect(engine).get_table_names()) - {"alembic_version"}
    with engine.connect() as connection:
        return {
            table: sorted(connection.execute(text(f"SELECT * FROM {table}")).all(), key=repr)
            for table in sorted(tables)
        }


def test_the_second_look_migration_keeps_every_answer(in_use: Database) -> None:
    for length in ("full", "short", "full"):
        answered(in_use.writer, length)
    before = rows(in_use.writer)
    assert [len(found) for found in before.values()] == [3, 3, 3, 3]
    upgrade(in_use, "0002")
    assert rows(in_use.writer) == {**before, "picked": []}


def test_deleting_an_attempt_still_deletes_its_answers(in_use: Database) -> None:
    goes, stays = answered(in_use.writer, "full"), answered(in_use.writer, "full")
    upgrade(in_use)
    with in_use.writer.begin() as connection:
        connection.execute(text("DELETE FROM attempt WHERE id = :id"), {"id": goes})
    left = rows(in_use.writer)
    for table in ANSWERS:
        assert [row.attempt_id for row in left[table]] == [stays]
    with pytest.raises(IntegrityError):
        insert(in_use.writer, "attempt_item", {"attempt_id": goes, **PICKED})


def test_the_downgrade_removes_only_second_looks(in_use: Database) -> None:
    answered(in_use.writer, "full")
    before = rows(in_use.writer)
    upgrade(in_use)
    second = answered(in_use.writer, "second")
    insert(in_use.writer, "attempt_item", {"attempt_id": second, **PICKED})
    downgrade(in_use, "0001")
    assert rows(in_use.writer) == before
    with pytest.raises(DBAPIError, match=r"ck_attempt_length|too long"):
        answered(in_use.writer, "second")


def test_an_orphaned_answer_stops_a_migration_and_nothing_changes(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'quiz.sqlite3'}"
    opened = connect(url)
    upgrade(opened, "0001")
    answered(opened.writer, "full")
    unchecked = create_engine(url)  # as another program without foreign key checks
    with unchecked.begin() as connection:
        connection.execute(text("DELETE FROM attempt"))
    unchecked.dispose()
    before = rows(opened.writer)
    with pytest.raises(DatabaseError, match="foreign key is broken") as refused:
        upgrade(opened)
    assert "restore a backup (flask restore FILE --yes)" in unusable(refused.value).message
    assert rows(opened.writer) == before
    with opened.writer.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    opened.close()


def test_the_audit_trail_keeps_its_events_and_the_ids_of_deleted_accounts(
    database_url: str,
) -> None:
    opened = connect(database_url)
    upgrade(opened, "0008")
    ada, line = record.new_id(), record.new_id()
    who = {"id": ada, "email": "a@b.example", "name": "Ada", "invited_on": DAY, "active": True}
    insert(opened.writer, "person", who)
    did = {"done_on": DAY, "by_id": ada, "about": ada}
    insert(opened.writer, "deed", {"id": line, "what": "renamed", **did})
    before = rows(opened.writer)
    upgrade(opened, "0009")
    assert rows(opened.writer) == before
    with opened.writer.begin() as connection:
        connection.execute(text("DELETE FROM person"))
    insert(opened.writer, "deed", {"id": record.new_id(), "what": "deleted", **did})
    assert {row.by_id for row in rows(opened.writer)["deed"]} == {ada}
    downgrade(opened, "0008")
    assert [(row.id, row.by_id) for row in rows(opened.writer)["deed"]] == [(line, None)]
    opened.close()


OLD_NAMES = {
    "deed": ("audit_event", {"done_on": "recorded_on", "by_id": "actor_id"}),
    "known_as": ("external_identity", {}),
    "signed_in": ("login_session", {"began_on": "started_on"}),
    "invitation": ("account_invitation", {"made_on": "created_on"}),
    "picked": ("attempt_item", {}),
}
HASH = "0f" * 32


def test_renamed_tables_keep_their_rows_up_and_down(database_url: str) -> None:
    opened = connect(database_url)
    upgrade(opened, "0009")
    attempt, ada = answered(opened.writer, "second"), record.new_id()
    person = {"id": ada, "email": "a@b.example", "name": "Ada", "invited_on": DAY, "active": True}
    insert(opened.writer, "person", person)
    event = {"id": record.new_id(), "done_on": DAY, "by_id": ada, "what": "renamed", "about": ada}
    insert(opened.writer, "deed", event)
    insert(opened.writer, "known_as", {"issuer": "i", "subject": "s", "person_id": ada})
    insert(opened.writer, "signed_in", {"hash": HASH, "person_id": ada, "began_on": DAY})
    insert(opened.writer, "invitation", {"hash": HASH, "person_id": ada, "made_on": DAY})
    insert(opened.writer, "picked", {"attempt_id": attempt, **PICKED})
    before = rows(opened.writer)
    upgrade(opened, "0010")
    after = rows(opened.writer)
    for old, (new, columns) in OLD_NAMES.items():
        assert old not in after
        assert len(after[new]) == 1
        assert list(map(tuple, after[new])) == list(map(tuple, before[old]))
        assert {*columns.values()} <= {*after[new][0]._fields}
    with opened.writer.begin() as connection:
        connection.execute(text("DELETE FROM person"))
    assert rows(opened.writer)["login_session"] == []
    assert len(rows(opened.writer)["audit_event"]) == 1
    insert(opened.writer, "person", person)
    for table in ("external_identity", "login_session", "account_invitation"):
        (row,) = after[table]
        insert(opened.writer, table, dict(row._mapping))
    downgrade(opened, "0009")
    assert rows(opened.writer) == before
    opened.close()


def test_a_check_begun_before_keeps_its_order_and_a_later_one_asks_last(in_use: Database) -> None:
    old = answered(in_use.writer, "full")
    before = rows(in_use.writer)
    upgrade(in_use, "0016")
    new = answered(in_use.writer, "short")  # as by a process of the version before
    order = {row.id: bool(row.survey_first) for row in rows(in_use.writer)["attempt"]}
    assert order == {old: True, new: False}
    with in_use.writer.begin() as connection:
        connection.execute(text("DELETE FROM attempt WHERE id = :id"), {"id": new})
    downgrade(in_use, "0001")
    assert rows(in_use.writer) == before


def test_the_newest_revision_is_known_without_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert newest_revision() == ScriptDirectory.from_config(config).get_current_head()
