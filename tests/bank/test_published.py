"""National items need a leaning for every option and a rule, unless they are drafts."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from quiz.bank.checksums import checksum_of
from quiz.bank.content_file import SCHEMA
from quiz.bank.load import SCENARIOS

Row = dict[str, Any]
DEFINITIONS = json.loads(SCHEMA.read_text("utf-8"))["$defs"]
PUBLISHED = Draft202012Validator({"$ref": "#/$defs/publishedItem", "$defs": DEFINITIONS})


@pytest.fixture
def row() -> Row:
    found: Row = json.loads(SCENARIOS.read_text("utf-8"))["items"][0]
    for option in found["options"]:
        option["leaning"] = "between"
    return {**found, "rule": "Ask her first."}


def errors(row: Row) -> list[str]:
    return [error.message for error in PUBLISHED.iter_errors(row)]


def test_an_item_with_leanings_and_a_rule_is_valid(row: Row) -> None:
    assert errors(row) == []


def test_both_are_required(row: Row) -> None:
    del row["rule"], row["options"][2]["leaning"]
    assert sorted(errors(row)) == [
        "'leaning' is a required property",
        "'rule' is a required property",
    ]


def test_a_draft_may_lack_them(row: Row) -> None:
    del row["rule"], row["options"][2]["leaning"]
    assert errors({**row, "draft": True}) == []


def test_leaning_and_subject_are_no_part_of_the_text(row: Row) -> None:
    """Nobody who answers sees them, so correcting them needs no new revision."""
    before = checksum_of(row)
    row["options"][0]["leaning"] = "freer"
    assert checksum_of({**row, "hcpc_subject": "networking"}) == before
    assert checksum_of({**row, "rule": "Ask him first."}) != before
