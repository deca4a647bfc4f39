"""Workbooks and delimited files as other programs save them."""

from datetime import date, timedelta
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
        ("row 9, column Correct answer(s)", "its cell is a date or a time"),
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


def test_a_file_whose_end_is_missing_is_not_taken_for_a_whole_one() -> None:
    rows = "question,best,option_a,option_b,prompt\nWho?,a,he,she,Why?\nWhat now?,a,Ask,Go"
    reading = read("csv", rows.encode())
    assert len(reading.items) == 2
    assert reading.notes == (
        "In line 3 there are fewer cells than headings. See whether the file is complete.",
    )


HEADS = ["question", "option_a", "option_b", "best"]


def test_all_sheets_are_read_and_the_others_are_named() -> None:
    book, out = Workbook(), BytesIO()
    book.active.append(["Read me"])
    for name in ("One", "Two", "Old", "Half", "Empty"):
        sheet = book.create_sheet(name)
        if name != "Empty":
            for row in ([], HEADS, [f"What in {name}?", "x", "y", "A"], ["What?"]):
                sheet.append(row[:1] if name == "Half" else row)
    book["Old"].sheet_state = "hidden"
    book.save(out)
    reading = read("xlsx", out.getvalue())
    assert [(one.where, one.question) for one in reading.items] == [
        ("sheet “One”, row 3", "What in One?"),
        ("sheet “Two”, row 3", "What in Two?"),
    ]
    assert [one.place for one in reading.refused] == ["Sheet “One”, row 4", "Sheet “Two”, row 4"]
    hidden, instructions, half = map(str, reading.notes)
    assert hidden == "The sheet “Old” is hidden and was left out."
    assert instructions == "The sheet “Sheet” has no headings of questions and was left out."
    assert half.startswith("The sheet “Half” was left out. There is no column “option_a”.")


def test_too_many_questions_in_several_sheets_are_refused() -> None:
    book, out = Workbook(), BytesIO()
    for _ in range(2):
        sheet = book.create_sheet()
        for row in [HEADS, *[[f"What is {number}?", "x", "y", "a"] for number in range(251)]]:
            sheet.append(row)
    book.save(out)
    with pytest.raises(FormatError, match="more than 500 questions"):
        read("xlsx", out.getvalue())


@pytest.mark.parametrize("head", ["id", "Nr", ""])
def test_rows_with_no_more_than_their_number_are_empty(head: str) -> None:
    rows = [[head, *HEADS], [1, "What?", "x", "y", "a"], [2], [3, None, "x", "y", "a"]]
    table = "\n".join(",".join(str(cell or "") for cell in row) for row in rows)
    for reading in (read("xlsx", workbook(*rows)), read("csv", table)):
        assert [one.question for one in reading.items] == ["What?"]
        assert [one.why for one in reading.refused] == ["it has no question"]


@pytest.mark.parametrize(
    ("value", "look", "shown"),
    [
        (1234.5, "General", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "shortens"),
        (1 / 3, "General", "shortens"),
        (7, "000", "007"),
        (-7.125, "000.00", "-007.13"),
        (1234567, "#,##0", "1,234,567"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.125, "0%", "13%"),
        (0.125, "0.0%", "12.5%"),
        (12.5, '"£"#,##0.00', "format"),
        (12.5, "[$£-809]#,##0.00", "format"),
        (0.5, "# ?/?", "format"),
        (-4, "#,##0;(#,##0)", "format"),
        (date(2026, 3, 1), "d mmmm yyyy", "date"),
        (timedelta(hours=30), "[h]:mm", "date"),
        (1e300, "0.00", "shortens"),
    ],
)
def test_a_cell_is_read_as_excel_shows_it_or_refused(value: Any, look: str, shown: str) -> None:
    """The expected texts are what Excel shows of these values in these formats."""
    book, out = Workbook(), BytesIO()
    for row in (HEADS, ["What?", value, "y", "b"]):
        book.active.append(row)
    book.active["B2"].number_format = look
    book.save(out)
    reading = read("xlsx", out.getvalue())
    if reading.items:
        assert texts(reading.items[0])[0] == shown
    else:
        [refused] = reading.refused
        assert (refused.where, refused.name) == ("row 2, column option_a", "What?")
        assert shown in refused.why


def test_a_date_in_a_column_that_is_not_ours_refuses_nothing() -> None:
    rows = [["Timestamp", *HEADS], [date(2026, 3, 1), "What?", "x", "y", "a"]]
    assert len(read("xlsx", workbook(*rows)).items) == 1


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
