"""Excel workbooks: the rows of their sheets, and the questions of all sheets."""

import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from quiz.bank.formats.archives import members
from quiz.bank.formats.cells import NOT_CALCULATED, as_shown
from quiz.bank.formats.places import (
    Words,
    in_sheet,
    row,
    sheet_is_hidden,
    sheet_left_out,
    sheet_without_headings,
)
from quiz.bank.formats.portable import (
    MOST_QUESTIONS,
    TOO_MANY,
    FormatError,
    ReadFile,
)
from quiz.bank.formats.table import CellPlace
from quiz.languages.sentences import LazySentence, lazy_gettext

MOST_ROWS = 20_000
MOST_COLUMNS = 200
DAMAGED = lazy_gettext("The workbook is damaged. Open it in Excel and save it again.")
MACROS = "vbaProject.bin"
WITHOUT_RESULT = re.compile(rb"</f>\s*(<v\s*/>|<v></v>)?\s*</c>")


@dataclass(frozen=True)
class QuestionSheet:
    """A sheet that is not empty: its name, its rows, and whether Excel shows it."""

    name: str
    rows: list[CellPlace]
    is_hidden: bool


def sheets(content: bytes) -> list[QuestionSheet]:
    """The sheets that are not empty.

    Raises FormatError for a file that is no workbook, or has macros.
    """
    files = members(content)
    if any(name.endswith(MACROS) for name in files):
        raise FormatError(
            lazy_gettext("The workbook has macros. Save it as an Excel workbook without macros.")
        )
    if any(b"<!DOCTYPE" in files[name] or b"<!ENTITY" in files[name] for name in files):
        raise FormatError(DAMAGED)
    try:
        # openpyxl warns of parts that it does not know; none of them has text.
        with warnings.catch_warnings(action="ignore"):
            book = _opened(content, data_only=True)
            formulas = _opened(content, data_only=False) if _has_formulas(files) else book
            found = [
                QuestionSheet(one.title, rows, one.sheet_state != "visible")
                for one, behind in zip(book.worksheets, formulas.worksheets, strict=True)
                if (rows := _rows(one, behind))
            ]
    except FormatError:
        raise
    except Exception:  # openpyxl raises whatever a damaged part leads to
        raise FormatError(DAMAGED) from None
    return found if len(found) < 2 else [_with_name(sheet) for sheet in found]


def _with_name(sheet: QuestionSheet) -> QuestionSheet:
    """The sheet, with its name in the place of each row."""
    rows = [CellPlace(in_sheet(sheet.name, one.where), one.cells) for one in sheet.rows]
    return replace(sheet, rows=rows)


def read_sheets(
    content: bytes, read: Callable[[list[CellPlace]], ReadFile | None], nothing: LazySentence
) -> ReadFile:
    """The questions of all sheets; the notes name those that were left out.

    A hidden sheet is read only if all are hidden. ``read`` gives None for a sheet without the
    headings. Raises FormatError if no sheet can be read: ``nothing``, if none has them.
    """
    everything = sheets(content)
    shown = [sheet for sheet in everything if not sheet.is_hidden] or everything
    notes: list[Words] = [sheet_is_hidden(one.name) for one in everything if one not in shown]
    found, errors = list[ReadFile](), list[FormatError]()
    for sheet in shown:
        try:
            if reading := read(sheet.rows):
                found.append(reading)
            else:
                notes.append(sheet_without_headings(sheet.name))
        except FormatError as error:
            if TOO_MANY in error.args:
                raise
            errors.append(error)
            notes.append(sheet_left_out(sheet.name, error.args[0]))
    if not found:
        raise errors[0] if errors else FormatError(nothing)
    return ReadFile(
        tuple(item for one in found for item in one.items),
        tuple(refusal for one in found for refusal in one.refused),
        tuple(dict.fromkeys([*(note for one in found for note in one.notes), *notes])),
        tuple(dict.fromkeys(column for one in found for column in one.columns)),
    )


def _opened(content: bytes, *, data_only: bool) -> Any:
    from openpyxl import load_workbook  # it loads numpy, where that is installed

    return load_workbook(BytesIO(content), read_only=True, data_only=data_only, keep_links=False)


def _has_formulas(files: dict[str, bytes]) -> bool:
    """Whether a formula has no result: a program that calculates nothing wrote the file."""
    sheets = (files[name] for name in files if "worksheets/" in name)
    return any(WITHOUT_RESULT.search(sheet) for sheet in sheets)


def _rows(sheet: Any, formulas: Any) -> list[CellPlace]:
    """The rows that are not empty; ``reset_dimensions``, because a file may state wrong ones.

    ``formulas``: the sheet with its formulas; the same one if each of them has a result.
    """
    rows = list[CellPlace]()
    for number, (cells, behind) in enumerate(_pairs(sheet, formulas), start=1):
        if number > MOST_ROWS:
            if len(rows) > MOST_QUESTIONS:
                raise FormatError(TOO_MANY)
            raise FormatError(
                lazy_gettext(
                    "A sheet has more than %(most)s rows. Delete the empty ones.",
                    most=format(MOST_ROWS, ","),
                )
            )
        shown = [_as_shown(*both) for both in zip(cells, behind, strict=True)]
        if any(shown):
            rows.append(CellPlace(row(number), shown))
    return rows


def _pairs(sheet: Any, formulas: Any) -> Iterator[tuple[Any, Any]]:
    """Each row, and the same with its formulas."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=MOST_COLUMNS)
    if formulas is sheet:
        return ((cells, cells) for cells in rows)
    formulas.reset_dimensions()
    return zip(rows, formulas.iter_rows(max_col=MOST_COLUMNS), strict=False)


def _as_shown(cell: Any, behind: Any) -> str:
    lost = cell.value is None and behind.value is not None
    return NOT_CALCULATED if lost else as_shown(cell)
