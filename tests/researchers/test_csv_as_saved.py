"""CSV files as spreadsheets and other researchers save them."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quiz.cli import analyse
from tests.researchers.sample_data import as_csv, data_set

COMMAS = as_csv(data_set(seed=3, people=6, items=6))


def run(given: bytes | str, *more: str) -> Result:
    return CliRunner().invoke(analyse, [*more, "-"], input=given)


def values(given: bytes | str, *more: str) -> dict[str, Any]:
    result = run(given, "--json", *more)
    assert result.exit_code == 0, result.stderr
    return {one["name"]: one["value"] for one in json.loads(result.stdout)}


def saved(separator: str, line_end: str = "\r\n", more: tuple[str, ...] = ()) -> str:
    rows = [[*row, *more] for row in csv.reader(StringIO(COMMAS, newline=""))]
    out = StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=line_end).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    "given",
    [
        saved(";"),
        saved("\t").encode("utf-16"),
        saved("\t").encode("utf-16-le"),
        "sep=;\r\n" + saved(";"),
        '"sep=|"\n' + saved("|"),
        saved(",", "\r"),
        saved(",").replace(",1,before", ",1.0,before").replace(",0,after", ",0.0,after"),
        saved(";", more=("", "", "")) + ";;;;;;;;;;;;;\r\n" * 3,
        "\r\n,,,\r\n"
        + saved(",").replace("team 0", '"team 0"').replace("someone", '"some" "one'[1:5]),
    ],
    ids=[
        "semicolons",
        "tabs",
        "no mark",
        "sep",
        "sep of others",
        "old Mac",
        "decimals",
        "empty",
        "blank",
    ],
)
def test_a_table_is_read_however_it_was_saved(given: bytes | str) -> None:
    found, expected = values(given), values(COMMAS)
    assert {k: v for k, v in found.items() if "individual" not in k} == {
        k: v for k, v in expected.items() if "individual" not in k
    }


def test_a_line_break_in_a_cell_is_part_of_it() -> None:
    line = 'p1,"North\rand\r\nSouth",w,i1,A,4,1,before\n'
    header = "person,team,role,item,option,level,correct,moment\n"
    assert "calibration.team_North\nand\nSouth.brier" in values(header + line)
    wrong = header + line + "p2,N,w,i1,A,4,1,never\n"
    assert "line 5, column 8 (moment)" in run(wrong).stderr


def test_a_column_without_a_name_is_refused_where_it_has_something() -> None:
    assert (
        "line 1, column 12: the column has no name"
        in run(saved(",", more=("x",)).replace(",x", ",", 1)).stderr
    )


TWO = """person,team,role,item,option,level,correct,moment
p1,,,1,A,10,1,before
p1,,,2,B,90,0,before
p2,,,1,A,90,1,before
p2,,,2,A,55,1,before
"""


def test_two_options_and_levels_with_chances_of_their_own() -> None:
    found = values(TWO, "--options", "AB", "--anchors", "10=0.5,55=0.6,90=0.9")
    # By hand: (0.5² + 0.9² + 0.1² + 0.4²) / 4
    assert found["calibration.all.brier"] == pytest.approx((0.25 + 0.81 + 0.01 + 0.16) / 4)
    assert list(found["calibration.all.table"]) == ["10", "55", "90"]


def test_levels_that_are_percents() -> None:
    found = values(TWO, "--options", "AB", "--anchors", "percent")
    assert found["calibration.all.brier"] == pytest.approx((0.81 + 0.81 + 0.01 + 0.2025) / 4)


def test_levels_of_another_scale_need_anchors() -> None:
    message = "line 2, column 6 (level): “10” is not a level of certainty (1 to 4); name other"
    assert message in run(TWO, "--options", "AB").stderr
    assert (
        "(option): “C” is not one of the options AB"
        in run(TWO.replace(",A,10", ",C,10"), "--options", "AB", "--anchors", "percent").stderr
    )


CONFIDENCE = """Subj_idx,Stimulus,Response,Confidence,RT_decConf,Difficulty
1,1,1,6,0.61,2
1,2,2,3,0.70,1
1,1,2,1,0.55,2
2,2,2,6,0.48,1
2,1,1,6,0.91,1
2,2,NaN,NaN,NaN,2
"""


def test_a_file_of_the_confidence_database() -> None:
    result = run(CONFIDENCE)
    assert result.exit_code == 0
    assert "Lines without an answer, left out: 1." in result.stderr
    found = values(CONFIDENCE)
    table = {"1": {"n": 1, "right": 0}, "3": {"n": 1, "right": 1}, "6": {"n": 3, "right": 3}}
    assert found["calibration.all.table"] == table
    # Levels 1, 3 and 6 spread evenly from a guess between two to certainty: 0.5, 0.75, 1.
    assert found["calibration.all.brier"] == pytest.approx((0.5**2 + 0.25**2 + 0) / 5)
    assert any(name.startswith("item.1.2.") for name in found)
    anchors = "1=0.5,2=0.6,3=0.7,4=0.8,5=0.9,6=1"
    assert values(CONFIDENCE, "--anchors", anchors)["calibration.all.brier"] == pytest.approx(
        (0.5**2 + 0.3**2) / 5
    )


def test_one_level_alone_says_nothing_about_the_chance_that_it_stands_for() -> None:
    one = CONFIDENCE.replace(",6,", ",4,").replace(",3,", ",4,").replace(",1,0.55", ",4,0.55")
    assert "everybody gave the level 4" in run(one).stderr
    assert "name it with --anchors" in run(one).stderr
    assert run(one, "--anchors", "4=0.9").exit_code == 0


def test_other_columns_by_a_mapping() -> None:
    other = CONFIDENCE.replace("Subj_idx,Stimulus,Response,Confidence", "who,truth,said,sure")
    mapping = "person=who,key=truth,option=said,level=sure"
    assert values(other, "--columns", mapping) == values(CONFIDENCE)
    assert "there is no column “whom” for “person”" in run(other, "--columns", "person=whom").stderr
    assert run(other, "--columns", "name=who").exit_code == 2
    for anchors in ("1", "1=2", "x=0.5", "1=0.555"):
        assert run(other, "--anchors", anchors).exit_code == 2


def test_a_stimulus_that_is_no_response_is_refused_and_not_counted_as_wrong() -> None:
    """In many studies the stimulus is a strength, and another column has the right answer."""
    strengths = "Subj_idx,Stimulus,Response,Confidence,Truth\n" + "".join(
        f"1,0.{number}5,{number % 2},3,1\n" for number in range(1, 9)
    )
    assert "with --columns key=" in run(strengths).stderr
    mapping = "person=Subj_idx,key=Truth,option=Response,level=Confidence"
    known = values(strengths, "--columns", mapping, "--anchors", "3=0.8")
    assert known["calibration.all.table"] == {"3": {"n": 8, "right": 4}}


def test_right_options_that_are_numbered_otherwise_than_the_answers_are_refused() -> None:
    """Stimulus 0 or 1 and response 1 or 2: the answer 1 is the stimulus 0."""
    shifted = "Subj_idx,Stimulus,Response,Confidence\n" + "1,0,1,3\n1,1,2,4\n1,1,1,2\n1,0,2,1\n"
    refusal = run(shifted).stderr
    assert "“0” is a right option in this file and nobody answered so" in refusal
    assert "the answer “2” is never right" in refusal
    assert (
        "line 2, column 2 (key): “0” is not one of the options 12"
        in run(shifted, "--options", "12").stderr
    )
    table = values(shifted, "--options", "012")["calibration.all.table"]
    assert sum(one["right"] for one in table.values()) == 1, "when all three are options"
    chosen = shifted.replace("1,1,2,4", "1,1,0,4").replace("1,0,2,1", "1,0,1,1")
    assert run(chosen).exit_code == 0, "every right option is chosen, and no other"
    assert run(shifted.replace(",2,4", ",1,4").replace(",2,1", ",1,1")).exit_code == 0, (
        "everybody always answered the same"
    )


def test_options_that_nobody_chose_are_no_fault_where_the_options_are_known() -> None:
    """Our own columns have A to D: in a small file one may be right and never chosen."""
    header, *lines = TWO.splitlines()
    small = [f"{header},key", *(f"{line},{key}" for line, key in zip(lines, "ACAC", strict=True))]
    few = "\n".join(small).replace("B,90", "D,90")
    assert run(few, "--anchors", "percent").exit_code == 0


def test_decimals_may_have_a_comma() -> None:
    def with_commas(row: list[str]) -> list[str]:
        return [*row[:5], f"{row[5]},0", f"{row[6]},0", *row[7:]] if row[5].isdecimal() else row

    rows = [with_commas(row) for row in csv.reader(StringIO(COMMAS, newline=""))]
    for separator in (";", ","):
        out = StringIO(newline="")
        csv.writer(out, delimiter=separator).writerows(rows)
        assert values(out.getvalue())["calibration.all.brier"] == pytest.approx(
            values(COMMAS)["calibration.all.brier"]
        )
    assert (
        "“1,5” is not a level of certainty (1 to 4); round or group"
        in run(TWO.replace(",10,", ',"1,5",'), "--options", "AB").stderr
    )


def test_a_percent_sign_a_word_and_an_unknown_separator_are_refused_with_what_to_do() -> None:
    percents = run(TWO.replace(",10,", ",10%,"), "--options", "AB").stderr
    assert "“10%” is not a number; take the % away and read the file with --anchors" in percents
    words = run(TWO.replace(",A,", ",Yes,"), "--options", "YN", "--anchors", "percent").stderr
    assert "(option): “Yes” is not one of the options YN; name words with --options" in words
    for options in ("Yes,", "A", "AA", "A B", "yes,Yes"):
        refused = run(TWO, "--options", options)
        assert (refused.exit_code, "with commas between them" in refused.stderr) == (2, True)
    level = run(CONFIDENCE.replace(",6,", ",high,")).stderr
    assert "“high” is not a level of certainty (0 to 100); write a number for each" in level
    piped = run(saved("|")).stderr
    assert "line 1, column 1: the separator is “|”, not a comma, semicolon or tab" in piped
    assert "write a line “sep=|” above" in piped
    assert run("sep=|\n" + saved("|")).exit_code == 0


def test_shares_are_not_read_as_percentages() -> None:
    shares = (
        CONFIDENCE.replace(",6,", ",0.9,").replace(",3,", ",0.6,").replace(",1,0.5", ",0.5,0.5")
    )
    assert "multiply them by 100" in run(shares, "--anchors", "percent").stderr
    assert "“0.9” is not a level of certainty (0 to 100); round or group" in run(shares).stderr


def test_json_with_two_options_and_ten_levels() -> None:
    data = {
        "options": "AB",
        "key": "AB",
        "anchors": {str(level): (50 + 5 * level) / 100 for level in range(1, 11)},
        "respondents": [
            {"id": 1, "pre": {"options": "AA", "levels": [10, 1]}},
            {"id": 2, "pre": {"options": "-B", "levels": [None, 10]}},
        ],
    }
    found = values(json.dumps(data))
    assert "leave out --columns" in run(json.dumps(data), "--options", "AB").stderr
    assert found["calibration.all.table"] == {"1": {"n": 1, "right": 0}, "10": {"n": 2, "right": 2}}
    assert found["calibration.all.brier"] == pytest.approx(0.55**2 / 3)
