"""Migration 0011: the column ``place`` becomes ``group_name``, and every row is kept."""

from datetime import date

import pytest

from quiz.answers import record
from quiz.database import connect, downgrade, upgrade
from tests.answers.test_migrations import insert, rows

pytestmark = pytest.mark.both_databases

DAY = date(2026, 11, 22)
BEFORE = "0010"


def test_renaming_the_column_keeps_every_row(database_url: str) -> None:
    opened = connect(database_url)
    upgrade(opened, BEFORE)
    lead, review = record.new_id(), record.new_id()
    of_a_group = {"review_id": review, "place": "Social worker"}
    person = {"id": lead, "email": "a@b.example", "name": "Ada", "invited_on": DAY, "active": True}
    asked = {"shared": False, "k": 5, "t": 2, "releases": 2, "about_you": True, "stand": False}
    days = {"opens_on": DAY, "closes_on": DAY}
    made = {"id": review, "owner_id": lead, "name": "Duty", "note": "", "form": "A"}
    counts = {"form": "A", "people": 5, "opened_on": DAY, "sums": "{}", "figures": "{}"}
    for table, row in (
        ("person", person),
        ("review", {**made, **days, **asked}),
        ("review_group", {"review_id": review, "name": "Social worker", "answered": 1}),
        ("invitation_code", {"hash": "a" * 64, "spent": True, **of_a_group}),
        ("submission", {"id": record.new_id(), "payload": "x", **of_a_group}),
        ("block", {"id": record.new_id(), "review": review, "place": "Social worker", **counts}),
    ):
        insert(opened.writer, table, row)
    before = rows(opened.writer)
    upgrade(opened, "0011")
    after = rows(opened.writer)
    assert after == before
    for table in ("invitation_code", "submission", "block"):
        assert [row.group_name for row in after[table]] == ["Social worker"]
    # The group's key still refers to its codes and submissions.
    with opened.writer.begin() as connection:
        connection.exec_driver_sql("DELETE FROM review_group")
    left = rows(opened.writer)
    assert left["invitation_code"] == left["submission"] == []
    downgrade(opened, BEFORE)
    assert [row.place for row in rows(opened.writer)["block"]] == ["Social worker"]
    opened.close()
