"""Workbooks and delimited files as other programs save them."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from quiz.bank.formats.portable import FormatError
from tests.bank.formats.test_reading import ALL_FOUR, read, reasons, texts


def workbook(*rows: list[Any]) -> bytes:
    book, out = Workbook(), BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


ANSWERS = [f"Answer {number} - max 75 characters" for number in range(1, 5)]
KAHOOT = [
    "",
    "Question - max 120 characters",
    *ANSWERS,
    "Time limit (sec)",
    "Correct answer(s) - choose at least one",
]


def test_kahoot_with_its_headings_in_row_4_and_numbered_empty_rows() -> None:
    reading = read(
        "kahoot",
        workbook(
            ["Quiz title"],
            [],
            ["Write at least two answers"],
            KAHOOT,
            [1, "What is first?", *ALL_FOUR, 20, 2.0],
            [2, "Which number?", 1, 2.0, 3.5, "4", 20, "3"],
            [3],
            [4, "Both?", "a", "b", "c", None, 20, "1,3"],
            [5, "Date?", "a", "b", "c", None, 20, date(2026, 3, 1)],
            [6, "None?", "a", "b", None, None, 20, 4],
            [7, None, "a", "b", None, None, 20, 1],
        ),
    )
    first, second = reading.items
    assert (first.where, first.question, first.best) == ("row 5", "What is first?", 1)
    assert texts(second) == ["1", "2", "3.5", "4"]
    assert reasons(reading) == [
        ("row 8", "it has several right answers (2)"),
        (
            "row 9, column Correct answer(s)",
            "a spreadsheet turned its right answers into a date",
        ),
        ("row 10, column Correct answer(s)", "“4” is the number of none of its answers"),
        ("row 11, column Question", "it has answers and no question"),
    ]


TABLE = [
    ["Question", "Option A", "option_b", "OPTION-C", "Option D", "Best", "Remarks", ""],
    ["What is first?", *ALL_FOUR, "b", "x", ""],
    ["", "", "", "", "", "", "", ""],
    ["Which\r\none?", 1, 2, "", "", 2, "", ""],
    ["A gap?", "a", "", "c", "", "a", "", ""],
    ["Best?", "a", "b", "", "", "e", "", ""],
    ["", "a", "b", "", "", "a", "", ""],
]


def delimited(separator: str) -> str:
    def cell(value: Any) -> str:
        return f'"{value}"' if "\n" in str(value) else str(value)

    return "\r\n".join(separator.join(map(cell, row)) for row in TABLE)


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("csv", delimited(","), "line"),
        ("csv", delimited(";").encode("utf-8-sig"), "line"),
        ("csv", delimited("\t").encode("utf-16"), "line"),
        ("csv", "sep=|\n" + delimited("|"), "line"),
        ("xlsx", workbook(["Our questions"], *TABLE), "row"),
    ],
)
def test_our_own_table_as_spreadsheets_save_it(name: str, content: Any, place: str) -> None:
    reading = read(name, content)
    first, second = reading.items
    assert (texts(first), first.best) == (ALL_FOUR, 1)
    assert (second.question, texts(second), second.best) == ("Which one?", ["1", "2"], 1)
    assert [(one.where.partition(",")[2], one.why) for one in reading.refused] == [
        (" column option_b", "option b is empty and a later one is not"),
        (" column best", "“e” is none of its options"),
        (" column question", "it has no question"),
    ]
    assert first.where.split()[0] == place
    assert reading.notes == ("The column “remarks” is not one of ours and was left out.",)


@pytest.mark.parametrize(
    ("options", "best", "key"),
    [
        ("2,1,3,4", "1", None),
        ("B,a,C,D", "A", None),
        ("2,1,3,4", "b", 1),
        ("B,A,C,D", "2", 1),
        ("1,2,3,4", "1", 0),
        ("10,20,30,40", "30", 2),
        ("Ask,Go,Wait,Stop", "wait.", 2),
    ],
)
def test_a_key_that_fits_two_options_is_refused(options: str, best: str, key: int | None) -> None:
    reading = read("csv", f"question,option_a,option_b,option_c,option_d,best\nQ?,{options},{best}")
    assert [item.best for item in reading.items] == ([] if key is None else [key])
    why = f"“{best}” is the letter or number of one option and the words of another"
    assert reasons(reading) == ([("line 2, column best", why)] if key is None else [])


def test_a_file_whose_end_is_missing_is_not_taken_for_a_whole_one() -> None:
    rows = "question,best,option_a,option_b,prompt\nWho?,a,he,she,Why?\nWhat now?,a,Ask,Go"
    reading = read("csv", rows.encode())
    assert len(reading.items) == 2
    assert reading.notes == (
        "In line 3 there are fewer cells than headings. See whether the file is complete.",
    )


def test_only_the_first_few_unknown_columns_are_named() -> None:
    columns = ",".join(f"x{number}" for number in range(5000))
    reading = read("csv", f"question,best,option_a,option_b,{columns}\n".encode())
    assert len(reading.notes) == 11
    assert reading.notes[-1] == "And 4990 more columns are not ours and were left out."


def test_a_comma_without_quotation_marks_is_refused_and_not_cut_off() -> None:
    rows = "question,best,option_a,option_b\nWhat now?,a,Ask her, then write,Go\nWho?,a,he,she\n"
    reading = read("csv", rows.encode())
    assert [item.question for item in reading.items] == ["Who?"]
    (refused,) = reading.refused
    assert (refused.where, refused.name) == ("line 2", "What now?")
    assert "“Go”" in refused.why
    assert "quotation marks" in refused.remedy


def test_a_csv_file_that_is_not_utf_8_says_how_excel_calls_it() -> None:
    with pytest.raises(FormatError, match="in Excel: “CSV UTF-8”"):
        read("csv", "question,option_a,option_b,best\nCafé?,a,b,a\n".encode("cp1252"))
