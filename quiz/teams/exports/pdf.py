"""A report as an accessible PDF for a board, and a single chart as PNG."""

from typing import Any

from quiz.clock import long_date
from quiz.documents import typeset
from quiz.teams.exports.chart_data import chart_data
from quiz.teams.exports.data import plain
from quiz.teams.results.report import Report, Section


def pdf_of(report: Report) -> bytes:
    """The report as a tagged PDF. Needs an app's context."""
    charts = {name: chart_of(section) for name, section in report.charts.items()}
    data = {"report": plain(report), "charts": charts, "day": long_date(report.day)}
    return typeset.pdf("teams/exports/report.typ", data, report.day)


def png_of(section: Section) -> bytes:
    """One chart with its key. Needs an app's context."""
    return typeset.png("teams/exports/chart.typ", {"chart": chart_of(section)})


def chart_of(section: Section) -> dict[str, Any]:
    """A section's chart as plain data. Raises ValueError for a section without a chart."""
    if section.chart is None:
        raise ValueError(f"{section.name} has no chart")
    return chart_data(section.chart)
