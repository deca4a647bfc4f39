"""What ``flask doctor`` says of the database: tables, secret keys, backups and the clock."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from quiz.answers.models import Attempt
from quiz.clock import today
from quiz.people import authenticator
from quiz.people.models import Person
from quiz.storage import last_run
from quiz.storage.database import Database, connect, newest_revision
from quiz.storage.tables import Base
from quiz.teams.models import Review
from quiz.vocabulary import Role
from tests.conftest import SECRET
from tests.operations.steps import change, lines
from tests.people.steps import account
from tests.selfcheck.steps import start
from tests.signin.factor_steps import SECRET as APP
from tests.signin.factor_steps import with_app
from tests.teams import actions
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("closed_folder")


def test_a_clock_that_is_wrong(app: Flask, database: Database) -> None:
    start(Visitor(app))
    for days, words in ((3, "set the clock"), (-400, "if that is wrong, set the clock")):
        with database.begin(writes=True) as session:
            session.query(Attempt).update({Attempt.started_on: today() + timedelta(days)})
            session.commit()
        assert words in lines(app)["clock"]


def test_a_date_that_jumped(app: Flask, database: Database) -> None:
    with database.begin(writes=True) as session:
        last_run.confirm(session, today() - timedelta(10))
        session.commit()
    assert "run flask confirm-date" in lines(app)["clock"]
    result = app.test_cli_runner().invoke(args=["due"])
    assert result.exit_code == 1
    assert "run flask confirm-date" in result.output


@pytest.mark.only_on("postgresql")
def test_a_clock_apart_from_the_servers(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr("quiz.operations.database_checks.time.time", lambda: now + 90)
    assert "s from the database server's: keep both in step" in lines(app)["clock"]


def test_which_secret_keys_are_still_needed(app: Flask, database: Database) -> None:
    """After a new key, and once the old one is taken away or the new service never had it."""
    lead = account(app, Role.LEAD)
    with_app(app, lead)
    for planned in (actions.wanted(7), actions.wanted(None)):
        actions.made(database, lead, planned)
    assert lines(app)["keys"] == "OK"
    change(app, secret_key="new", older_keys=(SECRET,))
    said = app.test_cli_runner().invoke(args=["doctor"]).output
    assert "OK     keys: an older key is needed (open reviews: 2, authenticator apps: 1)" in said
    change(app, older_keys=(SECRET, "a" * 32))
    assert lines(app)["keys"].startswith("an older secret key is easy to guess")
    change(app, older_keys=())
    assert lines(app)["keys"].startswith(
        "made with a secret key that is not here (open reviews: 2, authenticator apps: 1): add it"
    )
    with app.app_context(), database.begin(writes=True) as session:
        for review in session.scalars(select(Review)):
            review.closed_on = today()
        authenticator.turn_on(session, session.get_one(Person, lead), APP, 0)
        session.commit()
    assert lines(app)["keys"] == "OK"


@pytest.mark.only_on("postgresql")
def test_programs_that_cannot_back_up(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are missing, or older than the server: the backup at night would be the first to say."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert lines(app)["backups"].startswith("pg_dump is not installed; install PostgreSQL's")
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n")
    program.chmod(0o700)
    assert lines(app)["backups"].startswith("pg_dump is of version 9 and the server of 1")


def set_revision(database: Database, revision: str) -> None:
    with database.begin(writes=True) as session:
        session.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})
        session.commit()


def test_tables_of_a_newer_release(app: Flask, database: Database) -> None:
    set_revision(database, "9999")
    try:
        assert "of a newer release (revision 9999)" in lines(app)["database"]
    finally:  # PostgreSQL's tables are emptied before the next test, and this one is not
        set_revision(database, newest_revision())


@pytest.mark.only_on("sqlite")
def test_missing_tables_are_one_cause_and_not_a_server_that_does_not_answer(
    app: Flask, database: Database
) -> None:
    with database.begin(writes=True) as session:
        Base.metadata.drop_all(session.connection())
        session.execute(text("DROP TABLE alembic_version"))
        session.commit()
    found = {name: words for name, words in lines(app).items() if words != "OK"}
    assert found.pop("database") == "the tables are missing or older: run flask upgrade"
    assert set(found) == {"keys", "clock", "learning systems"}
    assert set(found.values()) == {"not checked: put the database right first"}


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    ("what", "gone"), [("RENAME TO was", "person"), ("RENAME name TO was", "person.name")]
)
def test_one_missing_table_or_column_is_named_and_not_copied(
    app: Flask, database: Database, tmp_path: Path, what: str, gone: str
) -> None:
    with database.begin(writes=True) as session:
        session.execute(text(f"ALTER TABLE person {what}"))
        session.commit()
    said = f"the tables lack {gone}, and flask upgrade does not bring that back"
    assert lines(app)["database"].startswith(said)
    for command in (["due"], ["backup", str(tmp_path / "it.backup")]):
        result = app.test_cli_runner().invoke(args=command)
        assert result.exit_code == 1
        assert said in result.output
    assert not (tmp_path / "it.backup").exists()


def test_a_database_that_cannot_be_opened_is_one_cause_with_advice(
    app: Flask, database: Database
) -> None:
    app.extensions["database"] = connect("sqlite:////nowhere/at/all/quiz.sqlite3")
    found = {name: words for name, words in lines(app).items() if words != "OK"}
    app.extensions["database"] = database
    assert "(unable to open database file): see that its folder exists" in found.pop("database")
    assert set(found.values()) == {"not checked: put the database right first"}


@pytest.mark.only_on("sqlite")
def test_a_read_only_database_is_no_ok(app: Flask, database: Database) -> None:
    app.extensions["database"] = Database(database.reader, database.reader)
    assert lines(app)["database"].startswith("the database stores nothing: look at its disk")
    app.extensions["database"] = database
