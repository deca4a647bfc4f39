"""``flask analyse --release``: what would be published, against the reference and the rules."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quiz.cli import analyse
from tests.researchers.sample_data import data_set

REFERENCE = Path(__file__).parents[1] / "analysis" / "measurement-fixture.json"


def run(*words: str, given: Any = None) -> Result:
    told = json.dumps(given) if given is not None else None
    return CliRunner().invoke(analyse, [*words, "-" if given is not None else str(REFERENCE)], told)


def published(*words: str, given: Any = None) -> dict[str, Any]:
    result = run("--json", *words, given=given)
    assert result.exit_code == 0, result.output
    [entry] = json.loads(result.stdout)
    assert entry["name"] == "privacy_release"
    return entry["value"]


def test_the_reference_release() -> None:
    expected = json.loads(REFERENCE.read_text("utf-8"))["specified_not_library"]
    assert published("--release", "5,2,2") == expected["privacy_release"]


def test_one_release_opens_everybody_together() -> None:
    found = published("--release", "5,2,1")
    # Everybody of B and C answered; in A two of 32 did not, so the close opens 30 together.
    assert {team: found[team]["block_sizes"] for team in "ABC"} == {"A": [30], "B": [24], "C": [6]}


def test_a_larger_k_holds_a_small_team_back() -> None:
    found = published("--release", "7,3,2")
    assert found["C"]["block_sizes"] == []
    assert len(found["C"]["held_back"]) == 6
    assert found["C"]["published_total_per_item"] == []
    assert "Nothing is published." in run("--release", "7,3,2").output


def test_unfinished_copies_are_not_counted() -> None:
    data = data_set(seed=9, people=20, items=15, teams=1)
    for name in ("options", "levels", "correct"):
        data["respondents"][0]["pre"][name] = data["respondents"][0]["pre"][name][:-1]
    found = published("--release", "5,2,2", given=data)["team 0"]
    assert found["answered"] == 19
    assert found["invited"] is None
    # Nobody knows how many were invited: sealed at the close alone.
    assert found["block_sizes"] == [19]
    assert "someone 0" not in found["blocks"][0]


def test_small_teams_are_opened_together() -> None:
    data = data_set(seed=9, people=8, items=15, teams=1)
    for place, one in enumerate(data["respondents"]):
        one["team"] = f"team {place % 2}"
    found = published("--release", "5,2,2", given=data)
    assert found["several teams"]["block_sizes"] == [8]
    assert found["team 0"]["block_sizes"] == found["team 1"]["block_sizes"] == []
    assert "what was left of them: opened: 8" in run("--release", "5,2,2", given=data).output


def test_it_can_be_read() -> None:
    told = run("--release", "5,2,2").output
    assert "A: 30 of 32 invited answered; opened: 16 and 14." in told
    # measurement.md 5.5: team C, question 9.
    assert "item 9   0 to 2 of 6  5 of 6     3 to 5 of 5" in told


@pytest.mark.parametrize(
    "rules", ["5,2", "5,2,2,2", "5,2,x", "5,-2,2", "4,2,2", "5,3,2", "5,2,0", ""]
)
def test_rules_that_are_none(rules: str) -> None:
    result = run(f"--release={rules}")
    assert result.exit_code == 2
    assert "--release" in result.stderr


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"anchors": {"1": 0.2, "2": 0.5, "3": 0.75, "4": 0.95}}, "four levels of certainty"),
        ({"topics": ["one"] * 13 + ["two"] * 2}, "three items or more in a topic; two has fewer"),
        ({"release_rule": {"invited": {"team 0": 3}}}, "submissions, but only 3 were invited"),
    ],
)
def test_data_that_no_review_could_have(change: dict[str, Any], told: str) -> None:
    data = data_set(seed=9, people=12, items=15, teams=1) | {"survey": []} | change
    for one in data["respondents"]:
        one["survey"] = {}
    result = run("--release", "5,2,2", given=data)
    assert result.exit_code == 1
    assert told in result.stderr
