"""All statistics against 440 values from 20 independent libraries (measurement-fixture.json).

The file is the reference of measurement.md 7: synthetic answers of 60 people to 12 items, and each
expected value with the library and the call that computed it.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from quiz.analysis.agreement import krippendorff
from quiz.analysis.counting import count
from quiz.analysis.group_summary import group_summary, shrunken
from quiz.analysis.scale import SCALE
from quiz.researchers.dataset import DataSet
from quiz.researchers.read_json import read_json
from quiz.researchers.results import results

TEXT = Path(__file__).with_name("measurement-fixture.json").read_text("utf-8")
FIXTURE = json.loads(TEXT)
EXPECTED = {entry["name"]: entry for entry in FIXTURE["expected"]}
RESAMPLED = {
    # Bootstrap values depend on the random generator. They check the t interval to one decimal and
    # need everybody's rows, which sums do not have.
    "prepost.accuracy_change_bootstrap",
    "prepost.certainty_change_bootstrap",
    "prepost.gap_change_bootstrap",
}
SEPARATE_INPUT = {
    # Its input is next to the value and not in the data set; another test covers it.
    "reviewers.krippendorff_alpha_nominal",
}
COMPARED = sorted(set(EXPECTED) - RESAMPLED - SEPARATE_INPUT)


@pytest.fixture(scope="module")
def data() -> DataSet:
    return read_json(TEXT)


@pytest.fixture(scope="module")
def found(data: DataSet) -> dict[str, Any]:
    return {entry["name"]: entry["value"] for entry in results(data, data.groups())}


def differences(expected: Any, found: Any, tolerance: float, at: str = "") -> list[str]:
    """The differences between two nested values; empty when they agree."""
    if isinstance(expected, dict) and isinstance(found, dict):
        if expected.keys() != found.keys():
            return [f"{at}: {sorted(expected)} is not {sorted(found)}"]
        pairs = ((expected[key], found[key], f"{at}.{key}") for key in expected)
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return [f"{at}: {len(expected)} values, not {len(found)}"]
        numbered = enumerate(zip(expected, found, strict=True))
        pairs = ((a, b, f"{at}[{index}]") for index, (a, b) in numbered)
    elif isinstance(expected, int | float) and isinstance(found, int | float):
        same = expected == pytest.approx(found, rel=tolerance, abs=tolerance)
        return [] if same else [f"{at}: {found} is not {expected}"]
    else:
        return [] if expected == found else [f"{at}: {found!r} is not {expected!r}"]
    return [line for a, b, path in pairs for line in differences(a, b, tolerance, path)]


def test_the_number_of_compared_reference_values() -> None:
    assert len(FIXTURE["expected"]) == 440
    assert len(COMPARED) + len(SEPARATE_INPUT) == 437
    assert set(EXPECTED) >= RESAMPLED | SEPARATE_INPUT


@pytest.mark.parametrize("name", COMPARED)
def test_agrees_with_the_library(name: str, found: dict[str, Any]) -> None:
    entry = EXPECTED[name]
    assert not differences(entry["value"], found[name], entry.get("tolerance", 1e-10))


def test_the_comparison_itself_can_fail() -> None:
    assert differences({"a": [1.0]}, {"a": [1.0 + 1e-9]}, 1e-10)
    assert differences({"a": None}, {"a": 0.0}, 1e-10)
    assert differences({"a": 1}, {}, 1e-10)


def test_reviewers_agreement_on_the_key() -> None:
    entry = EXPECTED["reviewers.krippendorff_alpha_nominal"]
    units = [
        [choice for choice in unit if choice != "?"] for unit in zip(*entry["input"], strict=True)
    ]
    assert float(krippendorff(units)) == pytest.approx(entry["value"], abs=1e-12)


def test_reviewers_in_the_data_set(data: DataSet) -> None:
    entry = EXPECTED["reviewers.krippendorff_alpha_nominal"]
    more = read_json(json.dumps(FIXTURE | {"reviewers": entry["input"]}))
    found = {each["name"]: each["value"] for each in results(more, more.groups())}
    assert found[entry["name"]] == pytest.approx(entry["value"], abs=1e-12)


@pytest.mark.parametrize("team", ["A", "B", "C"])
def test_published_figures_agree_with_the_sums_of_the_block(team: str, data: DataSet) -> None:
    # specified_not_library.privacy_release: exact counts of levels and sure, ranges for the rest.
    answers = {one.id: one.answers for one in data.respondents}
    release = FIXTURE["specified_not_library"]["privacy_release"][team]
    found = zip(release["blocks"], release["published_per_block"], strict=True)
    for members, published in found:
        sums = count((answers[member] for member in members), data.scoring)
        assert sums.people == published["n"]
        for number, item in enumerate(published["items"], start=1):
            table = sums.table([str(number)])
            assert [table[level].n if level in table else 0 for level in SCALE.levels] == item[
                "levels"
            ]
            sure = [split for level, split in table.items() if level >= 3]
            assert sum(split.n for split in sure) == item["sure"]
            low, high = item["right"]["range"]
            assert low <= sum(split.right for split in table.values()) <= high
            low, high = item["sure_but_wrong"]["range"]
            assert low <= sum(split.wrong for split in sure) <= high


def test_the_planted_flags_are_found(found: dict[str, Any]) -> None:
    # measurement.md 4.2: item 5 is a misconception with a sound key, item 9 was keyed wrong.
    assert found["item.5.flags"] == [
        "a shared misconception: most sure answers chose B, and the key is sound"
    ]
    assert "check the key: most sure answers chose A" in found["item.9.flags"][0]
    others = [n for n in range(1, 13) if n not in {5, 9} and found[f"item.{n}.flags"]]
    assert not others


def test_the_verdicts_of_the_worked_examples(found: dict[str, Any]) -> None:
    # measurement.md 2.3: p07 is more sure than right, p05 and p04 about as sure as right.
    verdicts = found["individual.verdict"]
    assert verdicts["p07"] == "more sure than right"
    assert verdicts["p02"] == "more sure than right"
    assert verdicts["p05"] == verdicts["p04"] == "about as sure as right"


def test_the_gap_of_team_a(data: DataSet) -> None:
    # measurement.md 3.8: records, T3: 71 % expected, 52 % right, gap likely between 8 and 30.
    sums = data.groups()["team_A"]
    found = group_summary(sums, data.scoring.topics["T3"], "T3")
    low, high = found.gap_interval()
    assert [round(100 * float(x)) for x in (found.mean_certainty, found.accuracy, low, high)] == [
        71,
        52,
        8,
        30,
    ]


def test_shrinkage_of_a_small_team() -> None:
    # measurement.md 3.3: six people, 12 items, A = 0.50, mean 0.65: 0.572.
    found = shrunken(Fraction(1, 2), Fraction(72) / Fraction("2.1"), Fraction(65, 100))
    assert float(found) == pytest.approx(0.572, abs=5e-4)
