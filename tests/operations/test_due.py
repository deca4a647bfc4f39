"""``flask due``: one command for a timer, which can run at any time and at any number of times."""

from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.exc import OperationalError

from quiz.answers.models import Attempt
from quiz.clock import today
from quiz.live.session.models import LiveSession
from quiz.operations import due, scheduled
from quiz.people.models import LoginSession
from quiz.storage.database import Database, connect, downgrade
from quiz.storage.database_commands import unusable
from quiz.teams.box import opening
from quiz.teams.models import Review
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.live.completed_session import completed_session
from tests.people.steps import signed_in
from tests.selfcheck.steps import start
from tests.teams import actions
from tests.visitor import Visitor

NOTHING = (
    "reviews closed: 0\nlive sessions archived: 0\nold checks deleted: 0\nold sign-ins deleted: 0\n"
    "expired tokens deleted: 0\n"
)
LONG_AGO = timedelta(days=1000)


def run(app: Flask, command: str = "due") -> Result:
    return app.test_cli_runner().invoke(args=[command])


def make_due(database: Database) -> None:
    """Date everything back, so that it is due."""
    with database.begin(writes=True) as session:
        session.query(Attempt).update({Attempt.started_on: today() - LONG_AGO})
        session.query(LiveSession).update({LiveSession.archive_on: today()})
        session.query(LoginSession).update({LoginSession.started_on: today() - LONG_AGO})
        session.query(Review).update(
            {Review.opens_on: today() - timedelta(9), Review.closes_on: today() - timedelta(1)}
        )
        session.commit()


def test_everything_due_is_done_once(app: Flask, database: Database, stored: Stored) -> None:
    start(Visitor(app))
    signed_in(app, Role.LEAD)
    completed_session(app)
    actions.made(database, actions.lead(database), actions.wanted())
    assert run(app).output == NOTHING, "nothing is due yet"
    make_due(database)
    result = run(app)
    assert result.exit_code == 0
    first, second, third, fourth, _ = result.output.splitlines()
    assert (first, second, third) == (
        *("reviews closed: 1", "live sessions archived: 1"),
        "old checks deleted: 1",
    )
    assert fourth in ("old sign-ins deleted: 1", "old sign-ins deleted: 2")
    assert stored(Review)[0].closed_on == today()
    assert stored(Attempt) == stored(LoginSession) == []
    assert run(app).output == NOTHING


def test_a_task_that_fails_does_not_stop_the_others(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise LookupError("an answer, which no log may have")

    monkeypatch.setattr(opening, "close_due", fail)
    result = run(app)
    assert result.exit_code == 1
    assert "reviews closed: failed (LookupError)" in result.stderr
    assert result.stdout == NOTHING.partition("\n")[2]
    assert "an answer" not in result.output


def test_it_does_all_that_the_first_form_of_a_day_does(app: Flask) -> None:
    daily = set(app.extensions[scheduled.TASKS].values())
    assert daily
    assert daily <= set(due.TASKS.values())


@pytest.mark.only_on("sqlite")
@pytest.mark.own_app
def test_a_missing_table_is_said_in_one_sentence(app: Flask, database: Database) -> None:
    downgrade(database, "base")
    for command in ("due", "people list", "scenarios figures", "answers delete-old", "doctor"):
        result = app.test_cli_runner().invoke(args=command.split())
        assert result.exit_code == 1
        assert "run flask upgrade" in result.output
        assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ('relation "person" does not exist\nLINE 1: SELECT', "run flask upgrade first"),
        ("no such table: person", "run flask upgrade first"),
        ('FATAL:  database "look" does not exist', "see that it runs"),
        ("connection refused\nIs the server running?", "see that it runs"),
        ("file is not a database", "restore a backup (flask restore FILE --yes)"),
        ("database disk image is malformed", "restore a backup (flask restore FILE --yes)"),
        ("database or disk is full", "make room on its disk"),
        ("attempt to write a readonly database", "give the file and its folder to the user"),
        ("database is locked", "something else uses it"),
        ("canceling statement due to lock timeout", "something else uses it"),
        ("permission denied for table person", "ALTER TABLE … OWNER TO"),
    ],
)
def test_what_a_database_says_becomes_one_line(said: str, advice: str) -> None:
    message = unusable(OperationalError("SELECT", None, Exception(said))).message
    assert advice in message
    assert "\n" not in message


def test_a_missing_server_is_said_in_one_sentence(app: Flask, database: Database) -> None:
    away = "sqlite:////nowhere/at/all/quiz.sqlite3"
    app.extensions["database"] = connect(away)
    for command in ("due", "upgrade", "people list", "answers delete-old", "backup /tmp/never"):
        result = app.test_cli_runner().invoke(args=command.split())
        assert result.exit_code == 1
        assert "see that its folder exists" in result.output, command
        assert len(result.output.splitlines()) == 1
    app.extensions["database"] = database
