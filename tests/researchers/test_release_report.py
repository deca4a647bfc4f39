"""``flask analyse --release`` against the reference and the rules."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quiz.cli import analyse
from tests.researchers.sample_data import data_set

REFERENCE = Path(__file__).parents[1] / "analysis" / "measurement-fixture.json"


def run(*arguments: str, given: Any = None) -> Result:
    text = json.dumps(given) if given is not None else None
    return CliRunner().invoke(
        analyse, [*arguments, "-" if given is not None else str(REFERENCE)], text
    )


def published(*arguments: str, given: Any = None) -> dict[str, Any]:
    result = run("--json", *arguments, given=given)
    assert result.exit_code == 0, result.output
    [entry] = json.loads(result.stdout)
    assert entry["name"] == "privacy_release"
    return entry["value"]


def test_the_reference_release() -> None:
    expected = json.loads(REFERENCE.read_text("utf-8"))["specified_not_library"]["privacy_release"]
    # The reference is older than decision 27: it publishes exact levels.
    for team in expected.values():
        for item in (one for block in team["published_per_block"] for one in block["items"]):
            guessing, unsure, fairly_sure, very_sure = item.pop("levels")
            item["very_sure"] = shown(very_sure, fairly_sure + very_sure)
            item["unsure"] = shown(unsure, guessing + unsure)
    assert published("--release", "5,2,2") == expected


def shown(count: int, of: int) -> dict[str, Any]:
    """Rule P5 of measurement.md with the margin of two."""
    ends = [count, count] if 2 < count < of - 2 else [0, 2] if count <= 2 else [of - 2, of]
    return {"of": of, "range": ends if of >= 5 else [0, of], "shown": of >= 5}


def test_one_release_gives_one_block_per_team() -> None:
    found = published("--release", "5,2,1")
    # Everybody in B and C answered. In A two of 32 did not, so 30 form one block at the close.
    assert {team: found[team]["block_sizes"] for team in "ABC"} == {"A": [30], "B": [24], "C": [6]}


def test_a_larger_k_holds_back_a_small_team() -> None:
    found = published("--release", "7,3,2")
    assert found["C"]["block_sizes"] == []
    assert len(found["C"]["held_back"]) == 6
    assert found["C"]["published_total_per_item"] == []
    assert "Nothing is published." in run("--release", "7,3,2").output


def test_unfinished_people_are_not_counted() -> None:
    data = data_set(seed=9, people=20, items=15, teams=1)
    for name in ("options", "levels", "correct"):
        data["respondents"][0]["pre"][name] = data["respondents"][0]["pre"][name][:-1]
    found = published("--release", "5,2,2", given=data)["team 0"]
    assert found["answered"] == 19
    assert found["invited"] is None
    # The number invited is unknown, so the only block forms at the close.
    assert found["block_sizes"] == [19]
    assert "someone 0" not in found["blocks"][0]


def test_small_teams_are_pooled() -> None:
    data = data_set(seed=9, people=8, items=15, teams=1)
    for number, one in enumerate(data["respondents"]):
        one["team"] = f"team {number % 2}"
    found = published("--release", "5,2,2", given=data)
    assert found["several teams"]["block_sizes"] == [8]
    assert found["team 0"]["block_sizes"] == found["team 1"]["block_sizes"] == []
    assert "leftovers; blocks: 8" in run("--release", "5,2,2", given=data).output


def test_the_text_output() -> None:
    output = run("--release", "5,2,2").output
    assert "A: 30 of 32 invited answered; blocks: 16 and 14." in output
    # measurement.md 5.5: team C, question 9.
    assert "item 9   0 to 2 of 6  5 of 6     3 to 5 of 5" in output


@pytest.mark.parametrize(
    "rules", ["5,2", "5,2,2,2", "5,2,x", "5,-2,2", "4,2,2", "5,3,2", "5,2,0", ""]
)
def test_invalid_rules_are_refused(rules: str) -> None:
    result = run(f"--release={rules}")
    assert result.exit_code == 2
    assert "--release" in result.stderr


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"anchors": {"1": 0.2, "2": 0.5, "3": 0.75, "4": 0.95}}, "service's levels of certainty"),
        ({"topics": ["one"] * 13 + ["two"] * 2}, "three items or more in a topic; two has fewer"),
        ({"release_rule": {"invited": {"team 0": 3}}}, "submissions, but only 3 were invited"),
    ],
)
def test_data_that_a_review_cannot_have_are_refused(change: dict[str, Any], message: str) -> None:
    data = data_set(seed=9, people=12, items=15, teams=1) | {"survey": []} | change
    for one in data["respondents"]:
        one["survey"] = {}
    result = run("--release", "5,2,2", given=data)
    assert result.exit_code == 1
    assert message in result.stderr
