"""Every error in a file is reported with line and column, never as a traceback."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from quiz.cli import analyse
from quiz.researchers.read_json import validator
from tests.researchers.sample_data import as_csv, data_set

GOOD: dict[str, Any] = data_set(seed=2, people=3, items=10)
TABLE = as_csv(GOOD)
HEADER = "person,team,role,item,option,level,correct,moment\n"


def run(given: bytes | str) -> Result:
    return CliRunner().invoke(analyse, ["-"], input=given)


def refused(given: bytes | str, message: str) -> None:
    result = run(given)
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stderr.startswith("Error: line ")
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""


def changed(path: list[str | int], value: Any) -> str:
    """The valid data set with one value replaced, one value on each line."""
    data = json.loads(json.dumps(GOOD))
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return json.dumps(data, indent=1)


def line_of(text: str, what: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), start=1) if what in line)


def test_the_valid_files_are_accepted() -> None:
    assert run(json.dumps(GOOD)).exit_code == 0
    assert run(TABLE).exit_code == 0


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "line 1, column 1: the file is empty"),
        (" \n\t", "line 1, column 1: the file is empty"),
        ("\ufeff", "line 1, column 1: the file is empty"),
        ('{"key": "é"}'.encode("latin-1"), "line 1, column 10: not UTF-8 text"),
        ("a\nb".encode("utf-16"), "line 1, column 1: there is no column “person”"),
        ("a\nb".encode("utf-16")[:-1], "line 2, column 1: not UTF-16 text; save it again as"),
        (b"PK\x05\x06 and more", "line 1, column 1: this is a file of an unknown kind"),
        (b"%PDF-1.7", "line 1, column 1: this is a PDF; save the table as “CSV UTF-8”"),
        ("[1, 2]", "line 1, column 1: must be an object with “options”, “key” and"),
        ('{"key": ', "line 1, column 9: not JSON"),
        # Not a trailing comma: Python points at it since 3.13, and after it before.
        ('{"key":\n "A",\n5}', "line 3, column 1: not JSON"),
        ('{"a": "NaN",\n "key": NaN}', "line 2, column 9: NaN is not a number"),
        ('{"key": -Infinity}', "line 1, column 9: -Infinity is not a number"),
        ('{"key": "AB"}', "line 1, column 1: “options” is missing"),
        ("[" * 100_000, "line 1, column 1: nested too deeply to read"),
        ('{"key": ' + "9" * 5_000 + "}", "line 1, column 1: a number in it has too many digits"),
        (
            '{"options": "ABC", "key": "", "respondents": []}',
            "line 1, column 27: must be text with",
        ),
        ('{"options": "A", "key": "A", "respondents": []}', "line 1, column 13: must be at least"),
    ],
)
def test_files_that_are_not_a_data_set(given: bytes | str, message: str) -> None:
    refused(given, message)


PRE = ["respondents", 1, "pre"]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (PRE, {"options": "ABX", "levels": "444"}, "column 19: “X” is not one of the options ABCD"),
        ([*PRE, "levels"], "4444544444", "“5” is not a level of certainty"),
        ([*PRE, "levels"], "444444444", "9 characters for 10 answers"),
        ([*PRE, "levels"], "44444 4444", "“ ” is not a level of certainty"),
        ([*PRE, "levels"], "-444444444", "“-” is not a level of certainty"),
        (
            [*PRE, "levels"],
            4444444444,
            "must be text with one level for each item, or a list of whole numbers, not",
        ),
        ([*PRE, "correct"], "2222222222", ": the key has "),
        (PRE, {"options": "A", "correct": "1"}, "“levels” is missing"),
        (PRE, {"levels": "4", "correct": "1"}, "“options” is missing"),
        (PRE, [], "must be an object with “options” and “levels”, not []"),
        (["respondents", 1, "id"], "someone 0", "a second respondent with the id someone 0"),
        (["respondents", 1, "id"], "", 'must be a name: text or a whole number, not ""'),
        (
            ["respondents", 1, "id"],
            True,
            "must be a name: text or a whole number, not true",
        ),
        (
            ["respondents", 1, "survey"],
            {"Q0": "perhaps"},
            'must be one of no, partly, yes, not_my_work, not "perhaps"',
        ),
        (["respondents", 1, "survey"], {"Q9": "yes"}, "the survey has no question “Q9”"),
        (["respondents"], {}, "must be a list of people, not {}"),
        (["respondents"], [], "nobody has answers from before"),
        (["topics"], ["one"], "1 topics, but the key has 10 items"),
        (["topics", 2], "all", '(“all” is reserved for all topics together), not "all"'),
        (["anchors", "4"], 0.955, "a chance from 0 to 1 in whole hundredths"),
        (["anchors", "4"], 1.01, "a chance from 0 to 1 in whole hundredths"),
        (["anchors", "4"], "0.95", 'a chance from 0 to 1 in whole hundredths, not "0.95"'),
        (["anchors"], {"101": 0.5}, 'must be a level from 0 to 100, not "101"'),
        (["anchors"], {}, "the chance of being right at each level, at least one, not {}"),
        (["cbm"], {"1": 4}, "must be 1, 2 or 3, not 4"),
        (["understands_at"], 0, "must be a whole number from 1, not 0"),
        (["understands_at"], 1.5, "must be a whole number from 1, not 1.5"),
        (["survey", 0, "topic"], "elsewhere", "no item has the topic “elsewhere”"),
        (["release_rule"], {"invited": {"A": 0}}, "must be a whole number from 1, not 0"),
        (["reviewers"], ["AB"], "2 choices, but the key has 10 items"),
        (["key"], "ABCDABCDAX", "“X” is not one of the options ABCD"),
        (["options"], "ABCA", "at least two different option letters"),
    ],
)
def test_a_wrong_value_in_json(path: list[str | int], value: Any, message: str) -> None:
    refused(changed(path, value), message)


def test_the_position_of_a_wrong_level_is_that_of_its_value() -> None:
    text = changed(["anchors"], {"1": 0.25, "101": 0.5})
    line = line_of(text, '"101": 0.5')
    refused(text, f'line {line}, column 10: must be a level from 0 to 100, not "101"')


def test_null_counts_as_left_out() -> None:
    data = json.loads(json.dumps(GOOD))
    data |= dict.fromkeys(("anchors", "cbm", "understands_at", "reviewers", "release_rule"))
    data["respondents"][0] |= {"team": None, "post": None}
    assert run(json.dumps(data)).exit_code == 0
    refused(changed(["respondents", 0, "id"], None), "“id” is missing")


def test_control_characters_in_a_message_are_not_printed() -> None:
    data = json.loads(json.dumps(GOOD))
    for one in data["respondents"]:
        one["id"] = "\x1b[31m\ud800"
    result = run(json.dumps(data))
    assert "a second respondent with the id ?[31m?" in result.stderr


def test_every_part_of_the_schema_has_words_for_its_error() -> None:
    schema = validator().schema
    Draft202012Validator.check_schema(schema)
    parts, described = [schema], 0
    while parts:
        part = parts.pop()
        for name in ("properties", "patternProperties", "$defs"):
            parts += part.get(name, {}).values()
        for name in ("items", "additionalProperties", "propertyNames"):
            parts += [part[name]] if name in part else []
        if "$ref" not in part:
            assert part["description"]
            described += 1
    assert described > 20


def test_the_column_of_one_character() -> None:
    text = changed(PRE, {"options": "ABCDABCDA?", "levels": "4" * 10})
    line = line_of(text, "ABCDABCDA?")
    column = text.splitlines()[line - 1].index("?") + 1
    refused(text, f"line {line}, column {column}: “?” is not one of the options")


def test_a_number_too_large_for_a_float() -> None:
    text = changed(["anchors", "4"], 12345).replace("12345", "1e999")
    refused(
        text,
        f"line {line_of(text, '1e999')}, column 8: must be a chance from 0 to 1",
    )


GOOD_LINE = "p1,A,worker,i1,A,4,1,before\n"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("person,team\n", "line 1, column 1: there is no column “role”"),
        ("p1,A,worker,i1,A,4,1,before\n", "line 1, column 1: there is no column “person”"),
        (HEADER.strip() + ",mood\n", "line 1, column 9: unknown column “mood”"),
        (HEADER.strip() + ",team\n", "line 1, column 9: a second column “team”"),
        (HEADER, "nobody has answers from before"),
        (HEADER + "p1,A,worker,i1,A,4,1,after\n", "nobody has answers from before"),
        (HEADER + GOOD_LINE + "p1,A\n", "line 3, column 2: 2 cells, but the header has 8"),
        (HEADER + "p1,A,worker,i1,A,4,1,before,x\n", "line 2, column 9: 9 cells"),
        (HEADER + "p1,A,worker,i1,E,4,1,before\n", "line 2, column 5 (option): “E” is not one of"),
        (HEADER + "p1,A,worker,i1,,4,1,before\n", "line 2, column 5 (option): must not be empty"),
        (HEADER + "p1,A,worker,i1,A,,1,before\n", "line 2, column 6 (level): must not be empty"),
        (HEADER + "p1,A,worker,i1,A,5,1,before\n", "line 2, column 6 (level): “5” is not a level"),
        (HEADER + "p1,A,worker,i1,A,nan,1,before\n", "line 2, column 6 (level): “nan” is not"),
        (HEADER + "p1,A,worker,i1,A,4,2,before\n", "line 2, column 7 (correct): must be 1 or 0"),
        (
            HEADER + "p1,A,worker,i1,A,4,1,now\n",
            "line 2, column 8 (moment): must be “before” or “after”",
        ),
        (HEADER + ",A,worker,i1,A,4,1,before\n", "line 2, column 1 (person): must not be empty"),
        (HEADER + GOOD_LINE + GOOD_LINE, "line 3, column 4 (item): p1 has another answer to i1"),
        (
            HEADER + GOOD_LINE + "p1,B,worker,i2,A,4,1,before\n",
            "line 3, column 2 (team): p1 has another team or role",
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
            "not CSV (a quotation mark opens a cell and none closes it)",
        ),
        (
            HEADER.strip() + ",topic,said\np1,A,w,i1,A,4,1,before,t,maybe\n",
            "line 2, column 10 (said): must be one of no, partly, yes, not_my_work",
        ),
        (
            HEADER.strip() + ",said\np1,A,w,i1,A,4,1,before,yes\n",
            "line 2, column 9 (said): an answer to a confidence question needs a topic",
        ),
        (
            HEADER.strip() + ",topic\np1,A,w,i1,A,4,1,before,all\n",
            "line 2, column 9 (topic): “all” is reserved",
        ),
        (
            HEADER.strip() + ",topic\np1,A,w,i1,A,4,1,before,t\np2,A,w,i1,A,4,1,before,u\n",
            "line 3, column 9 (topic): i1 has another topic",
        ),
        (
            HEADER.strip()
            + ",topic,said\np1,A,w,i1,A,4,1,before,t,no\np1,A,w,i2,A,4,1,before,t,yes\n",
            "line 3, column 10 (said): p1 has another answer",
        ),
    ],
)
def test_a_wrong_line_in_csv(lines: str, message: str) -> None:
    refused(lines, message)


def test_a_missing_file() -> None:
    result = CliRunner().invoke(analyse, ["/no/such/file.json"])
    assert result.exit_code == 2
    assert "No such file" in result.stderr


def test_a_folder(tmp_path: Any) -> None:
    assert CliRunner().invoke(analyse, [str(tmp_path)]).exit_code == 2


def test_a_spreadsheet() -> None:
    refused(
        b"PK\x03\x04" + bytes(range(256)),
        "this is a damaged archive; save the table as “CSV UTF-8”",
    )


def test_a_byte_order_mark_windows_line_ends_and_blank_lines_are_accepted() -> None:
    text = "\ufeff" + TABLE.replace("\n", "\r\n").replace("\r\r", "\r") + "\r\n\r\n"
    assert run(text.encode()).exit_code == 0
    assert run(("\ufeff" + json.dumps(GOOD)).encode()).exit_code == 0


def test_lower_case_letters_and_columns_in_any_order() -> None:
    text = "moment,correct,level,option,item,role,team,person\n" + "\n".join(
        f"pre,{int(letter == 'b')},3,{letter},i{n},w,t,p{p}"
        for p, letter in enumerate("abcd")
        for n in range(3)
    )
    assert run(text).exit_code == 0
