"""Retention of attempts and duplicate requests."""

import threading
from datetime import date, timedelta

import pytest
from flask import Flask

from quiz.answers import record
from quiz.answers.models import Attempt, Response
from quiz.answers.record import Given
from quiz.storage.database import Database
from quiz.vocabulary import Certainty, Length, When
from tests.conftest import Stored
from tests.selfcheck.steps import start
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases

TODAY = date(2026, 11, 22)


def begin(database: Database, day: date = TODAY) -> str:
    attempt_id = record.new_id()
    with database.begin(writes=True) as session:
        record.start(session, attempt_id, "A", Length.FULL, When.END, day)
        session.commit()
    return attempt_id


def test_only_old_attempts_are_deleted(database: Database, stored: Stored) -> None:
    old = begin(database, TODAY - timedelta(days=401))
    last = begin(database, TODAY - timedelta(days=400))
    new = begin(database)
    with database.begin(writes=True) as session:
        assert record.forget_old(session, TODAY) == 1
        session.commit()
    assert {attempt.id for attempt in stored(Attempt)} == {last, new} - {old}


def test_starting_a_check_deletes_old_attempts(
    app: Flask, database: Database, stored: Stored
) -> None:
    old = begin(database, date(2001, 1, 1))
    start(Visitor(app))
    assert old not in {attempt.id for attempt in stored(Attempt)}
    assert len(stored(Attempt)) == 1


def test_the_command_that_deletes_old_attempts(
    app: Flask, database: Database, stored: Stored
) -> None:
    begin(database, date(2001, 1, 1))
    done = app.test_cli_runner().invoke(args=["answers", "delete-old"])
    assert done.output == "1 deleted.\n"
    assert stored(Attempt) == []


@pytest.mark.parametrize("times", [8])
def test_simultaneous_equal_requests_are_stored_once(
    database: Database, stored: Stored, times: int
) -> None:
    attempt_id = record.new_id()
    at_once = threading.Barrier(times)
    failed: list[BaseException] = []

    def press(certainty: Certainty) -> None:
        try:
            at_once.wait()
            with database.begin(writes=True) as session:
                record.start(session, attempt_id, "A", Length.FULL, When.END, TODAY)
                attempt = record.lock(session, attempt_id)
                assert attempt is not None
                record.respond(session, attempt, Given("an-item", 1, "a", certainty, False))
                session.commit()
        except BaseException as error:
            failed.append(error)
            raise

    levels = [Certainty(number % 4 + 1) for number in range(times)]
    presses = [threading.Thread(target=press, args=(level,)) for level in levels]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert failed == []
    assert len(stored(Attempt)) == 1
    assert len(stored(Response)) == 1


def test_the_first_finishing_day_stays(database: Database) -> None:
    attempt_id = begin(database)
    with database.begin(writes=True) as session:
        attempt = record.lock(session, attempt_id)
        assert attempt is not None
        record.finish(session, attempt, TODAY)
        record.finish(session, attempt, TODAY + timedelta(days=3))
        assert attempt.finished_on == TODAY
