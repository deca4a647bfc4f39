"""A copy in SQLite is looked at before it is used; what is sound is never refused."""

import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from quiz.operations.database_copy import faults
from quiz.people.models import Authenticator, Person
from quiz.storage.database import Database, newest_revision
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.operations.steps import back_up, lines, refused, run
from tests.people.steps import account
from tests.signin.factor_steps import with_app

pytestmark = pytest.mark.only_on("sqlite")


def test_a_row_in_any_table_is_no_fault(database: Database) -> None:
    """SQLite 3.40 found NULL in the table of authenticators, where there was none."""
    file = sqlite3.connect(str(database.writer.url.database))
    tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE rootpage > 0")]
    file.execute("PRAGMA ignore_check_constraints = ON")
    filled = 0
    for table in tables:
        columns = file.execute(f"PRAGMA table_info({table})").fetchall()
        if columns:
            file.execute(f"INSERT INTO {table} VALUES ({', '.join('1' * len(columns))})")
            filled += 1
    assert filled > 40
    file.execute("PRAGMA ignore_check_constraints = OFF")
    assert [said for said in faults(file) if not said.startswith("CHECK")] == []
    file.close()


def test_a_missing_value_is_a_fault() -> None:
    file = sqlite3.connect(":memory:", isolation_level=None)
    file.execute("CREATE TABLE kept (name TEXT, id TEXT PRIMARY KEY) WITHOUT ROWID")
    file.execute("INSERT INTO kept VALUES (NULL, 'a')")
    file.execute("PRAGMA writable_schema = ON")
    file.execute("UPDATE sqlite_master SET sql = replace(sql, 'name TEXT', 'name TEXT NOT NULL')")
    file.execute("PRAGMA writable_schema = RESET")
    assert faults(file) == ["NULL value in kept.name"]
    file.close()


def test_an_authenticator_app_is_backed_up_and_restored(
    app: Flask, tmp_path: Path, stored: Stored
) -> None:
    with_app(app, account(app, Role.LEAD))
    file = back_up(app, tmp_path)
    result = run(app, "restore", file, "--yes")
    assert result.exit_code == 0, result.output
    assert len(stored(Authenticator)) == 1


def test_a_broken_foreign_key_is_found_before_anything_is_written(
    app: Flask, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stored: Stored
) -> None:
    account(app, Role.LEAD)
    unchecked = sqlite3.connect(str(database.writer.url.database))
    unchecked.execute("DELETE FROM person")
    unchecked.commit()
    unchecked.close()
    said = run(app, "backup", tmp_path / "look.backup").output
    assert "a row of person_role belongs to a row of person that is missing" in said
    assert list(tmp_path.glob("look*")) == []
    assert "a row of person_role belongs to a row of person" in lines(app)["backups"]
    with monkeypatch.context() as earlier:
        earlier.setattr("quiz.operations.database_copy._look_into", lambda *_: newest_revision())
        file = back_up(app, tmp_path)
    account(app, Role.LEAD, name="Made later")
    assert "a row of person_role belongs to" in refused(app, file, "--yes")
    assert [person.name for person in stored(Person)] == ["Made later"]
