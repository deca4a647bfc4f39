"""The format of a file is found out from the file."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from quiz.bank.formats.detection import format_of
from quiz.bank.formats.portable import FormatError
from quiz.bank.formats.registry import WRITTEN
from tests.bank.formats.sample_items import AWKWARD
from tests.bank.formats.test_reading import AIKEN, GIFT, MOODLE, QTI12


@pytest.mark.parametrize("name", WRITTEN)
def test_our_own_files_are_recognised(name: str) -> None:
    used = WRITTEN[name]
    assert used.write
    assert format_of(used.write([AWKWARD]).content) == name


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (AIKEN.encode("utf-16"), "aiken"),
        (QTI12.encode(), "qti12"),
        (MOODLE.encode(), "moodle-xml"),
        (GIFT.encode(), "gift"),
        (b"Question;Option A\nWhat {is} it?;x", "csv"),
        (b"Frage;Antwort\nWas;x", "csv"),
        (b"<quiz/>", "moodle-xml"),
    ],
)
def test_files_of_others_are_recognised(content: bytes, name: str) -> None:
    assert format_of(content) == name


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "This seems to be a PDF. Questions are read from text files"),
        (b"\xff\xff\xff", "Line 1, column 1: not UTF-8 text"),
        (b"<quiz>", "Line 1 is not XML"),
        (b"PK\x03\x04 damaged", "This seems to be a damaged archive"),
        (b"\x01\x02\x03 a tune", "This seems to be a file of an unknown kind"),
        (b"II*\0 scanned", "This seems to be a picture"),
    ],
)
def test_a_file_that_no_format_fits_is_named(content: bytes, said: str) -> None:
    with pytest.raises(FormatError, match=re.escape(said)):
        format_of(content)


def test_a_word_document_is_named() -> None:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(FormatError, match="This seems to be a Word document"):
        format_of(content.getvalue())
