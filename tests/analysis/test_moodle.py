# ruff: noqa: E501 - lines of Moodle's tables
"""Marks and item statistics against the expected values of Moodle's own tests.

Sources: question/behaviour/deferredcbm/tests/question_cbm_test.php and
behaviourtype_test.php; mod/quiz/report/statistics/tests/fixtures/results00.csv and qstats00.csv.
"""

from collections import Counter
from fractions import Fraction

import pytest

from quiz.analysis.certainty_marks import Judgement, bonus, judgement, mark, marks
from quiz.analysis.item_analysis import JointScores, effective_weights

# results00.csv: 25 attempts at seven questions; marks.
MARKS = """
1 1 1 1 1 0 1|1 1 1 1 0.5 1 0|1 1 1 1 0.5 0 1|0 0 1 1 1 0 0|1 0 1 0 0 1 0.5
1 1 1 1 0.5 0 0.5|0 1 1 1 0.5 1 0.5|1 1 1 0 0.5 1 0.5|1 0 1 1 1 1 1|0 1 1 0 0.5 1 0.5
0.8 0 1 1 0.5 1 0.5|1 1 1 0 0.5 1 1|1 0 1 1 0.5 1 0.5|1 0 1 1 1 0 0.5|0 0 1 1 0 1 1
1 0 1 0 0.5 1 1|0.8 0 1 1 0.5 0 1|1 0 1 1 0 1 0.5|1 0 1 1 0.5 0 0.5|0 1 1 0 0.5 1 0
1 1 0.3333333 1 0.5 0 0.5|1 1 1 0 0.5 0 0.5|1 1 1 1 0 1 0.5|0 0 1 0 0.5 1 1|0 0 1 1 1 1 1
"""
# qstats00.csv: facility, sd, effective weight, covariance, mark variance, other mark variance,
# discrimination index, largest covariance, discriminative efficiency; question by question.
EXPECTED = """
0.704 0.4513682901 21.2922742344 -0.022555556 0.2037333333 0.5002777794 -7.0650767526 0.2385555565 -9.4550536967
0.48 0.5099019514 18.8979800309 -0.1172777785 0.26 0.6334555578 -28.8982125772 0.318833334 -36.7834118938
0.973333332 0.13333334 4.443012573 -0.0098888894 0.0177777796 0.6609 -9.1230674268 0.045666669 -21.6545012165
0.68 0.4760952286 18.9347251357 -0.0833888893 0.2266666667 0.5990111128 -22.6306444113 0.2652222232 -31.4411395613
0.52 0.3055050463 11.1450138688 -0.0436944444 0.0933333333 0.6529555563 -17.6997047674 0.2063055556 -21.1794802584
0.64 0.4898979486 9.8081339177 -0.2015555547 0.24 0.8220111101 -45.3785178421 0.3539999995 -56.9365974439
0.62 0.331662479 15.4788602394 -0.0142499998 0.11 0.5774000005 -5.6543166602 0.2190833335 -6.5043742058
"""
ATTEMPTS = [
    [Fraction(mark) for mark in attempt.split()]
    for line in MARKS.strip().splitlines()
    for attempt in line.split("|")
]
FIGURES = [[float(figure) for figure in line.split()] for line in EXPECTED.strip().splitlines()]
JOINTS = {
    str(index): JointScores(
        Counter((attempt[index], sum(attempt) - attempt[index]) for attempt in ATTEMPTS)
    )
    for index in range(7)
}


@pytest.mark.parametrize("index", range(7))
def test_item_figures(index: int) -> None:
    joint = JOINTS[str(index)]
    found = (
        sum(mark * n for (mark, _), n in joint.people.items()) / joint.n,
        joint.item_sd,
        effective_weights(JOINTS)[str(index)],
        joint.covariance,
        joint.item_variance,
        joint.rest_variance,
        100 * joint.rest_r,
        joint.largest_covariance,
        100 * joint.efficiency,
    )
    # Moodle prints ten decimals.
    assert [float(figure) for figure in found] == pytest.approx(FIGURES[index], rel=0, abs=6e-11)


@pytest.mark.parametrize(
    ("step", "fraction", "expected"),
    [
        *[(1, 1, 1), (2, 1, 2), (3, 1, 3), (1, 0, 0), (2, 0, -2), (3, 0, -6)],
        *[(1, 0.5, 0.5), (2, 0.5, 1), (3, 0.5, 1.5)],
        *[(1, -0.25, 0), (2, -0.25, -2), (3, -0.25, -6)],
    ],
)
def test_marks_for_each_step(step: int, fraction: float, expected: float) -> None:
    assert mark(step, fraction) == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize(
    ("average", "accuracy", "expected"),
    [(1, Fraction(1, 2), 0.05), (2, Fraction(9, 10), -0.01), (3, Fraction(1), 0.0)],
)
def test_bonus(average: int, accuracy: Fraction, expected: float) -> None:
    assert float(bonus(Fraction(average), accuracy)) == pytest.approx(expected, abs=1e-12)


def test_three_worked_questions() -> None:
    # Right at C=3, right at C=2, wrong at C=2; our levels 4 and 3 are Moodle's 3 and 2.
    found = marks([(4, True), (3, True), (3, False)])
    assert found.judgements == {1: None, 2: Judgement.BIT_OVER, 3: Judgement.OK}
    assert found.total == 3 + 2 - 2


@pytest.mark.parametrize(
    ("step", "answered", "right", "expected"),
    [
        # The limit of "a bit", computed from Moodle's rule (fraction - limit)² n > 0.5.
        (3, 4, 2, Judgement.BIT_OVER),
        (3, 6, 3, Judgement.OVER),
        (3, 10, 6, Judgement.BIT_OVER),
        (3, 15, 9, Judgement.OVER),
        (3, 40, 28, Judgement.BIT_OVER),
        (3, 60, 42, Judgement.OVER),
        (2, 18, 9, Judgement.BIT_OVER),
        (2, 20, 10, Judgement.OVER),
        (1, 4, 4, Judgement.BIT_UNDER),
        (1, 5, 5, Judgement.UNDER),
        (2, 12, 12, Judgement.BIT_UNDER),
        (2, 13, 13, Judgement.UNDER),
        (1, 3, 2, Judgement.OK),
        (2, 3, 2, Judgement.OK),
        (3, 5, 4, Judgement.OK),
        (2, 0, 0, None),
    ],
)
def test_judgement_of_each_step(
    step: int, answered: int, right: int, expected: Judgement | None
) -> None:
    assert judgement(step, answered, right) == expected
