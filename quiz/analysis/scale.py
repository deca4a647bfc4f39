"""The scale of certainty (measurement.md 1.2 and 1.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from quiz.vocabulary import Certainty


@dataclass(frozen=True)
class Scale:
    """The levels of certainty and their meaning.

    ``hundredths``: the stated chance of being right at each level, in whole hundredths.
    ``sure_from``: the lowest level that counts as *sure* (D4). ``cbm``: the step 1, 2 or 3 of
    certainty-based marking at each level (D7).
    """

    hundredths: Mapping[int, int]
    sure_from: int
    cbm: Mapping[int, int]

    @property
    def levels(self) -> tuple[int, ...]:
        return tuple(sorted(self.hundredths))

    def chance(self, level: int) -> Fraction:
        """The stated chance of being right, from 0 to 1."""
        return Fraction(self.hundredths[level], 100)

    def sure(self, level: int) -> bool:
        return level >= self.sure_from


SCALE = Scale(
    hundredths={int(level): level.hundredths for level in Certainty},
    sure_from=min(level for level in Certainty if level.sure),
    cbm={
        Certainty.GUESSING: 1,
        Certainty.UNSURE: 1,
        Certainty.FAIRLY_SURE: 2,
        Certainty.VERY_SURE: 3,
    },
)
"""The service's own scale."""
