"""A report as CSV: one row for each statement."""

import csv
from io import StringIO

from quiz.languages.sentences import gettext
from quiz.spreadsheets.sheets import guarded
from quiz.teams.results.report import Report, statements

COLUMNS = ("group", "section", "about", "figure", "low", "high", "of", "words", "likely")


def csv_of(report: Report) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets recognise it. low, high, of: empty if a
    number is not shown or does not count people or answers."""
    out = StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    title = guarded(report.title)
    rows.writerow(("", gettext("Review"), title, "", "", "", "", title, ""))
    for one in statements(report):
        count = one.cell.count
        numbers = (count.low, count.high, count.of) if count else ("", "", "")
        words = (one.group, one.section, one.about, one.figure)
        last = (one.cell.words, one.cell.likely)
        rows.writerow((*map(guarded, words), *numbers, *map(guarded, last)))
    return out.getvalue().encode("utf-8-sig")
