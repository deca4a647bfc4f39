"""The last valid bank is served, whatever happens to the files."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quiz.bank import edits
from quiz.bank.checksums import checksum_of
from quiz.bank.content_file import ContentError
from quiz.bank.load import SCENARIOS
from quiz.bank.store import ContentStore
from tests.bank.local_content import OWN


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scenarios.json"
    shutil.copy(SCENARIOS, path)
    return path


@pytest.fixture
def store(file: Path, tmp_path: Path) -> ContentStore:
    return ContentStore(file, tmp_path / "local.json")


def edit(file: Path, change: Callable[[Any], object]) -> None:
    data = json.loads(file.read_text("utf-8"))
    change(data)
    write(file, json.dumps(data))


def write(file: Path, text: str) -> None:
    before = file.stat().st_mtime_ns
    file.write_text(text)
    os.utime(file, ns=(before + 10**9, before + 10**9))


def test_nothing_is_stale_until_something_is_written(store: ContentStore, file: Path) -> None:
    assert not store.is_stale
    edit(file, lambda d: d["sources"][0].update(about="New words. And more."))
    assert store.is_stale
    assert store.renew() is None
    assert not store.is_stale
    assert store.bank.sources[0].about == "New words. And more."


@pytest.mark.parametrize("text", ["", "{", "[]", '{"items": []}'])
def test_an_invalid_file_leaves_the_bank_unchanged(
    store: ContentStore, file: Path, text: str
) -> None:
    before = store.bank
    write(file, text)
    assert store.renew()
    assert store.bank is before
    assert not store.is_stale


def test_a_missing_file_leaves_the_bank_unchanged(store: ContentStore, file: Path) -> None:
    before = store.bank
    file.unlink()
    assert store.is_stale
    assert "cannot be read" in str(store.renew())
    assert store.bank is before


def test_a_local_file_can_be_added_and_removed(store: ContentStore, tmp_path: Path) -> None:
    local = tmp_path / "local.json"
    local.write_text('{"contacts": [{"role": "RIPA desk", "ask_about": "Ask before you look."}]}')
    assert store.is_stale
    store.renew()
    assert store.bank.contacts_are_local
    local.unlink()
    assert store.is_stale
    store.renew()
    assert not store.bank.contacts_are_local


def row(data: Any, item: str) -> Any:
    return next(row for row in data["items"] if row["id"] == item)


def test_text_with_a_checksum_does_not_change(store: ContentStore, file: Path) -> None:
    asked = store.bank.forms[0].items[0]
    edit(file, lambda data: row(data, asked.id).update(question="Something else altogether?"))
    refused = str(store.renew())
    assert refused.startswith("scenarios.json cannot be used")
    assert f"the text does not match the checksum of revision {asked.revision}" in refused


def test_a_new_checksum_does_not_help(store: ContentStore, file: Path) -> None:
    item = store.bank.forms[0].items[0]
    asked = item.id

    def reword(data: Any) -> None:
        row(data, asked)["question"] = "Something else altogether?"
        row(data, asked)["checksum"] = checksum_of(row(data, asked))

    edit(file, reword)
    assert f"“{asked}”, revision {item.revision}, has another checksum" in str(store.renew())


def test_the_documented_way_works_while_the_service_runs(store: ContentStore, file: Path) -> None:
    """Revise, change the text in several steps, record the checksum; undo before the checksum."""
    item = store.bank.forms[0].items[0]
    asked = item.id
    as_it_was = file.read_text()
    edit(file, lambda data: edits.revise(data, asked, date(2027, 1, 5), "Clearer.", False))
    assert store.renew() is None
    for words in ("What would you do?", "What would you do now?"):
        edit(file, lambda data, words=words: row(data, asked).update(question=words))
        assert store.renew() is None
    assert store.bank.items[asked].question == "What would you do now?"
    write(file, as_it_was)
    assert store.renew() is None
    edit(file, lambda data: edits.revise(data, asked, date(2027, 1, 5), "Clearer.", False))
    edit(file, edits.record_checksums)
    assert store.renew() is None
    write(file, as_it_was)
    assert f"“{asked}”, revision {item.revision + 1}, is missing" in str(store.renew())


def test_a_late_worker_serves_the_last_valid_content(file: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    local = tmp_path / "local.json"
    local.write_text(json.dumps(OWN))
    first = ContentStore(file, local, copies)
    local.write_text("{")
    with pytest.raises(ContentError):
        ContentStore(file, local)
    late = ContentStore(file, local, copies)
    assert late.bank == first.bank
    assert not late.is_stale
    local.write_text(json.dumps({"contacts": OWN["contacts"]}))
    assert late.is_stale


def test_a_local_scenario_that_was_asked_cannot_be_dropped(store: ContentStore) -> None:
    own = json.loads(json.dumps(OWN))
    edits.record_checksums(own)
    store.local.write_text(json.dumps(own))
    assert store.renew() is None
    store.local.unlink()
    refused = str(store.renew())
    assert refused.startswith("local.json cannot be used")
    assert "“local-the-new-portal”, revision 1, is missing" in refused


def test_checksums_under_their_old_key_are_read(file: Path, store: ContentStore) -> None:
    """Local files of the last release call a checksum “seal”."""
    text = file.read_text("utf-8")
    file.write_text(text.replace('"checksum":', '"seal":'), "utf-8")
    assert store.renew() is None
    asked = store.bank.forms[0].items[0]
    assert asked.checksum is not None
