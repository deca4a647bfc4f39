"""The bank for tests of reports, and what a test looks up in a report."""

from pathlib import Path

from quiz.analysis.simulation import Outcome, SubmittedAnswers
from quiz.bank.items import Bank
from quiz.bank.load import SCENARIOS, load
from quiz.teams.results.report import Report, Section, statements
from quiz.vocabulary import Answer, Certainty
from tests.teams.blocks import strands

BANK = load(SCENARIOS, Path("no-local-content.json"))


def words(report: Report) -> list[str]:
    """The words of all figures, without readings and advice."""
    return [f"{one.cell.words} {one.cell.likely}" for one in statements(report) if one.group]


def section(report: Report, name: str) -> Section:
    assert report.everybody
    return next(found for found in report.everybody.sections if found.name == name)


def names(report: Report) -> list[str]:
    assert report.everybody
    return [found.name for found in report.everybody.sections]


def alike(bank: Bank, people: int, right: list[bool], sure: bool = True) -> list[SubmittedAnswers]:
    """People who differ only in whether all of their answers are right."""
    of = strands(bank)
    level = Certainty.VERY_SURE if sure else Certainty.GUESSING
    return [
        SubmittedAnswers(
            {item: Outcome(level, right[n]) for items in of.values() for item in items},
            dict.fromkeys(of, Answer.YES),
        )
        for n in range(people)
    ]
