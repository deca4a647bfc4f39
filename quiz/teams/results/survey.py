"""The questions about oneself: for the whole team only, and for 10 people or more."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import add

from quiz.analysis.disclosure import Depth
from quiz.analysis.ranges import Range
from quiz.bank.items import Bank
from quiz.charts.lines import SAID_YES
from quiz.charts.shares import BaseChart
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.teams.results.confidence import cell, share
from quiz.teams.results.report import Row, Section

SurveyCounts = Mapping[str, Range]
"""By question, how many said yes."""


def survey(blocks: Sequence[SurveyCounts], people: int, bank: Bank, name: str) -> Section | None:
    """How many said yes to each question; None below 10 people, or if a block has no questions."""
    if people < Depth.PERCENTAGES or not blocks or not all(blocks):
        return None
    chart = BaseChart(name, "", people)
    rows = [
        Row(words, (cell(chart, share(reduce(add, (block[question] for block in blocks)))),))
        for question, words in _questions(bank)
        if all(question in block for block in blocks)
    ]
    if not rows:
        return None
    return Section(
        name,
        gettext("What people said they do and think"),
        (str(NOT_WHAT_IS_RIGHT),),
        (gettext("Question"), str(SAID_YES)),
        tuple(rows),
    )


NOT_WHAT_IS_RIGHT = lazy_gettext(
    "People were asked this before the scenarios. Each count is out of everybody who is counted, "
    "also those who left the question out. It shows what people do and think. It does not show "
    "what is right."
)


def _questions(bank: Bank) -> Iterator[tuple[str, str]]:
    for question in bank.survey:
        yield question.id, question.question
    for item in bank.stand:
        yield (
            f"{item.id}_ok",
            gettext(
                "It is acceptable in some situations to search online %(situation)s",
                situation=item.situation,
            ),
        )
        yield (
            f"{item.id}_done",
            gettext("I have searched online %(situation)s", situation=item.situation),
        )
