"""The last good bank is served, whatever happens to the files."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.load import SCENARIOS
from quiz.bank.shelf import Shelf
from tests.bank.own import OWN


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scenarios.json"
    shutil.copy(SCENARIOS, path)
    return path


@pytest.fixture
def shelf(file: Path, tmp_path: Path) -> Shelf:
    return Shelf(file, tmp_path / "local.json")


def edit(file: Path, change: Callable[[Any], object]) -> None:
    data = json.loads(file.read_text("utf-8"))
    change(data)
    write(file, json.dumps(data))


def write(file: Path, text: str) -> None:
    before = file.stat().st_mtime_ns
    file.write_text(text)
    os.utime(file, ns=(before + 10**9, before + 10**9))


def test_nothing_is_stale_until_something_is_written(shelf: Shelf, file: Path) -> None:
    assert not shelf.is_stale
    edit(file, lambda d: d["sources"][0].update(about="New words. And more."))
    assert shelf.is_stale
    assert shelf.renew() is None
    assert not shelf.is_stale
    assert shelf.bank.sources[0].about == "New words. And more."


@pytest.mark.parametrize("text", ["", "{", "[]", '{"items": []}'])
def test_a_broken_file_leaves_the_bank_as_it_was(shelf: Shelf, file: Path, text: str) -> None:
    before = shelf.bank
    write(file, text)
    assert shelf.renew()
    assert shelf.bank is before
    assert not shelf.is_stale


def test_a_file_that_vanished_leaves_the_bank_as_it_was(shelf: Shelf, file: Path) -> None:
    before = shelf.bank
    file.unlink()
    assert shelf.is_stale
    assert "cannot be read" in str(shelf.renew())
    assert shelf.bank is before


def test_a_local_file_may_come_and_go(shelf: Shelf, tmp_path: Path) -> None:
    local = tmp_path / "local.json"
    local.write_text('{"contacts": [{"role": "RIPA desk", "ask_about": "Ask before you look."}]}')
    assert shelf.is_stale
    shelf.renew()
    assert shelf.bank.contacts_are_local
    local.unlink()
    assert shelf.is_stale
    shelf.renew()
    assert not shelf.bank.contacts_are_local


def test_what_was_asked_keeps_its_words_under_its_revision(shelf: Shelf, file: Path) -> None:
    asked = shelf.bank.forms[0].items[0].id

    def reword(data: Any) -> None:
        next(i for i in data["items"] if i["id"] == asked)["question"] = "Something else?"

    edit(file, reword)
    refused = str(shelf.renew())
    assert refused.startswith("scenarios.json cannot be used")
    assert f"“{asked}”, revision 1, was asked with other words" in refused


def test_what_nobody_was_asked_may_be_reworded(shelf: Shelf, file: Path) -> None:
    asked = {item.id for form in shelf.bank.forms for item in form.items}

    def reword(data: Any) -> None:
        next(i for i in data["items"] if i["id"] not in asked)["question"] = "Something else?"

    edit(file, reword)
    shelf.renew()
    assert "Something else?" in {item.question for item in shelf.bank.items.values()}


def test_an_own_scenario_that_was_asked_does_not_just_vanish(shelf: Shelf) -> None:
    shelf.local.write_text(json.dumps(OWN))
    assert shelf.renew() is None
    shelf.local.unlink()
    refused = str(shelf.renew())
    assert refused.startswith("local.json cannot be used")
    assert "“local-the-new-portal”, revision 1, was asked and is no longer kept" in refused
