"""A session that has ended as plain values, for the handout and the chart images. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from quiz.bank.items import Bank
from quiz.bank.sources import Checked
from quiz.clock import long_date
from quiz.live.documents.cpd_note import PROMPTS
from quiz.live.documents.guide import reference, scenario_page
from quiz.live.results.charts import Chart, key_of
from quiz.live.results.highlights import highlights
from quiz.live.results.summary import (
    ConfidenceSummary,
    ScenarioSummary,
    confidence_summary,
    scenario_summaries,
)
from quiz.live.session.aggregate import SessionAggregate
from quiz.live.session.plan import Plan
from quiz.live.session.small_rooms import SMALL_ROOM
from quiz.vocabulary import OPTION_LETTERS

Hands = Mapping[int, Sequence[str]]
"""The shows of hands in words, by the number of their scenario."""
NO_HANDS: Hands = {}
CONFIDENCE_TITLE = "How confident the room said it was"


def handout(
    bank: Bank,
    plan: Plan,
    aggregate: SessionAggregate,
    title: str,
    held_on: date,
    today: date,
    addresses: Mapping[str, str],
    hands: Hands = NO_HANDS,
) -> dict[str, Any]:
    """The data of ``handout.typ``: what was asked, and the guidance behind it.

    addresses: of the briefings, by the letter of their topic; a path where the service does not
    know its own address.
    """
    summaries = scenario_summaries(bank, plan, aggregate)
    return {
        "title": title,
        "day": long_date(held_on),
        "summary": summary_sentences(plan, aggregate, summaries),
        "highlights": [
            {"title": title, "lines": list(lines)}
            for title, lines in highlights(bank, plan, aggregate).parts
        ],
        "pages": [_page(one, hands, today) for one in summaries if one.was_asked],
        "briefings": list(_briefings(bank, summaries, addresses)),
        "confidence": _confidence(confidence_summary(bank, aggregate, plan.minimum)),
        "sources": _sources(summaries, today),
        "prompts": [prompt for _, prompt in PROMPTS],
    }


def summary_sentences(
    plan: Plan, aggregate: SessionAggregate, summaries: Sequence[ScenarioSummary]
) -> list[str]:
    """The session in a few sentences. summaries: of the scenarios that are still in the bank."""
    asked = sum(one.was_asked for one in summaries)
    were_asked = "1 scenario was" if asked == 1 else f"{asked or 'No'} scenarios were"
    removed = len(plan.scenarios) - len(summaries)
    missing = (
        "1 scenario of the plan was taken out of the content since, so it is not shown."
        if removed == 1
        else f"{removed} scenarios of the plan were taken out of the content since, so they are "
        "not shown."
    )
    return [
        f"{aggregate.joined or 'Nobody'} joined. {were_asked} asked."
        if aggregate.joined != 1
        else f"1 person joined. {were_asked} asked.",
        *([missing] if removed else []),
        f"Nothing is shown of a vote in which fewer than {plan.minimum} people answered.",
    ]


def _page(one: ScenarioSummary, hands: Hands, today: date) -> dict[str, Any]:
    page = scenario_page(one.number, one.scenario, today)
    return {
        **asdict(page),
        "references": list(_places(one, today)),
        "charts": charts(one.charts, "Answer"),
        "judged": one.best is not None,
        "sentence": "".join(one.sentences[:1]),
        "said": said(one, hands)[len(one.sentences[:1]) :],
        "why": [
            {"head": f"Why {'' if option.best else 'not '}{letter}:", "reason": option.reason}
            for letter, option in zip(OPTION_LETTERS, page.options, strict=True)
            if option.best or letter == _misled(one)
        ],
    }


def said(one: ScenarioSummary, hands: Hands) -> list[str]:
    """What the summary says of the votes on a scenario, in sentences."""
    small = SMALL_ROOM if any(chart.small for chart in one.charts) else ""
    found = (*one.sentences, *hands.get(one.number, ()), small, one.note)
    return [line for line in found if line]


def _misled(one: ScenarioSummary) -> str:
    """The letter of the wrong answer that most chose in the first vote; empty without one."""
    bars = [bar for chart in one.charts[:1] for bar in chart.bars if bar.best is False]
    most = max(bars, key=lambda bar: bar.count, default=None)
    return most.letter if most and most.count and not one.charts[0].small else ""


def _places(one: ScenarioSummary, today: date) -> Iterator[dict[str, str]]:
    """The places in the guidance. What we did not read there says so."""
    for pointer in one.scenario.pointers:
        unread = "" if pointer.checked == Checked.READ else f" ({pointer.checked.words})"
        yield {"where": reference(pointer, today).where, "says": pointer.says + unread}


def _sources(summaries: Sequence[ScenarioSummary], today: date) -> list[dict[str, str]]:
    """Each source once, with its edition."""
    pointers = [one for each in summaries if each.was_asked for one in each.scenario.pointers]
    found = {one.source.title: (one, reference(one, today)) for one in reversed(pointers)}
    return [
        {
            "title": title,
            "about": "; ".join(
                filter(None, (about.edition, one.link_words, one.source.flag(today)))
            ),
            "url": about.url,
        }
        for title, (one, about) in sorted(found.items())
    ]


def _briefings(
    bank: Bank, summaries: Sequence[ScenarioSummary], addresses: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    """The briefings of the topics that were asked."""
    asked = {one.scenario.topic for one in summaries if one.was_asked}
    for topic, briefing in zip(bank.topics, bank.briefings, strict=True):
        if topic in asked:
            address = addresses[topic.id]
            yield {"title": topic.title, "rule": briefing.rule, "address": address}


def _confidence(found: ConfidenceSummary | None) -> dict[str, Any]:
    if found is None:
        return {"charts": [], "cautions": []}
    return {"charts": charts(found.charts, "Question"), "cautions": list(found.cautions)}


def chart_images(
    summaries: Sequence[ScenarioSummary], confidence: ConfidenceSummary | None
) -> dict[str, dict[str, Any]]:
    """The data of ``chart_image.typ``, by the image's name; only charts that may be shown."""
    found = {
        one.name: {
            "title": one.scenario.title,
            "question": one.scenario.question,
            "charts": charts(one.charts, "Answer"),
            "judged": one.best is not None,
        }
        for one in summaries
        if one.charts
    }
    if confidence:
        found["confidence"] = {
            "title": CONFIDENCE_TITLE,
            "question": "",
            "charts": charts(confidence.charts, "Question"),
            "judged": False,
        }
    return found


def charts(found: Sequence[Chart], head: str) -> list[dict[str, Any]]:
    """Charts for a document. Each segment of each bar is in percent of the line. head: the heading
    of the first column."""
    return [
        {
            "title": chart.title,
            "total": chart.total,
            "head": head,
            "key": [{"shade": shade, "words": words} for shade, words in key_of(found).items()],
            "small": chart.small,
            "bars": [
                {
                    "letter": bar.letter,
                    "label": bar.label,
                    "number": bar.number,
                    "words": bar.words,
                    "best": bar.best,
                    "segments": [asdict(segment) for segment in chart.segments(bar)],
                }
                for bar in chart.bars
            ],
        }
        for chart in found
    ]
