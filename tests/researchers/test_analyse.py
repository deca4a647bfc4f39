"""``flask analyse`` on a random data set, checked with NumPy and SciPy."""

import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from scipy import stats

from quiz import create_app
from quiz.settings.config import Settings
from tests.researchers.sample_data import CHANCE, as_csv, data_set

REFERENCE = Path(__file__).parents[1] / "analysis" / "measurement-fixture.json"
Sample = tuple[dict[str, Any], Path]
"""A data set, and the file that holds it as JSON."""
NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:9/nothing"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """An app with an unreachable database: the command must not use it."""
    return create_app(Settings("a secret for tests, long enough to be one", NOWHERE, tmp_path))


def run(app: Flask, *arguments: str, given: bytes | str | None = None) -> Result:
    return app.test_cli_runner().invoke(args=["analyse", *arguments], input=given)


def figures(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    found = json.loads(result.stdout, parse_constant=refuse)
    named = {entry["name"]: entry["value"] for entry in found}
    assert len(named) == len(found)
    return named


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    data = data_set(seed=3)
    path = tmp_path / "sample.json"
    path.write_text(json.dumps(data), "utf-8")
    return data, path


def test_statistics_against_numpy_and_scipy(app: Flask, sample: Sample) -> None:
    data, path = sample
    found = figures(run(app, "--json", str(path)))
    x = np.array([[c == "1" for c in one["pre"]["correct"]] for one in data["respondents"]], int)
    f = np.array([[CHANCE[int(c)] for c in one["pre"]["levels"]] for one in data["respondents"]])
    assert found["topic.all.all.accuracy"] == pytest.approx(x.mean(), abs=1e-12)
    assert found["topic.all.all.mean_certainty"] == pytest.approx(f.mean(), abs=1e-12)
    assert found["calibration.all.brier"] == pytest.approx(((f - x) ** 2).mean(), abs=1e-12)
    gaps = (f - x).mean(axis=1)
    low, high = stats.ttest_1samp(gaps, 0).confidence_interval(0.95)
    interval = found["topic.all.all.gap_t_interval"]
    assert (interval["low"], interval["high"]) == pytest.approx((low, high), abs=1e-12)
    first = data["respondents"][0]
    known = stats.poisson_binom(f[0]).cdf(x[0].sum())
    assert found["individual.p_right_or_fewer"][first["id"]] == pytest.approx(known, abs=1e-12)
    for index in (0, 7):
        rest = x.sum(axis=1) - x[:, index]
        known = stats.pearsonr(x[:, index], rest).statistic
        assert found[f"item.{index + 1}.item_rest_r"] == pytest.approx(known, abs=1e-12)
    surer = stats.mannwhitneyu(f[x == 1], f[x == 0]).statistic / (x.sum() * (1 - x).sum())
    assert found["resolution.all.auroc2"] == pytest.approx(surer, abs=1e-12)


def test_teams_and_changes_against_scipy(app: Flask, sample: Sample) -> None:
    data, path = sample
    found = figures(run(app, "--json", str(path)))
    for team in {one["team"] for one in data["respondents"]}:
        own = [
            c for one in data["respondents"] if one["team"] == team for c in one["pre"]["correct"]
        ]
        accuracy = found[f"topic.all.team_{team}.accuracy"]
        assert accuracy == pytest.approx(own.count("1") / len(own), abs=1e-12)
    both = [one for one in data["respondents"] if one["post"]]
    assert found["prepost.n_matched"] == len(both)
    share = {
        name: [one[name]["correct"].count("1") / len(data["key"]) for one in both]
        for name in ("pre", "post")
    }
    known = stats.ttest_rel(share["post"], share["pre"])
    assert found["prepost.accuracy_change"]["p"] == pytest.approx(known.pvalue, abs=1e-12)
    right = [[one[n]["correct"][:3].count("1") >= 2 for n in ("pre", "post")] for one in both]
    table = found["prepost.topic 1.understands"]["table_pre_by_post"]
    assert table == [[right.count([a, b]) for b in (True, False)] for a in (True, False)]


def test_csv_and_json_give_the_same(app: Flask, sample: Sample) -> None:
    data, path = sample
    table = path.with_suffix(".csv")
    table.write_text(as_csv(data), "utf-8")
    assert figures(run(app, "--json", str(table))) == figures(run(app, "--json", str(path)))


def test_the_reference_as_csv(app: Flask, tmp_path: Path) -> None:
    data = json.loads(REFERENCE.read_text("utf-8"))
    table = tmp_path / "reference.csv"
    table.write_text("\ufeff" + as_csv(data), "utf-8")
    found = figures(run(app, "--json", str(table)))
    expected = {entry["name"]: entry["value"] for entry in data["expected"]}
    assert found["items.moodle"].keys() == expected["items.moodle"].keys()
    for name in ("topic.T3.team_A.accuracy", "pair.S3.T3.phi", "test.icc1", "item.9.facility"):
        assert found[name] == pytest.approx(expected[name], abs=1e-10)


def test_the_report(app: Flask) -> None:
    result = run(app, str(REFERENCE))
    assert result.exit_code == 0
    # measurement.md: A = 0.6458 (0.594 to 0.695), F - A = 0.099; T3 0.511; 39 matched.
    assert "everybody      60      720   65 %  59 to 69 %       75 %  +10" in result.stdout
    assert (
        "S3, T3: 25 of the 34 who said yes showed understanding; so did 11 of the 26"
        in result.stdout
    )
    assert "item 9: check the key: most sure answers chose A" in result.stdout
    assert "Certainty    +8 points (+5 to +10)" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 120


def test_the_examples_in_the_documentation_are_accepted(app: Flask) -> None:
    page = (Path(__file__).parents[2] / "docs" / "analyse.md").read_text("utf-8")
    json_file, table, words = re.findall(r"```(?:json|csv)\n(.*?)```", page, re.DOTALL)
    assert run(app, "-", given=json_file).exit_code == 0
    assert run(app, "-", given=table).exit_code == 0
    assert figures(run(app, "--json", "-", given=words))["calibration.all.table"]["1"]["right"] == 0
    numbers = words.replace("1,left", "1,-1").replace("2,left", "2,-1").replace(",right", ",1")
    (command,) = re.findall(r"analyse (--key\S+) answers.csv", page)
    assert figures(run(app, "--json", command, "-", given=numbers)) == figures(
        run(app, "--json", "-", given=words)
    )


def test_a_file_can_be_piped(app: Flask, sample: Sample) -> None:
    _, path = sample
    piped = run(app, "--json", "-", given=path.read_bytes())
    assert figures(piped) == figures(run(app, "--json", str(path)))


def test_nothing_is_written(app: Flask, sample: Sample, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert run(app, str(sample[1])).exit_code == 0
    assert run(app, "--json", str(sample[1])).exit_code == 0
    assert sorted(tmp_path.rglob("*")) == before


def test_control_characters_are_not_printed(app: Flask) -> None:
    data = data_set(seed=1, people=6)
    for one in data["respondents"]:
        one["team"] = "\x1b[31mred"
    result = run(app, "-", given=json.dumps(data))
    assert result.exit_code == 0
    assert "\x1b" not in result.output


def identical(people: int, options: str, levels: str, key: str = "ABCABC") -> dict[str, Any]:
    return {
        "options": "ABCD",
        "key": key,
        "topics": ["one"] * 3 + ["two"] * (len(key) - 3),
        "survey": [{"id": "S", "topic": "one"}],
        "respondents": [
            {
                "id": f"p{number}",
                "survey": {"S": "yes"},
                "pre": {"options": options, "levels": levels},
                "post": {"options": options, "levels": levels},
            }
            for number in range(people)
        ],
    }


@pytest.mark.parametrize(
    "data",
    [
        identical(9, "ABCABC", "444444"),  # all right, one level throughout
        identical(9, "BCDBCD", "111111"),  # all wrong
        identical(1, "ABDABD", "123412"),  # one person
        identical(2, "ABDABD", "123412"),
        identical(5, "A", "4"),  # one item answered
        identical(5, "------", "------") | {"respondents": identical(1, "A", "1")["respondents"]},
        {"options": "ABC", "key": "A", "respondents": identical(3, "A", "2")["respondents"][:1]}
        | {"survey": [{"id": "S", "topic": "one"}], "topics": ["one"]},
        {**identical(3, "ABCABC", "111222"), "anchors": {"1": 0, "2": 1}},
    ],
    ids=["right", "wrong", "person", "two", "item", "skipped", "tiny", "anchors"],
)
def test_degenerate_data_give_null_and_no_crash(app: Flask, data: dict[str, Any]) -> None:
    text = json.dumps(data)
    found = figures(run(app, "--json", "-", given=text))
    right = found["topic.all.all.accuracy"]
    if right in {0, 1}:
        # measurement.md 2.6: null when all are right or wrong, never 0 or a half.
        assert found["resolution.all.auroc2"] is found["resolution.all.gamma"] is None
        assert found["pair.S.one.phi"] is found["test.icc1"] is None
    if len(data["respondents"]) == 1:
        assert found["topic.all.all.gap_t_interval"]["low"] is None
        assert found["test.alpha"] == {"alpha": None, "ci": None}
    result = run(app, "-", given=text)
    assert result.exit_code == 0
    assert not any(word in result.output for word in ("None", "nan", "inf"))


def test_people_with_different_numbers_of_items(app: Flask) -> None:
    data = data_set(seed=5, people=12)
    for name in ("options", "levels", "correct"):
        data["respondents"][0]["pre"][name] = data["respondents"][0]["pre"][name][:4]
        whole = data["respondents"][1]["pre"][name]
        data["respondents"][1]["pre"][name] = "-" + whole[1:]
    found = figures(run(app, "--json", "-", given=json.dumps(data)))
    rows = [[c for c in one["pre"]["correct"] if c != "-"] for one in data["respondents"]]
    every = [c for row in rows for c in row]
    assert found["topic.all.all.accuracy"] == pytest.approx(every.count("1") / len(every))
    # Somebody's total score is unknown, so there is no alpha.
    assert found["test.alpha"] == {"alpha": None, "ci": None}
    result = run(app, "-", given=as_csv(data))
    assert result.exit_code == 0
    assert "2 of them did not answer every item" in result.output


@pytest.mark.searches_long
def test_a_large_file(app: Flask) -> None:
    data = data_set(seed=8, people=4_000, items=12, teams=40)
    found = figures(run(app, "--json", "-", given=json.dumps(data)))
    assert len(found["individual.accuracy"]) == 4_000
    assert all(math.isfinite(value) for value in found["individual.brier"].values())


def test_the_command_runs_without_an_app() -> None:
    from quiz import cli

    result = CliRunner().invoke(cli.analyse, ["--json", str(REFERENCE)])
    assert figures(result)["prepost.n_matched"] == 39
