"""A report as an accessible PDF for a board, and a single chart as PNG."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from quiz.clock import long_date
from quiz.documents import typeset
from quiz.documents.quotations import Quotations, for_paper
from quiz.languages.sentences import gettext, language, ngettext
from quiz.teams.exports.chart_data import chart_data
from quiz.teams.exports.data import plain
from quiz.teams.results.report import (
    NOT_SAY,
    SAY,
    WHERE_TO_START,
    Report,
    ReportPart,
    Section,
)


def pdf_of(
    report: Report, briefings: Mapping[str, str], quoted: Quotations = MappingProxyType({})
) -> bytes:
    """The report as a tagged PDF: the answer on the first page, everything else behind it.

    briefings: the address of the two-minute page of each suggested topic, by letter. quoted: the
    content in another language than the report. Needs an app's context.
    """
    charts = {name: chart_of(section) for name, section in report.charts.items()}
    data = {
        "report": plain(report),
        "charts": charts,
        "briefings": briefings,
        "quoted": for_paper(quoted),
        "words": _words(report),
    }
    return typeset.pdf("teams/exports/report.typ", data, report.day)


def _words(report: Report) -> dict[str, Any]:
    """The words of ``report.typ``: those of the page, with names of its own for what it has."""
    return {
        "lang": language().code,
        "page": gettext("Page %(number)s of %(of)s", number="{number}", of="{of}"),
        "title": gettext("What the answers of a team show:"),
        "document": gettext("What the answers of a team show: %(review)s", review=report.title),
        "foot": gettext("Before You Look. Opened on %(day)s.", day=long_date(report.day)),
        "start": str(WHERE_TO_START),
        "briefing": gettext("The guidance in two minutes:"),
        "say": str(SAY),
        "not_say": str(NOT_SAY),
        "groups": gettext("Groups"),
        "of_groups": [_with_people(part) for part in report.groups],
        "counted": gettext("How the answers were counted"),
        "reading": gettext("What to read"),
    }


def _with_people(part: ReportPart) -> str:
    return ngettext(
        "%(group)s: %(number)s person",
        "%(group)s: %(number)s people",
        part.people,
        group=part.title,
        number=part.people,
    )


def png_of(section: Section, report: Report) -> bytes:
    """One chart of a report with its key, and how many people it is of. Needs an app's context.

    A chart of one group names the group, because the numbers under it are those of the review.
    """
    numbers = report.turnout.numbers if report.turnout else ()
    parts = [_with_people(part) for part in report.parts if section in part.sections]
    group = parts if len(report.parts) > 1 else []
    notes = (
        *group,
        " · ".join(f"{name}: {number}" for name, number in numbers),
        report.who_is_missing,
    )
    data = {"chart": chart_of(section), "notes": notes, "lang": language().code}
    return typeset.png("teams/exports/chart.typ", data)


def chart_of(section: Section) -> dict[str, Any]:
    """A section's chart as plain data. Raises ValueError for a section without a chart."""
    if section.chart is None:
        raise ValueError(f"{section.name} has no chart")
    return chart_data(section.chart)
