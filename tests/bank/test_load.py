"""A bank that is broken is refused, with the place in the file and the reason."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.load import SCENARIOS, ContentError, load

Data = dict[str, Any]
GOOD: str = SCENARIOS.read_text("utf-8")


def findings(tmp_path: Path, text: str | bytes) -> tuple[str, ...]:
    path = tmp_path / "scenarios.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ContentError) as refused:
        load(path)
    return refused.value.findings


def broken(tmp_path: Path, breaking: Callable[[Data], object]) -> tuple[str, ...]:
    data: Data = json.loads(GOOD)
    breaking(data)
    return findings(tmp_path, json.dumps(data))


def test_the_service_s_own_bank_loads() -> None:
    bank = load()
    assert [len(form.items) for form in bank.forms] == [12, 12, 12]
    assert not bank.contacts_are_local


BREAKAGES: list[tuple[Callable[[Data], object], str, str]] = [
    (lambda d: d["items"][3].pop("best"), "items[3] (", "'best' is a required property"),
    (lambda d: d["items"][3].update(best="e"), "items[3] (", "no option is “e”"),
    (lambda d: d["items"][2]["options"].pop(), "items[2] (", "too short"),
    (
        lambda d: d["items"][2]["options"].append(dict(d["items"][2]["options"][0])),
        "items[2] (",
        "too long",
    ),
    (lambda d: d["items"][2]["options"][1].update(id="a"), "items[2] (", "“a” is there 2 times"),
    (lambda d: d["items"][0]["options"][0].update(reason=""), "options[0] (a) > reason", "''"),
    (lambda d: d["items"][0].update(title="<b>bold</b>"), "items[0] (", "does not match"),
    (lambda d: d["items"][0].update(title=" blank in front"), "items[0] (", "does not match"),
    (lambda d: d["items"][0].update(vignette="word " * 600 + "end"), "> vignette", "is too long"),
    (lambda d: d["items"][0].update(topic="Z"), "> topic", "“Z” is not in topics"),
    (
        lambda d: d["items"][0].update(pointers=["NOT-THERE"]),
        "pointers[0]",
        "“NOT-THERE” is not in facts",
    ),
    (lambda d: d["items"][0].update(pointers=[]), "> pointers", "non-empty"),
    (lambda d: d["items"][0].update(revision=0), "> revision", "less than the minimum"),
    (lambda d: d["items"][0].update(revision="1"), "> revision", "is not of type 'integer'"),
    (lambda d: d["items"][0].update(surprise=1), "items[0] (", "surprise"),
    (lambda d: d["items"].append(dict(d["items"][0])), "items", "is there 2 times"),
    (lambda d: d["facts"][0].update(source="nowhere"), "facts[0] (", "“nowhere” is not in sources"),
    (lambda d: d["facts"][0].update(place=""), "facts[0] (", "place"),
    (
        lambda d: d["sources"][0].update(url="http://plain.example"),
        "sources[0] (",
        "does not match",
    ),
    (
        lambda d: d["sources"][0].update(recorded_on="2026-02-31"),
        "> recorded_on",
        "is not a 'date'",
    ),
    (lambda d: d["sources"][0].update(checked="surely"), "> checked", "is not one of"),
    (
        lambda d: d["forms"][0]["items"].pop(),
        "forms[0] (A) > items",
        "must have 3 from each strand",
    ),
    (
        lambda d: d["forms"][0]["short"].pop(),
        "forms[0] (A) > short",
        "must have 1 from each strand",
    ),
    (
        lambda d: d["forms"][0]["items"].__setitem__(0, "nobody-knows"),
        "forms[0] (A) > items",
        "“nobody-knows” is not in items",
    ),
    (lambda d: d["forms"].append({**d["forms"][0], "id": "B"}), "forms", "is in 2 forms"),
    (lambda d: d["survey"][0]["answers"].pop(), "survey", "must be exactly"),
    (lambda d: d["stand"].pop(), "stand", "must be exactly"),
    (lambda d: d["strands"].reverse(), "strands", "in that order"),
    (lambda d: d.pop("sources"), "the file", "'sources' is a required property"),
    (lambda d: d.update(us_source="nowhere"), "us_source", "“nowhere” is not in sources"),
]


@pytest.mark.parametrize(("breaking", "place", "reason"), BREAKAGES)
def test_the_place_and_the_reason_are_named(
    tmp_path: Path, breaking: Callable[[Data], object], place: str, reason: str
) -> None:
    found = broken(tmp_path, breaking)
    assert any(place in finding and reason in finding for finding in found), found


def test_all_findings_come_in_one_run(tmp_path: Path) -> None:
    def twice(data: Data) -> None:
        data["items"][0]["topic"] = "Z"
        data["facts"][0]["source"] = "nowhere"

    assert len(broken(tmp_path, twice)) >= 2


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (GOOD[:-40], "line "),
        (b"\xff\xfe" + GOOD.encode(), "byte 0 is not UTF-8"),
        (GOOD.replace('"best": "', '"best": "a", "best": "', 1), "“best” is given 2 times"),
        ("[]", "is not of type 'object'"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(
    tmp_path: Path, text: str | bytes, finding: str
) -> None:
    assert finding in findings(tmp_path, text)[0]


def test_local_contacts_take_the_place_of_the_general_ones(tmp_path: Path) -> None:
    local = tmp_path / "local.json"
    local.write_text('{"contacts": [{"role": "RIPA desk", "ask_about": "Ask before you look."}]}')
    bank = load(local=local)
    assert bank.contacts_are_local
    assert [contact.role for contact in bank.contacts] == ["RIPA desk"]


def test_a_broken_local_file_is_refused(tmp_path: Path) -> None:
    local = tmp_path / "local.json"
    local.write_text('{"contacts": [{"role": "RIPA desk"}]}')
    with pytest.raises(ContentError, match=r"contacts\[0\]: 'ask_about' is a required property"):
        load(local=local)
