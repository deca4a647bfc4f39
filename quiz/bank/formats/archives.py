"""Packages and workbooks: what a file is, and the members of a ZIP archive within limits."""

import re
import stat
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from quiz.bank.formats.portable import FormatError
from quiz.languages.sentences import LazySentence, lazy_gettext

LARGEST_FILE = 5_000_000
MOST_UNPACKED = 20_000_000
TOO_LARGE = lazy_gettext(
    "Unpacked, the archive is larger than %(most)s bytes. Split it.",
    most=format(MOST_UNPACKED, ","),
)
MOST_MEMBERS = 3_000
ENCRYPTED = 0x1
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STARTS = (
    (b"%PDF-", lazy_gettext("a PDF")),
    (b"\x89PNG", lazy_gettext("a picture")),
    (b"\xff\xd8\xff", lazy_gettext("a picture")),
    (b"GIF8", lazy_gettext("a picture")),
    (b"II*\0", lazy_gettext("a picture")),
    (b"MM\0*", lazy_gettext("a picture")),
    (b"RIFF", lazy_gettext("a picture, a sound or a film")),
    (b"MZ\x90\0", lazy_gettext("a program")),
    (b"\x7fELF", lazy_gettext("a program")),
    (b"{\\rtf", lazy_gettext("a text document (RTF)")),
    (OLD_OFFICE, lazy_gettext("a document of an old Office program, or one with a password")),
    (b"Rar!", lazy_gettext("a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", lazy_gettext("a 7-Zip archive")),
    (b"\x1f\x8b", lazy_gettext("a compressed archive, such as a Moodle backup")),
    (b"SQLite format 3", lazy_gettext("a database")),
)
WORKBOOK, PACKAGE, XML, TEXT = (
    lazy_gettext("an Excel workbook"),
    lazy_gettext("a package"),
    lazy_gettext("XML"),
    lazy_gettext("a text file"),
)
MEMBERS = (
    ("word/", lazy_gettext("a Word document")),
    ("xl/", WORKBOOK),
    ("ppt/", lazy_gettext("a PowerPoint presentation")),
    ("imsmanifest.xml", PACKAGE),
    ("moodle_backup.xml", lazy_gettext("a Moodle backup")),
    ("content.xml", lazy_gettext("an OpenDocument file")),
)
A_JSON_FILE = lazy_gettext("a JSON file")
WEB_PAGE, AN_ARCHIVE = lazy_gettext("a web page"), lazy_gettext("an archive")
HTML = re.compile(rb"\s*(<!doctype html|<html)", re.IGNORECASE)
NOT_IN_TEXT = frozenset(range(1, 9)) | frozenset(range(14, 26))
"""Control characters that are in a text only by mistake."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
XML_IN_UTF_16 = (b"<\0", b"\0<")
"""Without a byte order mark."""


def kind_of(content: bytes) -> LazySentence:
    """What a file is, in words: ``XML``, ``TEXT``, ``WORKBOOK``, ``PACKAGE``, or another."""
    for start, words in STARTS:
        if content.startswith(start):
            return words
    if content.startswith(ZIP):
        return _kind_of_archive(content)
    start = content[:400].removeprefix(b"\xef\xbb\xbf")
    if start.startswith(XML_IN_UTF_16):
        return XML
    if start.startswith(UTF_16):
        start = start.decode("utf-16", "ignore").encode()
    if HTML.match(start):
        return WEB_PAGE
    if start.lstrip().startswith(b"<"):
        return XML
    if start.count(b"\0") > len(start) / 2 or _has_many_controls(start):
        return lazy_gettext("a file of an unknown kind")
    return A_JSON_FILE if start.lstrip()[:1] in (b"{", b"[") and b'"' in start else TEXT


def _has_many_controls(start: bytes) -> bool:
    """One alone is in a text by mistake: its place can be said."""
    return sum(map(NOT_IN_TEXT.__contains__, start)) > max(1, len(start) / 50)


def _kind_of_archive(content: bytes) -> LazySentence:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return lazy_gettext("a damaged archive")
    for start, words in MEMBERS:
        if any(name.startswith(start) or name.endswith(f"/{start}") for name in names):
            return words
    return AN_ARCHIVE


def members(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP archive, by name. Nothing is written to a disk.

    Raises FormatError for an archive that is damaged, encrypted, too large, or has names that
    lead out of it.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            found = [one for one in archive.infolist() if not one.is_dir()]
            _check(found)
            return _unpacked(archive, [one for one in found if not _is_of_a_mac(one)])
    except (BadZipFile, ZlibError, EOFError, OSError, ValueError, NotImplementedError) as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError(
            lazy_gettext("The archive is damaged. Save or download it again.")
        ) from None


def _is_of_a_mac(file: ZipInfo) -> bool:
    """Whether macOS has added it when somebody packed a folder: it repeats the names of others."""
    path = PurePosixPath(file.filename)
    return "__MACOSX" in path.parts or path.name == ".DS_Store" or path.name.startswith("._")


def _check(found: list[ZipInfo]) -> None:
    if len(found) > MOST_MEMBERS:
        raise FormatError(
            lazy_gettext(
                "The archive has more than %(most)s files. Split it.",
                most=format(MOST_MEMBERS, ","),
            )
        )
    if sum(one.file_size for one in found) > MOST_UNPACKED:
        raise FormatError(TOO_LARGE)
    names: set[str] = set()
    for one in found:
        path = PurePosixPath(one.filename)
        mode = one.external_attr >> 16
        outside = path.is_absolute() or ".." in path.parts or "\\" in one.filename
        if outside or ":" in path.parts[0] or stat.S_ISLNK(mode) or one.filename in names:
            raise FormatError(
                lazy_gettext(
                    "The archive has a file whose name leads out of it, or that is "
                    "there twice. Pack it again."
                )
            )
        names.add(one.filename)
        if one.flag_bits & ENCRYPTED or one.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise FormatError(
                lazy_gettext(
                    "The archive has a password, or is packed in an unusual way. "
                    "Pack it as a plain ZIP file."
                )
            )


def _unpacked(archive: ZipFile, found: list[ZipInfo]) -> dict[str, bytes]:
    """Read with the limit again: the sizes that an archive states may be wrong."""
    left, files = MOST_UNPACKED, {}
    for one in found:
        with archive.open(one) as member:
            files[one.filename] = member.read(left + 1)
        left -= len(files[one.filename])
        if left < 0:
            raise FormatError(TOO_LARGE)
    return files
