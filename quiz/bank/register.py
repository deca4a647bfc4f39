"""The register of guidance: short questions with their answers, and what to read first."""

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.bank.content_file import Data
from quiz.bank.sources import Pointer, Source


@dataclass(frozen=True)
class GuidanceQuestion:
    """A question from practice, and the rule that answers it. ``topic`` is its letter."""

    topic: str
    question: str
    rule: str
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True)
class FirstReading:
    """A source to begin with, and why."""

    source: Source
    why: str


def question_of(row: Data, pointers: Mapping[str, Pointer]) -> GuidanceQuestion:
    """The question of a row; ``pointers`` are all of the file's, by id."""
    found = tuple(pointers[one] for one in row["pointers"])
    return GuidanceQuestion(row["topic"], row["question"], row["rule"], found)


def first_reading_of(row: Data, sources: Mapping[str, Source]) -> FirstReading:
    """The reading of a row; ``sources`` are all of the file's, by id."""
    return FirstReading(sources[row["source"]], row["why"])
