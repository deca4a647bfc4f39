"""Excel workbooks: the rows of their sheets, each cell as the text that Excel shows."""

import warnings
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from quiz.bank.formats.archives import members
from quiz.bank.formats.portable import FormatError
from quiz.bank.formats.table import CellPlace

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MACROS = "vbaProject.bin"
LEADING = 15
"""Digits that Excel keeps of a number."""


def sheets(content: bytes) -> list[list[CellPlace]]:
    """The rows of each sheet. Raises FormatError for a file that is no workbook, or has macros."""
    files = members(content)
    if any(name.endswith(MACROS) for name in files):
        raise FormatError("The workbook has macros. Save it as an Excel workbook without macros.")
    if any(b"<!DOCTYPE" in files[name] or b"<!ENTITY" in files[name] for name in files):
        raise FormatError("The workbook is damaged. Open it in Excel and save it again.")
    from openpyxl import load_workbook  # it loads numpy, where that is installed

    try:
        # openpyxl warns of parts that it does not know; none of them has text.
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            found = [_rows(sheet) for sheet in book.worksheets]
    except FormatError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part leads to
        raise FormatError(
            f"The workbook is damaged ({type(error).__name__}). Open it in Excel and save it again."
        ) from None
    return found


def _rows(sheet: Any) -> list[CellPlace]:
    """The rows that are not empty; ``reset_dimensions``, because a file may state wrong ones."""
    sheet.reset_dimensions()
    rows = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > MOST_ROWS:
            raise FormatError(f"A sheet has more than {MOST_ROWS:,} rows. Delete the empty ones.")
        shown = [as_shown(cell) for cell in cells]
        if any(shown):
            rows.append(CellPlace(f"row {number}", shown))
    return rows


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
