"""The format of a file is found out from the file."""

import pytest

from quiz.bank.formats.detection import format_of
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
        (b"%PDF-1.7", "csv"),
        (b"\xff\xff\xff", "csv"),
        (b"<quiz>", "moodle-xml"),
        (b"PK\x03\x04 damaged", "csv"),
    ],
)
def test_files_of_others_are_recognised_or_read_as_a_table(content: bytes, name: str) -> None:
    assert format_of(content) == name
