"""The text of a cell of a workbook as Excel shows it, or why that is not sure."""

import re
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from quiz.bank.formats.portable import ItemRefused
from quiz.languages.sentences import lazy_gettext

NOT_CALCULATED, IS_A_DATE, IS_SHORTENED, IS_DRESSED = "\0=", "\0d", "\0s", "\0f"
"""In the place of a cell that is not read."""
AS_TEXT = lazy_gettext("Format the cell as text, and write what people should read")
WHY_NOT = {
    NOT_CALCULATED: (
        lazy_gettext("its cell has a formula that was never calculated"),
        lazy_gettext("Open the file in Excel and save it, or write the words into the cell"),
    ),
    IS_A_DATE: (lazy_gettext("its cell is a date or a time"), AS_TEXT),
    IS_SHORTENED: (lazy_gettext("its cell is a number that Excel shortens"), AS_TEXT),
    IS_DRESSED: (lazy_gettext("its cell is a number in a format of its own"), AS_TEXT),
}
SIMPLE = re.compile(
    r"(?P<thousands>#,##)?(?P<whole>0{1,12})(?:\.(?P<places>0{1,12}))?(?P<percent>%?)"
)
"""The formats of numbers that are sure. The others have colours, currencies, fractions, cases."""
LEADING, LONGEST_GENERAL = 15, 11
"""Digits that Excel keeps of a number, and characters that it shows of one without a format."""


def check_read(cell: str, column: str) -> None:
    """Refuses a cell that was not read. Raises ItemRefused."""
    if why := WHY_NOT.get(cell):
        raise ItemRefused(*why, column)


def as_shown(cell: Any) -> str:
    """The text of a cell: 1 and not 1.0, 50% and not 0.5; or a key of WHY_NOT."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, date | time | timedelta):
        return IS_A_DATE
    return str(value).replace("_x000D_", "").strip()


def _number(value: float, look: str) -> str:
    number = f"{value:.{LEADING}g}"
    is_general = look in ("General", "@")
    if "e" in number or (is_general and len(number.lstrip("-")) > LONGEST_GENERAL):
        return IS_SHORTENED
    if is_general:
        return number
    simple = SIMPLE.fullmatch(look)
    if not simple:
        return IS_DRESSED
    places, percent = len(simple["places"] or ""), simple["percent"]
    exact = Decimal(number) * (100 if percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    width = len(simple["whole"]) + (places + 1 if places else 0)
    digits = f"{abs(rounded):{',' if simple['thousands'] else ''}f}".rjust(width, "0")
    return f"{'-' if rounded < 0 else ''}{digits}{percent}"
