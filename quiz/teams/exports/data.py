"""A told picture as JSON: the same words, and each shown number as low, high and of."""

import json
from typing import Any

from quiz.teams.telling.values import Cell, Part, Section, Suggestion, Told


def plain(told: Told) -> dict[str, Any]:
    """Plain objects, lists, words and whole numbers; docs/team-results.md describes them."""
    return {
        "review": told.title,
        "form": told.form,
        "opened_on": told.opened_on.isoformat() if told.opened_on else None,
        "summary": list(told.summary),
        "where_to_start": [_suggestion(one) for one in told.suggestions],
        "parts": [_part(part) for part in told.parts],
        "say": list(told.limits.say),
        "do_not_say": list(told.limits.not_say),
    }


def json_of(told: Told) -> bytes:
    """UTF-8, in the order of the page."""
    return (json.dumps(plain(told), ensure_ascii=False, indent=1) + "\n").encode()


def _suggestion(one: Suggestion) -> dict[str, Any]:
    readings = [
        {"title": r.title, "place": r.place, "says": r.says, "url": r.url, "checked": r.checked}
        for r in one.readings
    ]
    return {"topic": one.letter, "title": one.title, "why": one.why, "read": readings}


def _part(part: Part) -> dict[str, Any]:
    return {
        "group": part.place,
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
    """What is not shown, or is not of people or answers, has words only."""
    count = cell.count
    numbers = {"low": count.low, "high": count.high, "of": count.of} if count else {}
    likely = {"likely": cell.likely} if cell.likely else {}
    return {"words": cell.words, **likely, **numbers}
