"""Whatever is wrong in a file is said by line and column, never as a traceback."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quiz.cli import analyse
from tests.researchers.sample_data import as_csv, data_set

GOOD: dict[str, Any] = data_set(seed=2, people=3, items=10)
TABLE = as_csv(GOOD)
HEADER = "person,team,role,item,option,level,correct,moment\n"


def run(given: bytes | str) -> Result:
    return CliRunner().invoke(analyse, ["-"], input=given)


def refused(given: bytes | str, told: str) -> None:
    result = run(given)
    assert result.exit_code == 1
    assert told in result.stderr
    assert result.stderr.startswith("Error: line ")
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""


def changed(path: list[str | int], value: Any) -> str:
    """The good data set with one value replaced, on lines of its own."""
    data = json.loads(json.dumps(GOOD))
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return json.dumps(data, indent=1)


def line_of(text: str, what: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), start=1) if what in line)


def test_the_good_one_is_good() -> None:
    assert run(json.dumps(GOOD)).exit_code == 0
    assert run(TABLE).exit_code == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "line 1, column 1: the file is empty"),
        (" \n\t", "line 1, column 1: the file is empty"),
        ("\ufeff", "line 1, column 1: the file is empty"),
        ('{"key": "é"}'.encode("latin-1"), "line 1, column 10: not UTF-8 text"),
        ("a\nb".encode("utf-16"), "line 1, column 1: not UTF-8 text"),
        ("[1, 2]", "line 1, column 1: an object is expected, not a list"),
        ('{"key": ', "line 1, column 9: not JSON"),
        # Not a trailing comma: Python points at it since 3.13, and after it before.
        ('{"key":\n "A",\n5}', "line 3, column 1: not JSON"),
        ('{"a": "NaN",\n "key": NaN}', "line 2, column 9: NaN is not a number"),
        ('{"key": -Infinity}', "line 1, column 9: -Infinity is not a number"),
        ('{"key": "AB"}', "line 1, column 1: “options” is missing"),
        ("[" * 100_000, "line 1, column 1: lists within lists, too deep to read"),
        ('{"key": ' + "9" * 5_000 + "}", "line 1, column 1: a number in it has too many digits"),
        ('{"options": "ABC", "key": ""}', "line 1, column 27: there is no item"),
        ('{"options": "AB", "key": "A"}', "line 1, column 13: at least three different letters"),
    ],
)
def test_no_data_set_at_all(given: bytes | str, told: str) -> None:
    refused(given, told)


PRE = ["respondents", 1, "pre"]


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (PRE, {"options": "ABX", "levels": "444"}, "column 19: “X” is none of the options ABCD"),
        ([*PRE, "levels"], "4444544444", "“5” is no level of certainty"),
        ([*PRE, "levels"], "444444444", "9 signs for 10 answers"),
        ([*PRE, "levels"], "44444 4444", "“ ” is no level of certainty"),
        ([*PRE, "levels"], "-444444444", "“-” is no level of certainty"),
        ([*PRE, "levels"], 4444444444, "text is expected, not a whole number"),
        ([*PRE, "correct"], "2222222222", "is expected, as the key has"),
        (PRE, {"options": "A", "correct": "1"}, "“levels” is missing"),
        (PRE, {"levels": "4", "correct": "1"}, "“options” is missing"),
        (PRE, [], "an object is expected, not a list"),
        (["respondents", 1, "id"], "someone 0", "there is a respondent someone 0 already"),
        (["respondents", 1, "id"], "", "this is empty"),
        (["respondents", 1, "id"], True, "text is expected, not true or false"),
        (["respondents", 1, "survey"], {"Q0": "perhaps"}, "one of no, partly, yes, not_my_work"),
        (["respondents", 1, "survey"], {"Q9": "yes"}, "there is no question “Q9” in the survey"),
        (["respondents"], {}, "a list is expected, not an object"),
        (["respondents"], [], "nobody in it answered anything before"),
        (["topics"], ["one"], "1 topics, but the key has 10 items"),
        (["topics", 2], "all", "no topic may be called “all”"),
        (["anchors", "4"], 0.955, "a chance from 0 to 1 in whole hundredths"),
        (["anchors", "4"], 1.01, "a chance from 0 to 1 in whole hundredths"),
        (["anchors", "4"], "0.95", "a number is expected, not text"),
        (["anchors"], {"10": 0.5}, "a level is a number from 1 to 9, not “10”"),
        (["anchors"], {}, "there is no level of certainty"),
        (["cbm"], {"1": 4}, "1, 2 or 3 is expected"),
        (["understands_at"], 0, "a whole number from 1 is expected"),
        (["understands_at"], 1.5, "a whole number is expected, not a number"),
        (["survey", 0, "topic"], "elsewhere", "none of the items has this topic"),
        (["release_rule"], {"invited": {"A": 0}}, "a whole number from 1 is expected"),
        (["reviewers"], ["AB"], "2 choices, but the key has 10 items"),
        (["key"], "ABCDABCDAX", "“X” is none of the options ABCD"),
        (["options"], "ABCA", "at least three different letters"),
    ],
)
def test_a_value_in_json_that_is_wrong(path: list[str | int], value: Any, told: str) -> None:
    refused(changed(path, value), told)


def test_the_very_line_of_a_value() -> None:
    text = changed(PRE, {"options": "ABCDABCDA?", "levels": "4" * 10})
    line = line_of(text, "ABCDABCDA?")
    column = text.splitlines()[line - 1].index("?") + 1
    refused(text, f"line {line}, column {column}: “?” is none of the options")


def test_a_number_too_large_to_be_one() -> None:
    text = changed(["anchors", "4"], 12345).replace("12345", "1e999")
    refused(text, f"line {line_of(text, '1e999')}, column 8: this number is too large")


GOOD_LINE = "p1,A,worker,i1,A,4,1,before\n"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("person,team\n", "line 1, column 1: there is no column “role”"),
        ("p1,A,worker,i1,A,4,1,before\n", "line 1, column 1: there is no column “person”"),
        (HEADER.strip() + ",mood\n", "line 1, column 9: there is no use for a column “mood”"),
        (HEADER.strip() + ",team\n", "line 1, column 9: a second column “team”"),
        (HEADER, "nobody in it answered anything before"),
        (HEADER + "p1,A,worker,i1,A,4,1,after\n", "nobody in it answered anything before"),
        (HEADER + GOOD_LINE + "p1,A\n", "line 3, column 2: 2 cells, but the header has 8"),
        (HEADER + "p1,A,worker,i1,A,4,1,before,x\n", "line 2, column 9: 9 cells"),
        (HEADER + "p1,A,worker,i1,E,4,1,before\n", "line 2, column 5 (option): “E” is none of"),
        (HEADER + "p1,A,worker,i1,,4,1,before\n", "line 2, column 5 (option): this is empty"),
        (HEADER + "p1,A,worker,i1,A,,1,before\n", "line 2, column 6 (level): this is empty"),
        (HEADER + "p1,A,worker,i1,A,5,1,before\n", "line 2, column 6 (level): “5” is no level"),
        (HEADER + "p1,A,worker,i1,A,nan,1,before\n", "line 2, column 6 (level): “nan” is no"),
        (HEADER + "p1,A,worker,i1,A,4,2,before\n", "line 2, column 7 (correct): 1 or 0"),
        (HEADER + "p1,A,worker,i1,A,4,1,now\n", "line 2, column 8 (moment): “before” or “after”"),
        (HEADER + ",A,worker,i1,A,4,1,before\n", "line 2, column 1 (person): this is empty"),
        (HEADER + GOOD_LINE + GOOD_LINE, "line 3, column 4 (item): p1 answered i1 already"),
        (
            HEADER + GOOD_LINE + "p1,B,worker,i2,A,4,1,before\n",
            "line 3, column 2 (team): p1 is of another team or role",
        ),
        (
            HEADER + GOOD_LINE + "p2,A,worker,i1,B,4,1,before\n",
            "line 3, column 7 (correct): A is the right answer to i1",
        ),
        (
            HEADER + GOOD_LINE + "p2,A,worker,i1,A,4,0,before\n",
            "line 3, column 7 (correct): A is both right and wrong for i1",
        ),
        (
            HEADER + 'p1,A,worker,i1,"A,4,1,before\n',
            "not CSV (unexpected end of data)",
        ),
        (
            HEADER.strip() + ",topic,said\np1,A,w,i1,A,4,1,before,t,maybe\n",
            "line 2, column 10 (said): one of no, partly, yes, not_my_work",
        ),
        (
            HEADER.strip() + ",said\np1,A,w,i1,A,4,1,before,yes\n",
            "line 2, column 9 (said): an answer to a confidence question needs a topic",
        ),
        (
            HEADER.strip() + ",topic\np1,A,w,i1,A,4,1,before,all\n",
            "line 2, column 9 (topic): no topic may be called “all”",
        ),
        (
            HEADER.strip() + ",topic\np1,A,w,i1,A,4,1,before,t\np2,A,w,i1,A,4,1,before,u\n",
            "line 3, column 9 (topic): i1 has another topic",
        ),
        (
            HEADER.strip()
            + ",topic,said\np1,A,w,i1,A,4,1,before,t,no\np1,A,w,i2,A,4,1,before,t,yes\n",
            "line 3, column 10 (said): p1 said something else",
        ),
    ],
)
def test_a_line_in_csv_that_is_wrong(lines: str, told: str) -> None:
    refused(lines, told)


def test_a_file_that_is_not_there() -> None:
    result = CliRunner().invoke(analyse, ["/no/such/file.json"])
    assert result.exit_code == 2
    assert "No such file" in result.stderr


def test_a_folder_is_no_file(tmp_path: Any) -> None:
    assert CliRunner().invoke(analyse, [str(tmp_path)]).exit_code == 2


def test_a_spreadsheet_is_no_text() -> None:
    refused(b"PK\x03\x04" + bytes(range(256)), "not UTF-8 text")


def test_a_byte_order_mark_windows_line_ends_and_blank_lines_are_fine() -> None:
    text = "\ufeff" + TABLE.replace("\n", "\r\n").replace("\r\r", "\r") + "\r\n\r\n"
    assert run(text.encode()).exit_code == 0
    assert run(("\ufeff" + json.dumps(GOOD)).encode()).exit_code == 0


def test_small_letters_and_columns_in_any_order() -> None:
    text = "moment,correct,level,option,item,role,team,person\n" + "\n".join(
        f"pre,{int(letter == 'b')},3,{letter},i{n},w,t,p{p}"
        for p, letter in enumerate("abcd")
        for n in range(3)
    )
    assert run(text).exit_code == 0
