"""A report as JSON: the same words, and each shown number as low, high and of."""

import json
from typing import NotRequired, TypedDict

from quiz.teams.results.report import Cell, Report, ReportPart, Section, Suggestion
from quiz.teams.results.turnout import Turnout


class TurnoutFigures(TypedDict, total=False):
    """Numbers of people. Those that are not stated yet are missing or null."""

    invited: int | None
    answered: int | None
    counted: int
    deleted: int | None
    response_rate: str


class Reading(TypedDict):
    """A place in the guidance to read. checked: whether and how we read it there."""

    title: str
    place: str
    says: str
    url: str
    checked: str


class TopicToTrain(TypedDict):
    """A topic to train, by its letter, with the reason and what to read."""

    topic: str
    title: str
    why: str
    read: list[Reading]


class Figure(TypedDict):
    """One figure in words. likely: its interval. low, high, of: the published range of a count."""

    figure: str
    words: str
    likely: NotRequired[str]
    low: NotRequired[int]
    high: NotRequired[int]
    of: NotRequired[int]


class FigureRow(TypedDict):
    """What the figures are about, and the figures."""

    about: str
    figures: list[Figure]


class FigureSection(TypedDict):
    """Sentences and a table. subject: what its rows are about."""

    name: str
    heading: str
    sentences: list[str]
    subject: str
    rows: list[FigureRow]


class GroupResults(TypedDict):
    """The results of everybody, or of one group. people: how many are counted."""

    group: str
    people: int
    sections: list[FigureSection]


class ReviewResults(TurnoutFigures):
    """The published results of a team review, in the words of its page."""

    review: str
    form: str
    opened_on: str | None
    headline: list[str]
    who_is_missing: str
    summary: list[str]
    about_groups: list[str]
    where_to_start: list[TopicToTrain]
    parts: list[GroupResults]
    say: list[str]
    do_not_say: list[str]


def plain(report: Report) -> ReviewResults:
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


def _turnout(found: Turnout | None) -> TurnoutFigures:
    if found is None:
        return {}
    return {
        "invited": found.invited,
        "answered": found.answered,
        "counted": found.counted,
        "deleted": found.deleted,
        "response_rate": found.response_rate,
    }


def _suggestion(one: Suggestion) -> TopicToTrain:
    readings: list[Reading] = [
        {"title": r.title, "place": r.place, "says": r.says, "url": r.url, "checked": r.checked}
        for r in one.readings
    ]
    return {"topic": one.letter, "title": one.title, "why": one.why, "read": readings}


def _part(part: ReportPart) -> GroupResults:
    return {
        "group": part.title,
        "people": part.people,
        "sections": [_section(section) for section in part.sections],
    }


def _section(section: Section) -> FigureSection:
    return {
        "name": section.name,
        "heading": section.heading,
        "sentences": list(section.sentences),
        "subject": section.headings[0] if section.headings else "",
        "rows": [
            {
                "about": row.about,
                "figures": [
                    _figure(heading, cell)
                    for heading, cell in zip(section.headings[1:], row.cells, strict=True)
                ],
            }
            for row in section.rows
        ],
    }


def _figure(heading: str, cell: Cell) -> Figure:
    """Low, high and of only for shown counts of people or answers."""
    found: Figure = {"figure": heading, "words": cell.words}
    if cell.likely:
        found["likely"] = cell.likely
    if cell.count:
        found |= {"low": cell.count.low, "high": cell.count.high, "of": cell.count.of}
    return found
