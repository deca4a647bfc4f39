"""Certainty-based marking (CBM) after Gardner-Medwin, as in Moodle (measurement.md 2.2, D7).

Shown only on request. The steps 1, 2 and 3 are Moodle's C=1, C=2 and C=3.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quiz.analysis.scale import SCALE, Scale

STEPS = (1, 2, 3)
IF_RIGHT = {1: 1, 2: 2, 3: 3}
IF_WRONG = {1: 0, 2: -2, 3: -6}
BEST_FROM = {1: 0.0, 2: 2 / 3, 3: 0.8}
BEST_TO = {1: 2 / 3, 2: 0.8, 3: 1.0}
TOLERANCE = 0.0000005
NOT_A_BIT = 0.5
BONUS = Fraction(1, 10)


class Judgement(StrEnum):
    """How one step of certainty was used, under Moodle's own names."""

    OVER = "overconfident"
    BIT_OVER = "slightlyoverconfident"
    OK = "judgementok"
    BIT_UNDER = "slightlyunderconfident"
    UNDER = "underconfident"


def mark(step: int, fraction: Fraction | float) -> Fraction | float:
    """The mark for an answer that is right to this ``fraction`` (1 right, 0 wrong), -6 to 3.

    A fraction above Moodle's tolerance earns that fraction of the mark for a right answer, any
    other the mark for a wrong answer.
    """
    return IF_RIGHT[step] * fraction if fraction > TOLERANCE else IF_WRONG[step]


def expected_average(accuracy: Fraction) -> Fraction:
    """The average mark of the best fixed step for this accuracy (0 to 1)."""
    return max(accuracy * IF_RIGHT[step] + (1 - accuracy) * IF_WRONG[step] for step in STEPS)


def bonus(average: Fraction, accuracy: Fraction) -> Fraction:
    """The CBM bonus: a tenth of the difference between average mark and `expected_average`."""
    return BONUS * (average - expected_average(accuracy))


def judgement(step: int, answered: int, right: int) -> Judgement | None:
    """Moodle's judgement of one step of certainty; None when it was not used.

    In floating point, to agree with Moodle at the limit: 35 of 50 at C=3 is "overconfident",
    although (0.7 - 0.8)² · 50 is exactly one half.
    """
    if answered == 0:
        return None
    share = right / answered
    if share < BEST_FROM[step] - TOLERANCE:
        clear = (share - BEST_FROM[step]) ** 2 * answered > NOT_A_BIT
        return Judgement.OVER if clear else Judgement.BIT_OVER
    if share > BEST_TO[step] + TOLERANCE:
        clear = (share - BEST_TO[step]) ** 2 * answered > NOT_A_BIT
        return Judgement.UNDER if clear else Judgement.BIT_UNDER
    return Judgement.OK


@dataclass(frozen=True)
class CertaintyMarks:
    """One person's marks: their ``total``, and the numbers of answers and of right answers."""

    total: int
    answered: int
    right: int
    judgements: Mapping[int, Judgement | None]

    @property
    def average(self) -> Fraction | None:
        """From -6 to 3; None when nothing was answered."""
        return Fraction(self.total, self.answered) if self.answered else None

    @property
    def accuracy(self) -> Fraction | None:
        return Fraction(self.right, self.answered) if self.answered else None

    @property
    def bonus(self) -> Fraction | None:
        if self.average is None or self.accuracy is None:
            return None
        return bonus(self.average, self.accuracy)

    @property
    def accuracy_and_bonus(self) -> Fraction | None:
        """May be below 0."""
        if self.bonus is None or self.accuracy is None:
            return None
        return self.accuracy + self.bonus


def marks(answers: Iterable[tuple[int, bool]], scale: Scale = SCALE) -> CertaintyMarks:
    """Mark pairs of (level of certainty, whether right)."""
    answered = dict.fromkeys(STEPS, 0)
    right = dict.fromkeys(STEPS, 0)
    for level, was_right in answers:
        answered[scale.cbm[level]] += 1
        right[scale.cbm[level]] += was_right
    return CertaintyMarks(
        total=sum(
            right[step] * IF_RIGHT[step] + (answered[step] - right[step]) * IF_WRONG[step]
            for step in STEPS
        ),
        answered=sum(answered.values()),
        right=sum(right.values()),
        judgements={step: judgement(step, answered[step], right[step]) for step in STEPS},
    )
