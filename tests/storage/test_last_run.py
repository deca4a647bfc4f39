"""After a jump of the date nothing is closed, archived or deleted until a person has had time."""

import logging
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from quiz.answers.models import Attempt
from quiz.clock import long_date, today
from quiz.operations import scheduled
from quiz.storage import last_run
from quiz.storage.database import Database, downgrade, upgrade
from quiz.storage.last_run import LastRun, after_run
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.people.steps import signed_in
from tests.selfcheck.steps import start
from tests.visitor import Visitor

FAR = 500
Go = Callable[[int], date]


def november(day: int) -> date:
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("day", "held", "now", "after"),
    [
        (10, None, 10, (10, None)),
        (10, None, 11, (11, None)),
        (10, None, 12, (12, 14)),
        (10, None, 9, (10, None)),
        (10, None, 8, (8, None)),
        (12, 14, 12, (12, 14)),
        (12, 14, 13, (13, 14)),
        (13, 14, 14, (14, None)),
        (12, 14, 10, (10, None)),
        (12, 14, 15, (15, 17)),
    ],
)
def test_which_step_is_a_jump(
    day: int, held: int | None, now: int, after: tuple[int, int | None]
) -> None:
    found = after_run(november(day), november(held) if held else None, november(now))
    assert found == (november(after[0]), november(after[1]) if after[1] else None)


@pytest.fixture
def go(monkeypatch: pytest.MonkeyPatch) -> Go:
    """Move every clock to so many days from now; returns the day."""
    real = today()

    def move(days: int) -> date:
        day = real + timedelta(days=days)
        for module in ("scheduled", "cli", "operations.due", "admin.people_views"):
            monkeypatch.setattr(f"quiz.{module}.today", lambda: day)
        return day

    return move


def run(app: Flask, *command: str, **more: str) -> Result:
    return app.test_cli_runner().invoke(args=command, **more)


@pytest.mark.both_databases
def test_a_jump_deletes_nothing_and_says_so(
    app: Flask, stored: Stored, go: Go, caplog: pytest.LogCaptureFixture
) -> None:
    start(Visitor(app))
    admin = signed_in(app, Role.ADMINISTRATOR)
    assert "Nothing old is deleted" not in admin.get("/admin/people").words
    day = go(FAR)
    until = day + timedelta(days=2)
    assert f"deleted before {long_date(until)}" in admin.get("/admin/people").words
    start(Visitor(app))
    start(Visitor(app))
    assert len(stored(Attempt)) == 3
    (line,) = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert f"the date jumped from {today()}" in line
    for command in ("answers delete-old", "live archive-due", "teams close-due", "due"):
        result = run(app, *command.split())
        assert result.exit_code == 1
        assert "run flask confirm-date" in result.output
    go(FAR + 1)
    start(Visitor(app))
    assert len(stored(Attempt)) == 4
    go(FAR + 2)
    start(Visitor(app))
    assert len(stored(Attempt)) == 1, "the new time has run for a day"


def test_a_person_may_confirm_the_date(app: Flask, stored: Stored, go: Go) -> None:
    start(Visitor(app))
    result = run(app, "confirm-date")
    assert result.output == "Nothing is held back.\n", result.exception
    day = go(FAR)
    asked = run(app, "confirm-date", input="n\n")
    assert f"Today is {long_date(day)}. Is that right?" in asked.output
    assert run(app, "answers", "delete-old").exit_code == 1
    assert run(app, "confirm-date", "--yes").exit_code == 0
    assert run(app, "answers", "delete-old").output == "1 deleted.\n"
    assert stored(LastRun)[0].day == day


def test_a_clock_set_right_ends_the_wait(app: Flask, stored: Stored, go: Go) -> None:
    start(Visitor(app))
    go(FAR)
    start(Visitor(app))
    real = go(0)
    start(Visitor(app))
    assert [(one.day, one.held_until) for one in stored(LastRun)] == [(real, None)]
    assert len(stored(Attempt)) == 3


def test_a_service_that_nobody_uses_deletes_and_never_jumps(
    app: Flask, stored: Stored, go: Go
) -> None:
    start(Visitor(app))
    for days in range(390, 405):
        go(days)
        if days == 390:
            run(app, "confirm-date", "--yes")
        scheduled.run_in(app)
        assert len(stored(Attempt)) == (1 if days <= 400 else 0), days
        assert stored(LastRun)[0].held_until is None


def test_a_database_that_fails_stops_no_worker(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> date:
        raise OperationalError("UPDATE", None, OSError("lost"))

    monkeypatch.setattr(last_run, "note", fail)
    scheduled.run_in(app)
    monkeypatch.setattr(Database, "begin", lambda *_, **__: fail())
    scheduled.run_in(app)
    assert [one.getMessage() for one in caplog.records] == [
        "the date could not be checked: OperationalError",
        "the daily tasks were not run: OperationalError",
    ]


@pytest.mark.both_databases
def test_the_migration_takes_the_newest_day(app: Flask, database: Database) -> None:
    start(Visitor(app))
    downgrade(database, "0023")
    assert not inspect(database.writer).has_table("last_run")
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE attempt SET started_on = '2026-01-05'"))
    upgrade(database)
    with database.reader.connect() as connection:
        assert str(connection.scalar(text("SELECT day FROM last_run"))) == "2026-01-05"
