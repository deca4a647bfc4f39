"""Archiving and deleting: what is deleted and when, and what stays."""

from datetime import date, timedelta

import pytest
from flask import Flask

from quiz.clock import today
from quiz.live.session import aggregate
from quiz.live.session.models import LiveAnswer, LiveRating, LiveSession, LiveSums, Participant
from quiz.operations import scheduled
from quiz.storage.database import Database
from quiz.vocabulary import Moment
from tests.conftest import Stored
from tests.live import steps, stored_steps
from tests.live.completed_session import archive_due, completed_session, session_path
from tests.live.steps import ITEM
from tests.visitor import Visitor

RAW = (LiveAnswer, LiveRating, Participant)


@pytest.mark.both_databases
def test_archiving_keeps_the_aggregate_and_does_not_change_the_summary(
    app: Flask, database: Database, stored: Stored
) -> None:
    host, guests = completed_session(app)
    before = host.page.select(".summary-section")
    shown = [" ".join(one.get_text(" ").split()) for one in before]
    ended = stored(LiveSession)[0].closed_on
    assert archive_due(app, database, ended + timedelta(days=29)) == 0
    assert archive_due(app, database, ended + timedelta(days=30)) == 1
    assert archive_due(app, database, ended + timedelta(days=31)) == 0
    assert not any(stored(table) for table in RAW)
    host.get(host.path)
    after = [" ".join(one.get_text(" ").split()) for one in host.page.select(".summary-section")]
    assert after == shown
    assert "The answers are deleted." in host.words
    assert guests[0].get("/play/feedback").status == 403
    stored_aggregate = aggregate.from_json(stored(LiveSums)[0].sums)
    assert stored_aggregate.confidence[Moment.BEFORE].people == 6


def test_a_command_archives_what_is_due(app: Flask, database: Database, stored: Stored) -> None:
    completed_session(app)
    with database.begin(writes=True) as session:
        session.query(LiveSession).one().archive_on = date(2026, 1, 1)
        session.commit()
    result = app.test_cli_runner().invoke(args=["live", "archive-due"])
    assert result.output == "1 archived.\n"
    assert len(stored(LiveSums)) == 1
    assert not any(stored(table) for table in RAW)


@pytest.mark.both_databases
def test_the_first_post_of_a_day_archives_what_is_due(
    app: Flask, database: Database, stored: Stored
) -> None:
    completed_session(app)
    with database.begin(writes=True) as session:
        session.query(LiveSession).one().archive_on = date(2026, 1, 1)
        session.commit()
    app.extensions[scheduled.DONE_ON].clear()
    Visitor(app).get("/").send(length="short", when="end")
    assert not any(stored(table) for table in RAW)


def test_a_session_that_nobody_ended_is_archived(
    app: Flask, database: Database, stored: Stored
) -> None:
    host = stored_steps.open_vote(stored_steps.host_session(app))
    stored_steps.vote(stored_steps.join_session(app, host), "a")
    day = stored(LiveSession)[0].opened_on + timedelta(days=30)
    assert archive_due(app, database, day - timedelta(days=1)) == 0
    assert archive_due(app, database, day) == 1
    (live,) = stored(LiveSession)
    assert (live.phase, live.code) == ("end", None)
    assert not any(stored(table) for table in RAW)


def test_the_retention_can_be_shortened_but_not_extended(app: Flask, stored: Stored) -> None:
    host, _ = completed_session(app)
    assert host.filled_in()["days"] == "30"
    host.send(days="7")
    (live,) = stored(LiveSession)
    assert live.archive_on == live.closed_on + timedelta(days=7)
    host.send(days="8")
    assert host.errors == ["Enter a number from 1 to 7"], "people were told the earlier day"


def test_the_retention_of_a_session_made_long_ago_starts_with_its_start(
    app: Flask, database: Database, stored: Stored
) -> None:
    """It is counted from the day of the start. Nothing is due while the session is in the lobby."""
    host = steps.host_session(app)
    guest = steps.join_session(app, host)
    with database.begin(writes=True) as session:
        session.query(LiveSession).one().opened_on = today() - timedelta(days=31)
        session.commit()
    assert archive_due(app, database, today()) == 0
    steps.open_vote(host)
    steps.vote(guest, ITEM.best)
    assert archive_due(app, database, today()) == 0
    assert stored(LiveSession)[0].opened_on == today()
    assert len(stored(LiveAnswer)) == 1


def test_the_retention_is_set_when_a_session_is_made(app: Flask, stored: Stored) -> None:
    host = steps.signed_in(app).get("/host/new?agenda=20")
    assert host.filled_in()["days"] == "30"
    host.send(title="A morning", days="366")
    assert host.errors == ["Enter a number of days from 1 to 365"]
    host.send(days="60")
    steps.move(host, "end")
    (live,) = stored(LiveSession)
    assert live.archive_on == today() + timedelta(days=60)


@pytest.mark.both_databases
def test_answers_can_be_deleted_at_once(app: Flask, stored: Stored) -> None:
    host, _ = completed_session(app)
    host.get(f"{session_path(host)}/delete").send(what="answers")
    assert not any(stored(table) for table in RAW)
    assert "Sure, and wrong: fewer than half of the 6, then fewer than half of the 6." in host.words
    assert len(stored(LiveSums)) == 1


@pytest.mark.both_databases
def test_a_session_can_be_deleted_at_once(app: Flask, stored: Stored) -> None:
    host, guests = completed_session(app)
    host.get(f"{session_path(host)}/delete").send(what="session")
    assert host.path == "/host"
    assert not any(stored(table) for table in (*RAW, LiveSums, LiveSession))
    assert guests[0].get("/play/feedback").status == 403


def test_deleting_needs_a_choice(app: Flask, stored: Stored) -> None:
    host, _ = completed_session(app)
    host.get(f"{session_path(host)}/delete").send()
    assert host.errors == ["Choose what to delete"]
    assert len(stored(Participant)) == 6
