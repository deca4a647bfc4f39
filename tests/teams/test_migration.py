"""Migration 0011 renames columns of team reviews, and keeps every row, key and constraint."""

from datetime import date

import pytest
from sqlalchemy import Engine, inspect

from quiz.answers import record
from quiz.storage.database import connect, downgrade, upgrade
from tests.answers.test_migrations import insert, rows

pytestmark = pytest.mark.both_databases

DAY = date(2026, 11, 22)
BEFORE = "0010"
NEW_NAMES = {
    "fk_review_owner_id": "fk_review_lead_id",
    "ix_review_owner_id": "ix_review_lead_id",
    "ck_invitation_code_spent": "ck_invitation_code_used",
}


def names(engine: Engine) -> set[str | None]:
    """The names of all constraints and indexes of the two tables that SQLite creates again."""
    found = inspect(engine)
    return {
        one["name"]
        for table in ("review", "invitation_code")
        for listed in (
            found.get_check_constraints(table),
            found.get_foreign_keys(table),
            found.get_indexes(table),
            [found.get_pk_constraint(table)],
        )
        for one in listed
    }


def test_renaming_the_columns_keeps_every_row(database_url: str) -> None:
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
    names_before = names(opened.writer)
    upgrade(opened, "0011")
    assert names(opened.writer) == {NEW_NAMES.get(name, name) for name in names_before}, (
        "no constraint and no index is lost"
    )
    after = rows(opened.writer)
    assert after == before
    for table in ("invitation_code", "submission", "block"):
        assert [row.group_name for row in after[table]] == ["Social worker"]
    assert [row.lead_id for row in after["review"]] == [lead]
    assert [row.used for row in after["invitation_code"]] == [True]
    # The group's key still refers to its codes and submissions.
    with opened.writer.begin() as connection:
        connection.exec_driver_sql("DELETE FROM review_group")
    left = rows(opened.writer)
    assert left["invitation_code"] == left["submission"] == []
    downgrade(opened, BEFORE)
    kept = rows(opened.writer)
    assert [row.place for row in kept["block"]] == ["Social worker"]
    assert [row.owner_id for row in kept["review"]] == [lead]
    assert names(opened.writer) == names_before
    opened.close()


def test_the_columns_for_mailed_links_and_late_joiners_come_and_go(database_url: str) -> None:
    opened = connect(database_url)
    upgrade(opened, "0012")
    lead = record.new_id()
    person = {"id": lead, "email": "a@b.example", "name": "Ada", "invited_on": DAY, "active": True}
    asked = {"shared": False, "k": 5, "t": 2, "releases": 2, "about_you": True, "stand": False}
    made = {"id": record.new_id(), "lead_id": lead, "name": "Duty", "note": "", "form": "A"}
    insert(opened.writer, "person", person)
    insert(opened.writer, "review", {**made, "opens_on": DAY, "closes_on": DAY, **asked})
    group = {"review_id": made["id"], "name": "", "invited": 9, "answered": 3}
    insert(opened.writer, "review_group", group)
    before, names_before = rows(opened.writer), names(opened.writer)
    upgrade(opened, "0014")
    (review,) = rows(opened.writer)["review"]
    assert (review.by_mail, review.unsent, review.sent_on, review.reminded_on) == (0, 0, None, None)
    upgrade(opened, "0014")
    (review,), (row,) = (rows(opened.writer)[table] for table in ("review", "review_group"))
    assert (review.passed_round, review.first_closes_on, review.late_unsent) == (0, None, 0)
    assert (row.invited, row.answered, row.late) == (9, 3, 0)
    downgrade(opened, "0012")
    assert rows(opened.writer) == before
    assert names(opened.writer) == names_before
    opened.close()
