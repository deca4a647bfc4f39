"""A session that is over as an Excel workbook: votes, confidence and guidance, in plain numbers."""

from collections.abc import Iterator, Sequence
from datetime import date

from quiz.bank.items import Bank
from quiz.clock import long_date
from quiz.documents.sheets import Book
from quiz.live.documents.data import summary
from quiz.live.documents.guide import page_of
from quiz.live.results.recap import FEW_HERE, MOMENT_TITLES, VOTE_TITLES, Recap, recaps
from quiz.live.session.aggregate import Summed, row
from quiz.live.session.phases import Plan
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
    bank: Bank, plan: Plan, summed: Summed, title: str, held_on: date, today: date
) -> bytes:
    """The workbook. Every text cell is a string, never a formula or a link."""
    book = Book(title, held_on)
    told = recaps(bank, plan, summed)
    asked = [one for one in told if one.was_asked]
    lines = [("Session", title), ("Day", long_date(held_on))]
    lines += [("Summary", line) for line in summary(plan, summed, told)]
    lines += [(one.scenario.title, one.note) for one in told if one.note]
    book.sheet("Summary", (("About", 30), ("Words", 90)), lines)
    book.sheet("Votes", VOTES, _votes(asked, summed))
    book.sheet("Confidence", CONFIDENCE, _confidence(bank, summed, plan.minimum))
    book.sheet("Guidance", GUIDANCE, _guidance(asked, today))
    return book.done()


def _votes(asked: Sequence[Recap], summed: Summed) -> Iterator[Sequence[str | int]]:
    for one in asked:
        kept = summed.asked[one.number - 1]
        for title, votes in zip(VOTE_TITLES, kept.votes, strict=False):
            if votes is None:
                continue
            for option in one.scenario.options:
                cells = row(votes, option.id)
                sure = sum(cells[2:])
                best = "" if one.best is None else "yes" if option.id == one.best else "no"
                wrong = sure if best == "no" else 0 if best else ""
                about = (one.number, one.scenario.title, title, option.text, best)
                yield (*about, *cells, sum(cells), wrong)


def _confidence(bank: Bank, summed: Summed, minimum: int) -> Iterator[Sequence[str | int]]:
    for moment in Moment:
        if moment not in summed.confidence:
            continue
        found = summed.confidence[moment]
        for question in bank.confidence:
            counts = [found.said.get((question.strand, answer), 0) for answer in Answer]
            about = (MOMENT_TITLES[moment], question.question)
            few = (*("" for _ in counts), FEW_HERE.format(minimum=minimum))
            yield (*about, *counts, sum(counts)) if any(counts) else (*about, *few)


def _guidance(asked: Sequence[Recap], today: date) -> Iterator[Sequence[str | int]]:
    for one in asked:
        for found in page_of(one.number, one.scenario, today).readings:
            where = (found.where, found.edition, found.says, found.checked, found.url)
            yield (one.number, one.scenario.title, *where)
