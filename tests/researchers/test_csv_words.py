"""CSV files of other researchers whose options are words, or have other names in each column."""

import pytest

from tests.researchers.test_csv_as_saved import CONFIDENCE, TWO, run, values


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


def test_an_answer_that_is_never_right_is_asked_about() -> None:
    """Some files write 0 where nobody answered: as an option it would change every chance."""
    missed = f"{CONFIDENCE.rstrip()}\n1,2,0,3,0.5,1\n"
    refusal = run(missed).stderr
    assert "the answer “0” is never right. If it stands for no answer, empty" in refusal
    assert "with --options 0,1,2" in refusal
    emptied = values(missed.replace("1,2,0,3", "1,2,,"))
    assert emptied["calibration.all.brier"] == values(CONFIDENCE)["calibration.all.brier"]
    assert values(missed, "--options", "0,1,2")["calibration.all.brier"]


def test_the_key_of_an_item_that_nobody_got_right_is_the_one_in_the_file() -> None:
    missed = "Subj_idx,item,Stimulus,Response,Confidence\n1,a,left,right,2\n1,b,right,right,1\n"
    mapping = "person=Subj_idx,item=item,key=Stimulus,option=Response,level=Confidence"
    lines = run(missed + "1,c,left,left,2\n", "--columns", mapping).stdout.splitlines()
    assert {"a": "left", "b": "right", "c": "left"}.items() <= {
        line.split()[0]: line.split()[1] for line in lines if len(line.split()) > 5
    }.items()
    twice = run(missed + "2,a,right,left,2\n", "--columns", mapping).stderr
    assert "line 4, column 3 (key): left is the right option of a on an earlier line" in twice


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
