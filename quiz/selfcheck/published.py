"""What a person said in the survey, beside what a published survey found. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.bank.items import ConfidenceQuestion, SurveyQuestion
from quiz.bank.sources import Published
from quiz.vocabulary import Answer, Strand


@dataclass(frozen=True)
class BesidePublished:
    """A question that the person answered and for which a figure was published."""

    question: str
    said: str
    published: Published


def beside_published(
    survey: Sequence[SurveyQuestion],
    confidence: Sequence[ConfidenceQuestion],
    given: Mapping[str, str],
    ratings: Mapping[Strand, Answer],
) -> list[BesidePublished]:
    """In the survey's order. Questions that were left out have no entry."""
    found = []
    for question in survey:
        said = next((a.text for a in question.answers if a.id == given.get(question.id)), "")
        if said and question.published:
            found.append(BesidePublished(question.question, said, question.published))
    for asked in confidence:
        if asked.strand in ratings and asked.published:
            said = ratings[asked.strand].words
            found.append(BesidePublished(asked.asked, said, asked.published))
    return found
