"""A report as JSON: the same words, and each shown number as low, high and of."""

import json
from dataclasses import asdict
from typing import Any

from quiz.teams.results.report import Cell, Report, ReportPart, Section, Suggestion
from quiz.teams.results.turnout import Turnout


def plain(report: Report) -> dict[str, Any]:
    """Plain objects, lists, words and whole numbers; docs/team-results.md describes the fields."""
    return {
        "review": report.title,
        "form": report.form,
        "opened_on": report.opened_on.isoformat() if report.opened_on else None,
        **_turnout(report.turnout),
        "headline": list(report.headline),
        "who_is_missing": report.who_is_missing,
        "summary": list(report.summary),
        "about_groups": list(report.about_groups),
        "where_to_start": [_suggestion(one) for one in report.suggestions],
        "parts": [_part(part) for part in report.parts],
        "say": list(report.limits.say),
        "do_not_say": list(report.limits.not_say),
    }


def json_of(report: Report) -> bytes:
    """JSON in UTF-8, in the order of the page."""
    return (json.dumps(plain(report), ensure_ascii=False, indent=1) + "\n").encode()


def _turnout(found: Turnout | None) -> dict[str, int | str | None]:
    return asdict(found) | {"response_rate": found.response_rate} if found else {}


def _suggestion(one: Suggestion) -> dict[str, Any]:
    readings = [
        {"title": r.title, "place": r.place, "says": r.says, "url": r.url, "checked": r.checked}
        for r in one.readings
    ]
    return {"topic": one.letter, "title": one.title, "why": one.why, "read": readings}


def _part(part: ReportPart) -> dict[str, Any]:
    return {
        "group": part.title,
        "people": part.people,
        "sections": [_section(section) for section in part.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "name": section.name,
        "heading": section.heading,
        "sentences": list(section.sentences),
        "subject": section.headings[0] if section.headings else "",
        "rows": [
            {
                "about": row.about,
                "figures": [
                    {"figure": heading, **_cell(cell)}
                    for heading, cell in zip(section.headings[1:], row.cells, strict=True)
                ],
            }
            for row in section.rows
        ],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    """Low, high and of only for shown counts of people or answers."""
    count = cell.count
    numbers = {"low": count.low, "high": count.high, "of": count.of} if count else {}
    likely = {"likely": cell.likely} if cell.likely else {}
    return {"words": cell.words, **likely, **numbers}
