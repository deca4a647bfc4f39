"""A session that is over as plain values, for paper and for sheets. Pure."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from quiz.bank.items import Bank
from quiz.clock import long_date
from quiz.live.documents.cpd_note import PROMPTS
from quiz.live.documents.guide import page_of
from quiz.live.results.charts import Chart, scale
from quiz.live.results.recap import ConfidenceRecap, Recap, confidence_recap, recaps
from quiz.live.session.aggregate import Summed
from quiz.live.session.phases import Plan

CONFIDENCE_TITLE = "How confident the room said it was"


def handout(
    bank: Bank, plan: Plan, summed: Summed, title: str, held_on: date, today: date
) -> dict[str, Any]:
    """What stands in ``handout.typ``: only what was asked, and the guidance behind it."""
    told = recaps(bank, plan, summed)
    return {
        "title": title,
        "day": long_date(held_on),
        "summary": [*summary(plan, summed, told)],
        "pages": [_page(one, today) for one in told if one.was_asked],
        "confidence": _confidence(confidence_recap(bank, summed, plan.minimum)),
        "prompts": [prompt for _, prompt in PROMPTS],
    }


def summary(plan: Plan, summed: Summed, told: Sequence[Recap]) -> list[str]:
    """The session in a few sentences. told: every scenario of which anything can be told."""
    many = sum(one.was_asked for one in told)
    asked = "1 scenario was" if many == 1 else f"{many or 'No'} scenarios were"
    gone = len(plan.scenarios) - len(told)
    were = "1 scenario of the plan was" if gone == 1 else f"{gone} scenarios of the plan were"
    missing = f"{were} taken out of the content since: nothing is told of that."
    return [
        f"{summed.joined or 'Nobody'} joined. {asked} asked."
        if summed.joined != 1
        else f"1 person joined. {asked} asked.",
        *([missing] if gone else []),
        f"Nothing is shown of a vote in which fewer than {plan.minimum} people answered.",
    ]


def _page(one: Recap, today: date) -> dict[str, Any]:
    return {
        **asdict(page_of(one.number, one.scenario, today)),
        "charts": charts(one.charts, "Answer"),
        "moved": list(one.moved.words) if one.moved else [],
        "note": one.note,
    }


def _confidence(found: ConfidenceRecap | None) -> dict[str, Any]:
    if found is None:
        return {"charts": [], "cautions": []}
    return {"charts": charts(found.charts, "Question"), "cautions": list(found.cautions)}


def pictures(told: Sequence[Recap], found: ConfidenceRecap | None) -> dict[str, dict[str, Any]]:
    """What stands in ``picture.typ``, by the picture's name; only what may be shown."""
    made = {
        one.name: {
            "title": one.scenario.title,
            "question": one.scenario.question,
            "charts": charts(one.charts, "Answer"),
            "judged": one.best is not None,
        }
        for one in told
        if one.charts
    }
    if found:
        made["confidence"] = {
            "title": CONFIDENCE_TITLE,
            "question": "",
            "charts": charts(found.charts, "Question"),
            "judged": False,
        }
    return made


def charts(found: Sequence[Chart], head: str) -> list[dict[str, Any]]:
    """Charts on one scale, with each stretch of each bar in percent of the line."""
    longest = scale(found)
    return [
        {
            "title": chart.title,
            "of": chart.of,
            "head": head,
            "key": [{"kind": kind, "words": words} for kind, words in chart.key.items()],
            "bars": [
                {
                    "letter": bar.letter,
                    "label": bar.label,
                    "count": bar.count if bar.parts else None,
                    "words": bar.words,
                    "best": bar.best,
                    "parts": [asdict(part) for part in chart.drawn(bar, longest)],
                }
                for bar in chart.bars
            ],
        }
        for chart in found
    ]
