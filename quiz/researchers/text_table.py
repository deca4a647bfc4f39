"""Numbers as text, and tables of text, for a terminal."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from quiz.analysis.intervals import Interval

NOTHING = "–"
Share = Fraction | float | None


def percent(share: Share) -> str:
    """“65 %”; a dash for None."""
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
    # Adding 0 turns -0.0 into 0.0.
    return NOTHING if value is None else f"{round(float(value), places) + 0.0:.{places}f}"


def shown(text: str) -> str:
    """Text from a file, with “?” for control characters that could act on a terminal."""
    return "".join(character if character.isprintable() else "?" for character in text)


def columns(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table: the first column left-aligned, the others right-aligned."""
    cells = [tuple(header), *(tuple(map(shown, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if index else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
