"""A draft's placeholders never become words that another program asks."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quiz.bank import edits, own_content
from quiz.bank.build import with_local
from quiz.bank.checks import TO_WRITE
from quiz.bank.formats.importing import bring_in
from quiz.bank.formats.portable import PortableItem, PortableOption, ReadFile
from quiz.bank.formats.registry import FORMATS, WRITTEN
from quiz.bank.load import load
from quiz.bank.store import ContentStore
from quiz.vocabulary import Role
from tests.authors.own_drafts import OWN_ID, TITLE, words
from tests.people.steps import signed_in
from tests.visitor import Visitor

TABLES = {"csv", "xlsx"}
PLACEHOLDER = f"{TO_WRITE} answer d, as long as the others."


def draft(store: ContentStore, *unwritten: str) -> None:
    """A draft without the text or the reason of its last option."""
    row = words()
    for part in unwritten:
        row["options"][3][part] = ""
    edits.apply(store, lambda data: own_content.add(data, row, ()), local=True)
    assert store.renew() is None


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.mark.parametrize("name", WRITTEN)
def test_a_draft_without_an_option_is_left_out_or_has_an_empty_cell(
    run: Any, store: ContentStore, file: Path, name: str
) -> None:
    draft(store, "text", "reason")
    result = run("export", "--format", name, "--own", "--output", str(file))
    to_do = "Write answer D. Write the reason for answer D."
    if name not in TABLES:
        assert result.exit_code == 1
        assert f"Left out: {OWN_ID}, “{TITLE}”: it is not written to the end. {to_do}" in (
            result.output
        )
        assert "nothing was written" in result.output
        assert not file.exists()
        return
    assert f"Not finished: “{TITLE}” ({OWN_ID}). {to_do}" in result.output
    [item] = FORMATS[name].read(file.read_bytes()).items
    assert len(item.options) == 3
    [line] = bring_in({}, ReadFile((item,)), load()).added
    assert line.to_do == "Still to write or choose: option d, the reason of option d."


@pytest.mark.parametrize("name", sorted(set(WRITTEN) - TABLES - {"kahoot"}))
def test_an_unwritten_reason_is_not_exported(
    run: Any, store: ContentStore, file: Path, name: str
) -> None:
    draft(store, "reason")
    result = run("export", "--format", name, "--own", "--output", str(file))
    assert f"Not finished: “{TITLE}” ({OWN_ID}). Write the reason for answer D." in result.output
    [item] = FORMATS[name].read(file.read_bytes()).items
    assert [bool(one.reason) for one in item.options] == [True, True, True, False]
    [line] = bring_in({}, ReadFile((item,)), load()).added
    assert line.to_do == "Still to write or choose: the reason of option d."


def test_a_file_that_has_placeholders_says_what_is_still_to_write(store: ContentStore) -> None:
    texts = ("Stop.", "Ask.", "Look.", PLACEHOLDER)
    options = tuple(PortableOption(text, f"{TO_WRITE} why.") for text in texts)
    item = PortableItem(question="What is first?", options=options, best=1)
    [line] = bring_in({}, ReadFile((item,)), load()).added
    assert "option d, the reason of each option." in line.to_do
    for wrong, why in (
        (PortableItem(question=f"{TO_WRITE} one?", options=options, best=0), "its question is"),
        (PortableItem(question="What?", options=options, best=3), "its best option is"),
        (PortableItem(question="What?", options=options[::-1], best=2), "option a is"),
    ):
        [one] = bring_in({}, ReadFile((wrong,)), store.bank).refused
        assert one.why == f"{why} not written yet"


def test_who_saves_an_imported_draft_has_chosen_its_topic_and_where_it_applies() -> None:
    options = tuple(PortableOption(text, "Why.") for text in ("Stop.", "Ask.", "Look.", "Go."))
    data: dict[str, Any] = {}
    bring_in(data, ReadFile((PortableItem(question="What?", options=options, best=1),)), load())
    [draft] = (one for one in with_local(load(), data).items.values() if one.local)
    to_choose = {"Choose its topic.", "Say where the best answer applies."}
    assert to_choose <= set(own_content.missing(draft))
    own_content.save(data, draft.id, words(), own_content.version_of(own_content.row_of(draft)))
    saved = with_local(load(), data).items[draft.id]
    assert not own_content.missing(saved)
    assert saved.jurisdiction == words()["jurisdiction"]


@pytest.mark.parametrize(("name", "left"), [("gift", False), ("xlsx", True)])
def test_the_page_names_unfinished_drafts_before_the_download(
    app: Flask, store: ContentStore, name: str, left: bool
) -> None:
    owner: Visitor = signed_in(app, Role.OWNER)
    draft(store, "text")
    path = f"/admin/content/export/file?which=own&format={name}"
    owner.get(path)
    assert f"{TITLE} : {'' if left else 'it is not written to the end. '}Write answer D" in (
        owner.words
    )
    assert owner.page.select_one(f'main a[href="/admin/content/own/{OWN_ID}"]')
    assert ("Download 1 scenario" in owner.words) == left
    assert ("There is nothing to download" in owner.words) != left
    response = owner.client.get(f"{path}&rest=yes")
    assert ("Content-Disposition" in response.headers) == left
