"""What CockroachDB does otherwise than PostgreSQL, and which of it our SQL has.

The rules are from its documentation, v26.3: “PostgreSQL compatibility”, “SELECT … FOR UPDATE” and
“Advisory lock functions”. ``make test-all`` reads every statement of the suite on PostgreSQL,
those of migrations and of tests, too.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event

RULES = {
    "advisory lock": r"\bpg_(try_)?advisory_",
    "shared row lock": r"\bFOR (KEY )?SHARE\b",
    "lock_timeout": r"\block_timeout\b",
    "exported snapshot": r"\bpg_export_snapshot\b",
    "serial number": r"\b(BIG|SMALL)?SERIAL\b",
    "change of a type": r"\bALTER COLUMN \S+ TYPE\b",
    "trigger, function or event": r"\bCREATE (OR REPLACE )?(TRIGGER|FUNCTION|PROCEDURE|EVENT)\b",
    "LISTEN and NOTIFY": r"^\s*(LISTEN|NOTIFY|UNLISTEN)\b|\bpg_notify\b",
    "table lock": r"^\s*LOCK\b",
    "system column": r"\b(xmin|xmax|ctid|cmin|cmax)\b",
    "XML": r"\bxml(parse|element|agg|table|exists)\b|\bxpath\(",
    "exclusion constraint": r"\bEXCLUDE (USING|\()",
    "deferrable constraint": r"\bDEFERRABLE\b",
    "temporary table": r"\bCREATE (GLOBAL |LOCAL )?TEMP",
    "two-phase commit": r"\bPREPARE TRANSACTION\b",
    "range type": r"\b(int4|int8|num|ts|tstz|date)range\b",
    "table inheritance": r"\bINHERITS\b",
    "cursor": r"^\s*DECLARE\b",
}
WORK = {
    "advisory lock": "SELECT pg_advisory_xact_lock(20180912)",
    "shared row lock": "FOR SHARE",
    "lock_timeout": "SET lock_timeout",
    "exported snapshot": "SELECT pg_export_snapshot()",
    "serial number": "SERIAL",
    "change of a type": "ALTER TABLE attempt ALTER COLUMN length TYPE VARCHAR(6)",
}
"""What our SQL has, which docs/scale.md says how to change, with an example."""

NOT_OURS = ("pg_catalog.", "xmin::text", "LOCK TABLE ONLY")
"""In statements by which SQLAlchemy reads the schema, and in those that only tests send."""

_COMPILED = {name: re.compile(rule, re.IGNORECASE) for name, rule in RULES.items()}


def differing(statements: Iterable[str]) -> dict[str, str]:
    """The rules that these statements meet, each with the first of them."""
    found: dict[str, str] = {}
    for statement in statements:
        if any(words in statement for words in NOT_OURS):
            continue
        code = re.sub(r"'[^']*'", "''", statement)  # words in a text are no SQL
        for name, rule in _COMPILED.items():
            if rule.search(code):
                found.setdefault(name, statement)
    return found


@pytest.fixture(scope="session", autouse=True)
def statements_for_a_distributed_database(everything: bool) -> Iterator[None]:
    """Fail at the end of ``make test-all`` if the suite's SQL has what no document names."""
    if not everything:
        yield
        return
    seen: set[str] = set()

    def note(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if connection.dialect.name == "postgresql":
            seen.add(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield
    event.remove(Engine, "before_cursor_execute", note)
    new = {name: one for name, one in differing(seen).items() if name not in WORK}
    assert new == {}, "docs/scale.md does not say how to change this for CockroachDB"
