"""Pages on which content owners export scenarios and import questions."""

import json
import os
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from quiz.authors import uploads
from quiz.bank.formats.archives import LARGEST_FILE
from quiz.bank.formats.registry import FORMATS
from quiz.bank.store import ContentStore
from quiz.people.models import AuditEvent
from quiz.vocabulary import Role
from tests.bank.formats.files_of_others import packed
from tests.conftest import Stored
from tests.people.steps import signed_in
from tests.visitor import Visitor

GIFT = """::Corridor::A page is open. What is first?{~Stop ~Look =Ask ~Wait}

::Sky::It is blue.{T}
"""

PART = b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'


@pytest.fixture
def owner(app: Flask, store: ContentStore) -> Visitor:
    return signed_in(app, Role.OWNER)


def uploading(owner: Visitor, content: bytes, **answers: str) -> Visitor:
    owner.get("/admin/content/import")
    sent = {**owner.filled_in(), **answers}
    parts = [PART % (name.encode(), b"", value.encode()) for name, value in sent.items()]
    parts.append(PART % (b"file", b'; filename="questions.txt"', content))
    body = b"".join(parts) + b"--b--\r\n"
    kind = "multipart/form-data; boundary=b"
    return owner._arrive(owner.client.post(owner.path, data=body, content_type=kind))


def rows(store: ContentStore) -> list[Any]:
    found = json.loads(store.local.read_text("utf-8")) if store.local.exists() else {}
    return list(found.get("items", []))


def test_a_file_is_checked_first_and_then_imported(
    owner: Visitor, store: ContentStore, stored: Stored
) -> None:
    uploading(owner, GIFT.encode(), topic="C")
    assert owner.status == 303 or "Check before you import" in owner.words
    assert "1 added, 1 refused." in owner.words
    assert "Not read. It is true or false." in owner.words
    assert "The file was read as GIFT." in owner.words
    assert rows(store) == []
    owner.send()
    assert "Imported: 1 added, 1 refused." in owner.words
    assert "Nothing more to import" in owner.words
    assert owner.page.select_one('main a[href="/admin/content/own/local-corridor"]')
    assert owner.page.select_one('main a[href="/admin/content/own"]')
    [row] = rows(store)
    assert (row["id"], row["topic"], row["draft"]) == ("local-corridor", "C", True)
    assert [(one.action, one.subject) for one in stored(AuditEvent)] == [
        ("content_imported", "1 added, 1 refused.")
    ]
    assert "Corridor" in owner.get("/admin/content").words


def test_the_page_names_files_and_columns_as_they_are(owner: Visitor, store: ContentStore) -> None:
    uploading(owner, packed(a_dot_xml="<questestinterop><item ident='i'/></questestinterop>"))
    assert "a.xml, line 1" in owner.words
    uploading(owner, b"question,option_a,option_b,best\nWhat?,a,b,Z\n")
    assert "Line 2, column best" in owner.words


def test_a_file_of_another_kind_is_named_and_stays_for_another_try(
    owner: Visitor, store: ContentStore
) -> None:
    uploading(owner, GIFT.encode(), format="moodle-xml")
    assert "The file cannot be read" in owner.words
    assert "This is a text file, not a file of the format Moodle XML." in owner.words
    owner.get(owner.path + "?format=gift")
    assert "1 added" in owner.words
    uploading(owner, b"%PDF-1.7", format="csv")
    assert "This is a PDF, not a file of the format CSV." in owner.words
    assert "The file cannot be read" in owner.get(owner.path.partition("?")[0]).words


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"MZ\x90\0\x03", "a program"),
        (b"Dear all,\nhere are\n", "a text without questions"),
        (b"<svg/>", "XML of another kind: it begins with <svg>"),
    ],
)
def test_a_file_that_no_format_fits_is_called_what_it_is(
    owner: Visitor, content: bytes, kind: str
) -> None:
    uploading(owner, content)
    assert owner.status == 422
    assert f"This seems to be {kind}" in owner.errors[0]
    assert "not a file of the format" not in owner.words


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose a file that is not empty"),
        (b"x" * (LARGEST_FILE + 1), "The file is too large"),
    ],
)
def test_no_file_or_a_large_one_is_refused(owner: Visitor, content: bytes, said: str) -> None:
    uploading(owner, content)
    assert owner.status == 422
    assert said in owner.errors[0]


@pytest.mark.parametrize("content", [b"x" * 150_000, b"<quiz>\r\n" * 30_000, b"\x00\x01" * 900_000])
def test_a_file_up_to_the_limit_is_read(owner: Visitor, content: bytes) -> None:
    """Werkzeug refused files from 64 kB on, whose lines did not end where it looked."""
    uploading(owner, content)
    assert owner.status != 413


def test_a_far_too_large_request_gets_the_page_that_says_so(owner: Visitor) -> None:
    uploading(owner, b"x" * (LARGEST_FILE + 100_000))
    assert owner.status == 413


def test_an_upload_lasts_an_hour(app: Flask, owner: Visitor, store: ContentStore) -> None:
    path = uploading(owner, GIFT.encode()).path
    folder = app.extensions["settings"].instance / uploads.FOLDER
    [file] = folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    old = file.stat().st_mtime - uploads.KEPT_SECONDS - 1
    os.utime(file, (old, old))
    assert "no longer here" in owner.get(path).words
    uploading(owner, GIFT.encode())
    assert file not in list(folder.iterdir())
    assert owner.get("/admin/content/import/..%2F..%2Fsecret_key").status == 404
    assert "no longer here" in owner.get("/admin/content/import/" + "0" * 32).words


def test_a_file_that_cannot_be_written_is_reported_and_the_upload_stays(
    owner: Visitor, store: ContentStore, stored: Stored
) -> None:
    path = uploading(owner, GIFT.encode()).path
    store.local.write_text("{ broken")
    owner.send()
    assert owner.status == 422
    assert "local.json cannot be used" in owner.words
    assert stored(AuditEvent) == []
    store.local.unlink()
    assert "1 added" in owner.get(path).words


def test_every_format_is_downloaded_and_read_again(owner: Visitor, store: ContentStore) -> None:
    page = owner.get("/admin/content/export")
    assert page.choices("which") == ["all", "A", "B", "C", "D", "E"]
    for name in page.choices("format"):
        response = owner.client.get(f"/admin/content/export/file?which=A&format={name}")
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert len(FORMATS[name].read(response.data).items) == 12
    assert owner.get("/admin/content/export/file?which=Z&format=csv").status == 404
    assert owner.get("/admin/content/export/file?which=A&format=aiken").status == 404


def test_what_a_format_cannot_hold_is_named_before_the_download(
    owner: Visitor, store: ContentStore
) -> None:
    first, second, *_ = store.bank.form("A").items
    long = replace(first, question="x" * 121)
    form = replace(store.bank.form("A"), items=(long, second))
    store.bank = replace(store.bank, forms=(form,))
    owner.get("/admin/content/export/file?which=A&format=kahoot")
    assert "its question has 121 characters; 120 is the most" in owner.words
    response = owner.client.get("/admin/content/export/file?which=A&format=kahoot&rest=yes")
    assert len(FORMATS["kahoot"].read(response.data).items) == 1
