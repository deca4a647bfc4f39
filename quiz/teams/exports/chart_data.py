"""A chart as plain data for Typst: its caption, key, rows of marks and axis.

Positions are percent of the line's width. The words are those of the page's own chart.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import singledispatch
from typing import Any

from quiz.charts.comparison import Comparison
from quiz.charts.gaps import Gap
from quiz.charts.lines import Pairing, Topics
from quiz.charts.shares import BaseChart, KeyLine, Share, Span

UPPER, LOWER = "upper", "lower"


@dataclass(frozen=True)
class ChartMark:
    """One mark on a line. kind: band, dot, ring, diamond or gap. x1, x2: both ends, in percent;
    the same for a point. line: upper or lower half of the row. over: said more than was shown."""

    kind: str
    x1: float
    x2: float
    line: str
    over: bool = False


@dataclass(frozen=True)
class ChartRow:
    """One row of a chart. words: beside it. alt: the whole row in words."""

    label: str
    words: str
    over: bool
    alt: str
    marks: tuple[ChartMark, ...]


@singledispatch
def chart_data(chart: BaseChart) -> dict[str, Any]:
    """Raises TypeError for a kind of chart that no report has."""
    raise TypeError(f"no report has a {type(chart).__name__}")


@chart_data.register
def _topics(chart: Topics) -> dict[str, Any]:
    rows = []
    for row in chart.rows:
        gap = chart.gap(row)
        rows.append(
            ChartRow(
                row.label,
                chart.beside(row),
                gap is not None and gap.over,
                chart.alt(row),
                _confidence_marks(chart, chart.diamond(row), row.right, gap),
            )
        )
    return _lines(chart, chart.key, rows)


@chart_data.register
def _pairing(chart: Pairing) -> dict[str, Any]:
    rows = []
    for row in chart.rows:
        gap = chart.gap(row)
        rows.append(
            ChartRow(
                row.label,
                chart.verdict(row),
                gap is not None and gap.over,
                chart.alt(row),
                _confidence_marks(chart, chart.dot(row.said), row.shown, gap),
            )
        )
    return _lines(chart, chart.key, rows)


@chart_data.register
def _beside(chart: Comparison) -> dict[str, Any]:
    first, second = chart.names
    rows = []
    for row in chart.rows:
        marks = [
            *_marks("band", UPPER, chart.likely_bar(row.first)),
            *_marks("band", LOWER, chart.likely_bar(row.second)),
            *_marks("ring", UPPER, chart.dot(row.first)),
            *_marks("dot", LOWER, chart.dot(row.second)),
        ]
        words = f"{first} {chart.numbers(row.first)}\n{second} {chart.numbers(row.second)}"
        rows.append(ChartRow(row.label, words, False, chart.alt(row), tuple(marks)))
    return _lines(chart, chart.key, rows)


def _lines(chart: BaseChart, key: list[KeyLine], rows: list[ChartRow]) -> dict[str, Any]:
    return {
        "caption": chart.caption,
        "key": [{"mark": mark, "words": words} for mark, words in key],
        "rows": [asdict(row) for row in rows],
        "axis": chart.axis,
    }


def _confidence_marks(
    chart: BaseChart, said: Span | None, shown: Share, gap: Gap | None
) -> tuple[ChartMark, ...]:
    """What people said in the upper line, what they showed in the lower, and the gap between."""
    return (
        *_marks("band", LOWER, chart.likely_bar(shown)),
        *_marks("gap", UPPER, gap.span if gap else None, over=gap is not None and gap.over),
        *_marks("dot", LOWER, chart.dot(shown)),
        *_marks("diamond", UPPER, said),
    )


def _marks(kind: str, line: str, span: Span | None, *, over: bool = False) -> Iterator[ChartMark]:
    if span:
        yield ChartMark(kind, span.x1, span.x2, line, over)
