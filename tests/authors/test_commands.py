"""The commands for whoever owns the content, run as they would be."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from quiz.bank import checks
from quiz.bank.load import load
from quiz.bank.store import ContentStore
from tests.bank.own import OWN

RUN = "scenarios"


@pytest.fixture
def run(app: Flask, store: ContentStore) -> Any:
    """Run a command; the file it wrote is then served."""
    runner = app.test_cli_runner()

    def command(*args: str) -> Result:
        result = runner.invoke(args=[RUN, *args])
        if store.is_stale:
            store.renew()
        return result

    return command


def test_list_names_everything(run: Any, store: ContentStore) -> None:
    listed = run("list").output
    for one in [*store.bank.items.values(), *store.bank.contested]:
        assert one.id in listed


def test_show_tells_all_of_an_item(run: Any, store: ContentStore) -> None:
    item = store.bank.form("B").items[4]
    told = " ".join(run("show", item.id).output.split())
    for words in (item.title, item.vignette, item.question, item.prompt, "form B"):
        assert words in told
    for option in item.options:
        assert option.text in told
        assert option.reason in told
    for pointer in item.pointers:
        assert f"{pointer.id}: {pointer.source.title}, {pointer.place}" in told
    assert f"* {item.best} " in told


def test_show_tells_why_a_contested_one_is_not_scored(run: Any, store: ContentStore) -> None:
    contested = store.bank.contested[0]
    told = " ".join(run("show", contested.id).output.split())
    assert f"Why it is not scored: {contested.sides}" in told


def test_show_of_what_is_not_there_says_so(run: Any) -> None:
    result = run("show", "nothing-like-it")
    assert result.exit_code == 1
    assert "no scenario is called “nothing-like-it”" in result.output


def test_check_ends_well_and_reports_its_figures(run: Any) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert "form A: right for whoever always takes the longest option" in result.output
    assert result.output.endswith("0 to mend.\n")


def test_check_names_sources_to_look_at_again(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "to look at again" not in run("check").output
    monkeypatch.setattr("quiz.authors.commands.today", lambda: date(2030, 1, 1))
    result = run("check")
    assert result.output.count("to look at again:") == len(load().sources)
    assert result.exit_code == 0


def fact_of(store: ContentStore) -> str:
    return next(iter(store.bank.pointers)).id


def test_new_writes_a_draft_that_nobody_is_asked(run: Any, store: ContentStore) -> None:
    result = run("new", "A photo in the lift", "--topic", "C", "--pointer", fact_of(store))
    assert result.exit_code == 0, result.output
    item = store.bank.items["a-photo-in-the-lift"]
    assert item.draft
    assert item.topic.id == "C"
    assert all(option.text.startswith(checks.TO_WRITE) for option in item.options)
    assert item.id not in {one.id for form in store.bank.forms for one in form.items}
    assert run("check").exit_code == 0
    assert "(a draft)" in run("list").output
    assert "To mend:" in run("show", item.id).output


def test_a_skeleton_passed_off_as_finished_is_found(run: Any, store: ContentStore) -> None:
    run("new", "A photo in the lift", "--topic", "C", "--pointer", fact_of(store))
    data = json.loads(store.national.read_text("utf-8"))
    del data["items"][-1]["draft"]
    store.national.write_text(json.dumps(data))
    result = run("check")  # before the change is served
    result = run("check")
    assert result.exit_code == 1
    assert "a-photo-in-the-lift > words: write what still says “To write:”" in result.output


def test_new_never_gives_an_id_twice(run: Any, store: ContentStore) -> None:
    for _ in range(3):
        run("new", "Two places left", "--topic", "A", "--pointer", fact_of(store))
    assert {"two-places-left", "two-places-left-2", "two-places-left-3", "two-places-left-4"} <= {
        *store.bank.items
    }


def test_new_refuses_a_pointer_that_is_not_there(run: Any, store: ContentStore) -> None:
    before = store.national.read_bytes()
    result = run("new", "A photo", "--topic", "C", "--pointer", "NOT-THERE")
    assert result.exit_code == 1
    assert "“NOT-THERE” is not in facts" in result.output
    assert store.national.read_bytes() == before
    assert [path.name for path in store.national.parent.glob(".scen*")] == []


def test_new_local_goes_into_the_organisation_s_own_file(run: Any, store: ContentStore) -> None:
    before = store.national.read_bytes()
    result = run("new", "Our portal", "--topic", "H", "--local", "--pointer", fact_of(store))
    assert result.exit_code == 0, result.output
    assert store.national.read_bytes() == before
    assert store.bank.items["local-our-portal"].draft
    assert [form.id for form in store.bank.forms] == ["A", "B", "C"]


SOURCE = "ripa-2000"


def test_places_that_were_not_read_keep_a_source_from_being_called_checked(
    run: Any, store: ContentStore
) -> None:
    before = store.bank.us_source.checked
    run("review", store.bank.us_source.id, "--checked", "2026-11-22", "--by", "the lead")
    assert store.bank.us_source.checked == before != "read"


def test_two_at_once_lose_nothing(app: Flask, store: ContentStore) -> None:
    def add(number: int) -> Result:
        title = f"Parallel {number}"
        return app.test_cli_runner().invoke(
            args=[RUN, "new", title, "--topic", "A", "--pointer", fact_of(store)]
        )

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(add, range(4)))
    assert [result.exit_code for result in done] == [0] * 4
    written = {row["id"] for row in json.loads(store.national.read_text("utf-8"))["items"]}
    assert {f"parallel-{number}" for number in range(4)} <= written


def test_a_link_is_followed_and_a_file_that_is_shut_stays_so(
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
    item = store.bank.form("A").items[0].id
    run("revise", item, "--why", "Clearer")
    result = run("check")
    assert result.exit_code == 1
    assert f"{item} > checksum: use “flask scenarios checksum”" in result.output
    assert run("checksum").output == f"1 recorded: {item}.\n"
    assert run("check").exit_code == 0
    assert store.bank.kept[item, 1].since.why == "Clearer."


def test_a_draft_is_thrown_away(run: Any, store: ContentStore) -> None:
    run("new", "Café für Zoë", "--topic", "A", "--pointer", fact_of(store))
    assert run("revise", "cafe-fur-zoe", "--why", "x").exit_code == 1
    assert run("withdraw", "cafe-fur-zoe", "--why", "x").exit_code == 0
    assert ("cafe-fur-zoe", 1) not in store.bank.kept


def test_what_was_typed_in_another_coding_is_refused(run: Any, store: ContentStore) -> None:
    result = run("new", "bad \udcff", "--topic", "A", "--pointer", fact_of(store))
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_review_records_who_looked_and_when(run: Any, store: ContentStore) -> None:
    run("changed", SOURCE, "--what", "section 28 was amended")
    assert store.bank.source(SOURCE).changed
    result = run("review", SOURCE, "--checked", "2026-11-22", "--by", "the practice lead")
    assert result.exit_code == 0, result.output
    source = store.bank.source(SOURCE)
    assert source.checked_on == date(2026, 11, 22)
    assert source.checked_by == "the practice lead"
    assert source.review_by == date(2027, 11, 22)
    assert source.changed is None


def test_a_review_of_a_source_does_not_check_its_paragraphs(run: Any, store: ContentStore) -> None:
    """An R fact is never shown as checked until somebody says that they read that place."""
    facts = [p for p in store.bank.pointers if p.source.id == SOURCE]
    still = [p.id for p in facts if p.checked != "read"]
    assert still
    result = run("review", SOURCE, "--checked", "2026-11-22", "--by", "the practice lead")
    assert all(one in result.output for one in still)
    after = {p.id: p.checked for p in store.bank.pointers}
    assert {p.id: after[p.id] for p in facts} == {p.id: p.checked for p in facts}
    run("review", SOURCE, "--checked", "2026-11-22", "--by", "the lead", "--fact", still[0])
    assert {p.id: p.checked for p in store.bank.pointers}[still[0]] == "read"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "--checked", "2026-11-22", "--by", "me"], "no source is called “nowhere”"),
        ([SOURCE, "--checked", "2026-31-11", "--by", "me"], "does not match the format"),
        ([SOURCE, "--checked", "2999-01-01", "--by", "me"], "has not come yet"),
        ([SOURCE, "--checked", "2019-01-01", "--by", "me"], "was looked at later than that"),
        ([SOURCE, "--checked", "2026-11-22", "--by", "<b>"], "without < or >"),
        (
            [SOURCE, "--checked", "2026-11-22", "--by", "me", "--again-by", "2026-11-22"],
            "must come after",
        ),
        (
            [SOURCE, "--checked", "2026-11-22", "--by", "me", "--fact", "OSC-289.1"],
            "is a place in osc-procedures-2016",
        ),
    ],
)
def test_a_review_that_cannot_be_is_refused(
    run: Any, store: ContentStore, arguments: list[str], said: str
) -> None:
    before = store.national.read_bytes()
    result = run("review", *arguments)
    assert result.exit_code != 0
    assert said in result.output
    assert store.national.read_bytes() == before


def test_revise_keeps_the_words_and_opens_the_next_revision(run: Any, store: ContentStore) -> None:
    before = store.bank.form("A").items[0]
    result = run("revise", before.id, "--why", "The question was not clear.")
    assert result.exit_code == 0, result.output
    assert store.bank.items[before.id].revision == 2
    assert store.bank.kept[before.id, 1].vignette == before.vignette
    assert "Revision 1: changed on" in run("show", before.id).output


def test_withdraw_needs_another_for_its_form(run: Any, store: ContentStore) -> None:
    asked = store.bank.form("A").items[0].id
    result = run("withdraw", asked, "--why", "Out of date.")
    assert result.exit_code == 1
    assert "form A asks it; name another item to ask instead" in result.output


def test_withdraw_of_a_spare_item(run: Any, store: ContentStore) -> None:
    placed = {item.id for form in store.bank.forms for item in form.items}
    spare = next(one for one in store.bank.items if one not in placed)
    assert run("withdraw", spare, "--why", "Out of date.").exit_code == 0
    assert spare not in store.bank.items
    assert store.bank.kept[spare, 1].withdrawn
    assert f"{spare:32}" in run("list").output
    result = run("new", store.bank.kept[spare, 1].title, "--topic", "A", "--pointer", "OSC-289.1")
    assert result.exit_code == 0
    assert spare not in store.bank.items, "an id is never used again"


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
    result = run("review", "local-policy", "--checked", "2026-11-22", "--by", "the owner")
    assert result.exit_code == 0, result.output
    assert store.national.read_bytes() == national


def test_nothing_can_be_done_to_a_local_file_that_is_not_there(run: Any) -> None:
    result = run("review", "local-policy", "--checked", "2026-11-22", "--by", "the owner")
    assert result.exit_code == 1
    assert "no source is called “local-policy”" in result.output
