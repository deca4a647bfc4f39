"""Excel: our own table of scenarios, one row for each."""

from collections.abc import Sequence
from datetime import date

from quiz.bank.formats.portable import PortableItem, ReadFile, Writing
from quiz.bank.formats.table import COLUMNS, CellPlace, cells_of, heading, read_rows
from quiz.bank.formats.workbooks import read_sheets
from quiz.languages.sentences import lazy_gettext
from quiz.spreadsheets.sheets import Book

DATED = date(2000, 1, 1)
"""The same scenarios give the same file."""
WIDE = ("vignette", "reason", "prompt")
WIDTH, WIDE_WIDTH = 24, 60
NO_QUESTION = lazy_gettext(
    "No sheet has a column “question”. Export a set as an Excel file to see the columns."
)


def write(items: Sequence[PortableItem]) -> Writing:
    """A workbook with one sheet."""
    book = Book("Scenarios", DATED)
    widths = [WIDE_WIDTH if name.startswith(WIDE) else WIDTH for name in COLUMNS]
    rows = [cells_of(item) for item in items]
    book.sheet("Scenarios", list(zip(COLUMNS, widths, strict=True)), rows)
    return Writing(book.done())


def read(content: bytes) -> ReadFile:
    """Read every sheet that has a column “question”. Raises FormatError."""
    return read_sheets(content, _read_sheet, NO_QUESTION)


def _read_sheet(rows: list[CellPlace]) -> ReadFile | None:
    has_questions = any("question" in map(heading, row.cells) for row in rows)
    return read_rows(iter(rows)) if has_questions else None
