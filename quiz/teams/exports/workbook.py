"""A told picture as an Excel workbook: a sheet for each section, and nothing that calculates."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from quiz.teams.exports.table import BEGINS_A_FORMULA
from quiz.teams.telling.values import NOT_SAY, SAY, TO_TRAIN, Part, Section, Told

LONGEST_SHEET_NAME = 31
WIDTHS = (46, 26, 30)
FIRST_COLUMN, OTHERS, NUMBERS = WIDTHS[0], WIDTHS[1], 8
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


class _Book:
    """A workbook in the making, and the two looks that its cells have."""

    def __init__(self, told: Told, out: BytesIO) -> None:
        # In the order of its rows, without a temporary file; strings stay strings.
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = Workbook(out, options)
        day = datetime.combine(told.day, time())
        self.book.set_properties({"title": told.title, "created": day, "language": "en-GB"})
        self.bold = self._look(bold=True)
        self.plain = self._look()
        self.quoted = self._look(quote_prefix=True)

    def _look(self, **more: bool) -> Format:
        return self.book.add_format({"text_wrap": True, "valign": "top", **more})

    def sheet(self, name: str, headings: Sequence[str], widths: Sequence[int]) -> Worksheet:
        sheet = self.book.add_worksheet(self._free(name))
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, self.bold)
        sheet.freeze_panes(1, 1)
        return sheet

    def _free(self, name: str) -> str:
        """A sheet's name that Excel takes, and that no other sheet has."""
        cleared = name.translate(NOT_IN_SHEET_NAMES).strip() or "Group"
        taken = {sheet.get_name().lower() for sheet in self.book.worksheets()}
        found, number = cleared[:LONGEST_SHEET_NAME], 2
        while found.lower() in taken:
            found = f"{cleared[: LONGEST_SHEET_NAME - 3]} {number}"
            number += 1
        return found

    def write(self, sheet: Worksheet, row: int, column: int, value: str | int) -> None:
        """Words as words, whatever they begin with; numbers as numbers."""
        if isinstance(value, int):
            sheet.write_number(row, column, value, self.plain)
            return
        formula = value.lstrip(" ").startswith(BEGINS_A_FORMULA)
        sheet.write_string(row, column, value, self.quoted if formula else self.plain)

    def rows(self, sheet: Worksheet, rows: Iterable[Sequence[str | int]]) -> None:
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self.write(sheet, number, column, value)


def xlsx_of(told: Told) -> bytes:
    """The workbook. Every text cell is a string, never a formula or a link."""
    out = BytesIO()
    made = _Book(told, out)
    summary = made.sheet("Summary", ("About", "Words"), (FIRST_COLUMN, 90))
    lines = [("Review", told.title), *(("Summary", line) for line in told.summary)]
    lines += [(SAY, line) for line in told.limits.say]
    lines += [(NOT_SAY, line) for line in told.limits.not_say]
    made.rows(summary, lines)
    if told.suggestions:
        _to_train(made, told)
    for number, part in enumerate(told.parts):
        for section in part.sections:
            _section(made, part, section, number)
    made.book.close()
    return out.getvalue()


def _to_train(made: _Book, told: Told) -> None:
    sheet = made.sheet(
        TO_TRAIN,
        ("Topic", "Why", "Read", "Which says", "Checked", "Address"),
        (40, 40, 40, 60, 30, 40),
    )
    made.rows(
        sheet,
        [
            (one.title, one.why, f"{r.title}, {r.place}", r.says, r.checked, r.url)
            for one in told.suggestions
            for r in one.readings
        ],
    )


def _section(made: _Book, part: Part, section: Section, number: int) -> None:
    """Words, likely, low, high and of for each figure; the section's sentences beneath."""
    headings, widths = ["Group", *section.headings[:1]], [18, FIRST_COLUMN]
    for heading in section.headings[1:]:
        headings += [heading, "Likely", "Low", "High", "Of"]
        widths += [OTHERS, OTHERS, NUMBERS, NUMBERS, NUMBERS]
    name = (
        section.name.replace("-", " ").capitalize()
        if number == 0
        else f"{part.place} {_short(section)}"
    )
    sheet = made.sheet(name, headings, widths)
    rows: list[list[str | int]] = []
    for row in section.rows:
        values: list[str | int] = [part.place, row.about]
        for cell in row.cells:
            values += [cell.words, cell.likely]
            values += [cell.count.low, cell.count.high, cell.count.of] if cell.count else [""] * 3
        rows.append(values)
    rows += [[part.place, sentence] for sentence in section.sentences]
    made.rows(sheet, rows)


def _short(section: Section) -> str:
    return section.name.split("-", 2)[-1].replace("-", " ")
