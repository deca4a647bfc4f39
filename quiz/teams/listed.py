"""What is about to go into the box, in the words that the person saw. Pure."""

from collections.abc import Iterator

from quiz.bank.items import Bank
from quiz.teams.submission import Copy
from quiz.vocabulary import Certainty

Line = tuple[str, str]
"""What was asked, and what was answered."""


def scenarios(copy: Copy, bank: Bank) -> Iterator[Line]:
    """Each scenario with the option chosen and how sure, in the order in which they are asked."""
    for items in copy.items.values():
        for key in items:
            name, _, revision = key.rpartition("@")
            item = bank.kept[name, int(revision)]
            given = copy.submission.answers[key]
            chosen, sure = item.option(given.option).text, Certainty(given.level).words
            yield item.title, f"{chosen} {sure}."


def confidence(copy: Copy, bank: Bank) -> Iterator[Line]:
    """Each confidence question that was asked, with its answer."""
    for question in bank.confidence:
        if question.strand in copy.submission.ratings:
            yield question.asked, copy.submission.ratings[question.strand].words


def about_oneself(copy: Copy, bank: Bank) -> Iterator[Line]:
    """Questions about oneself, as far as the review asks them and they were answered."""
    words = {question.id: question.question for question in bank.survey}
    for item in bank.stand:
        words[f"{item.id}_ok"] = f"Searching for a client online {item.situation}: acceptable?"
        words[f"{item.id}_done"] = f"Searching for a client online {item.situation}: done it?"
    for question, answer in copy.submission.survey.items():
        yield words[question], answer.capitalize()
