"""Published figures to plain JSON values and back, for storage."""

from collections.abc import Mapping
from typing import Any

from quiz.analysis.figures import AnswerFigures, BlockFigures, ChangeFigures, StrandFigures
from quiz.analysis.ranges import Range

Stored = Mapping[str, Any]


def to_json(figures: BlockFigures) -> dict[str, Any]:
    """Objects, lists and whole numbers; a range is [low, high, of]."""
    return {
        "people": figures.people,
        "items": {name: _answers(item) for name, item in figures.items.items()},
        "strands": {
            name: {
                "says_yes": _range(strand.says_yes),
                "understands": _range(strand.understands),
                "yes_but_not": _range(strand.yes_but_not),
            }
            for name, strand in figures.strands.items()
        },
        "changes": {
            name: {"gained": _range(change.gained), "slipped": _range(change.slipped)}
            for name, change in figures.changes.items()
        },
    }


def _answers(answers: AnswerFigures) -> dict[str, Any]:
    return {
        "right": _range(answers.right),
        "sure_but_wrong": _range(answers.sure_but_wrong),
        "very_sure": _range(answers.very_sure),
        "unsure": _range(answers.unsure),
    }


def _range(found: Range) -> list[int]:
    return [found.low, found.high, found.of]


def from_json(stored: Stored) -> BlockFigures:
    """The inverse of `to_json`. Raises KeyError or ValueError for other values."""
    return BlockFigures(
        people=stored["people"],
        items={name: _answers_of(item) for name, item in stored["items"].items()},
        strands={
            name: StrandFigures(
                Range(*strand["says_yes"]),
                Range(*strand["understands"]),
                Range(*strand["yes_but_not"]),
            )
            for name, strand in stored["strands"].items()
        },
        changes={
            name: ChangeFigures(Range(*change["gained"]), Range(*change["slipped"]))
            for name, change in stored["changes"].items()
        },
    )


def _answers_of(stored: Stored) -> AnswerFigures:
    names = ("right", "sure_but_wrong", "very_sure", "unsure")
    return AnswerFigures(*(Range(*stored[name]) for name in names))


def less(whole: BlockFigures, part: BlockFigures) -> BlockFigures:
    """The blocks of ``whole`` without those of ``part``, which is a sum of some of them.

    Figures are sums over blocks, so what remains is exactly the sum of the others. Raises
    ValueError if the scenarios differ.
    """
    return from_json(_less(to_json(whole), to_json(part)))


def _less(whole: Any, part: Any) -> Any:
    if isinstance(whole, dict):
        if whole.keys() != part.keys():
            raise ValueError("only blocks with the same scenarios can be subtracted")
        return {name: _less(value, part[name]) for name, value in whole.items()}
    if isinstance(whole, list):
        return [_less(x, y) for x, y in zip(whole, part, strict=True)]
    return whole - part
