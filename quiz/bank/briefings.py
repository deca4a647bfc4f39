"""Briefings: for each topic, what a person takes away of the guidance in two minutes."""

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.bank.content_file import Data
from quiz.bank.sources import Pointer


@dataclass(frozen=True)
class BriefingPoint:
    """One sentence about the guidance, with the places that it rests on."""

    text: str
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True)
class Briefing:
    """A topic's guidance on one page. ``topic`` is its letter; ``today`` says what to do now."""

    topic: str
    rule: str
    points: tuple[BriefingPoint, ...]
    example: str
    today: tuple[str, ...]


def briefing_of(row: Data, pointers: Mapping[str, Pointer]) -> Briefing:
    """The briefing of a row; ``pointers`` are all of the file's, by id."""
    points = tuple(
        BriefingPoint(point["text"], tuple(pointers[one] for one in point["pointers"]))
        for point in row["points"]
    )
    return Briefing(row["topic"], row["rule"], points, row["example"], tuple(row["today"]))
