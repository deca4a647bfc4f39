"""The tables are there, and what says their revision is not: no command leads in a circle."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from quiz.people.models import Person
from quiz.storage.database import Database, newest_revision
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.operations.conftest import NewService
from tests.operations.steps import back_up, run
from tests.people.steps import account

pytestmark = pytest.mark.both_databases

RECORDED = "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) PRIMARY KEY)"
LOST = "the tables are there, but alembic_version, which says their revision, is missing or empty"
AWAY = [
    "DELETE FROM alembic_version",
    "DROP TABLE alembic_version",
    "INSERT INTO alembic_version VALUES ('0001')",
]
NAMED = ("doctor", "upgrade", "downgrade --yes", "due")
RENAMED = "ALTER TABLE alembic_version RENAME TO was"


def execute(database: Database, statement: str) -> None:
    with database.writer.begin() as connection:
        connection.execute(text(statement))


@pytest.fixture(autouse=True)
def recorded_again(database: Database) -> Iterator[None]:
    """PostgreSQL's tables are emptied before the next test, and this one is not."""
    yield
    execute(database, RECORDED)
    execute(database, "DELETE FROM alembic_version")
    execute(database, f"INSERT INTO alembic_version VALUES ('{newest_revision()}')")


def says(app: Flask, *command: str) -> str:
    """What a command says that does nothing."""
    result = run(app, *command)
    assert result.exit_code == 1, result.output
    return result.output


@pytest.mark.parametrize("away", AWAY)
def test_it_is_said_and_written_again(
    app: Flask, database: Database, tmp_path: Path, stored: Stored, away: str
) -> None:
    account(app, Role.LEAD, name="Ada")
    execute(database, away)
    for command in (*map(str.split, NAMED), ["backup", str(tmp_path / "it.backup")]):
        assert LOST in says(app, *command), command
    done = run(app, "upgrade", "--stamp")
    assert done.exit_code == 0, done.output
    assert "TO DO  database" not in run(app, "doctor").output
    assert run(app, "upgrade").exit_code == 0
    assert [person.name for person in stored(Person)] == ["Ada"]
    assert f"says {newest_revision()}: nothing is lost" in says(app, "upgrade", "--stamp")


@pytest.mark.usefixtures("client_programs")
def test_a_backup_brings_it_back(
    app: Flask, database: Database, tmp_path: Path, stored: Stored
) -> None:
    account(app, Role.LEAD, name="Ada")
    file = back_up(app, tmp_path)
    execute(database, AWAY[1])
    assert run(app, "restore", file, "--yes").exit_code == 0
    assert "TO DO  database" not in run(app, "doctor").output
    assert [person.name for person in stored(Person)] == ["Ada"]


def test_tables_of_another_release_are_not_called_ours(app: Flask, database: Database) -> None:
    """Such as one that lacks only an index."""
    execute(database, "DROP INDEX ix_block_review")
    execute(database, AWAY[0])
    said = says(app, "upgrade", "--stamp")
    execute(database, "CREATE INDEX ix_block_review ON block (review, people, opened_on)")
    assert f"tables differ from revision {newest_revision()} (block): run this with" in said


def test_a_renamed_one_is_renamed_back(app: Flask, database: Database) -> None:
    execute(database, RENAMED)
    assert "rename it back if somebody renamed it" in says(app, "doctor")
    assert "(table was): if a newer release added that" in says(app, "upgrade", "--stamp")
    execute(database, "ALTER TABLE was RENAME TO alembic_version")
    assert "TO DO  database" not in run(app, "doctor").output


def test_an_upgrade_names_a_table_that_is_gone(app: Flask, database: Database) -> None:
    execute(database, "ALTER TABLE rating RENAME TO was")
    said = says(app, "upgrade")
    execute(database, "ALTER TABLE was RENAME TO rating")
    assert "the tables lack rating, and flask upgrade does not bring that back" in said


def test_what_somebody_added_is_named(app: Flask, database: Database) -> None:
    execute(database, "CREATE INDEX zz ON response (item)")
    execute(database, AWAY[0])
    said = says(app, "upgrade", "--stamp")
    execute(database, "DROP INDEX zz")
    assert "(index zz): if a newer release added that, run this with that release; if you" in said
    assert run(app, "upgrade", "--stamp").exit_code == 0


@pytest.mark.only_on("sqlite")
def test_an_empty_database_has_no_tables_yet(new_service: NewService) -> None:
    assert "no tables yet: run flask upgrade without" in says(new_service(), "upgrade", "--stamp")
