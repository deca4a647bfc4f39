"""Every statement as a row of a CSV file."""

import csv
from io import StringIO

from quiz.documents.sheets import begins_a_formula
from quiz.teams.telling.values import Told, statements

COLUMNS = ("group", "section", "about", "figure", "low", "high", "of", "words", "likely")


def guarded(words: str) -> str:
    """The same words, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{words}" if begins_a_formula(words) else words


def csv_of(told: Told) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets read it as such. low, high, of: empty
    where a number is not shown, or is none of people or answers."""
    out = StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    rows.writerow(("", "Review", guarded(told.title), "", "", "", "", guarded(told.title), ""))
    for one in statements(told):
        count = one.cell.count
        numbers = (count.low, count.high, count.of) if count else ("", "", "")
        words = (one.group, one.section, one.about, one.figure)
        last = (one.cell.words, one.cell.likely)
        rows.writerow((*map(guarded, words), *numbers, *map(guarded, last)))
    return out.getvalue().encode("utf-8-sig")
