"""Says confident against shows understanding (measurement.md, section 3.6). Unit: the person."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.analysis.intervals import Interval, newcombe
from quiz.analysis.sums import NOT, UNDERSTANDS, Split, Sums
from quiz.vocabulary import Answer

FEWEST_TO_JUDGE = 3
ORDER = (Answer.NO, Answer.PARTLY, Answer.YES)


def shows_understanding(right: int, asked: int) -> bool:
    """Whether this many right of this many asked counts as understanding: at least two thirds.

    2 of 3, 3 of 4, 4 of 5. Of a single scenario nothing is said: raises ValueError below 3 asked.
    """
    if asked < FEWEST_TO_JUDGE:
        raise ValueError("understanding is not judged from fewer than three scenarios")
    return 3 * right >= 2 * asked


@dataclass(frozen=True)
class TwoByTwo:
    """People by whether they say yes and whether they show understanding: a, b, c, d of 3.6."""

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
        """Share that shows it among those who say yes, less that of the others, -1 to 1.

        None when either group is empty.
        """
        if not self.yes or not self.other:
            return None
        return self.yes_shown / self.yes - self.other_shown / self.other

    @property
    def interval(self) -> Interval | None:
        """Newcombe's interval for the risk difference; None as there."""
        return newcombe(self.yes_shown, self.yes, self.other_shown, self.other)

    @property
    def phi(self) -> float | None:
        """-1 to 1; None when a margin is 0."""
        margins = self.yes * self.other * self.shown * (self.n - self.shown)
        cross = self.yes_shown * self.other_not - self.yes_not * self.other_shown
        return cross / math.sqrt(margins) if margins else None


Answers = Mapping[str, Split]
"""People by answer to a confidence question: how many show understanding (right), how many not."""


def answers(sums: Sums, question: str) -> dict[str, Split]:
    """The answers to one confidence question that were given at all.

    No, Partly and Yes first, in that order; "does not apply to my work" is its own category and
    is in no figure but this table (measurement.md 1.4). Who is not judged is not in it.
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
    """Yes against No and Partly together."""
    yes = table.get(Answer.YES, Split(0, 0))
    other = [table[answer] for answer in (Answer.NO, Answer.PARTLY) if answer in table]
    return TwoByTwo(
        yes.right, yes.wrong, sum(one.right for one in other), sum(one.wrong for one in other)
    )


def ordered(table: Answers) -> dict[int, Split]:
    """No, Partly and Yes as levels 0, 1 and 2, for the figures of rank in resolution.py."""
    return {level: table[answer] for level, answer in enumerate(ORDER) if answer in table}


def trend_p(table: Mapping[int, Split]) -> float | None:
    """The two-sided p-value of Cochran and Armitage's test for trend over the levels.

    With 1 degree of freedom, and without a continuity correction (R's ``prop.trend.test``); for
    authors. None when all or none understand, or one answer alone was given.
    """
    n = sum(split.n for split in table.values())
    right = sum(split.right for split in table.values())
    by_level = sum(level * split.n for level, split in table.items())
    by_square = sum(level**2 * split.n for level, split in table.items())
    # n times the sums of squares and products about the mean, so that they stay whole.
    levels = n * by_square - by_level**2
    shared = n * sum(level * split.right for level, split in table.items()) - by_level * right
    spread = right * (n - right) * levels
    if not spread:
        return None
    chi_square = n * shared**2 / spread
    return math.erfc(math.sqrt(chi_square / 2))


def rows(table: Answers) -> Sequence[tuple[int, int]]:
    """Rows of (not, understands) for each answer of the ordered three, as tables print them."""
    return [(split.wrong, split.right) for split in ordered(table).values()]
