"""Every deletion of what is old is logged with its count."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from quiz.answers import record
from quiz.clock import today
from quiz.retention import CHECK
from quiz.storage.database import Database
from quiz.teams import reviews
from quiz.vocabulary import Length, When
from tests.selfcheck.steps import start
from tests.teams import actions
from tests.visitor import Visitor


def test_each_deletion_is_logged_with_its_count(
    app: Flask, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    lead = actions.lead(database)
    actions.close(database, actions.made(database, lead, actions.wanted()))
    later = today() + CHECK.period + timedelta(days=1)
    with database.begin(writes=True) as session:
        for _ in range(3):
            record.start(session, record.new_id(), "A", Length.FULL, When.END, today())
        assert record.forget_old(session, today()) == 0
        assert record.forget_old(session, later) == 3
        reviews.forget_closed(session, later, later)
    assert [one.getMessage() for one in caplog.records] == [
        f"3 checks that were more than {CHECK.days} days old are deleted",
        f"1 reviews that were closed before {later} are deleted",
    ]


@pytest.mark.runs_on("sqlite")
def test_the_log_of_writes_is_emptied_after_a_deletion_only(app: Flask, database: Database) -> None:
    file = Path(f"{database.writer.url.database}-wal")
    start(Visitor(app))
    start(Visitor(app))
    assert file.stat().st_size > 0
    with database.begin(writes=True) as session:
        record.forget_old(session, today() + CHECK.period + timedelta(days=1))
        session.commit()
    assert file.stat().st_size == 0
