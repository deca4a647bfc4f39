"""Which option is the best, as files of others say it."""

import pytest

from tests.bank.formats.test_reading import canvas, equal, lid, only, read, reasons


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


def test_words_of_an_answer_in_aiken_are_no_letters() -> None:
    reading = read("aiken", "Who?\nA. Nobody\nB. A manager\nANSWER: A manager\n")
    assert reasons(reading) == [("line 1", "its answer “A manager” is none of its options")]
    assert only("aiken", "Who?\nA. Nobody\nB. A manager\nAnswer: b.\n").best == 1


@pytest.mark.parametrize(
    ("change", "mark", "best"),
    [("Subtract", 1, 1), ("Add", -1, 1), ("Set", 3, 0), ("Multiply", 2, 1), ("Divide", 2, 1)],
)
def test_an_answer_that_costs_points_in_qti_1_2_is_not_right(
    change: str, mark: int, best: int
) -> None:
    first = f'<setvar action="{change}" varname="SCORE">{mark}</setvar>'
    second = '<setvar action="Add" varname="SCORE">1</setvar>'
    scores = equal(11, first) + equal(12, second)
    item = canvas("n", "multiple_choice_question", lid("Go", "Ask"), scores)
    assert only("qti12", f"<questestinterop>{item}</questestinterop>").best == best
