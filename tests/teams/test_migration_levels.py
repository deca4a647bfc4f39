"""Migration 0017: the level of certainty under the margin, in stored blocks and totals."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from quiz.analysis import figures_json
from quiz.answers import record
from quiz.storage.database import connect, downgrade, upgrade
from tests.answers.test_migrations import rows
from tests.databases import insert

pytestmark = pytest.mark.both_databases

DAY, LEAD = date(2026, 11, 22), "4" * 32
OLD = {"right": [0, 0, 0], "levels": [0, 0, 0, 0], "sure_but_wrong": [0, 0, 0]}
STRAND = {name: [0, 0, 20] for name in ("says_yes", "understands", "yes_but_not")}


def old(people: int, levels: Sequence[int]) -> dict[str, Any]:
    """Figures as they were stored, with this many answers at each level."""
    sure = levels[2] + levels[3]
    item = {"right": [9, 9, people], "levels": [*levels], "sure_but_wrong": [0, 2, sure]}
    return {
        **{"people": people, "items": {"a@1": item}, "changes": {}, "survey": {}},
        **{"strands": {"aware": {"answers": OLD, **STRAND}}, "table": None},
    }


def block(review: str, figures: Mapping[str, Any]) -> dict[str, Any]:
    made = {"id": record.new_id(), "review": review, "group_name": "", "form": "A"}
    counts = {"people": figures["people"], "opened_on": DAY, "sums": "{}", "lead": LEAD}
    return {**made, **counts, "figures": json.dumps(figures)}


def total(lead: str, figures: Mapping[str, Any], members: int) -> dict[str, Any]:
    key = {"lead": lead, "form": "A", "asked": "0" * 16, "year": 0}
    counts = {"people": figures["people"], "members": members}
    return {**key, **counts, "figures": json.dumps(figures)}


def test_levels_become_counts_under_the_margin_and_totals_their_sums(database_url: str) -> None:
    opened = connect(database_url)
    upgrade(opened, "0016")
    review, gone = record.new_id(), record.new_id()
    person = {"id": LEAD, "email": "a@b.example", "name": "Ada", "invited_on": DAY, "active": True}
    insert(opened.writer, "person", person)
    asked = {"shared": False, "k": 5, "t": 2, "releases": 2, "about_you": True, "stand": False}
    days = {"opens_on": DAY, "closes_on": DAY, "first_closes_on": DAY}
    more = {"by_mail": False, "unsent": 0, "passed_round": False, "late_unsent": 0}
    made = {"id": review, "lead_id": LEAD, "name": "Duty", "note": "", "form": "A"}
    insert(opened.writer, "review", {**made, **asked, **days, **more})
    # 20 people under the margin of 2; 12 whose review was deleted, under the margin of 5.
    insert(opened.writer, "block", block(review, old(20, (1, 9, 6, 4))))
    insert(opened.writer, "block", block(gone, old(12, (0, 0, 6, 6))))
    both = old(32, (1, 9, 12, 10))
    insert(opened.writer, "total", total(LEAD, both, 2))
    insert(opened.writer, "total", total("", both, 2))
    insert(opened.writer, "total", total("waiting", old(44, (1, 9, 12, 22)), 2))
    for member in (review, gone):
        key = {"lead": LEAD, "form": "A", "asked": "0" * 16, "year": 0}
        insert(opened.writer, "total_member", {**key, "member": member})
    upgrade(opened, "0017")
    found = rows(opened.writer)
    assert [row.moved for row in found["review"]] == [1]
    figures = {row.review: json.loads(row.figures) for row in found["block"]}
    items = {key: one["items"]["a@1"] for key, one in figures.items()}
    assert (items[review]["very_sure"], items[review]["unsure"]) == ([4, 4, 10], [8, 10, 10])
    assert (items[gone]["very_sure"], items[gone]["unsure"]) == ([6, 6, 12], [0, 0, 0])
    assert figures[review].keys() == {"people", "items", "changes", "survey", "strands"}
    totals = {row.lead: json.loads(row.figures) for row in found["total"]}
    for key in (LEAD, ""):
        item = totals[key]["items"]["a@1"]
        assert (item["very_sure"], item["unsure"]) == ([10, 10, 22], [8, 10, 10])
    # Not all of its blocks are known: as wide as can be.
    item = totals["waiting"]["items"]["a@1"]
    assert (item["very_sure"], item["unsure"]) == ([0, 34, 34], [0, 10, 10])
    one, other = (figures_json.from_json(found).items["a@1"] for found in figures.values())
    whole = figures_json.from_json(totals[LEAD]).items["a@1"]
    assert (one + other).very_sure == whole.very_sure
    assert (one + other).unsure == whole.unsure
    downgrade(opened, "-1")
    back = {row.review: json.loads(row.figures) for row in rows(opened.writer)["block"]}
    assert back[review]["items"]["a@1"]["levels"] == [2, 8, 6, 4]
    assert back[review].keys() == old(20, (1, 9, 6, 4)).keys()
    opened.close()
