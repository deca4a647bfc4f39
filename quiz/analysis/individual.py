"""What one person's answers add up to (measurement.md, section 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quiz.analysis.scale import SCALE, Scale

FEWEST_FOR_A_VERDICT = 6
OFF_BY_HUNDREDTHS = 200
RARE = Fraction(1, 10)


class Verdict(StrEnum):
    """How sure a person was beside how right, as far as so few answers can tell (2.2, D6)."""

    MORE_SURE = "more sure than right"
    MORE_RIGHT = "more right than sure"
    IN_LINE = "about as sure as right"


@dataclass(frozen=True)
class Tally:
    """One person's answers in whole numbers.

    The four boxes (measurement.md, D4) add up to ``answered``. ``expected_hundredths`` is the sum
    of the stated chances of being right, E of section 2.2, in hundredths of an answer.
    ``sure_expected_wrong_hundredths`` is how many of the sure answers their own levels let one
    expect to be wrong, in hundredths of an answer (section 2.4).
    """

    sure_right: int
    sure_wrong: int
    unsure_right: int
    unsure_wrong: int
    expected_hundredths: int
    sure_expected_wrong_hundredths: int

    @property
    def answered(self) -> int:
        return self.right + self.sure_wrong + self.unsure_wrong

    @property
    def right(self) -> int:
        return self.sure_right + self.unsure_right

    @property
    def sure(self) -> int:
        return self.sure_right + self.sure_wrong

    @property
    def expected_halves(self) -> int:
        """E to the nearest half answer, counted in halves (section 2.4: never a decimal).

        A tie goes up.
        """
        return (self.expected_hundredths * 2 + 50) // 100

    @property
    def accuracy(self) -> Fraction | None:
        """R/m of section 2.2, from 0 to 1; None when nothing was answered."""
        return Fraction(self.right, self.answered) if self.answered else None

    @property
    def mean_certainty(self) -> Fraction | None:
        """E/m of section 2.2, from 0 to 1; None when nothing was answered."""
        answered = self.answered
        return Fraction(self.expected_hundredths, 100 * answered) if answered else None

    @property
    def bias(self) -> Fraction | None:
        """(E - R)/m of section 2.2, from -1 to 1: above 0 is more sure than right."""
        answered = self.answered
        over = self.expected_hundredths - 100 * self.right
        return Fraction(over, 100 * answered) if answered else None


def tally(answers: Iterable[tuple[int, bool]], scale: Scale = SCALE) -> Tally:
    """Count (level of certainty, whether right) pairs."""
    boxes = {(sure, right): 0 for sure in (True, False) for right in (True, False)}
    expected = sure_expected_wrong = 0
    for level, right in answers:
        sure = scale.sure(level)
        boxes[sure, right] += 1
        expected += scale.hundredths[level]
        sure_expected_wrong += 100 - scale.hundredths[level] if sure else 0
    return Tally(
        sure_right=boxes[True, True],
        sure_wrong=boxes[True, False],
        unsure_right=boxes[False, True],
        unsure_wrong=boxes[False, False],
        expected_hundredths=expected,
        sure_expected_wrong_hundredths=sure_expected_wrong,
    )


def _ways(levels: Iterable[int], scale: Scale) -> list[int]:
    """How likely 0, 1, 2 ... right are at these levels, in units of 1 / 100**answers.

    The number right is a sum of independent answers that are right with the stated chances; its
    distribution (Poisson-binomial) by convolution, one answer a step (measurement.md 2.2).
    """
    ways = [1]
    for level in levels:
        right = scale.hundredths[level]
        ways = [
            before * (100 - right) + one_less * right
            for before, one_less in zip([*ways, 0], [0, *ways], strict=True)
        ]
    return ways


def tails(levels: Iterable[int], right: int, scale: Scale = SCALE) -> tuple[Fraction, Fraction]:
    """P(X <= right) and P(X >= right) for somebody who judges perfectly (measurement.md 2.2).

    Exact. Of no answers at all both are 1 when ``right`` is 0.
    """
    ways = _ways(levels, scale)
    whole = sum(ways)
    return Fraction(sum(ways[: right + 1]), whole), Fraction(sum(ways[right:]), whole)


def verdict(answers: Iterable[tuple[int, bool]], scale: Scale = SCALE) -> Verdict | None:
    """The verdict rule of measurement.md 2.2 (D6); None below six answers (2.6).

    Something is said only when E and R are at least two answers apart, exactly two included, and
    somebody who judges perfectly would be as far off at most one time in ten.
    """
    given = list(answers)
    if len(given) < FEWEST_FOR_A_VERDICT:
        return None
    found = tally(given, scale)
    over = found.expected_hundredths - 100 * found.right
    low, high = tails((level for level, _ in given), found.right, scale)
    if over >= OFF_BY_HUNDREDTHS and low <= RARE:
        return Verdict.MORE_SURE
    if -over >= OFF_BY_HUNDREDTHS and high <= RARE:
        return Verdict.MORE_RIGHT
    return Verdict.IN_LINE


def chance_off_by_two(levels: Iterable[int], scale: Scale = SCALE) -> Fraction:
    """How likely somebody who judges perfectly is off by two or more, given how sure they were.

    P(|R - E| >= 2), exactly, with R as in `tails` and E its expected value.
    """
    given = list(levels)
    ways = _ways(given, scale)
    expected = sum(scale.hundredths[level] for level in given)
    off = sum(
        way for right, way in enumerate(ways) if abs(100 * right - expected) >= OFF_BY_HUNDREDTHS
    )
    return Fraction(off, sum(ways))


def brier(answers: Iterable[tuple[int, bool]], scale: Scale = SCALE) -> Fraction | None:
    """The mean squared distance of stated chance and outcome, 0 to 1 (measurement.md 2.2).

    For research only: never shown to a person (2.5). None when nothing was answered.
    """
    squares = [(scale.chance(level) - right) ** 2 for level, right in answers]
    return sum(squares, Fraction(0)) / len(squares) if squares else None
