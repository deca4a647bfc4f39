"""Our SQL against the differences of a distributed database (tests/distributed_sql.py)."""

from pathlib import Path

import pytest

from tests.distributed_sql import RULES, WORK, differing

SCALE = Path(__file__).parents[1] / "docs" / "scale.md"


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("SELECT id FROM attempt WHERE id = %(id)s FOR UPDATE", []),
        ("SELECT id FROM attempt FOR UPDATE SKIP LOCKED", []),
        ("SELECT id FROM review FOR KEY SHARE", ["shared row lock"]),
        ("INSERT INTO response VALUES (1) ON CONFLICT (id) DO UPDATE SET a = excluded.a", []),
        ("SELECT 'LOCK TABLE xmin'", []),
        ("SELECT xmin FROM attempt", ["system column"]),
        ("LOCK TABLE response", ["table lock"]),
        ("CREATE TRIGGER t AFTER INSERT ON attempt", ["trigger, function or event"]),
        ("CREATE TABLE a (id BIGSERIAL NOT NULL)", ["serial number"]),
        ("SELECT pg_advisory_xact_lock(1)", ["advisory lock"]),
        ("ALTER TABLE a ALTER COLUMN b TYPE TEXT", ["change of a type"]),
    ],
)
def test_the_rules(statement: str, found: list[str]) -> None:
    assert [*differing([statement])] == found


def test_the_document_says_how_to_change_what_our_sql_has() -> None:
    rows = {
        line.split("|")[1].strip() for line in SCALE.read_text("utf-8").splitlines() if "|" in line
    }
    assert set(WORK) <= rows
    assert WORK.keys() <= RULES.keys()
    assert differing(WORK.values()).keys() == WORK.keys()
