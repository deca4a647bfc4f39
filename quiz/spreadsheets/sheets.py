"""Builds an Excel workbook. Text stays text, whatever it begins with."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from textwrap import shorten
from typing import TYPE_CHECKING

from quiz.languages.sentences import language

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
FORMULA_PLACE = r"(?:^(?='* *[=+\-@\t\r\n])|(?<=[;\t\r\n])(?='* *[=+\-@]))"
"""Where a spreadsheet would read a formula: at the beginning of a cell, and after a semicolon, tab
or line break. A spreadsheet that expects semicolons divides a cell there, whatever quotes it."""
LONGEST_SHEET_NAME = 31
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys([*map(chr, range(32)), *"[]:*?/\\'"], " "))


def begins_a_formula(words: str) -> bool:
    """Whether a spreadsheet would read the text as a formula. Leading spaces do not matter."""
    return words.lstrip(" ").startswith(BEGINS_A_FORMULA)


def guarded(words: str) -> str:
    """The words for a CSV file: with an apostrophe wherever a spreadsheet would read a formula.
    `unguarded` takes it away again, and leaves every other text as it is."""
    return re.sub(FORMULA_PLACE, "'", words)


def unguarded(words: str) -> str:
    """The words of a cell that `guarded` wrote."""
    return re.sub(f"{FORMULA_PLACE}'", "", words)


def _short(name: str, longest: int) -> str:
    """The whole words that fit; the beginning, if the first word is too long."""
    return shorten(name, longest, placeholder="…") if " " in name[:longest] else name[:longest]


class Book:
    """A workbook with its cell formats. It is dated ``day``, and has no formulas or links."""

    def __init__(self, title: str, day: date) -> None:
        from xlsxwriter import Workbook  # 3 MB

        self.out = BytesIO()
        # In memory, without a temporary file; strings stay strings.
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = Workbook(self.out, options)
        created = datetime.combine(day, time())
        self.book.set_properties({"title": title, "created": created, "language": language().tag})
        self.bold = self._look(bold=True)
        self.plain = self._look()
        self.quoted = self._look(quote_prefix=True)

    def _look(self, **more: bool) -> "Format":
        return self.book.add_format({"text_wrap": True, "valign": "top", **more})

    def sheet(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        rows: Iterable[Sequence[str | int]],
        above: Sequence[str] = (),
    ) -> None:
        """Add a sheet: lines ``above`` its headings, headings with column widths, and rows."""
        sheet = self.book.add_worksheet(self._free(name))
        for number, line in enumerate(above):
            sheet.write_string(number, 0, line)
        for column, (heading, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(len(above), column, heading, self.bold)
        sheet.freeze_panes(len(above) + 1, 1)
        for number, row in enumerate(rows, len(above) + 1):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value)

    def _free(self, name: str) -> str:
        """A sheet name that is valid in Excel and unused."""
        cleared = name.translate(NOT_IN_SHEET_NAMES).strip() or "Sheet"
        taken = {sheet.get_name().lower() for sheet in self.book.worksheets()}
        found, number = _short(cleared, LONGEST_SHEET_NAME), 2
        while found.lower() in taken:
            found = f"{_short(cleared, LONGEST_SHEET_NAME - 3)} {number}"
            number += 1
        return found

    def _write(self, sheet: "Worksheet", row: int, column: int, value: str | int) -> None:
        if isinstance(value, int):
            sheet.write_number(row, column, value, self.plain)
            return
        # The quote prefix keeps the cell text even when somebody edits it.
        look = self.quoted if begins_a_formula(value) else self.plain
        sheet.write_string(row, column, value, look)

    def done(self) -> bytes:
        """Close the workbook and return the file."""
        self.book.close()
        return self.out.getvalue()
