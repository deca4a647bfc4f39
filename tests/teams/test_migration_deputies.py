"""Migration 0015: deputies and hand-over. Every row stays, up and down."""

from datetime import date

import pytest
from sqlalchemy import text

from quiz.answers import record
from quiz.storage.database import connect, downgrade, upgrade
from tests.answers.test_migrations import rows
from tests.databases import insert

pytestmark = pytest.mark.both_databases

DAY = date(2026, 11, 22)
AFTER = "0015"


def test_the_audit_trail_stays_and_takes_the_new_actions(database_url: str) -> None:
    opened = connect(database_url)
    upgrade(opened, AFTER)
    downgrade(opened, "-1")
    event = {"recorded_on": DAY, "actor_id": None, "subject": record.new_id()}
    insert(opened.writer, "audit_event", {"id": record.new_id(), "action": "deleted", **event})
    before = rows(opened.writer)
    upgrade(opened, AFTER)
    assert rows(opened.writer) == {**before, "review_access": [], "review_offer": []}
    for action in ("deputy_offered", "review_accepted"):
        insert(opened.writer, "audit_event", {"id": record.new_id(), "action": action, **event})
    with opened.writer.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM audit_event")).scalar() == 3
    downgrade(opened, "-1")
    assert rows(opened.writer) == before
    opened.close()
