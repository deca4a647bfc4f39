"""A report as an accessible PDF for a board, and a single chart as PNG."""

from collections.abc import Mapping
from typing import Any

from quiz.clock import long_date
from quiz.documents import typeset
from quiz.teams.exports.chart_data import chart_data
from quiz.teams.exports.data import plain
from quiz.teams.results.report import Report, Section


def pdf_of(report: Report, briefings: Mapping[str, str]) -> bytes:
    """The report as a tagged PDF: the answer on the first page, everything else behind it.

    briefings: the address of the two-minute page of each suggested topic, by letter. Needs an app's
    context.
    """
    charts = {name: chart_of(section) for name, section in report.charts.items()}
    data = {
        "report": plain(report),
        "charts": charts,
        "day": long_date(report.day),
        "briefings": briefings,
    }
    return typeset.pdf("teams/exports/report.typ", data, report.day)


def png_of(section: Section, report: Report) -> bytes:
    """One chart of a report with its key, and how many people it is of. Needs an app's context.

    A chart of one group names the group, because the numbers under it are those of the review.
    """
    numbers = report.turnout.numbers if report.turnout else ()
    parts = [
        f"{part.title}: {part.people} people" for part in report.parts if section in part.sections
    ]
    group = parts if len(report.parts) > 1 else []
    notes = (
        *group,
        " · ".join(f"{name}: {number}" for name, number in numbers),
        report.who_is_missing,
    )
    data = {"chart": chart_of(section), "notes": notes}
    return typeset.png("teams/exports/chart.typ", data)


def chart_of(section: Section) -> dict[str, Any]:
    """A section's chart as plain data. Raises ValueError for a section without a chart."""
    if section.chart is None:
        raise ValueError(f"{section.name} has no chart")
    return chart_data(section.chart)
