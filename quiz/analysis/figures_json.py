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
                "answers": _answers(strand.answers),
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
        "table": [_range(level) for level in figures.table] if figures.table else None,
    }


def _answers(answers: AnswerFigures) -> dict[str, Any]:
    return {
        "right": _range(answers.right),
        "levels": list(answers.levels),
        "sure_but_wrong": _range(answers.sure_but_wrong),
    }


def _range(found: Range) -> list[int]:
    return [found.low, found.high, found.of]


def from_json(stored: Stored) -> BlockFigures:
    """The inverse of `to_json`. Raises KeyError or ValueError for other values."""
    table = stored["table"]
    return BlockFigures(
        people=stored["people"],
        items={name: _answers_of(item) for name, item in stored["items"].items()},
        strands={
            name: StrandFigures(
                _answers_of(strand["answers"]),
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
        table=tuple(Range(*level) for level in table) if table else None,
    )


def _answers_of(stored: Stored) -> AnswerFigures:
    return AnswerFigures(
        Range(*stored["right"]), tuple(stored["levels"]), Range(*stored["sure_but_wrong"])
    )


def less(whole: BlockFigures, part: BlockFigures) -> BlockFigures:
    """The blocks of ``whole`` without those of ``part``, which is a sum of some of them.

    Figures are sums over blocks, so what remains is exactly the sum of the others. The certainty
    table is gone if either has none. Raises ValueError if the scenarios differ.
    """
    return from_json(_less(to_json(whole), to_json(part)))


def _less(whole: Any, part: Any) -> Any:
    if isinstance(whole, dict):
        if whole.keys() != part.keys():
            raise ValueError("only blocks with the same scenarios can be subtracted")
        return {name: _less(value, part[name]) for name, value in whole.items()}
    if whole is None or part is None:
        return None
    if isinstance(whole, list):
        return [_less(x, y) for x, y in zip(whole, part, strict=True)]
    return whole - part
