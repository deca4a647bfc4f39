"""Kahoot's spreadsheet: a question, up to four answers, a time limit and the right answers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quiz.bank.formats.cells import check_read
from quiz.bank.formats.places import Words
from quiz.bank.formats.plain_text import one_line, tidy
from quiz.bank.formats.portable import (
    MOST_OPTIONS,
    ItemRefusal,
    ItemRefused,
    PortableItem,
    PortableOption,
    ReadFile,
    Writing,
    best_of,
)
from quiz.bank.formats.table import CellPlace, collected, find_header
from quiz.bank.formats.workbooks import read_sheets, sheets
from quiz.bank.written_languages import language_to_store
from quiz.languages.sentences import lazy_gettext
from quiz.spreadsheets.sheets import Book

LONGEST_QUESTION, LONGEST_ANSWER = 120, 75
SECONDS = 120
STARTS = ("question", "answer 1", "correct")
"""How the headings begin that Kahoot's file must have."""
HEADINGS = (
    ("", 6),
    (f"Question - max {LONGEST_QUESTION} characters", 60),
    *((f"Answer {number} - max {LONGEST_ANSWER} characters", 40) for number in range(1, 5)),
    ("Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs", 14),
    ("Correct answer(s) - choose at least one", 14),
)
ABOVE = (
    "Questions for Kahoot",
    "Kahoot has no place for a story: read it aloud, or show it before the question.",
    *[""] * 5,
)
"""With these the headings are in row 8, where Kahoot's own file has them."""
DATED = date(2000, 1, 1)
CORRECT = "Correct answer(s)"
NO_HEADINGS = lazy_gettext(
    "No sheet has the headings of Kahoot’s template (“Question …”, "
    "“Answer 1 …”, “Correct answer(s) …”). Use the template, or "
    "choose our own Excel file as the format."
)


def write(items: Sequence[PortableItem]) -> Writing:
    """A workbook that Kahoot imports. Questions or answers that are too long are refused."""
    rows, refused = list[list[str | int]](), list[ItemRefusal]()
    for item in items:
        if long := _too_long(item):
            refused.append(
                ItemRefusal(
                    item.id or "",
                    item.title or "",
                    long,
                    lazy_gettext("Shorten it for Kahoot"),
                    language_to_store(item.language),
                )
            )
            continue
        answers = [option.text for option in item.options]
        answers += [""] * (MOST_OPTIONS - len(answers))
        rows.append([len(rows) + 1, item.question, *answers, SECONDS, item.best + 1])
    book = Book("Questions for Kahoot", DATED)
    book.sheet("Sheet1", HEADINGS, rows, ABOVE)
    return Writing(book.done(), tuple(refused))


def _too_long(item: PortableItem) -> Words:
    if len(item.question) > LONGEST_QUESTION:
        return lazy_gettext(
            "its question has %(number)s characters; %(most)s is the most",
            number=len(item.question),
            most=LONGEST_QUESTION,
        )
    longest = max(len(option.text) for option in item.options)
    if longest > LONGEST_ANSWER:
        return lazy_gettext(
            "an answer has %(number)s characters; %(most)s is the most",
            number=longest,
            most=LONGEST_ANSWER,
        )
    return ""


def is_template(content: bytes) -> bool:
    """Whether a workbook has Kahoot's headings. Raises FormatError."""
    return any(find_header(iter(sheet.rows), _is_header)[0] for sheet in sheets(content))


def read(content: bytes) -> ReadFile:
    """Read the sheets with Kahoot's headings, wherever they are. Raises FormatError."""
    return read_sheets(content, _read_sheet, NO_HEADINGS)


def _read_sheet(rows: list[CellPlace]) -> ReadFile | None:
    header, rest = find_header(iter(rows), _is_header)
    if not header:
        return None
    columns = _columns(header.cells)
    filled = (row for row in rest if any(columns.texts(row.cells)))
    return collected(filled, columns.item, columns.question)


def _is_header(cells: Sequence[str]) -> bool:
    starts = [cell.strip().lower() for cell in cells]
    return all(any(start.startswith(word) for start in starts) for word in STARTS)


@dataclass(frozen=True)
class _Columns:
    """Where the columns of a sheet are."""

    question: int
    answers: tuple[int, ...]
    correct: int

    def texts(self, cells: Sequence[str]) -> list[str]:
        """The question and the answers of a row."""
        return [one_line(_cell(cells, column)) for column in (self.question, *self.answers)]

    def names(self) -> Iterator[tuple[int, str]]:
        """Each column, and what Kahoot calls it."""
        yield self.question, "Question"
        yield from ((one, f"Answer {number}") for number, one in enumerate(self.answers, start=1))
        yield self.correct, CORRECT

    def item(self, cells: Sequence[str]) -> PortableItem:
        """The item of a row. Raises ItemRefused."""
        for column, name in self.names():
            check_read(_at(cells, column), name)
        question, *answers = self.texts(cells)
        if not question:
            raise ItemRefused(
                lazy_gettext("it has answers and no question"),
                lazy_gettext("Write one"),
                "Question",
            )
        numbers = [number for number, answer in enumerate(answers, start=1) if answer]
        options = tuple(PortableOption(answers[number - 1]) for number in numbers)
        right = _right(_cell(cells, self.correct), numbers)
        return PortableItem(question=question, options=options, best=best_of(options, right))


def _columns(cells: Sequence[str]) -> _Columns:
    starts = [cell.strip().lower() for cell in cells]

    def at(word: str) -> list[int]:
        return [number for number, start in enumerate(starts) if start.startswith(word)]

    answers = [column for number in range(1, 5) for column in at(f"answer {number}")[:1]]
    return _Columns(at("question")[0], tuple(answers), at("correct")[0])


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _cell(cells: Sequence[str], column: int) -> str:
    return tidy(_at(cells, column))


def _right(cell: str, numbers: Sequence[int]) -> list[int]:
    """The indices of the options that a cell such as “1” or “1,3” names. Raises ItemRefused."""
    found = [word for word in re.split(r"[,;.\s]+", cell) if word]
    if unknown := [word for word in found if not word.isdecimal() or int(word) not in numbers]:
        raise ItemRefused(
            lazy_gettext("“%(cell)s” is the number of none of its answers", cell=unknown[0][:20]),
            lazy_gettext("Write the number of one answer, such as 1"),
            CORRECT,
        )
    return [numbers.index(int(word)) for word in dict.fromkeys(found)]
