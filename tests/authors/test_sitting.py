"""Papers without key, and what readers answer on them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from quiz.bank import edits
from quiz.bank.store import ContentStore
from quiz.clock import today
from tests.bank.local_content import OWN
from tests.content_files import Edit

LETTERS = "abcd"
Answers = dict[str, Any]


def paper(run: Any, *more: str, seed: int = 1) -> str:
    result = run("paper", "--form", "A", "--seed", str(seed), *more)
    assert result.exit_code == 0, result.output
    return str(result.output)


def to_fill_in(text: str) -> Answers:
    """The file of answers at the end of a paper."""
    found = re.search(r"```json\n(.*)\n```", text, re.DOTALL)
    assert found
    data: Answers = json.loads(found[1])
    return data


def options_of(text: str) -> list[list[str]]:
    """The options of each number, in their order on the paper."""
    parts = re.split(r"^## \d+$", text.partition("## Your answers")[0], flags=re.MULTILINE)[1:]
    return [re.findall(r"^- [a-d]\. (.+)$", part, re.MULTILINE) for part in parts]


def answered(store: ContentStore, text: str, *, right: int = 12, **head: Any) -> Answers:
    """A file with the keys for the first numbers, and wrong options for the rest."""
    keys = {item.key.text for item in store.bank.form("A").items}
    data = to_fill_in(text) | {"reader": "a reader", "date": "2026-11-20", **head}
    for number, options in enumerate(options_of(text), start=1):
        key = next(n for n, option in enumerate(options) if option in keys)
        chosen = key if number <= right else (key + 1) % 4
        data["answers"][str(number)] = {"option": LETTERS[chosen], "certainty": 3}
    return data


def file_of(tmp_path: Path, data: Any) -> str:
    path = tmp_path / "answers.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data, indent=2))
    return str(path)


def test_a_paper_has_every_option_and_no_key(run: Any, store: ContentStore) -> None:
    text = paper(run)
    for item in store.bank.form("A").items:
        assert item.vignette in text
        assert item.question in text
        assert item.id not in text
        assert item.title not in text.split("## Your")[0] or item.title in item.vignette
        for option in item.options:
            assert option.text in text
            assert option.reason not in text


def test_options_only_leaves_out_vignette_and_question(run: Any, store: ContentStore) -> None:
    text = paper(run, "--options-only")
    for item in store.bank.form("A").items:
        assert item.vignette not in text
        assert item.question not in text
        assert all(option.text in text for option in item.options)


def test_the_seed_decides_the_order(run: Any, store: ContentStore) -> None:
    assert paper(run) == paper(run)
    one, other = options_of(paper(run)), options_of(paper(run, seed=2))
    assert one != other
    assert sorted(map(sorted, one)) == sorted(map(sorted, other))
    in_the_bank = [[o.text for o in item.options] for item in store.bank.form("A").items]
    assert one != in_the_bank
    assert any(options not in in_the_bank for options in one)


def test_every_place_can_have_the_key(run: Any, store: ContentStore) -> None:
    keys = {item.key.text for item in store.bank.form("A").items}
    places = {
        n
        for seed in range(4)
        for options in options_of(paper(run, seed=seed))
        for n, option in enumerate(options)
        if option in keys
    }
    assert places == {0, 1, 2, 3}


def test_a_paper_goes_to_a_file(run: Any, tmp_path: Path) -> None:
    there = tmp_path / "paper.md"
    assert paper(run, "--output", str(there)) == ""
    assert there.read_text("utf-8") == paper(run)


def test_there_is_no_paper_of_a_text_that_may_change(
    run: Any, edit: Edit, store: ContentStore
) -> None:
    item = store.bank.form("A").items[0].id
    edit(lambda data: edits.revise(data, item, today(), "Clearer.", False))
    result = run("paper", "--form", "A", "--seed", "1")
    assert result.exit_code == 1
    assert f"“{item}” has no checksum yet; use “flask scenarios checksum”" in result.output
    assert "there is no form Z" in run("paper", "--form", "Z", "--seed", "1").output


def test_there_is_no_paper_of_a_local_form(run: Any, store: ContentStore) -> None:
    store.local.write_text(json.dumps(OWN))
    store.renew()
    result = run("paper", "--form", "L", "--seed", "1")
    assert result.exit_code == 1
    assert "form L is local; blind sittings are of national forms" in result.output


def test_a_sitting_is_marked_and_kept(run: Any, store: ContentStore, tmp_path: Path) -> None:
    text = paper(run)
    data = answered(store, text, right=11)
    data["answers"]["1"] |= {"second": other(data["answers"]["1"]), "remark": "Both may do."}
    result = run("sitting", file_of(tmp_path, data))
    assert result.exit_code == 0, result.output
    assert "a reader read form A blind on 2026-11-20." in result.output
    assert "Agrees with the key in 11 of 12." in result.output
    assert result.output.count("the key is") == 1
    assert result.output.count("can be defended, too") == 1
    assert "Both may do." in result.output
    kept = json.loads(store.national.with_name("sittings.json").read_text("utf-8"))
    (sitting,) = kept["sittings"]
    assert (sitting["reader"], sitting["on"], sitting["form"]) == ("a reader", "2026-11-20", "A")
    checksums = {item.id: item.checksum for item in store.bank.form("A").items}
    assert {one["item"]: one["checksum"] for one in sitting["answers"]} == checksums


def other(answer: Answers) -> str:
    return next(letter for letter in LETTERS if letter != answer["option"])


def test_check_says_how_far_readers_agree(run: Any, store: ContentStore, tmp_path: Path) -> None:
    assert "Read blind by nobody yet." in run("check").output
    text = paper(run)
    for reader, right in (("one", 12), ("two", 12), ("three", 12), ("four", 12), ("five", 11)):
        data = answered(store, text, right=right, reader=reader)
        assert run("sitting", file_of(tmp_path, data)).exit_code == 0
    options_only = paper(run, "--options-only")
    for reader, right in (("six", 4), ("seven", 3)):
        data = answered(store, options_only, right=right, reader=reader)
        assert run("sitting", file_of(tmp_path, data)).exit_code == 0
    result = run("check")
    assert "Read blind by 5, agreed 12 of 12, options only 3.5 of 12." in result.output
    assert result.exit_code == 0
    assert "Not read blind in this text: " in result.output


def test_a_key_that_too_few_choose_is_found(run: Any, store: ContentStore, tmp_path: Path) -> None:
    """Three of four are fewer than four in five."""
    text = paper(run)
    for reader, right in (("one", 12), ("two", 12), ("three", 12), ("four", 11)):
        run("sitting", file_of(tmp_path, answered(store, text, right=right, reader=reader)))
    result = run("check")
    assert result.exit_code == 1
    assert "3 of 4 blind readers chose it; four in five must" in result.output
    assert "Read blind by 4, agreed 11 of 12." in result.output


def test_options_that_give_the_keys_away_are_found(
    run: Any, store: ContentStore, tmp_path: Path
) -> None:
    """Four in ten of twelve is 4.8."""
    data = answered(store, paper(run, "--options-only"), right=5)
    run("sitting", file_of(tmp_path, data))
    result = run("check")
    assert result.exit_code == 1
    assert "5 of 12 are right from the options alone; 4.8 at most" in result.output


def test_a_changed_scenario_no_longer_counts_as_read(
    run: Any, store: ContentStore, edit: Edit, tmp_path: Path
) -> None:
    run("sitting", file_of(tmp_path, answered(store, paper(run))))
    item = store.bank.form("A").items[0].id

    def reword(data: Any) -> None:
        edits.revise(data, item, today(), "Clearer.", False)
        row = next(row for row in data["items"] if row["id"] == item)
        row["question"] = "What would you do now?"
        edits.record_checksums(data)

    edit(reword)
    said = run("check").output
    assert "Read blind by 1, agreed 11 of 11." in said
    assert f"Not read blind in this text: {item}, " in said


def test_the_same_sitting_is_kept_once(run: Any, store: ContentStore, tmp_path: Path) -> None:
    file = file_of(tmp_path, answered(store, paper(run)))
    assert run("sitting", file).exit_code == 0
    again = run("sitting", file)
    assert again.exit_code == 1
    assert "what a reader answered on this paper is kept already" in again.output


def test_a_second_reading_by_the_same_person_is_not_blind(
    run: Any, store: ContentStore, tmp_path: Path
) -> None:
    run("sitting", file_of(tmp_path, answered(store, paper(run), right=0)))
    run("sitting", file_of(tmp_path, answered(store, paper(run, seed=2))))
    assert "Read blind by 1, agreed 0 of 12." in run("check").output


def changed(number: str, **what: Any) -> Any:
    return lambda data: data["answers"][number].update(what)


@pytest.mark.parametrize(
    ("breaking", "said"),
    [
        (changed("4", option="e"), "answers > 4 > option: must be a, b, c or d, as on the paper"),
        (changed("4", certainty=0), "answers > 4 > certainty: must be 1 (guessing), 2 (unsure)"),
        (lambda d: d["answers"]["4"].pop("certainty"), "answers > 4: 'certainty' is a required"),
        (lambda d: d["answers"].pop("7"), "answers > 7: is missing; choose an option"),
        (
            lambda d: d["answers"].update({"13": {"option": "a", "certainty": 1}}),
            "answers > 13: the paper ends at 12; take it out",
        ),
        (lambda d: d["answers"]["2"].update(second=d["answers"]["2"]["option"]), "2 > second: is"),
        (lambda d: d.update(date=""), "date: must be a day such as"),
        (lambda d: d.update(date="2099-01-01"), "date: 2099-01-01 is in the future"),
        (lambda d: d.update(reader=""), "reader"),
        (lambda d: d.update(seed=2), "print the paper again"),
        (lambda d: d.update(form="Z"), "form: there is no form Z"),
        (lambda d: d.update(paper="x"), "paper: must be the code at the head of the paper"),
        (lambda d: d.update(surprise=1), "surprise"),
    ],
)
def test_a_fault_is_named_with_its_number(
    run: Any, store: ContentStore, tmp_path: Path, breaking: Any, said: str
) -> None:
    data = answered(store, paper(run))
    breaking(data)
    result = run("sitting", file_of(tmp_path, data))
    assert result.exit_code == 1
    assert said in result.output
    assert not store.national.with_name("sittings.json").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{\n", "line 2, column 1"),
        ('{"form": "A", "form": "B"}', "“form” is given 2 times"),
        ("[]", "is not of type 'object'"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(
    run: Any, tmp_path: Path, text: str, said: str
) -> None:
    result = run("sitting", file_of(tmp_path, text))
    assert result.exit_code == 1
    assert said in result.output


def test_a_missing_file_is_named(run: Any, tmp_path: Path) -> None:
    result = run("sitting", str(tmp_path / "nothing.json"))
    assert result.exit_code == 1
    assert "nothing.json cannot be used" in result.output
