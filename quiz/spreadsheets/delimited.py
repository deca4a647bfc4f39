"""Tables in text files, as spreadsheets save them: commas, semicolons or tabs, UTF-8 or UTF-16."""

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from quiz.languages.sentences import LazySentence, lazy_gettext

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
SEP = "sep="
"""A first line such as “sep=;” tells Excel the separator; it is no row."""
FAULTS = {
    "unexpected end of data": lazy_gettext("a quotation mark opens a cell and none closes it"),
    "expected after": lazy_gettext("there is text after the quotation mark that closes a cell"),
    "field larger": lazy_gettext("a cell is far too long; a quotation mark may be missing"),
}
"""What Python's csv says, and what people read."""
LINE_BREAK = re.compile(r"\r\n|\r|\n")
LONGEST_START = 64
"""Bytes in which UTF-16 without a byte order mark shows itself."""


class DelimitedError(ValueError):
    """Why a file cannot be read as a table, and where; both numbers are from 1."""

    def __init__(self, line: int, column: int, why: LazySentence) -> None:
        super().__init__(why)
        self.line, self.column, self.why = line, column, why


@dataclass(frozen=True)
class TableRow:
    """The cells of a row that is not empty, and the line of the file on which it begins."""

    line: int
    cells: tuple[str, ...]


def text_of(content: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16. Raises DelimitedError where it is neither."""
    encoding = _encoding(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "replace")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        name = "UTF-16" if encoding.startswith("utf-16") else "UTF-8"
        raise DelimitedError(line, column, lazy_gettext("not %(name)s text", name=name)) from None


def _encoding(content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    start = content[:LONGEST_START]
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        every_other = start[place::2]
        if len(start) > 3 and not any(every_other) and all(start[1 - place :: 2]):
            return encoding
    return "utf-8-sig"


def lines_of(text: str) -> list[str]:
    """The lines of a text; only the usual line breaks end one."""
    return LINE_BREAK.split(text)


def table_rows(text: str) -> Iterator[TableRow]:
    """The rows that have anything in them. Cells keep their line breaks, each as one \\n.

    The line “sep=” or else the first line decides the separator. Raises DelimitedError.
    """
    lines = StringIO(text, newline="")
    first = text.split("\n", 1)[0].strip().strip('"')
    skipped = first.lower().startswith(SEP) and len(first) <= len(SEP) + 1
    if skipped:
        lines.readline()
    separator = first[len(SEP) :] or "\t" if skipped else separator_of(text)
    rows = csv.reader(lines, delimiter=separator, strict=True)
    line = 1 + skipped
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield TableRow(line, tuple(map(_one_kind_of_break, cells)))
            line = rows.line_num + 1 + skipped
    except csv.Error as error:
        raise DelimitedError(
            rows.line_num + skipped, 1, lazy_gettext("not CSV (%(fault)s)", fault=_fault(error))
        ) from None


def _fault(error: csv.Error) -> LazySentence:
    """What is wrong, in words for people who never write CSV by hand."""
    said = str(error)
    damaged = lazy_gettext("a row is damaged")
    return next((words for start, words in FAULTS.items() if start in said), damaged)


def separator_of(text: str) -> str:
    """The separator that is most frequent in the first line with text, outside quotes."""
    header = next((line for line in StringIO(text, newline="") if line.strip()), "")
    outside = "".join(header.split('"')[::2])
    return max(SEPARATORS, key=outside.count)


def _one_kind_of_break(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell
