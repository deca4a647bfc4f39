"""A report as an Excel workbook: a sheet for each section, without formulas."""

from quiz.languages.sentences import gettext, lazy_gettext, pgettext
from quiz.spreadsheets.sheets import Book
from quiz.teams.results.report import NOT_SAY, SAY, WHERE_TO_START, Report, ReportPart, Section

SHEETS = {
    "said-and-shown": lazy_gettext("Said and shown"),
    "yes-and-others": lazy_gettext("Yes and others"),
    "topics": lazy_gettext("Topics"),
    "certainty": lazy_gettext("Certainty"),
    "scenarios": lazy_gettext("Scenarios"),
    "survey": lazy_gettext("Survey"),
    "all-reviews": lazy_gettext("All reviews"),
}
"""By the end of a section's name."""


def xlsx_of(report: Report) -> bytes:
    """The workbook. Every text cell is a string, never a formula or a link."""
    book = Book(report.title, report.day)
    summary = gettext("Summary")
    lines = [(gettext("Review"), report.title)]
    lines += [(gettext("In short"), line) for line in report.headline]
    lines += report.turnout.numbers if report.turnout else ()
    lines += [(gettext("Who is missing"), report.who_is_missing)]
    lines += [(summary, line) for line in (*report.summary, *report.about_groups)]
    lines += [(str(SAY), line) for line in report.limits.say]
    lines += [(str(NOT_SAY), line) for line in report.limits.not_say]
    book.sheet(summary, ((gettext("About"), 46), (gettext("Words"), 90)), lines)
    if report.suggestions:
        _suggestions(book, report)
    for number, part in enumerate(report.parts):
        for section in part.sections:
            _section(book, part, section, number)
    return book.done()


def _suggestions(book: Book, report: Report) -> None:
    columns = (
        (gettext("Topic"), 40),
        (gettext("Why"), 40),
        (pgettext("a heading", "Read"), 40),
        (gettext("Which says"), 60),
        (gettext("Checked"), 30),
        (gettext("Address"), 40),
    )
    rows = [
        (one.title, one.why, f"{r.title}, {r.place}", r.says, r.checked, r.url)
        for one in report.suggestions
        for r in one.readings
    ]
    book.sheet(str(WHERE_TO_START), columns, rows)


def _section(book: Book, part: ReportPart, section: Section, number: int) -> None:
    """Words, likely, low, high and of for each figure; the section's sentences beneath."""
    columns = [(gettext("Group"), 18), (section.headings[0], 46)]
    for heading in section.headings[1:]:
        columns += [(heading, 26), (gettext("Likely"), 26)]
        columns += [(gettext("Low"), 8), (gettext("High"), 8), (pgettext("a total", "Of"), 8)]
    rows: list[list[str | int]] = []
    for row in section.rows:
        values: list[str | int] = [part.title, row.about]
        for cell in row.cells:
            values += [cell.words, cell.likely]
            values += [cell.count.low, cell.count.high, cell.count.of] if cell.count else [""] * 3
        rows.append(values)
    rows += [[part.title, sentence] for sentence in section.sentences]
    name = _short(section)
    book.sheet(name if number == 0 else f"{name}, {part.title}", columns, rows)


def _short(section: Section) -> str:
    """The name of a section's sheet: headings are longer than Excel allows."""
    return next(str(words) for end, words in SHEETS.items() if section.name.endswith(end))
