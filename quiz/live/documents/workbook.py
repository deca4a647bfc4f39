"""A session that has ended as an Excel workbook: votes, confidence and guidance."""

from collections.abc import Iterator, Sequence
from datetime import date

from quiz.bank.items import Bank
from quiz.clock import long_date
from quiz.documents.sheets import Book
from quiz.live.documents.data import CONFIDENCE_TITLE, said, summary_sentences
from quiz.live.documents.guide import scenario_page
from quiz.live.results.charts import chosen_count, sure_count
from quiz.live.results.summary import (
    MOMENT_TITLES,
    TOO_FEW_HERE,
    VOTE_TITLES,
    ScenarioSummary,
    confidence_summary,
    scenario_summaries,
)
from quiz.live.session.aggregate import SessionAggregate
from quiz.live.session.plan import Plan
from quiz.vocabulary import Answer, Certainty, Moment

VOTES = (
    *(("Number", 9), ("Scenario", 34), ("Vote", 14), ("Option", 60), ("Best answer", 14)),
    *((level.words, 14) for level in Certainty),
    *(("All", 9), ("Sure and wrong", 16)),
)
CONFIDENCE = (
    *(("When", 12), ("Question", 46)),
    *((answer.words, 18) for answer in Answer),
    ("People who answered", 32),
)
GUIDANCE = (
    *(("Number", 9), ("Scenario", 34), ("Where", 50), ("Edition", 40)),
    *(("What it says, in our words", 70), ("Checked", 34), ("Address", 40)),
)


def workbook(
    bank: Bank, plan: Plan, aggregate: SessionAggregate, title: str, held_on: date, today: date
) -> bytes:
    """The workbook. Every text cell is a string, never a formula or a link."""
    book = Book(title, held_on)
    summaries = scenario_summaries(bank, plan, aggregate)
    asked = [one for one in summaries if one.was_asked]
    lines = [("Session", title), ("Day", long_date(held_on))]
    lines += [("Summary", line) for line in summary_sentences(plan, aggregate, summaries)]
    lines += [
        (f"{one.number}. {one.scenario.title}", line) for one in summaries for line in said(one)
    ]
    found = confidence_summary(bank, aggregate, plan.minimum)
    lines += [(CONFIDENCE_TITLE, line) for line in (found.cautions if found else ())]
    book.sheet("Summary", (("About", 30), ("Words", 90)), lines)
    book.sheet("Votes", VOTES, _votes(asked, aggregate))
    book.sheet("Confidence", CONFIDENCE, _confidence(bank, aggregate, plan.minimum))
    book.sheet("Guidance", GUIDANCE, _guidance(asked, today))
    return book.done()


def _votes(
    asked: Sequence[ScenarioSummary], aggregate: SessionAggregate
) -> Iterator[Sequence[str | int]]:
    for one in asked:
        found = aggregate.scenarios[one.number - 1]
        for title, votes in zip(VOTE_TITLES, found.votes, strict=False):
            if votes is None:
                continue
            for option in one.scenario.options:
                by_level = [votes.get((option.id, level), 0) for level in Certainty]
                best = "" if one.best is None else "yes" if option.id == one.best else "no"
                wrong = sure_count(votes, option.id) if best == "no" else 0 if best else ""
                about = (one.number, one.scenario.title, title, option.text, best)
                yield (*about, *by_level, chosen_count(votes, option.id), wrong)


def _confidence(
    bank: Bank, aggregate: SessionAggregate, minimum: int
) -> Iterator[Sequence[str | int]]:
    for moment in Moment:
        if moment not in aggregate.confidence:
            continue
        ratings = aggregate.confidence[moment].ratings
        for question in bank.confidence:
            counts = [ratings.get((question.strand, answer), 0) for answer in Answer]
            about = (MOMENT_TITLES[moment], question.question)
            too_few = (*("" for _ in counts), TOO_FEW_HERE.format(minimum=minimum))
            yield (*about, *counts, sum(counts)) if any(counts) else (*about, *too_few)


def _guidance(asked: Sequence[ScenarioSummary], today: date) -> Iterator[Sequence[str | int]]:
    for one in asked:
        for found in scenario_page(one.number, one.scenario, today).references:
            where = (found.where, found.edition, found.says, found.checked, found.url)
            yield (one.number, one.scenario.title, *where)
