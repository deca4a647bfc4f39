"""Migration 0019: a session knows whose best answer it has shown. Every session stays."""

import json

import pytest
from sqlalchemy import text

from quiz.answers import record
from quiz.storage.database import connect, downgrade, upgrade
from tests.databases import insert
from tests.live.dates import DAY

pytestmark = pytest.mark.both_databases

BEFORE, AFTER = "0017", "0018"
VOTES = [[0, 1, False], [1, 1, True], [2, 1, False]]
"""The second scenario was left out."""
REVEALED = {"first": [0], "open": [0], "best": [0, 2], "end": [0, 2]}


def test_a_session_in_use_has_shown_what_came_before(database_url: str) -> None:
    opened = connect(database_url)
    upgrade(opened, BEFORE)
    host = record.new_id()
    person = {"id": host, "email": "a@b.example", "name": "Ada", "invited_on": DAY, "active": True}
    insert(opened.writer, "person", person)
    live = {"person_id": host, "title": "Monday", "plan": "{}", "opened_on": DAY}
    state = {"step": 2, "votes": json.dumps(VOTES), "paused": False, "version": 9}
    for phase in REVEALED:
        row = {"id": record.new_id(), "phase": phase, "rehearsal": False}
        insert(opened.writer, "live_session", live | state | row)
    upgrade(opened, AFTER)
    with opened.writer.connect() as connection:
        rows = connection.execute(text("SELECT phase, revealed FROM live_session")).all()
    assert {row.phase: json.loads(row.revealed) for row in rows} == REVEALED
    downgrade(opened, BEFORE)
    opened.close()
