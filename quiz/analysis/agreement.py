"""Do reviewers agree on the key? (measurement.md 4.2)"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction


def krippendorff(units: Sequence[Sequence[str]]) -> Fraction | None:
    """Krippendorff's alpha for named categories: 1 is agreement, 0 what chance would give.

    ``units``: for each item the reviewers' choices, leaving out those who made none; items with
    fewer than two choices say nothing. None when nothing can be paired or only one category is
    ever used. Krippendorff 2011, "Computing Krippendorff's alpha-reliability".
    """
    pairable = [unit for unit in units if len(unit) >= 2]
    totals: Counter[str] = Counter(choice for unit in pairable for choice in unit)
    n = totals.total()
    by_chance = n * n - sum(count**2 for count in totals.values())
    if not by_chance:
        return None
    seen = sum(
        (
            Fraction(len(unit) ** 2 - sum(n**2 for n in Counter(unit).values()), len(unit) - 1)
            for unit in pairable
        ),
        Fraction(0),
    )
    return 1 - (n - 1) * seen / by_chance
