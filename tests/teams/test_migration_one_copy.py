"""Migration 0012: a check may be copied once, and a block knows its lead. Every row stays."""

from datetime import date

import pytest
from sqlalchemy import text

from quiz.answers import record
from quiz.storage.database import connect, downgrade, upgrade
from tests.answers.test_migrations import answered, rows
from tests.databases import insert

pytestmark = pytest.mark.both_databases

DAY = date(2026, 11, 22)
BEFORE, AFTER = "0011", "0012"


def test_every_check_may_be_copied_and_every_block_has_the_lead_of_its_review(
    database_url: str,
) -> None:
    opened = connect(database_url)
    upgrade(opened, BEFORE)
    lead, review, gone = record.new_id(), record.new_id(), record.new_id()
    person = {"id": lead, "email": "a@b.example", "name": "Ada", "invited_on": DAY, "active": True}
    insert(opened.writer, "person", person)
    asked = {"shared": False, "k": 5, "t": 2, "releases": 2, "about_you": True, "stand": False}
    days = {"opens_on": DAY, "closes_on": DAY}
    made = {"id": review, "lead_id": lead, "name": "Duty", "note": "", "form": "A"}
    insert(opened.writer, "review", {**made, **days, **asked})
    counts = {"form": "A", "people": 5, "opened_on": DAY, "sums": "{}", "figures": "{}"}
    for of in (review, gone):
        block = {"id": record.new_id(), "review": of, "group_name": "", **counts}
        insert(opened.writer, "block", block)
    answered(opened.writer, "full")
    before = rows(opened.writer)
    upgrade(opened, AFTER)
    with opened.writer.connect() as connection:
        allowed = connection.execute(text("SELECT copy_allowed FROM attempt")).scalars().all()
        leads = connection.execute(text("SELECT review, lead FROM block")).all()
    assert allowed == [True]
    assert {tuple(row) for row in leads} == {(review, lead), (gone, None)}
    downgrade(opened, BEFORE)
    assert rows(opened.writer) == before
    opened.close()
