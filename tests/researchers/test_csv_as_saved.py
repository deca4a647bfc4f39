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
    assert values(strengths, "--columns", mapping)["calibration.all.table"] == {
        "3": {"n": 8, "right": 4}
    }


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
    assert run(shifted.replace("1,1,2,4", "1,1,0,4")).exit_code == 0, "every right option is chosen"
    assert run(shifted.replace(",2,4", ",1,4").replace(",2,1", ",1,1")).exit_code == 0, (
        "everybody always answered the same"
    )


def in_words(one: str, two: str, more_one: str, more_two: str) -> str:
    """The file above with other words for its stimuli and for its responses, 1 and 2."""
    head, *lines = CONFIDENCE.splitlines()
    stimuli, answers = {"1": one, "2": two}, {"1": more_one, "2": more_two}
    rows = [line.split(",", 3) for line in lines]
    return "\n".join(
        [head, *(f"{p},{stimuli[s]},{answers.get(r, r)},{more}" for p, s, r, more in rows)]
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("left", "Right", "LEFT ", "right"), "left"),
        (("yes", "no", "Yes", "No"), "yes"),
        (("TRUE", "FALSE", "true", "false"), "true"),
        (("-1.0", "1.0", "-1", "1"), "-1"),
        (("L", "R", "l", "r"), "L"),
    ],
)
def test_words_are_compared_as_the_words_that_they_are(words: tuple[str, ...], name: str) -> None:
    """The same words in both columns need nothing; only what they are called differs."""
    found, expected = values(in_words(*words)), values(CONFIDENCE)
    for figure in ("calibration.all.brier", "calibration.all.table", "resolution.all.auroc2"):
        assert found[figure] == expected[figure]
    assert found[f"item.{name}.1.facility"] == 1


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("0", "1", "1", "2"), "0=1,1=2"),
        (("left", "right", "1", "2"), "left=1,right=2"),
        (("1", "0", "true", "false"), "0=false,1=true"),
    ],
)
def test_names_that_differ_are_refused_until_somebody_says_what_they_stand_for(
    words: tuple[str, ...], key: str
) -> None:
    differing = in_words(*words)
    refusal = run(differing).stderr
    assert f"which option each value stands for, with --key {key} (if the study" in refusal
    found, expected = values(differing, "--key", key), values(CONFIDENCE)
    assert found["calibration.all.table"] == expected["calibration.all.table"]
    assert found["calibration.all.brier"] == expected["calibration.all.brier"]
    first = key.split(",")[0]
    partly = run(differing, "--key", first).stderr
    assert f"is none of {first.split('=')[0]}; add it to --key" in partly


def test_what_cannot_be_a_key_is_refused() -> None:
    for key in ("1", "1=", "=a", "1=a,1=b"):
        assert run(CONFIDENCE, "--key", key).exit_code == 2
    assert "there is no column “key” for --key" in run(TWO, "--key", "1=A").stderr


def test_our_own_columns_take_words_that_are_named() -> None:
    words = TWO.replace(",A,", ",Yes,").replace(",B,", ",no,")
    chosen = ("--anchors", "percent")
    found = values(words, "--options", "yes,no", *chosen)
    expected = values(TWO, "--options", "AB", *chosen)
    assert found["calibration.all.brier"] == expected["calibration.all.brier"]
    assert found["item.1.options"]["yes"] == expected["item.1.options"]["A"]
    report = run(words, "--options", "Yes,No", *chosen).stdout
    assert "yes (sure)" in report
    assert "“Yes” is not one of the options ABCD" in run(words, *chosen).stderr


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
