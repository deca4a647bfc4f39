"""How sure people were, level by level, only under the margin (decision 27).

Stored figures had exact counts of all four levels, and a table of right answers at each. Now they
have a range of *very sure* out of the sure answers, and of *unsure* out of the others, under the
margin of their review. A total gets the sum of its blocks. Where those are not known, its ranges
are as wide as can be.

And how often the last day of a review was changed: ``review.moved``.
"""

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

BLOCKS = """
SELECT block.id, block.review, block.form, block.people, block.opened_on, block.figures, review.t
FROM block LEFT JOIN review ON review.id = block.review
"""
Count = list[int]
"""Low, high and of."""


def published(count: int, of: int, t: int) -> Count:
    """Rule P5 of measurement.md 5.3."""
    if of < 2 * t + 1:
        return [0, of, of]
    if count <= t:
        return [0, t, of]
    return [of - t, of, of] if count >= of - t else [count, count, of]


def converted(figures: dict[str, Any], t: int) -> dict[str, Any]:
    """A block's figures in the new form."""
    for item in figures.get("items", {}).values():
        guessing, unsure, fairly_sure, very_sure = item.pop("levels")
        item["very_sure"] = published(very_sure, fairly_sure + very_sure, t)
        item["unsure"] = published(unsure, guessing + unsure, t)
    return without_old(figures)


def without_old(figures: dict[str, Any]) -> dict[str, Any]:
    for strand in figures.get("strands", {}).values():
        strand.pop("answers", None)
    figures.pop("table", None)
    return figures


def totalled(figures: dict[str, Any], known: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A total's figures in the new form. known: the converted figures of blocks in it."""
    blocks = list(known)
    for name, item in figures.get("items", {}).items():
        guessing, unsure, fairly_sure, very_sure = item.pop("levels")
        for key, of in (("very_sure", fairly_sure + very_sure), ("unsure", guessing + unsure)):
            ends = [sum(block["items"][name][key][end] for block in blocks) for end in (0, 1, 2)]
            item[key] = [ends[0], ends[1] + of - ends[2], of]
    return without_old(figures)


def _write(connection: sa.Connection, table: str, where: str, row: dict[str, Any]) -> None:
    connection.execute(sa.text(f"UPDATE {table} SET figures = :figures WHERE {where}"), row)


def upgrade() -> None:
    connection = op.get_bind()
    op.add_column("review", sa.Column("moved", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE review SET moved = 1 WHERE first_closes_on IS NOT NULL")
    blocks = []
    for row in connection.execute(sa.text(BLOCKS)).mappings().all():
        # A block whose review was deleted: the widest margin that it can have had.
        t = row["t"] or min(5, (row["people"] - 1) // 2)
        figures = converted(json.loads(row["figures"]), t)
        blocks.append((row, figures))
        _write(connection, "block", "id = :id", {"id": row["id"], "figures": _json(figures)})
    for row in (
        connection.execute(sa.text("SELECT * FROM total WHERE figures <> ''")).mappings().all()
    ):
        key = {name: row[name] for name in ("lead", "form", "asked", "year")}
        figures = json.loads(row["figures"])
        found = totalled(figures, _blocks_in(connection, row, figures, blocks))
        _write(connection, "total", WHERE, {**key, "figures": _json(found)})


WHERE = "lead = :lead AND form = :form AND asked = :asked AND year = :year"


def _json(figures: dict[str, Any]) -> str:
    return json.dumps(figures, sort_keys=True)


def _blocks_in(
    connection: sa.Connection, row: Any, figures: dict[str, Any], blocks: list[Any]
) -> Iterable[dict[str, Any]]:
    """The blocks that are in a total: of a lead's reviews, or every block if all are in it."""
    alike = [
        (block, made)
        for block, made in blocks
        if block["form"] == row["form"]
        and made.get("items", {}).keys() == figures.get("items", {}).keys()
        and row["year"] in (0, int(str(block["opened_on"])[:4]))
    ]
    if row["lead"] in ("", "waiting"):
        whole = sum(block["people"] for block, _ in alike) == row["people"]
        return [made for _, made in alike] if whole else []
    key = {name: row[name] for name in ("lead", "form", "asked", "year")}
    members = connection.execute(sa.text(f"SELECT member FROM total_member WHERE {WHERE}"), key)
    reviews = set(members.scalars())
    return [made for block, made in alike if block["review"] in reviews]


def downgrade() -> None:
    """The low ends take the place of exact numbers, so that totals still are sums of blocks."""
    op.execute("ALTER TABLE review DROP COLUMN moved")
    connection = op.get_bind()
    for table, where in (("block", "id = :id"), ("total", WHERE)):
        rows = connection.execute(sa.text(f"SELECT * FROM {table} WHERE figures <> ''"))
        for row in rows.mappings().all():
            figures = _back(json.loads(row["figures"]))
            names = ("id",) if table == "block" else ("lead", "form", "asked", "year")
            key = {name: row[name] for name in names}
            _write(connection, table, where, {**key, "figures": _json(figures)})


def _back(figures: dict[str, Any]) -> dict[str, Any]:
    for item in figures.get("items", {}).values():
        (very_sure, _, sure), (unsure, _, others) = item.pop("very_sure"), item.pop("unsure")
        item["levels"] = [others - unsure, unsure, sure - very_sure, very_sure]
    for strand in figures.get("strands", {}).values():
        # The old form has the answers of each strand, which no page shows.
        strand["answers"] = {
            "right": [0, 0, 0],
            "levels": [0, 0, 0, 0],
            "sure_but_wrong": [0, 0, 0],
        }
    if "items" in figures:
        figures["table"] = None
    return figures
