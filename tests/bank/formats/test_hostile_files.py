"""Damaged and hostile files: each is read or refused in words; none crashes or is half imported."""

import random
import struct
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from quiz.bank.content_file import LOCAL_SCHEMA, checked
from quiz.bank.formats import archives
from quiz.bank.formats.importing import bring_in
from quiz.bank.formats.portable import FormatError
from quiz.bank.formats.registry import FORMATS, WRITTEN
from quiz.bank.items import Bank
from quiz.bank.load import load
from tests.bank.formats.sample_items import AWKWARD, scored
from tests.bank.formats.test_reading import AIKEN, QTI12

DAMAGED = 100
SHARE_OF_BYTES = 0.01


def valid(name: str) -> bytes:
    used = WRITTEN.get(name)
    if used is None:
        return {"aiken": AIKEN, "qti12": QTI12}[name].encode()
    assert used.write
    return used.write([AWKWARD, *scored()[:2]]).content


def unpacked(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def damage(content: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out, doubled or cut off."""
    found = bytearray(content)
    for _ in range(max(1, int(len(found) * SHARE_OF_BYTES * chance.random() ** 4))):
        place = chance.randrange(len(found))
        how = chance.randrange(5)
        if how == 0:
            found[place] = chance.randrange(256)
        elif how == 1:
            found[place:place] = chance.choice(
                [b"<", b"{", b"}", b'"', b"\0", b"\n\n", b"]]>", b"&"]
            )
        elif how == 2:
            del found[place : place + chance.randrange(1, 40)]
        elif how == 3:
            found[place:place] = found[place : place + chance.randrange(1, 200)]
        else:
            found[place] ^= 1 << chance.randrange(8)
    return bytes(found[: chance.randrange(1, len(found))] if chance.random() < 0.1 else found)


def damaged(seed: int) -> tuple[str, bytes]:
    """A damaged file of one format; of an archive, half the time what is in it."""
    chance = random.Random(seed)
    name = list(FORMATS)[seed % len(FORMATS)]
    content = valid(name)
    if content.startswith(archives.ZIP) and chance.random() < 0.7:
        files = unpacked(content)
        one = chance.choice(list(files))
        return name, packed({**files, one: damage(files[one], chance)})
    return name, damage(content, chance)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load()


@pytest.mark.parametrize("start", range(0, DAMAGED, 25))
def test_a_hundred_damaged_files_are_read_or_refused(bank: Bank, start: int) -> None:
    for seed in range(start, start + 25):
        name, content = damaged(seed)
        try:
            reading = FORMATS[name].read(content)
        except FormatError:
            continue
        data: dict[str, Any] = {}
        report = bring_in(data, reading, bank)
        assert not checked(data, LOCAL_SCHEMA).findings, (seed, name)
        assert len(data.get("items", ())) == len(report.added), (seed, name)
        assert all(one.where and one.why and one.remedy for one in report.refused), (seed, name)


def refused(name: str, content: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        FORMATS[name].read(content)


ENTITIES = b"".join(
    b'<!ENTITY e%d "%s">' % (number, b"&e%d;" % (number - 1) * 10) for number in range(1, 12)
)
BOMB = (
    b'<?xml version="1.0"?>\n<!DOCTYPE quiz [<!ENTITY e0 "ha">' + ENTITIES + b"]><quiz>&e11;</quiz>"
)
OUTSIDE = b'<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'
AFTER_A_COMMENT = b"<!--" + b"x" * 9_000 + b"-->" + OUTSIDE


@pytest.mark.parametrize(
    "content", [BOMB, OUTSIDE, AFTER_A_COMMENT, OUTSIDE.decode().encode("utf-16")]
)
@pytest.mark.parametrize("name", ["moodle-xml", "qti12", "qti21"])
def test_entities_are_never_read(name: str, content: bytes) -> None:
    refused(name, content, "DOCTYPE|is not XML")


def test_deep_nesting_is_refused() -> None:
    deep = b"<quiz>" + b"<p>" * 50_000 + b"</p>" * 50_000 + b"</quiz>"
    refused("moodle-xml", deep, "is not XML .*too deep in each other")
    html = "<div>" * 500_000  # half an hour, if it were cleaned
    text = (
        f'<quiz><question type="multichoice"><questiontext format="html"><text><![CDATA[{html}]]>'
    )
    reading = FORMATS["moodle-xml"].read(f"{text}</text></questiontext></question></quiz>".encode())
    assert len(reading.refused) == 1


def test_what_macos_adds_to_an_archive_is_left_out() -> None:
    files = unpacked(valid("qti21"))
    added = {f"__MACOSX/set/._{name}": b"\0\5\x16\7" for name in files}
    packed_on_a_mac = packed({f"set/{name}": content for name, content in files.items()} | added)
    reading = FORMATS["qti21"].read(packed_on_a_mac)
    assert len(reading.items) == len(FORMATS["qti21"].read(valid("qti21")).items)


def bomb() -> bytes:
    """An archive whose directory says that a member of 3 MB has 10 bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", b"<manifest/>")
        archive.writestr("a.xml", b"\0" * 3_000_000)
    content = out.getvalue()
    return content.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 10))


