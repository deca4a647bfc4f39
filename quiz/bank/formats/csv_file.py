"""CSV: our own table of scenarios, one row for each."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from quiz.bank.formats.places import line
from quiz.bank.formats.plain_text import text_file
from quiz.bank.formats.portable import FormatError, PortableItem, ReadFile, Writing
from quiz.bank.formats.table import COLUMNS, CellPlace, cells_of, read_rows
from quiz.languages.sentences import lazy_gettext
from quiz.spreadsheets.delimited import DelimitedError, table_rows
from quiz.spreadsheets.sheets import guarded, unguarded


def write(items: Sequence[PortableItem]) -> Writing:
    """A file with a byte order mark, so that spreadsheets recognise UTF-8."""
    out = StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for item in items:
        rows.writerow(map(guarded, cells_of(item)))
    return Writing(out.getvalue().encode("utf-8-sig"))


def read(content: bytes) -> ReadFile:
    """Read a table, whatever separates its cells. Raises FormatError."""
    try:
        return read_rows(_places(text_file(content)))
    except DelimitedError as error:
        raise FormatError(
            lazy_gettext(
                "Line %(line)s, column %(column)s: %(why)s. Save the file again as “CSV UTF-8”.",
                line=error.line,
                column=error.column,
                why=error.why,
            )
        ) from None


def _places(text: str) -> Iterator[CellPlace]:
    for row in table_rows(text):
        yield CellPlace(line(row.line), [unguarded(cell) for cell in row.cells])
