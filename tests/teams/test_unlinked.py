"""A reader of the whole database cannot link a submission to a person, or see the order."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, text

from quiz.storage.database import Database
from quiz.teams import codes
from quiz.teams.box import envelope
from tests.conftest import SECRET
from tests.teams import actions

pytestmark = pytest.mark.both_databases

Row = dict[str, Any]
PEOPLE = 9


def tables(database: Database) -> dict[str, list[Row]]:
    """Every row of every table, with what PostgreSQL keeps about a row besides."""
    with database.reader.connect() as connection:
        besides = ", xmin::text, xmax::text, ctid::text" if is_postgresql(database) else ""
        return {
            table: [
                dict(row._mapping)
                for row in connection.execute(text(f'SELECT *{besides} FROM "{table}"'))
            ]
            for table in inspect(connection).get_table_names()
        }


def is_postgresql(database: Database) -> bool:
    return database.reader.dialect.name == "postgresql"


def in_the_order_of_the_file(rows: list[Row]) -> list[Row]:
    def place(row: Row) -> tuple[int, ...]:
        return tuple(int(part) for part in row["ctid"].strip("()").split(","))

    return sorted(rows, key=place) if "ctid" in rows[0] else rows


def run(app: Flask, database: Database, lead: str) -> tuple[list[str], list[str]]:
    """Nine people take part one after the other; their codes and their answers, in that order."""
    review = actions.made(database, lead, actions.wanted(40))
    given = [code for _, code in actions.codes_of(database, review)][:PEOPLE]
    for number, code in enumerate(given):
        visitor = actions.until_submission(
            app, code, certainty=str(1 + number % 4), right=number % 3 > 0
        )
        visitor.send()
        assert visitor.path == "/review/is-in"
    return given, [f"{[1, 2, 3, 4][number % 4]} {number % 3 > 0}" for number in range(PEOPLE)]


def assert_no_value_links(found: dict[str, list[Row]]) -> None:
    """No value of a code, a submission and an attempt is the same in two of them."""
    shared = {"review_id", "group_name"}
    kinds = ("invitation_code", "submission", "attempt", "response", "rating")
    for one, other in itertools.combinations(kinds, 2):
        if {one, other} <= {"attempt", "response", "rating"}:
            continue  # those are one person's own
        for left, right in itertools.product(found[one], found[other]):
            for (name, value), (again, same) in itertools.product(left.items(), right.items()):
                if value != same or not isinstance(value, str) or len(value) < 9:
                    continue
                assert {name, again} <= shared, f"{one}.{name} is {other}.{again}"


def test_a16_no_value_links_a_code_a_submission_and_an_attempt(
    app: Flask, database: Database, lead: str
) -> None:
    given, _ = run(app, database, lead)
    found = tables(database)
    assert_no_value_links(found)
    everything = json.dumps(found, default=str)
    for code in given:
        assert code not in everything
        assert codes.spelled(code) not in everything


def test_waiting_submissions_cannot_be_matched_with_checks_by_their_answers(
    app: Flask, database: Database, lead: str
) -> None:
    """A copy has the same answers as its check, so it waits encrypted."""
    run(app, database, lead)
    waiting = [row["payload"] for row in tables(database)["submission"]]
    assert len(waiting) == PEOPLE
    assert len({len(payload) for payload in waiting}) == 1, "no length tells them apart"
    assert len(set(waiting)) == PEOPLE, "nor do equal answers look equal"
    for payload in waiting:
        assert not any(item.partition("@")[0] in payload for item in actions.ALL_ITEMS)
        assert payload.isascii()


def test_every_submission_encrypts_all_waiting_ones_again(database: Database, lead: str) -> None:
    """Otherwise dead rows in PostgreSQL would show which one came last."""
    review = actions.made(database, lead, actions.wanted(40))
    seen: set[str] = set()
    for number, (_, code) in enumerate(actions.codes_of(database, review)[:4], start=1):
        actions.submit_copy(database, review, code, actions.all_right())
        now = {row["payload"] for row in tables(database)["submission"]}
        assert len(now) == number
        assert not now & seen
        seen |= now


def test_the_write_ahead_log_keeps_no_submissions(
    app: Flask, database: Database, lead: str
) -> None:
    """SQLite's log has every write in order: each code next to its copy."""
    run(app, database, lead)
    if is_postgresql(database):
        return
    log = Path(f"{database.writer.url.database}-wal")
    assert log.stat().st_size == 0
    actions.lead(database, "somebody-else@example.org")
    assert log.stat().st_size > 0, "the log is used, and would have held the copies"


def test_no_table_of_the_box_has_a_date_a_time_or_a_counter(app: Flask, database: Database) -> None:
    with database.reader.connect() as connection:
        for table in ("submission", "invitation_code"):
            columns = {c["name"]: str(c["type"]) for c in inspect(connection).get_columns(table)}
            assert not [kind for kind in columns.values() if "DATE" in kind or "INT" in kind]
        if not is_postgresql(database):
            sql = connection.execute(text("SELECT sql FROM sqlite_master WHERE name='submission'"))
            assert "WITHOUT ROWID" in sql.scalar_one()


def test_postgresql_row_metadata_singles_out_no_row(
    app: Flask, database: Database, lead: str
) -> None:
    """All codes and all submissions of a review were last written by one transaction.

    On SQLite there are no such columns; there the rows lie in the order of their ids.
    """
    run(app, database, lead)
    found = tables(database)
    assert len(found["submission"]) == PEOPLE
    assert sum(bool(row["used"]) for row in found["invitation_code"]) == PEOPLE
    if not is_postgresql(database):
        ids = [row["id"] for row in found["submission"]]
        assert ids == sorted(ids)
        return
    written = {row["xmin"] for row in found["submission"] + found["invitation_code"]}
    assert len(written) == 1
    # That transaction wrote every finished attempt on the form, so that none stands out.
    assert {row["xmin"] for row in found["attempt"]} == written
    assert len({row["xmax"] for row in found["attempt"]}) == 1


def test_the_order_in_the_file_is_not_the_order_of_arrival(database: Database, lead: str) -> None:
    """The last submission is at a random place among the others."""
    places = set()
    for _ in range(8):
        review = actions.made(database, lead, actions.wanted(40))
        for number, (_, code) in enumerate(actions.codes_of(database, review)[:12]):
            actions.submit_copy(database, review, code, actions.all_right(4 if number == 11 else 1))
        rows = [row for row in tables(database)["submission"] if row["review_id"] == review]
        levels = [
            json.loads(envelope.decrypt(SECRET, review, row["payload"]))["answers"][
                actions.ALL_ITEMS[0]
            ][1]
            for row in in_the_order_of_the_file(rows)
        ]
        places.add(levels.index(4))
    assert len(places) > 2  # all eight in two places: less than once in ten thousand runs


def test_after_opening_no_single_submission_remains(
    app: Flask, database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    for _, code in actions.codes_of(database, review):
        actions.until_submission(app, code).send()
    found = tables(database)
    assert found["submission"] == []
    assert {row["used"] for row in found["invitation_code"]} <= {True}
    (block,) = found["block"]
    assert "@" not in json.dumps(json.loads(block["figures"])["strands"])
    hashes = {codes.keyed_hash(SECRET, code) for _, code in actions.codes_of(database, review)}
    assert not any(value in json.dumps(found["attempt"], default=str) for value in hashes)


def test_the_log_has_no_codes_and_no_answers(
    app: Flask, database: Database, lead: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(0):
        given, _ = run(app, database, lead)
    for code in given:
        assert code not in caplog.text
        assert codes.spelled(code) not in caplog.text
    assert "payload" not in caplog.text
