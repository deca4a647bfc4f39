"""Figures as words and columns, for a terminal."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from quiz.analysis.intervals import Interval

NOTHING = "–"
Share = Fraction | float | None


def percent(share: Share) -> str:
    """“65 %”; a dash for what cannot be computed."""
    return NOTHING if share is None else f"{100 * float(share):.0f} %"


def between(interval: Interval | None) -> str:
    """“59 to 69 %”."""
    if interval is None:
        return NOTHING
    return f"{100 * interval.low:.0f} to {100 * interval.high:.0f} %"


def points(share: Share) -> str:
    """A difference in percentage points: “+10”, “-3”, “0”."""
    if share is None:
        return NOTHING
    rounded = round(100 * float(share))
    return f"{rounded:+d}" if rounded else "0"


def points_between(low: float | None, high: float | None) -> str:
    """“+5 to +15”."""
    return NOTHING if low is None or high is None else f"{points(low)} to {points(high)}"


def decimals(value: Share, places: int = 2) -> str:
    # Adding 0 makes of -0.0 a plain 0.
    return NOTHING if value is None else f"{round(float(value), places) + 0.0:.{places}f}"


def shown(text: str) -> str:
    """A name from a file, without the signs that would steer a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def columns(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a table: the first column to the left, all others to the right."""
    cells = [tuple(header), *(tuple(map(shown, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
