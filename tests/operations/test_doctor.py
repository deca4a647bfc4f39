"""``flask doctor`` finds each fault and says what to do."""

import os
from collections import namedtuple
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from quiz.answers.models import Attempt
from quiz.clock import today
from quiz.instance import OperatorError, prepare
from quiz.mail import MailServer
from quiz.operations import doctor
from quiz.people import authenticator
from quiz.people.models import Person
from quiz.settings.config import Provider
from quiz.settings.operator_details import Operator
from quiz.settings.web_server import WebServer
from quiz.storage import last_run
from quiz.storage.database import Database, connect, newest_revision
from quiz.storage.tables import Base
from quiz.teams.models import Review
from quiz.vocabulary import Role
from tests.conftest import SECRET
from tests.people.steps import account
from tests.people.test_mail import mailbox
from tests.selfcheck.steps import start
from tests.server import free_port
from tests.signin.factor_steps import SECRET as APP
from tests.signin.factor_steps import with_app
from tests.teams import actions
from tests.visitor import Visitor

__all__ = ["mailbox"]

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def closed_folder(app: Flask, client_programs: None) -> None:
    Path(app.instance_path).chmod(0o700)


def lines(app: Flask) -> dict[str, str]:
    """What it said, by check; OK lines are ``OK``."""
    result = app.test_cli_runner().invoke(args=["doctor"])
    found = {}
    for line in result.output.splitlines():
        name, _, words = line[7:].partition(": ")
        found[name] = "OK" if line.startswith("OK ") else words
        assert line.startswith(("OK  ", "TO DO  "))
    assert (result.exit_code == 0) == (set(found.values()) == {"OK"})
    return found


def change(app: Flask, **settings: Any) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], **settings)


@pytest.mark.both_databases
def test_a_sound_service_is_ok(app: Flask) -> None:
    assert lines(app) == dict.fromkeys(doctor.CHECKS, "OK")


def test_settings_of_production(app: Flask) -> None:
    change(app, production=True)
    assert lines(app)["settings"].startswith("PUBLIC_URL is not set: set it")
    change(app, public_url="https://look.example.org")
    assert lines(app)["settings"].startswith("REDIS_URL is not set: set it")
    change(app, server=WebServer(workers=1))
    assert lines(app)["settings"] == "OK"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"privacy_contact": "nobody"}, "PRIVACY_CONTACT is 'nobody': set an email address"),
        ({"accessibility_contact": "x"}, "ACCESSIBILITY_CONTACT is 'x': set an email address"),
        ({"statement_on": date(2019, 1, 1)}, "STATEMENT_DATE is over a year ago, or before"),
        ({"statement_on": date(2026, 11, 1)}, "STATEMENT_DATE is over a year ago, or before"),
        ({}, "OK"),
    ],
)
def test_what_the_operator_says_of_itself(app: Flask, wrong: dict[str, Any], said: str) -> None:
    right: dict[str, Any] = {
        "name": "Sampleshire",
        "privacy_contact": "dpo@sampleshire.example",
        "accessibility_contact": "01234 567890",
        "lawful_basis": "public-task",
        "statement_on": today(),
    }
    server, address = WebServer(workers=1), "https://look.example.org"
    change(
        app,
        production=True,
        public_url=address,
        server=server,
        operator=Operator(**{**right, **wrong}),
    )
    assert lines(app)["settings"].startswith(said)


def test_values_of_the_sample_are_named(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    change(app, production=True)
    sample = (Path(__file__).parents[2] / "deploy" / "environment.sample").read_text("utf-8")
    for line in sample.splitlines():
        name, equals, value = line.partition("=")
        if equals and name in doctor.OWN:
            monkeypatch.setenv(name, value.strip('"'))
    assert lines(app)["settings"] == (
        "OPERATOR_NAME, PRIVACY_CONTACT, ACCESSIBILITY_CONTACT, PUBLIC_URL, DATABASE_URL, "
        "REDIS_URL still as in the sample: set your own"
    )


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
    now = doctor.time.time()
    monkeypatch.setattr("quiz.operations.doctor.time.time", lambda: now + 90)
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


def test_permissions_and_disk(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(app.instance_path)
    (folder / "secret_key").touch(0o644)
    assert lines(app)["permissions"] == f"{folder}/secret_key is open to others: chmod go= " + str(
        folder / "secret_key"
    )
    (folder / "secret_key").unlink()
    with monkeypatch.context() as full:
        full.setattr("shutil.disk_usage", lambda _: Usage(1, 1, 0))
        assert "0 MB free" in lines(app)["disk"]
    with monkeypatch.context() as read_only:
        read_only.setattr(os, "access", lambda *_: False)
        assert "give it to the user of the service" in lines(app)["permissions"]


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


def test_files_with_secrets_that_everybody_can_read(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, settings = tmp_path / "key", tmp_path / "environment"
    for file in (key, settings):
        file.touch(0o600)
    monkeypatch.setenv("SECRET_KEY_FILE", str(key))
    monkeypatch.setattr("quiz.operations.doctor.ENVIRONMENT", str(settings))
    assert lines(app)["permissions"] == "OK"
    for file in (key, settings):
        file.chmod(0o644)
        assert lines(app)["permissions"].startswith(f"{file} has secrets and is open to everybody")
        file.chmod(0o600)


def test_a_folder_of_somebody_else_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_path: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "exists", closed)
    with pytest.raises(OperatorError, match="belongs to another user"):
        prepare({"INSTANCE": str(tmp_path)})


def test_a_missing_asset(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "manifest.json").write_text('{"page.css": "page-1.css"}')
    monkeypatch.setattr("quiz.web.assets.BUILD", tmp_path)
    assert lines(app)["assets"].startswith("page-1.css is missing: run make run")


def test_servers_that_do_not_answer(app: Flask) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    change(
        app,
        limits=f"redis://{nobody}",
        public_url="https://look.example.org",
        provider=Provider(f"http://{nobody}", "us", "a secret of ours"),
    )
    from quiz.signin import provider

    provider.init_app(app, app.extensions["settings"])
    app.extensions["mail"] = MailServer(f"smtp://{nobody}", "look@example.org")
    found = lines(app)
    assert found["Redis"].startswith("REDIS_URL does not answer (ConnectionError): start Redis")
    assert "refused: put SMTP_URL right" in found["SMTP"]
    assert "discovery failed (ConnectionError): put OIDC_ISSUER right" in found["OIDC"]
    assert "a secret of ours" not in str(found)


def test_a_mail_server_is_greeted_and_sent_nothing(app: Flask, mailbox: Any) -> None:
    app.extensions["mail"] = MailServer(f"smtp://127.0.0.1:{mailbox.port}", "look@example.org")
    assert lines(app)["SMTP"] == "OK"
    assert mailbox.mails == []


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
