"""The commands for content owners."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from quiz.bank import checks
from quiz.bank.checksums import checksum_of
from quiz.bank.load import load
from quiz.bank.store import ContentStore
from quiz.clock import today
from tests.bank.local_content import OWN


def test_list_names_everything(run: Any, store: ContentStore) -> None:
    listed = run("list").output
    for one in [*store.bank.items.values(), *store.bank.contested]:
        assert one.id in listed


def test_show_prints_everything_about_an_item(run: Any, store: ContentStore) -> None:
    item = store.bank.form("B").items[4]
    output = " ".join(run("show", item.id).output.split())
    for words in (item.title, item.vignette, item.question, item.prompt, "form B"):
        assert words in output
    for option in item.options:
        assert option.text in output
        assert option.reason in output
    for pointer in item.pointers:
        assert f"{pointer.id}: {pointer.source.title}, {pointer.place}" in output
    assert f"* {item.best} " in output


def test_show_prints_why_a_contested_scenario_is_not_scored(run: Any, store: ContentStore) -> None:
    contested = store.bank.contested[0]
    output = " ".join(run("show", contested.id).output.split())
    assert f"Why it is not scored: {contested.sides}" in output


def test_show_of_an_unknown_scenario(run: Any) -> None:
    result = run("show", "nothing-like-it")
    assert result.exit_code == 1
    assert "no scenario is called “nothing-like-it”" in result.output


def test_check_passes_and_prints_its_statistics(run: Any) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert re.search(r"^ +A \(12\) +B \(12\)", result.output, re.MULTILINE)
    assert re.search(r"^  longest +[0-9.]+ +[0-9.]+", result.output, re.MULTILINE)
    assert result.output.endswith("0 to fix.\n")


def test_check_lists_sources_due_for_review(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "due for review" not in run("check").output
    monkeypatch.setattr("quiz.authors.commands.today", lambda: date(2030, 1, 1))
    result = run("check")
    assert result.output.count("due for review:") == len(load().sources)
    assert result.exit_code == 0


def fact_of(store: ContentStore) -> str:
    return next(iter(store.bank.pointers)).id


def test_new_writes_a_draft_outside_every_form(run: Any, store: ContentStore) -> None:
    result = run("new", "A photo in the lift", "--topic", "C", "--pointer", fact_of(store))
    assert result.exit_code == 0, result.output
    item = store.bank.items["a-photo-in-the-lift"]
    assert item.draft
    assert item.topic.id == "C"
    assert all(option.text.startswith(checks.TO_WRITE) for option in item.options)
    assert item.id not in {one.id for form in store.bank.forms for one in form.items}
    assert run("check").exit_code == 0
    assert "(a draft)" in run("list").output
    assert "To fix:" in run("show", item.id).output


def test_check_finds_an_unfinished_skeleton(run: Any, store: ContentStore) -> None:
    run("new", "A photo in the lift", "--topic", "C", "--pointer", fact_of(store))
    data = json.loads(store.national.read_text("utf-8"))
    del data["items"][-1]["draft"]
    store.national.write_text(json.dumps(data))
    run("check")  # serves the change
    result = run("check")
    assert result.exit_code == 1
    for part in ("vignette", "options (d) > reason"):
        assert f"a-photo-in-the-lift > {part}: write what still says “To write:”" in result.output


def test_new_never_uses_an_id_twice(run: Any, store: ContentStore) -> None:
    for _ in range(3):
        run("new", "Ten at night", "--topic", "A", "--pointer", fact_of(store))
    assert {"ten-at-night", "ten-at-night-2", "ten-at-night-3", "ten-at-night-4"} <= {
        *store.bank.items
    }


def test_new_refuses_an_unknown_pointer(run: Any, store: ContentStore) -> None:
    before = store.national.read_bytes()
    result = run("new", "A photo", "--topic", "C", "--pointer", "NOT-THERE")
    assert result.exit_code == 1
    assert "“NOT-THERE” is not in facts" in result.output
    assert store.national.read_bytes() == before
    assert [path.name for path in store.national.parent.glob(".scen*")] == []


def test_new_local_writes_to_the_local_file(run: Any, store: ContentStore) -> None:
    before = store.national.read_bytes()
    result = run("new", "Our portal", "--topic", "H", "--local", "--pointer", fact_of(store))
    assert result.exit_code == 0, result.output
    assert store.national.read_bytes() == before
    assert store.bank.items["local-our-portal"].draft
    assert [form.id for form in store.bank.forms] == [form.id for form in load().forms]


def test_a_local_skeleton_may_be_in_welsh_and_a_national_one_may_not(
    run: Any, store: ContentStore
) -> None:
    more = ("--topic", "H", "--language", "cy", "--pointer", fact_of(store))
    assert run("new", "Ein porth", "--local", *more).exit_code == 0
    assert store.bank.items["local-ein-porth"].language == "cy"
    refused = run("new", "Ein porth", *more)
    assert refused.exit_code == 1
    assert "national scenarios are in English" in refused.output


SOURCE = next(p.source.id for p in load().pointers if p.checked != "read")
OTHER_FACT = next(p for p in load().pointers if p.source.id != SOURCE)
TODAY = today().isoformat()


def test_a_source_with_unread_facts_is_not_marked_as_read(run: Any, store: ContentStore) -> None:
    before = store.bank.us_source.checked
    run("review", store.bank.us_source.id, "--checked", TODAY, "--by", "the lead")
    assert store.bank.us_source.checked == before != "read"


def test_concurrent_edits_lose_nothing(app: Flask, store: ContentStore) -> None:
    def add(number: int) -> Result:
        title = f"Parallel {number}"
        return app.test_cli_runner().invoke(
            args=["scenarios", "new", title, "--topic", "A", "--pointer", fact_of(store)]
        )

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(add, range(4)))
    assert [result.exit_code for result in done] == [0] * 4
    written = {row["id"] for row in json.loads(store.national.read_text("utf-8"))["items"]}
    assert {f"parallel-{number}" for number in range(4)} <= written


def test_a_symlink_is_followed_and_a_read_only_file_is_refused(
    run: Any, store: ContentStore, tmp_path: Path
) -> None:
    there = tmp_path / "elsewhere.json"
    store.national.rename(there)
    store.national.symlink_to(there)
    assert run("changed", SOURCE, "--what", "amended").exit_code == 0
    assert store.national.is_symlink()
    assert "amended" in there.read_text("utf-8")
    there.chmod(0o444)
    result = run("changed", SOURCE, "--what", "amended again")
    assert result.exit_code == 1
    assert "may not be written to" in result.output


def test_finished_scenarios_get_a_checksum(run: Any, store: ContentStore) -> None:
    before = store.bank.form("A").items[0]
    item = before.id
    run("revise", item, "--why", "Clearer")
    result = run("check")
    assert result.exit_code == 1
    assert f"{item} > checksum: use “flask scenarios checksum”" in result.output
    assert run("checksum").output == f"1 recorded: {item}.\n"
    assert run("check").exit_code == 0
    assert store.bank.kept[item, before.revision].since.why == "Clearer."


def test_text_in_another_encoding_is_refused(run: Any, store: ContentStore) -> None:
    result = run("new", "bad \udcff", "--topic", "A", "--pointer", fact_of(store))
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_review_records_reviewer_and_day(run: Any, store: ContentStore) -> None:
    run("changed", SOURCE, "--what", "section 28 was amended")
    assert store.bank.source(SOURCE).changed
    result = run("review", SOURCE, "--checked", TODAY, "--by", "the practice lead")
    assert result.exit_code == 0, result.output
    source = store.bank.source(SOURCE)
    assert source.checked_on == today()
    assert source.checked_by == "the practice lead"
    assert source.review_by == today() + timedelta(days=365)
    assert source.changed is None


def test_a_review_of_a_source_does_not_mark_its_facts_as_read(
    run: Any, store: ContentStore
) -> None:
    """A fact is shown as read only after somebody reports reading it."""
    facts = [p for p in store.bank.pointers if p.source.id == SOURCE]
    still = [p.id for p in facts if p.checked != "read"]
    assert still
    result = run("review", SOURCE, "--checked", TODAY, "--by", "the practice lead")
    assert all(one in result.output for one in still)
    after = {p.id: p.checked for p in store.bank.pointers}
    assert {p.id: after[p.id] for p in facts} == {p.id: p.checked for p in facts}
    run("review", SOURCE, "--checked", TODAY, "--by", "the lead", "--fact", still[0])
    assert {p.id: p.checked for p in store.bank.pointers}[still[0]] == "read"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere", "--checked", TODAY, "--by", "me"], "no source is called “nowhere”"),
        ([SOURCE, "--checked", "2026-31-11", "--by", "me"], "does not match the format"),
        ([SOURCE, "--checked", "2999-01-01", "--by", "me"], "is in the future"),
        ([SOURCE, "--checked", "2019-01-01", "--by", "me"], "was looked at later than that"),
        ([SOURCE, "--checked", TODAY, "--by", "<b>"], "without < or >"),
        (
            [SOURCE, "--checked", TODAY, "--by", "me", "--again-by", TODAY],
            "must be later than",
        ),
        (
            [SOURCE, "--checked", TODAY, "--by", "me", "--fact", OTHER_FACT.id],
            f"is a place in {OTHER_FACT.source.id}",
        ),
    ],
)
def test_an_invalid_review_is_refused(
    run: Any, store: ContentStore, arguments: list[str], message: str
) -> None:
    before = store.national.read_bytes()
    result = run("review", *arguments)
    assert result.exit_code != 0
    assert message in result.output
    assert store.national.read_bytes() == before


def test_revise_keeps_the_text_and_starts_the_next_revision(run: Any, store: ContentStore) -> None:
    before = store.bank.form("A").items[0]
    result = run("revise", before.id, "--why", "The question was not clear.")
    assert result.exit_code == 0, result.output
    assert store.bank.items[before.id].revision == before.revision + 1
    assert store.bank.kept[before.id, before.revision].vignette == before.vignette
    assert f"Revision {before.revision}: changed on" in run("show", before.id).output


def test_show_prints_leanings_and_the_rule(run: Any, store: ContentStore) -> None:
    national = json.loads(store.national.read_text("utf-8"))
    row = national["items"][0]
    row["options"][0]["leaning"] = "stricter"
    row["rule"] = "Ask her first."
    row["checksum"] = checksum_of(row)
    store.national.write_text(json.dumps(national))
    store.read()
    output = " ".join(run("show", row["id"]).output.split())
    assert f"{row['options'][0]['text']} (stricter)" in output
    assert "To take away: Ask her first." in output


def test_a_local_scenario_is_revised_and_withdrawn_in_its_own_file(
    run: Any, store: ContentStore
) -> None:
    store.local.write_text(json.dumps(OWN))
    store.renew()
    national = store.national.read_bytes()
    one = "local-the-new-portal"
    assert run("revise", one, "--why", "Clearer.").exit_code == 0
    assert store.bank.items[one].revision == 2
    assert run("withdraw", one, "--why", "Portal closed.").exit_code == 0
    assert one not in store.bank.items
    result = run("review", "local-policy", "--checked", TODAY, "--by", "the owner")
    assert result.exit_code == 0, result.output
    assert store.national.read_bytes() == national


def test_a_missing_local_file_cannot_be_edited(run: Any) -> None:
    result = run("review", "local-policy", "--checked", TODAY, "--by", "the owner")
    assert result.exit_code == 1
    assert "no source is called “local-policy”" in result.output
