"""Self-assessment (ratings) against demonstrated understanding (measurement.md 3.6), in people."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.analysis.intervals import Interval, newcombe
from quiz.analysis.sums import NOT, UNDERSTANDS, Split, Sums
from quiz.vocabulary import Answer

FEWEST_TO_JUDGE = 3
ORDER = (Answer.NO, Answer.PARTLY, Answer.YES)


def shows_understanding(right: int, asked: int) -> bool:
    """Whether at least two thirds are right: 2 of 3, 3 of 4, 4 of 5.

    Raises ValueError below three scenarios: too few for a judgement.
    """
    if asked < FEWEST_TO_JUDGE:
        raise ValueError("understanding is not judged from fewer than three scenarios")
    return 3 * right >= 2 * asked


@dataclass(frozen=True)
class TwoByTwo:
    """The 2 x 2 table of saying yes and showing understanding, in people: a, b, c, d of 3.6."""

    yes_shown: int
    yes_not: int
    other_shown: int
    other_not: int

    @property
    def n(self) -> int:
        return self.yes + self.other

    @property
    def yes(self) -> int:
        return self.yes_shown + self.yes_not

    @property
    def other(self) -> int:
        return self.other_shown + self.other_not

    @property
    def shown(self) -> int:
        return self.yes_shown + self.other_shown

    @property
    def rows(self) -> tuple[tuple[int, int], tuple[int, int]]:
        return (self.yes_shown, self.yes_not), (self.other_shown, self.other_not)

    @property
    def risk_difference(self) -> float | None:
        """The share that understands among those who say yes, minus that among the others, -1 to 1.

        None when either group is empty.
        """
        if not self.yes or not self.other:
            return None
        return self.yes_shown / self.yes - self.other_shown / self.other

    @property
    def interval(self) -> Interval | None:
        """Newcombe's interval for the risk difference; None when that is None."""
        return newcombe(self.yes_shown, self.yes, self.other_shown, self.other)

    @property
    def phi(self) -> float | None:
        """The phi coefficient, -1 to 1; None when a marginal total is 0."""
        margins = self.yes * self.other * self.shown * (self.n - self.shown)
        cross = self.yes_shown * self.other_not - self.yes_not * self.other_shown
        return cross / math.sqrt(margins) if margins else None


Answers = Mapping[str, Split]
"""People by answer to a confidence question: ``right`` show understanding, ``wrong`` do not."""


def answers(sums: Sums, question: str) -> dict[str, Split]:
    """The table of one confidence question, with the answers that occur.

    No, Partly and Yes first, in that order. "Does not apply to my work" is its own category, and
    only this table includes it (measurement.md 1.4). People without a judgement are left out.
    """
    given = {answer for named, answer, _ in sums.said if named == question}
    rest = sorted(given - set(ORDER))
    return {
        str(answer): Split(
            sums.said.get((question, answer, UNDERSTANDS), 0),
            sums.said.get((question, answer, NOT), 0),
        )
        for answer in (*(answer for answer in ORDER if answer in given), *rest)
    }


def two_by_two(table: Answers) -> TwoByTwo:
    """Yes against No and Partly combined."""
    yes = table.get(Answer.YES, Split(0, 0))
    other = [table[answer] for answer in (Answer.NO, Answer.PARTLY) if answer in table]
    return TwoByTwo(
        yes.right, yes.wrong, sum(one.right for one in other), sum(one.wrong for one in other)
    )


def ordered(table: Answers) -> dict[int, Split]:
    """No, Partly and Yes as levels 0, 1 and 2, for the rank statistics in resolution.py."""
    return {level: table[answer] for level, answer in enumerate(ORDER) if answer in table}


def trend_p(table: Mapping[int, Split]) -> float | None:
    """The two-sided p-value of the Cochran-Armitage test for trend over the levels; for authors.

    With 1 degree of freedom and without continuity correction, as R's ``prop.trend.test``. None
    when all or none understand, or only one answer occurs.
    """
    n = sum(split.n for split in table.values())
    right = sum(split.right for split in table.values())
    by_level = sum(level * split.n for level, split in table.items())
    by_square = sum(level**2 * split.n for level, split in table.items())
    # Centred sums of squares and products, times n to keep them whole.
    levels = n * by_square - by_level**2
    products = n * sum(level * split.right for level, split in table.items()) - by_level * right
    scale = right * (n - right) * levels
    if not scale:
        return None
    chi_square = n * products**2 / scale
    return math.erfc(math.sqrt(chi_square / 2))


def rows(table: Answers) -> Sequence[tuple[int, int]]:
    """Rows of (not, understands) for No, Partly and Yes."""
    return [(split.wrong, split.right) for split in ordered(table).values()]
