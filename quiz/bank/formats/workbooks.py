"""Excel workbooks: the rows of their sheets, each cell as the text that Excel shows."""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from quiz.bank.formats.archives import members
from quiz.bank.formats.places import row
from quiz.bank.formats.portable import MOST_QUESTIONS, TOO_MANY, FormatError
from quiz.bank.formats.table import NOT_CALCULATED, CellPlace
from quiz.languages.sentences import lazy_gettext

MOST_ROWS = 20_000
MOST_COLUMNS = 200
DAMAGED = lazy_gettext("The workbook is damaged. Open it in Excel and save it again.")
MACROS = "vbaProject.bin"
WITHOUT_RESULT = re.compile(rb"</f>\s*(<v\s*/>|<v></v>)?\s*</c>")
LEADING = 15
"""Digits that Excel keeps of a number."""


def sheets(content: bytes) -> list[list[CellPlace]]:
    """The rows of each sheet. Raises FormatError for a file that is no workbook, or has macros."""
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
                _rows(*both) for both in zip(book.worksheets, formulas.worksheets, strict=True)
            ]
    except FormatError:
        raise
    except Exception:  # openpyxl raises whatever a damaged part leads to
        raise FormatError(DAMAGED) from None
    return found


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


def as_shown(cell: Any) -> str:
    """The text of a cell: 1 and not 1.0, 50% and not 0.5, and a date as 2026-01-03."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).replace("_x000D_", "").strip()


def _number(value: float, look: str) -> str:
    places = len(look.partition(".")[2].rstrip("%")) if "." in look else 0
    if look.endswith("%"):
        return f"{100 * value:.{places}f}%"
    if look.strip("0#,.") == "" and "0" in look:
        return f"{value:.{places}f}"
    return f"{value:.{LEADING}g}"
