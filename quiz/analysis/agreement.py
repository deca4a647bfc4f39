"""Agreement of reviewers on the key (measurement.md 4.2)."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction


def krippendorff(units: Sequence[Sequence[str]]) -> Fraction | None:
    """Krippendorff's alpha for nominal categories: 1 is full agreement, 0 agreement by chance.

    ``units``: the reviewers' choices for each item, without missing ones. Items with fewer than two
    choices are ignored. None when there are no pairs or only one category is used.
    Source: Krippendorff 2011, "Computing Krippendorff's alpha-reliability".
    """
    pairable = [unit for unit in units if len(unit) >= 2]
    totals: Counter[str] = Counter(choice for unit in pairable for choice in unit)
    n = totals.total()
    expected = n * n - sum(count**2 for count in totals.values())
    if not expected:
        return None
    observed = sum(
        (
            Fraction(len(unit) ** 2 - sum(n**2 for n in Counter(unit).values()), len(unit) - 1)
            for unit in pairable
        ),
        Fraction(0),
    )
    return 1 - (n - 1) * observed / expected
