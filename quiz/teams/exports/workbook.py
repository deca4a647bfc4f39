"""A told picture as an Excel workbook: a sheet for each section, and nothing that calculates."""

from quiz.documents.sheets import Book
from quiz.teams.telling.values import NOT_SAY, SAY, TO_TRAIN, Part, Section, Told

TRAINING = (
    *(("Topic", 40), ("Why", 40), ("Read", 40)),
    *(("Which says", 60), ("Checked", 30), ("Address", 40)),
)


def xlsx_of(told: Told) -> bytes:
    """The workbook. Every text cell is a string, never a formula or a link."""
    book = Book(told.title, told.day)
    lines = [("Review", told.title), *(("Summary", line) for line in told.summary)]
    lines += [(SAY, line) for line in told.limits.say]
    lines += [(NOT_SAY, line) for line in told.limits.not_say]
    book.sheet("Summary", (("About", 46), ("Words", 90)), lines)
    if told.suggestions:
        _to_train(book, told)
    for number, part in enumerate(told.parts):
        for section in part.sections:
            _section(book, part, section, number)
    return book.done()


def _to_train(book: Book, told: Told) -> None:
    rows = [
        (one.title, one.why, f"{r.title}, {r.place}", r.says, r.checked, r.url)
        for one in told.suggestions
        for r in one.readings
    ]
    book.sheet(TO_TRAIN, TRAINING, rows)


def _section(book: Book, part: Part, section: Section, number: int) -> None:
    """Words, likely, low, high and of for each figure; the section's sentences beneath."""
    columns = [("Group", 18), (section.headings[0], 46)]
    for heading in section.headings[1:]:
        columns += [(heading, 26), ("Likely", 26), ("Low", 8), ("High", 8), ("Of", 8)]
    name = (
        section.name.replace("-", " ").capitalize()
        if number == 0
        else f"{_short(section)}, {part.place}"
    )
    rows: list[list[str | int]] = []
    for row in section.rows:
        values: list[str | int] = [part.place, row.about]
        for cell in row.cells:
            values += [cell.words, cell.likely]
            values += [cell.count.low, cell.count.high, cell.count.of] if cell.count else [""] * 3
        rows.append(values)
    rows += [[part.place, sentence] for sentence in section.sentences]
    book.sheet(name, columns, rows)


def _short(section: Section) -> str:
    return section.name.split("-", 2)[-1].replace("-", " ").capitalize()
