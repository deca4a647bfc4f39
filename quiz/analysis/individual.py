"""What one person's answers add up to (measurement.md, section 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from quiz.vocabulary import Certainty


@dataclass(frozen=True)
class Tally:
    """One person's answers in whole numbers.

    The four boxes (measurement.md, D4) add up to ``answered``. ``expected_hundredths`` is the sum
    of the stated chances of being right, E of section 2.2, in hundredths of an answer.
    """

    sure_right: int
    sure_wrong: int
    unsure_right: int
    unsure_wrong: int
    expected_hundredths: int

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


def tally(answers: Iterable[tuple[Certainty, bool]]) -> Tally:
    """Count (certainty, whether right) pairs."""
    boxes = {(sure, right): 0 for sure in (True, False) for right in (True, False)}
    expected = 0
    for certainty, right in answers:
        boxes[certainty.sure, right] += 1
        expected += certainty.hundredths
    return Tally(
        sure_right=boxes[True, True],
        sure_wrong=boxes[True, False],
        unsure_right=boxes[False, True],
        unsure_wrong=boxes[False, False],
        expected_hundredths=expected,
    )


def chance_off_by_two(levels: Iterable[Certainty]) -> Fraction:
    """How likely somebody who judges perfectly is off by two or more, given how sure they were.

    P(|R - E| >= 2), exactly: R is the sum of independent answers that are right with the stated
    chances, by convolution (measurement.md 2.2, Poisson-binomial), and E their expected sum.
    """
    chances = [1]
    expected = count = 0
    for level in levels:
        right, wrong = level.hundredths, 100 - level.hundredths
        # One more answer: as many right as before, or one more; in units of 100 to the count.
        chances = [
            before * wrong + one_less * right
            for before, one_less in zip([*chances, 0], [0, *chances], strict=True)
        ]
        expected += right
        count += 1
    off = sum(chance for r, chance in enumerate(chances) if abs(100 * r - expected) >= 200)
    return Fraction(off, 100**count)
