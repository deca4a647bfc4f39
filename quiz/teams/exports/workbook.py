"""A report as an Excel workbook: a sheet for each section, without formulas."""

from quiz.sheets import Book
from quiz.teams.results.report import NOT_SAY, SAY, WHERE_TO_START, Report, ReportPart, Section

TRAINING = (
    *(("Topic", 40), ("Why", 40), ("Read", 40)),
    *(("Which says", 60), ("Checked", 30), ("Address", 40)),
)


def xlsx_of(report: Report) -> bytes:
    """The workbook. Every text cell is a string, never a formula or a link."""
    book = Book(report.title, report.day)
    lines = [("Review", report.title), *(("In short", line) for line in report.headline)]
    lines += report.turnout.numbers if report.turnout else ()
    lines += [("Who is missing", report.who_is_missing)]
    lines += [("Summary", line) for line in (*report.summary, *report.about_groups)]
    lines += [(SAY, line) for line in report.limits.say]
    lines += [(NOT_SAY, line) for line in report.limits.not_say]
    book.sheet("Summary", (("About", 46), ("Words", 90)), lines)
    if report.suggestions:
        _suggestions(book, report)
    for number, part in enumerate(report.parts):
        for section in part.sections:
            _section(book, part, section, number)
    return book.done()


def _suggestions(book: Book, report: Report) -> None:
    rows = [
        (one.title, one.why, f"{r.title}, {r.place}", r.says, r.checked, r.url)
        for one in report.suggestions
        for r in one.readings
    ]
    book.sheet(WHERE_TO_START, TRAINING, rows)


def _section(book: Book, part: ReportPart, section: Section, number: int) -> None:
    """Words, likely, low, high and of for each figure; the section's sentences beneath."""
    columns = [("Group", 18), (section.headings[0], 46)]
    for heading in section.headings[1:]:
        columns += [(heading, 26), ("Likely", 26), ("Low", 8), ("High", 8), ("Of", 8)]
    name = (
        section.name.replace("-", " ").capitalize()
        if number == 0
        else f"{_short(section)}, {part.title}"
    )
    rows: list[list[str | int]] = []
    for row in section.rows:
        values: list[str | int] = [part.title, row.about]
        for cell in row.cells:
            values += [cell.words, cell.likely]
            values += [cell.count.low, cell.count.high, cell.count.of] if cell.count else [""] * 3
        rows.append(values)
    rows += [[part.title, sentence] for sentence in section.sentences]
    book.sheet(name, columns, rows)


def _short(section: Section) -> str:
    return section.name.split("-", 2)[-1].replace("-", " ").capitalize()
