"""A submission in the words that the person saw, to check before it goes into the box. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from quiz.bank.items import Bank, ConfidenceQuestion, Item, SurveyQuestion
from quiz.languages.sentences import gettext
from quiz.teams.box.submission import Copy
from quiz.vocabulary import Answer, Certainty


@dataclass(frozen=True)
class SummaryLine:
    """A question and its answer.

    asked: the content whose words the question has, with their language; None for our own sentence.
    certainty: how sure, of a scenario, whose answer has its words, too.
    """

    question: str
    answer: str
    asked: Item | ConfidenceQuestion | SurveyQuestion | None
    certainty: str = ""


def scenarios(copy: Copy, bank: Bank) -> Iterator[SummaryLine]:
    """Each scenario with the chosen option and how sure, in the order of the form."""
    for items in copy.items.values():
        for key in items:
            name, _, revision = key.rpartition("@")
            item = bank.kept[name, int(revision)]
            given = copy.submission.responses[key]
            chosen, sure = item.option(given.option).text, Certainty(given.level).words
            yield SummaryLine(item.title, chosen, item, sure)


def confidence(copy: Copy, bank: Bank) -> Iterator[SummaryLine]:
    """Each confidence question that was answered, with the answer."""
    for question in bank.confidence:
        if question.strand in copy.submission.ratings:
            answer = copy.submission.ratings[question.strand].words
            yield SummaryLine(question.asked, answer, question)


def about_oneself(copy: Copy, bank: Bank) -> Iterator[SummaryLine]:
    """The questions about oneself that the review asks and the person answered."""
    asked: dict[str, SurveyQuestion] = {question.id: question for question in bank.survey}
    words = {name: question.question for name, question in asked.items()}
    for item in bank.stand:
        words[f"{item.id}_ok"] = gettext(
            "Searching for a client online %(situation)s: acceptable?", situation=item.situation
        )
        words[f"{item.id}_done"] = gettext(
            "Searching for a client online %(situation)s: done it?", situation=item.situation
        )
    for question, answer in copy.submission.survey.items():
        yield SummaryLine(words[question], Answer(answer).words, asked.get(question))
