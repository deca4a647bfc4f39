"""Sums: a group's integers, from which all its statistics are computed (measurement.md 6).

The sums of two groups add up to the sums of both, exactly and in any order. So a block is counted
once, and its rows can be deleted.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple, TypeVar

from quiz.analysis.clusters import Moments

ALL = "all"
UNDERSTANDS = "understands"
NOT = "not"

Key = TypeVar("Key", bound=Hashable)


class Split(NamedTuple):
    """Right and wrong answers at one level of certainty."""

    right: int
    wrong: int

    @property
    def n(self) -> int:
        return self.right + self.wrong


AnswersByLevel = Mapping[int, Split]
"""Answers by level of certainty."""


def _empty() -> dict[Any, int]:
    return {}


@dataclass(frozen=True)
class Sums:
    """Counts and sums of a group's answers: whole numbers, zeros left out.

    Keys are the ids of items, options, topics, confidence questions and their answers; levels and
    scores are numbers. The topic ``all`` covers all items. A *rest score* is the number of a
    person's right answers to other items.
    """

    people: int = 0
    """People with at least one answer before."""
    cells: Mapping[tuple[str, str, int], int] = field(default_factory=_empty)
    """Answers by item, option and level (Q of section 6)."""
    right: Mapping[tuple[str, int], int] = field(default_factory=_empty)
    """Right answers by item and level."""
    scores: Mapping[tuple[int], int] = field(default_factory=_empty)
    """People by number of right answers (H)."""
    rest: Mapping[tuple[str, str], int] = field(default_factory=_empty)
    """The sum of rest scores by item and chosen option (from X)."""
    rest_scores: Mapping[tuple[str, int, int], int] = field(default_factory=_empty)
    """People by item, correctness (1 or 0) and rest score (H_i)."""
    users: Mapping[tuple[str, int], int] = field(default_factory=_empty)
    """People by topic and level, if they used the level at least once."""
    moments: Mapping[tuple[str, str, str], int] = field(default_factory=_empty)
    """Sums over people by quantity, topic and product (G1, G2, A2 and the paired sums).

    Quantities: ``right`` and ``gap`` before; ``right_change``, ``certainty_change`` and
    ``gap_change`` of matched people. Right answers are in answers, certainty and gap in hundredths
    of an answer. Products: the fields of `Moments`.
    """
    understood: Mapping[tuple[str, str], int] = field(default_factory=_empty)
    """People by topic and understanding, whatever their rating."""
    said: Mapping[tuple[str, str, str], int] = field(default_factory=_empty)
    """Ratings: people by confidence question, answer and understanding of its topic (U).

    The name is that of stored sums.
    """
    matched: Mapping[tuple[str, str, str], int] = field(default_factory=_empty)
    """Matched people by topic, understanding before and understanding after (P)."""

    def __add__(self, other: "Sums") -> "Sums":
        return total([self, other])

    def table(self, items: Iterable[str] | None = None) -> dict[int, Split]:
        """The answers to these items, or to all, by level in ascending order."""
        wanted = None if items is None else set(items)
        answers: Counter[int] = Counter()
        right: Counter[int] = Counter()
        for (item, _, level), n in self.cells.items():
            if wanted is None or item in wanted:
                answers[level] += n
        for (item, level), n in self.right.items():
            if wanted is None or item in wanted:
                right[level] += n
        return {
            level: Split(right[level], answers[level] - right[level]) for level in sorted(answers)
        }

    def over_people(self, quantity: str, topic: str = ALL) -> Moments:
        """The moments of one quantity; all 0 without answers."""
        names = [each.name for each in fields(Moments)]
        return Moments(*(self.moments.get((quantity, topic, name), 0) for name in names))

    def to_json(self) -> dict[str, Any]:
        """Nested objects with sorted keys and whole numbers as leaves."""
        found: dict[str, Any] = {"people": self.people}
        for name in KINDS:
            inner = found[name] = {}
            for key, n in sorted(getattr(self, name).items()):
                *path, last = map(str, key)
                at = inner
                for step in path:
                    at = at.setdefault(step, {})
                at[last] = n
        return found


KINDS: dict[str, tuple[type, ...]] = {
    "cells": (str, str, int),
    "right": (str, int),
    "scores": (int,),
    "rest": (str, str),
    "rest_scores": (str, int, int),
    "users": (str, int),
    "moments": (str, str, str),
    "understood": (str, str),
    "said": (str, str, str),
    "matched": (str, str, str),
}
"""The types of the parts of each mapping's key."""


def total(groups: Iterable[Sums]) -> Sums:
    """The sums of several groups together; `Sums()` for none."""
    people = 0
    added: dict[str, Counter[Any]] = {name: Counter() for name in KINDS}
    for group in groups:
        people += group.people
        for name, counts in added.items():
            for key, n in getattr(group, name).items():
                counts[key] += n
    kept = {name: {key: n for key, n in counts.items() if n} for name, counts in added.items()}
    return Sums(people, **kept)


def from_json(value: Mapping[str, Any]) -> Sums:
    """The inverse of `Sums.to_json`, for values that went through JSON.

    Raises ValueError for a missing or unknown part, and for a leaf that is not a whole number.
    """
    if set(value) != {"people", *KINDS}:
        raise ValueError("not a group's sums: a part is missing or unknown")
    kept = {name: dict(_leaves(value[name], kinds, name)) for name, kinds in KINDS.items()}
    return Sums(_whole_number(value["people"], "people"), **kept)


def _leaves(value: Any, kinds: tuple[type, ...], where: str) -> Iterable[tuple[Any, int]]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{where} is not an object")
    for text, inner in value.items():
        path = f"{where}.{text}"
        key = kinds[0](text)
        if len(kinds) == 1:
            yield (key,), _whole_number(inner, path)
        else:
            for rest, n in _leaves(inner, kinds[1:], path):
                yield (key, *rest), n


def _whole_number(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{where} is not a whole number")
    return value
