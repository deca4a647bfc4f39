"""A session that has ended as plain values, for programs: what its workbook says. Pure.

In a small room a count is words, as on the page, and no number.
"""

from collections.abc import Iterator
from typing import Literal, TypedDict

from quiz.live.documents.ended_session import EndedSession
from quiz.live.results.by_hand import is_exact
from quiz.live.results.charts import chosen_count, sure_count
from quiz.live.results.confidence import rated
from quiz.live.results.summary import MOMENT_TITLES, ScenarioSummary, vote_title
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.hands import CountedOn, LiveHands
from quiz.live.session.small_rooms import is_small, room_count
from quiz.vocabulary import Certainty, Moment


class SessionHighlight(TypedDict):
    """The most telling findings under one heading, in sentences."""

    heading: str
    sentences: list[str]


class OptionFigures(TypedDict):
    """How many chose one option. best: null for a contested scenario. chosen: in words. count,
    by_certainty, sure_and_wrong: null where counts are not exact; the last also where no answer can
    be wrong."""

    option: str
    text: str
    best: bool | None
    chosen: str
    count: int | None
    by_certainty: dict[str, int] | None
    sure_and_wrong: int | None


class VoteFigures(TypedDict):
    """One vote of the room. answers: how many people answered."""

    vote: str
    answers: int
    options: list[OptionFigures]


class HandFigures(TypedDict):
    """How many chose each option without a phone: counted by the host, apart from the votes of
    phones, and without how sure people were. Some may also have answered on a phone. counted_on:
    hands that the room saw, or paper. answers: how many were counted. shown: by option, in words.
    counts: by option; null where counts on paper are not exact."""

    vote: str
    counted_on: Literal["hands", "paper"]
    answers: int
    shown: dict[str, str]
    counts: dict[str, int] | None


class ScenarioFigures(TypedDict):
    """One scenario of the session. sentences: what its votes showed, and why something is missing.
    votes: those from phones that may be shown. hands: counts of hands or paper, by the host."""

    number: int
    scenario: str
    title: str
    sentences: list[str]
    votes: list[VoteFigures]
    hands: list[HandFigures]


class ConfidenceFigures(TypedDict):
    """Answers to one confidence question. answers: how many gave each; null where they are not
    exact. said_yes: how many said yes, in words, or null. note: why nothing is shown, or empty."""

    moment: str
    question: str
    answers: dict[str, int] | None
    said_yes: str | None
    note: str


class SessionFigures(TypedDict):
    """The figures of a live session that has ended."""

    title: str
    held_on: str
    summary: list[str]
    highlights: list[SessionHighlight]
    caution: str
    scenarios: list[ScenarioFigures]
    confidence: list[ConfidenceFigures]
    confidence_cautions: list[str]


def figures_of(session: EndedSession) -> SessionFigures:
    """The figures of a session, in the order of its summary."""
    top, confidence = session.highlights, session.confidence
    return {
        "title": session.title,
        "held_on": session.held_on.isoformat(),
        "summary": session.sentences,
        "highlights": [
            {"heading": str(heading), "sentences": list(lines)} for heading, lines in top.parts
        ],
        "caution": top.caution,
        "scenarios": [_scenario(session, one) for one in session.scenarios],
        "confidence": list(_confidence(session)),
        "confidence_cautions": list(confidence.cautions) if confidence else [],
    }


def _scenario(session: EndedSession, one: ScenarioSummary) -> ScenarioFigures:
    return {
        "number": one.number,
        "scenario": one.scenario.id,
        "title": one.scenario.title,
        "sentences": session.said(one),
        "votes": [
            {
                "vote": vote_title(number, one.scenario),
                "answers": sum(votes.values()),
                "options": [
                    _option(one, votes, option.id, option.text) for option in one.scenario.options
                ],
            }
            for number, votes in one.votes.items()
        ],
        "hands": [
            _hands(vote_title(number, one.scenario), counted)
            for number, counted in session.hands.get(one.number, {}).items()
        ],
    }


def _hands(vote: str, counted: LiveHands) -> HandFigures:
    return {
        "vote": vote,
        "counted_on": "paper" if counted.counted_on == CountedOn.PAPER else "hands",
        "answers": counted.total,
        "shown": counted.shown,
        "counts": counted.counts if is_exact(counted) else None,
    }


def _option(one: ScenarioSummary, votes: VoteCounts, option: str, text: str) -> OptionFigures:
    total = sum(votes.values())
    chosen, best = chosen_count(votes, option), None if one.best is None else option == one.best
    small = is_small(total)
    levels = {level.words: votes.get((option, level), 0) for level in Certainty}
    return {
        "option": option,
        "text": text,
        "best": best,
        "chosen": room_count(chosen, total).numbers,
        "count": None if small else chosen,
        "by_certainty": None if small else levels,
        "sure_and_wrong": None if small or best is not False else sure_count(votes, option),
    }


def _confidence(session: EndedSession) -> Iterator[ConfidenceFigures]:
    for moment in Moment:
        found = session.aggregate.confidence.get(moment)
        if found is None:
            continue
        for question in session.bank.confidence:
            shown = rated(found, question.strand, session.plan.minimum)
            exact = {answer.words: count for answer, count in shown.exact.items()}
            yield {
                "moment": str(MOMENT_TITLES[moment]),
                "question": question.question,
                "answers": exact or None,
                "said_yes": shown.yes.numbers if shown.yes and not exact else None,
                "note": shown.instead,
            }