def test_a_zip_bomb_is_refused_whatever_its_directory_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1_000_000)
    refused("qti21", bomb(), "damaged|larger than")
    honest = packed({"imsmanifest.xml": b"", "a.xml": b"\0" * 1_100_000})
    refused("qti21", honest, "larger than")


def member(name: str, **attributes: Any) -> bytes:
    out, info = BytesIO(), ZipInfo(name)
    for key, value in attributes.items():
        setattr(info, key, value)
    with ZipFile(out, "w") as archive:
        archive.writestr("imsmanifest.xml", b"<manifest/>")
        archive.writestr(info, b"/etc/passwd")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        member("../a.xml"),
        member("/etc/a.xml"),
        member("a/../../b.xml"),
        member("C:a.xml"),
        member("link.xml", external_attr=0o120777 << 16),
    ],
)
def test_names_that_lead_out_of_an_archive_are_refused(content: bytes) -> None:
    refused("qti30", content, "leads out of it")


def test_passwords_and_macros_are_refused() -> None:
    locked = bytearray(member("a.xml"))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        place = locked.rfind(start)
        locked[place + (6 if start == b"PK\x03\x04" else 8)] |= 1
    refused("qti21", bytes(locked), "password")
    macros = packed({**unpacked(valid("xlsx")), "xl/vbaProject.bin": b"x"})
    for name in ("xlsx", "kahoot"):
        refused(name, macros, "macros")


def test_a_workbook_with_entities_is_refused() -> None:
    files = unpacked(valid("xlsx"))
    sheet = "xl/worksheets/sheet1.xml"
    files[sheet] = files[sheet].replace(b"?>", b"?><!DOCTYPE x [<!ENTITY e 'e'>]>", 1)
    refused("xlsx", packed(files), "damaged")


OTHERS = {
    b"%PDF-1.7\n%\xe2\xe3": "a PDF",
    b"\x89PNG\r\n\x1a\n": "a picture",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "old Office",
    b"\x1f\x8b\x08\0": "compressed archive",
    b"<!DOCTYPE html><html>": "a web page",
    b'{"items": [1]}': "a JSON file",
    packed({"word/document.xml": b""}): "a Word document",
    packed({"content.xml": b"", "mimetype": b""}): "an OpenDocument file",
    packed({"moodle_backup.xml": b""}): "a Moodle backup",
    zlib.compress(b"x" * 1000) * 3: "format|UTF-8|column|ANSWER|unknown",
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_of_another_kind_is_named(name: str) -> None:
    for content, words in OTHERS.items():
        refused(name, content, words)


def test_what_would_take_long_to_read_is_refused_at_once() -> None:
    rows = b"question,option_a,option_b,best\n" + b"q,a,b,a\n" * 3_000
    refused("csv", rows, "more than 500 questions")
    refused("gift", b"q?{=a}\n\n" * 3_000, "more than 500 questions")
    for long in (b"// " + b"[tag:" * 900_000 + b"\nq?{=a ~b}", b"q?{" + b"~" * 4_000_000 + b"}"):
        [one] = FORMATS["gift"].read(long).refused
        assert one.why == "it is far too long"


def test_a_file_that_is_too_large_or_empty_is_refused() -> None:
    for name in FORMATS:
        refused(name, b" " * (archives.LARGEST_FILE + 1), "empty|larger")
        refused(name, b"x" * (archives.LARGEST_FILE + 1), "larger")
        refused(name, b"", "empty")
