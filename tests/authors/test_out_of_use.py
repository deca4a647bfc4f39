"""Scenarios are taken out of use: withdrawn ones no longer count, retired ones do."""

from typing import Any

from quiz.bank.store import ContentStore
from tests.authors.test_commands import fact_of
from tests.content_files import SPARE, Edit, add_spare


def test_withdraw_deletes_a_draft(run: Any, store: ContentStore) -> None:
    run("new", "Café für Zoë", "--topic", "A", "--pointer", fact_of(store))
    assert run("revise", "cafe-fur-zoe", "--why", "x").exit_code == 1
    assert run("withdraw", "cafe-fur-zoe", "--why", "x").exit_code == 0
    assert ("cafe-fur-zoe", 1) not in store.bank.kept


def test_withdraw_needs_a_replacement_in_its_form(run: Any, store: ContentStore) -> None:
    asked = store.bank.form("A").items[0].id
    result = run("withdraw", asked, "--why", "Out of date.")
    assert result.exit_code == 1
    assert "form A asks it; name another item to ask instead" in result.output


def test_withdraw_of_a_spare_item(run: Any, store: ContentStore, edit: Edit) -> None:
    spare, first = SPARE, store.bank.form("A").items[0].id
    edit(lambda data: add_spare(data, first))
    assert run("withdraw", spare, "--why", "Out of date.").exit_code == 0
    assert spare not in store.bank.items
    assert store.bank.kept[spare, 1].withdrawn
    assert f"{spare:32}" in run("list").output
    result = run("new", store.bank.kept[spare, 1].title, "--topic", "A", "--pointer", "OSC-289.1")
    assert result.exit_code == 0
    assert spare not in store.bank.items, "an id is never used again"


def test_a_retired_scenario_keeps_its_answers(run: Any, store: ContentStore, edit: Edit) -> None:
    spare, first = SPARE, store.bank.form("A").items[0].id
    edit(lambda data: add_spare(data, first))
    assert run("retire", spare, "--why", "A better one took its place").output == (
        f"{spare} is retired.\n"
    )
    assert spare not in store.bank.items
    kept = store.bank.kept[spare, 1]
    assert kept.retired
    assert not kept.withdrawn
    assert "(retired)" in run("list").output
    assert "Revision 1: retired on" in run("show", spare).output
    asked = store.bank.form("A").items[0].id
    refused = run("retire", asked, "--why", "Old.")
    assert "form A asks it; name another item to ask instead" in refused.output
