"""The guidance in two minutes: the national briefings, and each rule on one that breaks it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.briefing_checks import briefing_text, check_briefing, check_briefings
from quiz.bank.briefings import Briefing
from quiz.bank.content_file import ContentError
from quiz.bank.load import SCENARIOS, load
from quiz.bank.sources import Checked

BANK = load()
GOOD = BANK.briefings[0]


def test_the_briefings_have_no_findings() -> None:
    assert [str(finding) for finding in check_briefings(BANK)] == []


def test_there_is_one_for_each_topic() -> None:
    assert [briefing.topic for briefing in BANK.briefings] == list("ABCDEFGH")


def test_no_example_is_a_scenario_of_a_form() -> None:
    stories = " ".join(item.vignette for item in BANK.kept.values())
    for briefing in BANK.briefings:
        for sentence in briefing.example.split(". "):
            assert sentence not in stories, briefing.topic


def unchecked() -> Briefing:
    first, *others = GOOD.points
    pointers = tuple(replace(one, checked=Checked.NOT_CHECKED) for one in first.pointers)
    return replace(GOOD, points=(replace(first, pointers=pointers), *others))


def two_sentences() -> Briefing:
    first, *others = GOOD.points
    return replace(GOOD, points=(replace(first, text=f"{first.text} It is not law."), *others))


@pytest.mark.parametrize(
    ("briefing", "field", "said"),
    [
        (replace(GOOD, example="Ask."), "words", "200 to 280 words"),
        (replace(GOOD, example="She asks. " * 60), "words", "200 to 280 words"),
        (replace(GOOD, example="Organisational accountability " * 20), "words", "reading ease"),
        (replace(GOOD, rule="Ask her. " * 7), "rule", "at most 12 words"),
        (replace(GOOD, points=GOOD.points[:3]), "points", "four to six, not 3"),
        (unchecked(), "points (1)", "read or restated"),
        (two_sentences(), "points (1)", "one sentence"),
    ],
)
def test_each_rule(briefing: Briefing, field: str, said: str) -> None:
    found = [finding for finding in check_briefing(briefing) if finding.field == field]
    assert any(said in finding.what_to_do for finding in found)
    assert all(finding.where == "briefing A" for finding in found)


def test_the_words_of_a_briefing_are_counted_without_its_pointers() -> None:
    text = briefing_text(GOOD)
    assert text.startswith(GOOD.rule)
    assert text.endswith(GOOD.today[-1])
    assert not any(pointer.place in text for point in GOOD.points for pointer in point.pointers)


def without_h(data: Any) -> None:
    data["briefings"].pop()


def unknown_fact(data: Any) -> None:
    data["briefings"][0]["points"][0]["pointers"] = ["NO-SUCH-FACT"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without_h, "briefings: must be one for each of A, B, C, D, E, F, G, H"),
        (unknown_fact, "briefings[0] > points[0]: “NO-SUCH-FACT” is not in facts."),
    ],
)
def test_a_file_with_a_broken_briefing_is_refused(change: Any, said: str, tmp_path: Path) -> None:
    data = json.loads(SCENARIOS.read_text("utf-8"))
    change(data)
    file = tmp_path / "scenarios.json"
    file.write_text(json.dumps(data), "utf-8")
    with pytest.raises(ContentError) as error:
        load(file)
    assert said in str(error.value)
