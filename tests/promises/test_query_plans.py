"""No statement of a frequent page reads a whole table that grows.

SQLite says how it would answer each statement (sqlite.org/eqp.html): SCAN reads every row, SEARCH
uses an index or the primary key.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from quiz.storage.database import Database
from tests.selfcheck.steps import BANK, reach_feedback, start
from tests.teams.actions import (
    close,
    codes_of,
    lead,
    made,
    signed_in,
    until_submission,
    wanted,
)
from tests.teams.blocks import blocks
from tests.teams.stored_reviews import review
from tests.visitor import Visitor

pytestmark = pytest.mark.only_on("sqlite")
GROWING = {
    *("attempt", "response", "rating", "survey_answer", "attempt_item"),
    *("block", "review", "review_group", "submission", "invitation"),
}
"""Tables with a row for each person, answer, review or block."""


@contextmanager
def plans(database: Database) -> Iterator[set[tuple[str, str]]]:
    """The steps of SQLite's plans in this block, each with its statement."""
    found: set[tuple[str, str]] = set()
    seen: set[str] = set()

    def explain(
        connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool
    ) -> None:
        if many or statement in seen or not statement.startswith(("SELECT", "UPDATE", "DELETE")):
            return
        seen.add(statement)
        driver = connection.connection.driver_connection
        for *_, step in driver.execute(f"EXPLAIN QUERY PLAN {statement}", parameters):
            found.add((step, statement))

    for engine in (database.reader, database.writer):
        event.listen(engine, "before_cursor_execute", explain)
    yield found
    assert found


def scans(steps: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The steps that read a whole table that grows."""
    return {
        (step, statement)
        for step, statement in steps
        if step.startswith("SCAN") and step.split()[1] in GROWING
    }


def test_a_self_check(app: Flask, database: Database) -> None:
    visitor = Visitor(app)
    with plans(database) as steps:
        reach_feedback(visitor, [(True, "3")] * 12)
        visitor.get("/check/answers")
        visitor.get("/")
        start(visitor)
    assert not scans(steps)


def test_a_lead_reads_results(app: Flask, database: Database) -> None:
    me = lead(database)
    review_id = review(database, me, blocks(BANK, [34, 26], 3))
    visitor = signed_in(app, me)
    with plans(database) as steps:
        for path in ("/results", "/results.csv", "/results.json", "/results.xlsx"):
            assert visitor.client.get(f"/teams/{review_id}{path}").status_code == 200
        for path in ("/teams", "/teams/all", "/teams/compare"):
            assert visitor.get(path).status == 200
    # The list of reviews to compare reads up to a hundred blocks in random places of a large file.
    assert "SEARCH block USING COVERING INDEX ix_block_review (review=?)" in {
        step for step, _ in steps
    }
    assert not scans(steps)


def test_copies_go_into_a_box_that_is_closed(app: Flask, database: Database) -> None:
    me = lead(database)
    review_id = made(database, me, wanted(6))
    with plans(database) as steps:
        for _, code in codes_of(database, review_id):
            until_submission(app, code).send()
        assert signed_in(app, me).get(f"/teams/{review_id}").status == 200
        close(database, review_id)
    assert not scans(steps)
