"""A session that has ended as plain values, for the handout and the chart images. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from quiz.bank.sources import Checked
from quiz.clock import long_date
from quiz.documents.paper_words import content_language, paper_words
from quiz.documents.quotations import for_paper
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.live.documents.cpd_note import PROMPTS
from quiz.live.documents.ended_session import CONFIDENCE_TITLE, EndedSession
from quiz.live.documents.guide import reference, scenario_page
from quiz.live.results.charts import Chart, key_of
from quiz.live.results.summary import ConfidenceSummary, ScenarioSummary
from quiz.live.session.phases import FIRST_VOTE
from quiz.vocabulary import OPTION_LETTERS

ORANGE = lazy_gettext("In orange: fairly or very sure, and wrong.")
BEST = lazy_gettext("(best answer)")


def handout(session: EndedSession, today: date, addresses: Mapping[str, str]) -> dict[str, Any]:
    """The data of ``handout.typ``: what was asked, and the guidance behind it.

    addresses: of the briefings, by the letter of their topic.
    """
    shown = [chart for one in session.asked for chart in session.charts(one)]
    judged = any(not chart.small for one in session.asked if one.best for chart in one.charts)
    return {
        **paper_words(),
        **_words(session),
        "quoted": for_paper(session.quoted(today, whole=False)),
        "summary": session.sentences,
        "key": _key(shown),
        "judged": str(ORANGE) if judged else "",
        "highlights": [{"title": title, "lines": list(lines)} for title, lines in session.top],
        "pages": [_page(session, one, today) for one in session.asked],
        "briefings": list(_briefings(session, addresses)),
        "confidence": _confidence(session.confidence),
        "sources": _sources(session.asked, today),
        "prompts": [str(prompt) for _, prompt in PROMPTS],
    }


def _words(session: EndedSession) -> dict[str, str]:
    """Headings and other words of the handout."""
    title, day = session.title, long_date(session.held_on)
    return {
        "heading": gettext("After the session: %(title)s", title=title),
        "foot": gettext("Before You Look: %(title)s, %(day)s", title=title, day=day),
        "day": day,
        "best": str(BEST),
        "confidence_heading": str(CONFIDENCE_TITLE),
        "briefings_heading": gettext("The guidance in two minutes"),
        "cpd_heading": gettext("For your CPD record"),
        "cpd_words": gettext(
            "Write in your own words. Do not put in anything that could identify a family or a "
            "colleague."
        ),
        "sources_heading": gettext("The sources"),
    }


def _page(session: EndedSession, one: ScenarioSummary, today: date) -> dict[str, Any]:
    page = scenario_page(one.number, one.scenario, today)
    return {
        **asdict(page),
        "places": _places(one, today),
        "charts": charts(session.charts(one)),
        "sentence": "".join(session.told(one)[:1]),
        "said": session.said(one)[len(session.told(one)[:1]) :],
        "why": [
            {"head": _why(letter, best=option.best), "reason": option.reason}
            for letter, option in zip(OPTION_LETTERS, page.options, strict=True)
            if option.best or letter == _misled(one)
        ],
    }


def _why(letter: str, *, best: bool) -> str:
    if best:
        return gettext("Why %(letter)s:", letter=letter)
    return gettext("Why not %(letter)s:", letter=letter)


def _misled(one: ScenarioSummary) -> str:
    """The letter of the wrong answer that most chose in the first vote; empty without one."""
    first = one.charts[:1] if FIRST_VOTE in one.votes else ()
    bars = [bar for chart in first for bar in chart.bars if bar.best is False]
    most = max(bars, key=lambda bar: bar.count, default=None)
    return most.letter if most and most.count and not one.charts[0].small else ""


def _places(one: ScenarioSummary, today: date) -> str:
    """The places in the guidance. What we did not read there says so."""
    found = (
        reference(pointer, today).where
        + ("" if pointer.checked == Checked.READ else f" ({pointer.checked.words})")
        for pointer in one.scenario.pointers
    )
    return gettext("Guidance: %(places)s.", places="; ".join(found))


def _sources(asked: Sequence[ScenarioSummary], today: date) -> list[dict[str, Any]]:
    """Each source once, with its edition in English, and notes in the language of the paper."""
    pointers = [one for each in asked for one in each.scenario.pointers]
    found = {one.source.title: (one, reference(one, today)) for one in reversed(pointers)}
    return [
        {
            "title": title,
            "about": about.edition,
            "notes": list(filter(None, (one.link_words, one.source.flag(today)))),
            "url": about.url,
        }
        for title, (one, about) in sorted(found.items())
    ]


def _briefings(session: EndedSession, addresses: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The briefings of the topics that were asked."""
    asked, bank = {one.scenario.topic for one in session.asked}, session.bank
    for topic, briefing in zip(bank.topics, bank.briefings, strict=True):
        if topic in asked:
            address = addresses[topic.id]
            yield {
                "title": topic.title,
                "rule": briefing.rule,
                "address": address,
                "lang": content_language(briefing),
                "title_lang": content_language(topic),
            }


def _confidence(found: ConfidenceSummary | None) -> dict[str, Any]:
    if found is None:
        return {"charts": [], "cautions": []}
    return {"charts": charts(found.charts), "cautions": list(found.cautions)}


def chart_images(session: EndedSession) -> dict[str, dict[str, Any]]:
    """The data of ``chart_image.typ``, by the image's name; only charts that may be shown."""
    about = {
        "lang": paper_words()["lang"],
        "session": f"{session.title}, {long_date(session.held_on)}",
    }
    found = {
        one.name: {
            **about,
            "content": content_language(one.scenario),
            "title": one.scenario.title,
            "question": one.scenario.question,
            "charts": charts(session.charts(one)),
            "judged": str(ORANGE) if one.best and any(not c.small for c in one.charts) else "",
            "lines": session.said(one),
        }
        for one in session.scenarios
        if session.charts(one)
    }
    if session.confidence:
        found["confidence"] = {
            **about,
            "content": paper_words()["lang"],
            "title": str(CONFIDENCE_TITLE),
            "question": "",
            "charts": charts(session.confidence.charts),
            "judged": "",
            "lines": list(session.confidence.cautions),
        }
    return found


def _key(found: Sequence[Chart]) -> list[dict[str, str]]:
    """What the shades of these charts mean."""
    return [{"shade": shade, "words": str(words)} for shade, words in key_of(found).items()]


def charts(found: Sequence[Chart]) -> list[dict[str, Any]]:
    """Charts for a document. Each segment of each bar is in percent of the line."""
    return [
        {
            "title": str(chart.title),
            "answered": gettext("%(number)s answered", number=chart.total),
            "best": str(BEST),
            "head": str(chart.each),
            "key": _key(found),
            "small": chart.small,
            "bars": [
                {
                    "letter": bar.letter,
                    "label": bar.label,
                    "number": bar.number,
                    "said": [{"words": words, "is_count": count} for words, count in bar.said],
                    "best": bar.best,
                    "segments": [asdict(segment) for segment in chart.segments(bar)],
                }
                for bar in chart.bars
            ],
        }
        for chart in found
    ]
