"""A submission in the words that the person saw, to check before it goes into the box. Pure."""

from collections.abc import Iterator

from quiz.bank.items import Bank
from quiz.teams.box.submission import Copy
from quiz.vocabulary import Certainty

SummaryLine = tuple[str, str]
"""A question and its answer."""


def scenarios(copy: Copy, bank: Bank) -> Iterator[SummaryLine]:
    """Each scenario with the chosen option and how sure, in the order of the form."""
    for items in copy.items.values():
        for key in items:
            name, _, revision = key.rpartition("@")
            item = bank.kept[name, int(revision)]
            given = copy.submission.responses[key]
            chosen, sure = item.option(given.option).text, Certainty(given.level).words
            yield item.title, f"{chosen} {sure}."


def confidence(copy: Copy, bank: Bank) -> Iterator[SummaryLine]:
    """Each confidence question that was answered, with the answer."""
    for question in bank.confidence:
        if question.strand in copy.submission.ratings:
            yield question.asked, copy.submission.ratings[question.strand].words


def about_oneself(copy: Copy, bank: Bank) -> Iterator[SummaryLine]:
    """The questions about oneself that the review asks and the person answered."""
    words = {question.id: question.question for question in bank.survey}
    for item in bank.stand:
        words[f"{item.id}_ok"] = f"Searching for a client online {item.situation}: acceptable?"
        words[f"{item.id}_done"] = f"Searching for a client online {item.situation}: done it?"
    for question, answer in copy.submission.survey.items():
        yield words[question], answer.capitalize()
