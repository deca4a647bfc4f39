"""Scales of certainty that a data set brings with it."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from quiz.analysis.scale import SCALE, Scale

CBM_FROM = {3: Fraction(4, 5), 2: Fraction(2, 3), 1: Fraction(0)}
"""The lowest chance of being right for each step of certainty-based marking (D7)."""
SURE_FROM_HUNDREDTHS = SCALE.hundredths[SCALE.sure_from]
"""The chance from which the service calls a level sure."""
HUNDRED = 100


def scale_of(
    hundredths: Mapping[int, int], sure_from: int, cbm: Mapping[int, int] | None = None
) -> Scale:
    """The scale with these chances; ``cbm`` overrides the steps that follow from them."""
    steps = {
        level: next(step for step, low in CBM_FROM.items() if Fraction(value, HUNDRED) >= low)
        for level, value in hundredths.items()
    }
    return Scale(dict(hundredths), sure_from, steps | dict(cbm or {}))


def lowest_sure(hundredths: Mapping[int, int]) -> int:
    """The lowest level that is as likely right as the service's “fairly sure”; else the highest."""
    sure = [level for level, value in hundredths.items() if value >= SURE_FROM_HUNDREDTHS]
    return min(sure, default=max(hundredths))


def spread_evenly(levels: Iterable[int], options: int) -> dict[int, int]:
    """Chances from that of a guess at the lowest level to 1 at the highest, in equal steps."""
    ordered = sorted(levels)
    guess, steps = Fraction(1, options), max(1, len(ordered) - 1)
    return {
        level: round(HUNDRED * (guess + (1 - guess) * number / steps))
        for number, level in enumerate(ordered)
    }
