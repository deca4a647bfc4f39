"""Statistics of one person's answers (measurement.md 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quiz.analysis.scale import SCALE, Scale

FEWEST_FOR_A_VERDICT = 6
OFF_BY_HUNDREDTHS = 200
RARE = Fraction(1, 10)


class Verdict(StrEnum):
    """Certainty against accuracy of one person (measurement.md 2.2, D6)."""

    MORE_SURE = "more sure than right"
    MORE_RIGHT = "more right than sure"
    IN_LINE = "about as sure as right"


@dataclass(frozen=True)
class Tally:
    """Counts of one person's answers.

    The four quadrants (measurement.md, D4) add up to ``answered``. ``expected_hundredths``: the sum
    of the stated chances of being right, E of section 2.2, in hundredths of an answer.
    ``sure_expected_wrong_hundredths``: the expected number of wrong answers among the sure ones, at
    their stated chances, in hundredths of an answer (section 2.4).
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
        """E rounded to half answers, in halves (section 2.4: no decimals are shown)."""
        return _halves(self.expected_hundredths)

    @property
    def sure_expected_wrong_halves(self) -> int:
        """Expected wrong answers among the sure ones, rounded to half answers, in halves."""
        return _halves(self.sure_expected_wrong_hundredths)

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
        """(E - R)/m of section 2.2, from -1 to 1; above 0 is more sure than right."""
        answered = self.answered
        over = self.expected_hundredths - 100 * self.right
        return Fraction(over, 100 * answered) if answered else None


def _halves(hundredths: int) -> int:
    """Rounded to halves; a tie is rounded up."""
    return (hundredths * 2 + 50) // 100


def tally(answers: Iterable[tuple[int, bool]], scale: Scale = SCALE) -> Tally:
    """Count pairs of (level of certainty, whether right)."""
    quadrants = {(sure, right): 0 for sure in (True, False) for right in (True, False)}
    expected = sure_expected_wrong = 0
    for level, right in answers:
        sure = scale.sure(level)
        quadrants[sure, right] += 1
        expected += scale.hundredths[level]
        sure_expected_wrong += 100 - scale.hundredths[level] if sure else 0
    return Tally(
        sure_right=quadrants[True, True],
        sure_wrong=quadrants[True, False],
        unsure_right=quadrants[False, True],
        unsure_wrong=quadrants[False, False],
        expected_hundredths=expected,
        sure_expected_wrong_hundredths=sure_expected_wrong,
    )


def _distribution(levels: Iterable[int], scale: Scale) -> list[int]:
    """The probabilities of 0, 1, 2 ... right answers at these levels, in units of 1 / 100**answers.

    The Poisson-binomial distribution of independent answers that are right with the stated chances,
    by convolution (measurement.md 2.2).
    """
    weights = [1]
    for level in levels:
        right = scale.hundredths[level]
        weights = [
            before * (100 - right) + one_less * right
            for before, one_less in zip([*weights, 0], [0, *weights], strict=True)
        ]
    return weights


def tails(levels: Iterable[int], right: int, scale: Scale = SCALE) -> tuple[Fraction, Fraction]:
    """P(X <= right) and P(X >= right) for a perfectly calibrated person (measurement.md 2.2).

    Exact. Without answers both are 1.
    """
    weights = _distribution(levels, scale)
    total = sum(weights)
    return Fraction(sum(weights[: right + 1]), total), Fraction(sum(weights[right:]), total)


def verdict(answers: Iterable[tuple[int, bool]], scale: Scale = SCALE) -> Verdict | None:
    """The verdict rule of measurement.md 2.2 (D6); None below six answers (2.6).

    The verdict is ``IN_LINE`` unless E and R differ by at least two answers, and a perfectly
    calibrated person would be as far off with a probability of at most one in ten.
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
    """The probability that a perfectly calibrated person is off by two or more answers.

    P(|R - E| >= 2), exact, where R has the distribution of `tails` and E is its mean.
    """
    given = list(levels)
    weights = _distribution(given, scale)
    expected = sum(scale.hundredths[level] for level in given)
    off = sum(
        weight
        for right, weight in enumerate(weights)
        if abs(100 * right - expected) >= OFF_BY_HUNDREDTHS
    )
    return Fraction(off, sum(weights))


def brier(answers: Iterable[tuple[int, bool]], scale: Scale = SCALE) -> Fraction | None:
    """The Brier score, 0 to 1 (measurement.md 2.2); None when nothing was answered.

    For research only, never shown to a person (measurement.md 2.5).
    """
    squares = [(scale.chance(level) - right) ** 2 for level, right in answers]
    return sum(squares, Fraction(0)) / len(squares) if squares else None
